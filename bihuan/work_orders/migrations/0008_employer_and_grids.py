"""What kind of employer, and where: position and grids."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_signing_posts"),
        ("work_orders", "0007_promises"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="workorder",
            name="east",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="workorder",
            name="employer_kind",
            field=models.CharField(blank=True, db_default="", max_length=20),
        ),
        migrations.AddField(
            model_name="workorder",
            name="grid_codes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                db_default=models.Value(
                    [],
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="workorder",
            name="north",
            field=models.FloatField(null=True),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("grid_codes", []), _negated=True),
                fields=["grid_codes"],
                name="order_grids",
            ),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(
                condition=models.Q(("archived_at", None), ("east__isnull", False)),
                fields=["place"],
                name="order_spots",
            ),
        ),
        migrations.AddConstraint(
            model_name="workorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("east", None), ("north", None)),
                    models.Q(("east__range", (-180, 180)), ("north__range", (-90, 90))),
                    _connector="OR",
                ),
                name="order_position_whole",
            ),
        ),
    ]
