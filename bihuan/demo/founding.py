"""Found the places the demo plays in: the whole city as it really is, or the small part of it the story needs."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bihuan.calendars.queries import national
from bihuan.demo.duties import found_duties
from bihuan.duties.actions.succeeding import pass_to_successors
from bihuan.organisations.actions import import_aliases
from bihuan.organisations.actions.cast import engage_cast
from bihuan.organisations.actions.establish_organs import establish_organs
from bihuan.organisations.actions.import_divisions import apply
from bihuan.organisations.actions.reform import reform
from bihuan.organisations.packaged import packaged
from bihuan.organisations.queries import unit_by_code, units_at
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI

CITY = "500000"
#: The day from which the city, its organs and its cast exist in the demo. Invented, as the cast is.
FOUNDED = date(2024, 1, 1)
#: 江北区 and 渝北区 became 两江新区 in November 2025. The published lists do not say on which day: the first of the
#: month stands in for it until an official day is found, and every command that uses it says so.
REFORMED = date(2025, 11, 1)
REFORM_DAY_IS_UNVERIFIED = Words(
    "2025年11月的区划调整按 {day} 计；具体生效日未经核实，可用 --reform-on 指定。",
    "The reform of November 2025 is taken to hold from {day}; the exact day is unverified, --reform-on sets another.",
)

#: What the story and the tests need of the city: four districts and, in three of them, a few streets with everything below.
SMALL_DISTRICTS = ("500103", "500105", "500109", "500112")
SMALL_STREETS = (
    "500103003",  # 解放碑街道
    "500103008",  # 南纪门街道
    "500105004",  # 大石坝街道
    "500105006",  # 观音桥街道
    "500112011",  # 龙溪街道
)

#: Called now and then with what is being made, how many are done, and of how many.
Progress = Callable[[Words, int, int], None]

PLACES = Words("区划与村社区", "Places")
ORGANS = Words("各级工会、指挥中心与部门", "Unions, centres and departments")
REFORM = Words("2025年区划调整", "Reform of 2025")


def found_city(
    password: str | None, *, reform_on: date | None = REFORMED, progress: Progress | None = None
) -> None:
    """Found the whole city in an empty database: places of 2023, organs, the cast, and the reform on ``reform_on``.

    ``password`` becomes the cast's. Raises ``Refused`` ``city_there`` where there is already any unit.
    """
    if units_at(FOUNDED).exists():
        refuse("city_there")
    _found(packaged("chongqing_2023.csv"), progress)
    import_aliases.apply(packaged("chongqing_aliases.csv"))
    engage_cast(FOUNDED, password)
    found_duties(_first_working_minute())
    if reform_on:
        done = reform(packaged("chongqing_2025_reform.csv"), reform_on, progress=_about(REFORM, progress))
        pass_to_successors(done.successors)


def found_small_place(password: str | None = None) -> None:
    """Found the small real place of the story, with its cast. What is there of it already stays as it is."""
    _found(small_place_rows(), None)
    engage_cast(FOUNDED, password)
    found_duties(_first_working_minute())


def _first_working_minute() -> datetime:
    """When an office could first adopt anything."""
    return national().after_working_time(datetime.combine(FOUNDED, time(), SHANGHAI), timedelta(minutes=1))


def small_place_rows() -> list[list[str]]:
    """The small place's part of the packaged divisions: its streets with their communities."""
    header, *rows = packaged("chongqing_2023.csv")
    places = {CITY, *SMALL_DISTRICTS, *SMALL_STREETS}
    return [header, *(row for row in rows if row[0] in places or row[3] in SMALL_STREETS)]


def _found(rows: list[list[str]], progress: Progress | None) -> None:
    apply(rows, FOUNDED, _about(PLACES, progress))
    establish_organs(unit_by_code(CITY, FOUNDED), FOUNDED, progress=_about(ORGANS, progress))


def _about(what: Words, progress: Progress | None) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress(what, done, total)) if progress else None
