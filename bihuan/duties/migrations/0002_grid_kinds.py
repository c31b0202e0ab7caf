"""Rules may ask in which kind of grid a place lies."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="routingrule",
            name="grid_kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=32), blank=True, default=list, size=None
            ),
        ),
    ]
