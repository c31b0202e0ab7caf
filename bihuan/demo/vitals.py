"""The demo's vital signs: past months of the street's indicators, handed in by its own officer or computed. Invented.

Some months are missing, some came late, one was corrected, and one indicator lies beyond its limit, so that every page
shows what it has to show.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from bihuan.command_centre.actions.limits import Laid, lay_limit
from bihuan.command_centre.actions.vitals import compute_reading, report_reading
from bihuan.demo.events import OFFICER
from bihuan.demo.ground import STREET
from bihuan.duties.queries.indicators import Indicator, indicators_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import UnitKind
from bihuan.organisations.queries import actor_for, demo_cast_on, organ_of, unit_by_code
from bihuan.rules.vitals import Better, Every, last_ended
from bihuan.rules.workdays import SHANGHAI

MONTHS = 8
BASIS = "演示数据（非官方数值）"
#: What is usual in a unit of measure, and how far a month strays from it.
_USUAL = {"%": (92, 6), "工作日": (4, 2), "件": (7, 5)}
#: Lane and limit of the indicators that have one: above or below.
_LIMITS = {
    "城市管理事项平均办理用时": Laid(
        "城市管理办理用时过长", "environment", BASIS, above=Decimal(3), in_a_row=2
    ),
    "公共安全问题有效处置率": Laid("公共安全处置率偏低", "hazard", BASIS, below=Decimal(75)),
    "矛盾化解重复反映件数": Laid("重复反映增多", "dispute", BASIS, above=Decimal(30)),
}
_WINDOW = 60 * 24 * 31


def read_vitals(until: datetime, seed: int = 81) -> int:
    """Play the readings of the months before ``until``, and return how many there are. The cast must be there."""
    day = until.astimezone(SHANGHAI).date()
    people = {held.person.name: held.person for held in demo_cast_on(day)}
    centre = organ_of(unit_by_code(STREET, day), UnitKind.COMMAND_CENTRE, on=day)
    if OFFICER not in people or centre is None:
        return 0
    officer, chance = actor_for(people[OFFICER], until), Random(seed)
    read = 0
    for number, indicator in enumerate(indicators_of(centre.pk)):
        if laid := _LIMITS.get(indicator.name):
            code = f"{STREET}-{indicator.code}"
            lay_limit(officer, centre, code, _of(laid, indicator), at=until - timedelta(days=300))
        read += _months(officer, indicator, number, chance, until)
    lay_limit(
        officer, centre, "water-pressure-low",
        Laid("供水压力过低", "water_supply", BASIS, measure="water_pressure", below=Decimal("0.15"), window_minutes=30, urgency="urgent"),
        at=until - timedelta(days=200),
    )  # fmt: skip
    return read


def _of(laid: Laid, indicator: Indicator) -> Laid:
    return replace(laid, indicator=indicator, window_minutes=_WINDOW)


def _months(officer: Actor, indicator: Indicator, number: int, chance: Random, until: datetime) -> int:
    latest, read = last_ended(Every(indicator.every), until.astimezone(SHANGHAI).date()), 0
    usual, strays = _USUAL.get(indicator.measure, (0, 0))
    for month in reversed(range(MONTHS)):
        stretch = latest.before(month)
        days = 2 + (14 if (number + month) % 11 == 0 else number % 3)
        at = datetime.combine(stretch.last + timedelta(days=days), time(10), SHANGHAI)
        value = Decimal(usual) + Decimal(chance.randint(-10 * strays, 10 * strays)) / 10
        value += (MONTHS - month) * Decimal("0.4") * (-1 if indicator.better == Better.LOWER else 1) / 2
        missing = (number * 5 + month) % 17 == 0
        if at > until or missing:
            continue
        if indicator.source:
            read += compute_reading(indicator, stretch, at)
            continue
        value = max(Decimal(0), min(value, Decimal(100)) if indicator.measure == "%" else value)
        value = value.to_integral_value() if indicator.measure == "件" else value
        if indicator.name == "城市管理事项平均办理用时" and month < 2:
            value = Decimal("5.5")
        report_reading(officer, indicator, stretch, value, at=at)
        read += 1
        if (number + month) % 29 == 0:
            corrected = value + Decimal(1) if value < 99 else value - Decimal(1)
            report_reading(
                officer, indicator, stretch, corrected, at=min(at + timedelta(days=2), until), reason="漏计一个社区的数据，补报",
            )  # fmt: skip
            read += 1
    return read
