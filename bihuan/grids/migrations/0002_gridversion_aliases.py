"""Other names of what lies in a grid."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grids", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="gridversion",
            name="aliases",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, default=list, size=None
            ),
        ),
    ]
