"""Grids in versions, outlines of places, teams."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Grid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=40, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("general", "general"), ("dedicated", "dedicated"), ("micro", "micro")],
                        max_length=12,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Drawing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("source", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("ledger_length", models.PositiveIntegerField(default=0)),
                ("ledger_digest", models.BinaryField()),
                (
                    "by",
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
            name="GridVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("outline", models.TextField(blank=True)),
                ("west", models.FloatField(null=True)),
                ("south", models.FloatField(null=True)),
                ("east", models.FloatField(null=True)),
                ("north", models.FloatField(null=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("name", models.CharField(max_length=80)),
                (
                    "drawing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grids.drawing"
                    ),
                ),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="grids.grid"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="grids.grid",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        models.Func(
                            models.Func("west", "south", function="point"),
                            models.Func("east", "north", function="point"),
                            function="box",
                        ),
                        name="grid_version_box",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="grid_ends_after_it_begins",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("grid", "="),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_to",
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="grid_one_version_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outline", ""),
                            models.Q(
                                ("east__isnull", False),
                                ("north__isnull", False),
                                ("south__isnull", False),
                                ("west__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="grid_outline_has_its_box",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=24)),
                ("name", models.CharField(blank=True, max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "grid",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="grids.grid"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grid_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["grid", "since"], name="grid_member_grid")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("since")), _connector="OR"
                        ),
                        name="member_ends_after_joining",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"
                        ),
                        name="member_is_somebody",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("person__isnull", False)),
                        expressions=[
                            ("grid", "="),
                            ("role", "="),
                            ("person", "="),
                            (
                                models.Func(
                                    "since",
                                    "until",
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="member_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pattern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("roles", models.JSONField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("place", "="),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_to",
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="pattern_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceOutline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("outline", models.TextField(blank=True)),
                ("west", models.FloatField(null=True)),
                ("south", models.FloatField(null=True)),
                ("east", models.FloatField(null=True)),
                ("north", models.FloatField(null=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "drawing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grids.drawing"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.unit"
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        models.Func(
                            models.Func("west", "south", function="point"),
                            models.Func("east", "north", function="point"),
                            function="box",
                        ),
                        name="place_outline_box",
                    )
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("unit", "="),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_to",
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="place_one_outline_at_a_time",
                    )
                ],
            },
        ),
    ]
