from typing import Any

from django.db import migrations, models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Concat

#: The rows by which every warning so far was issued: those that climbed, and the one more that did not lapse.
CLIMBED = ("sign", "first_contact", "handle", "total", "support", "promise")
BLUE, YELLOW, ORANGE, RED = 1, 2, 3, 4
NAMES = {BLUE: "blue", YELLOW: "yellow", ORANGE: "orange", RED: "red"}


def keep_their_rows(apps: Any, schema_editor: Any) -> None:
    warnings = apps.get_model("supervision", "EarlyWarning").objects
    name = Case(*(When(light=light, then=Value(f":{word}")) for light, word in NAMES.items()))
    warnings.update(rule=Concat(F("cause"), name, output_field=models.CharField()))
    warnings.filter(cause__in=CLIMBED, light=RED).update(climbs=True, lapses=False)
    warnings.filter(cause="risk").update(lapses=False)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0004_foretelling")]

    operations = [
        migrations.AddField("earlywarning", "climbs", models.BooleanField(default=False)),
        migrations.AddField("earlywarning", "lapses", models.BooleanField(default=True)),
        migrations.AddField(
            "earlywarning", "rule", models.CharField(default="", max_length=300), preserve_default=False
        ),
        migrations.RunPython(keep_their_rows, migrations.RunPython.noop),
    ]
