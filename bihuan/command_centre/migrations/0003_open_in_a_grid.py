"""Open events of a grid, found by its code."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("command_centre", "0002_plans"),
        ("duties", "0001_initial"),
        ("organisations", "0004_signing_posts"),
        ("work_orders", "0007_promises"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["accepted", "assigned", "handling", "reported", "resolved"])
                ),
                fields=["grid_code"],
                name="event_open_grid",
            ),
        ),
    ]
