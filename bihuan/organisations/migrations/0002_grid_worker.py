"""A post for grid workers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="post",
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
