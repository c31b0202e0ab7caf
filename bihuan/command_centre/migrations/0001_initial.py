"""Events, their tasks and notes, reports from the street with photos, thresholds of sensors."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bihuan.rules.actors
import bihuan.rules.event_tasks
import bihuan.rules.events


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("duties", "0001_initial"),
        ("organisations", "0002_grid_worker"),
        ("work_orders", "0003_return_cites_item"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE event_number", reverse_sql="DROP SEQUENCE event_number"),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=24, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "reported"),
                            ("accepted", "accepted"),
                            ("assigned", "assigned"),
                            ("handling", "handling"),
                            ("resolved", "resolved"),
                            ("closed", "closed"),
                            ("declined", "declined"),
                            ("turned", "turned"),
                        ],
                        max_length=12,
                    ),
                ),
                ("kind", models.CharField(max_length=24)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("grid_worker", "grid_worker"),
                            ("resident", "resident"),
                            ("phone", "phone"),
                            ("sensor", "sensor"),
                            ("hotline", "hotline"),
                            ("department", "department"),
                            ("instruction", "instruction"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("everyday", "everyday"),
                            ("ordinary", "ordinary"),
                            ("large", "large"),
                            ("major", "major"),
                            ("extreme", "extreme"),
                        ],
                        default=bihuan.rules.events.Severity["EVERYDAY"],
                        max_length=12,
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[("normal", "normal"), ("urgent", "urgent"), ("critical", "critical")],
                        default=bihuan.rules.events.EventUrgency["NORMAL"],
                        max_length=12,
                    ),
                ),
                (
                    "handling_level",
                    models.CharField(
                        choices=[
                            ("city", "city"),
                            ("district", "district"),
                            ("street", "street"),
                            ("community", "community"),
                            ("grid", "grid"),
                        ],
                        default=bihuan.rules.actors.Level["STREET"],
                        max_length=12,
                    ),
                ),
                ("grid_code", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(blank=True, max_length=120)),
                ("east", models.FloatField(null=True)),
                ("north", models.FloatField(null=True)),
                ("happened_at", models.DateTimeField()),
                ("registered_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("settled_on_the_spot", models.BooleanField(default=False)),
                ("result", models.TextField(blank=True)),
                ("device", models.CharField(blank=True, max_length=60)),
                ("readings", models.PositiveIntegerField(default=0)),
                ("last_reading_at", models.DateTimeField(null=True)),
                ("ledger_length", models.PositiveIntegerField(default=0)),
                ("ledger_digest", models.BinaryField()),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="work_orders.workorder",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.centrepost",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EventNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="command_centre.event",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EventTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("across", "across"),
                            ("down", "down"),
                            ("whistle", "whistle"),
                            ("plan", "plan"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("called", "called"),
                            ("acknowledged", "acknowledged"),
                            ("arrived", "arrived"),
                            ("disputed", "disputed"),
                            ("done", "done"),
                            ("released", "released"),
                            ("substituted", "substituted"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.CharField(max_length=400)),
                ("called_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("dispute", models.TextField(blank=True)),
                ("decision", models.TextField(blank=True)),
                ("upheld", models.BooleanField(default=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="command_centre.event",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(blank=True, max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("received", models.PositiveIntegerField(default=0)),
                ("reason", models.CharField(max_length=120)),
                ("content", models.BinaryField(default=b"")),
                ("file", models.FileField(blank=True, upload_to="events/%Y/%m/")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="command_centre.event",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("digest", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report",
                        to="command_centre.event",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.PositiveSmallIntegerField()),
                ("text", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "of_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="command_centre.eventtask",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("measure", models.CharField(max_length=40)),
                ("above", models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True)),
                ("below", models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True)),
                ("window_minutes", models.PositiveIntegerField(default=60)),
                ("kind", models.CharField(max_length=24)),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("everyday", "everyday"),
                            ("ordinary", "ordinary"),
                            ("large", "large"),
                            ("major", "major"),
                            ("extreme", "extreme"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[("normal", "normal"), ("urgent", "urgent"), ("critical", "critical")],
                        max_length=12,
                    ),
                ),
                (
                    "handling_level",
                    models.CharField(
                        choices=[
                            ("city", "city"),
                            ("district", "district"),
                            ("street", "street"),
                            ("community", "community"),
                            ("grid", "grid"),
                        ],
                        max_length=12,
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="event",
            name="threshold",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="command_centre.threshold",
            ),
        ),
        migrations.AddIndex(
            model_name="eventtask",
            index=models.Index(fields=["unit", "state", "-called_at"], name="event_task_unit"),
        ),
        migrations.AddConstraint(
            model_name="eventtask",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            bihuan.rules.event_tasks.TaskState["ACKNOWLEDGED"],
                            bihuan.rules.event_tasks.TaskState["ARRIVED"],
                            bihuan.rules.event_tasks.TaskState["CALLED"],
                            bihuan.rules.event_tasks.TaskState["DISPUTED"],
                        ],
                    )
                ),
                fields=("event", "unit"),
                name="event_task_open_once_for_a_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("arrived_at", None), ("arrived_at__gte", models.F("called_at")), _connector="OR"
                ),
                name="event_arrived_after_the_call",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("received__lte", models.F("size"))), name="photo_no_more_than_its_size"
            ),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.UniqueConstraint(fields=("task", "by_unit"), name="scored_once_by_a_side"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["centre", "state", "-registered_at"], name="event_centre_state"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["accepted", "assigned", "handling", "reported", "resolved"])
                ),
                fields=["place"],
                name="event_open_place",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(
                    ("state", "reported"),
                    (
                        "urgency__in",
                        [
                            bihuan.rules.events.EventUrgency["CRITICAL"],
                            bihuan.rules.events.EventUrgency["URGENT"],
                        ],
                    ),
                ),
                fields=["centre", "registered_at"],
                name="event_pinned",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["reporter", "-registered_at"], name="event_reporter"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["accepted", "assigned", "handling", "reported", "resolved"])
                ),
                fields=["threshold", "device"],
                name="event_open_threshold",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("east", None), ("north", None)),
                    models.Q(("east__range", (-180, 180)), ("north__range", (-90, 90))),
                    _connector="OR",
                ),
                name="event_position_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "turned"), _negated=True), ("order__isnull", False), _connector="OR"
                ),
                name="event_turned_into_an_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["resolved", "closed", "declined"]), _negated=True),
                    models.Q(("result", ""), _negated=True),
                    _connector="OR",
                ),
                name="event_ends_with_a_result",
            ),
        ),
    ]
