"""The post of grid workers among those a warning may go to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="earlywarning",
            name="to_post",
            field=models.CharField(
                choices=[
                    ("operator", "operator"),
                    ("dispatcher", "dispatcher"),
                    ("order_clerk", "order_clerk"),
                    ("informant", "informant"),
                    ("department_officer", "department_officer"),
                    ("command_officer", "command_officer"),
                    ("grid_worker", "grid_worker"),
                    ("supervisor", "supervisor"),
                    ("inspector", "inspector"),
                    ("leader", "leader"),
                    ("administrator", "administrator"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="supervisionslip",
            name="to_post",
            field=models.CharField(
                choices=[
                    ("operator", "operator"),
                    ("dispatcher", "dispatcher"),
                    ("order_clerk", "order_clerk"),
                    ("informant", "informant"),
                    ("department_officer", "department_officer"),
                    ("command_officer", "command_officer"),
                    ("grid_worker", "grid_worker"),
                    ("supervisor", "supervisor"),
                    ("inspector", "inspector"),
                    ("leader", "leader"),
                    ("administrator", "administrator"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="talkrecord",
            name="to_post",
            field=models.CharField(
                choices=[
                    ("operator", "operator"),
                    ("dispatcher", "dispatcher"),
                    ("order_clerk", "order_clerk"),
                    ("informant", "informant"),
                    ("department_officer", "department_officer"),
                    ("command_officer", "command_officer"),
                    ("grid_worker", "grid_worker"),
                    ("supervisor", "supervisor"),
                    ("inspector", "inspector"),
                    ("leader", "leader"),
                    ("administrator", "administrator"),
                ],
                max_length=24,
            ),
        ),
    ]
