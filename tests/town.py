"""The town: a small real place with named people in it, made by the product's own acts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bihuan.organisations.actions.cast import engage_cast
from bihuan.organisations.actions.establish_organs import establish_organs
from bihuan.organisations.actions.import_divisions import apply
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Person, Unit
from bihuan.organisations.packaged import packaged
from bihuan.organisations.queries import actor_for

SHANGHAI = ZoneInfo("Asia/Shanghai")
#: The day the town was founded and everybody appointed.
FOUNDED = date(2024, 1, 1)
#: A working Tuesday in the middle of the story.
AT = datetime(2025, 6, 10, 9, 0, tzinfo=SHANGHAI)

CITY = "500000"
DISTRICTS = ("500103", "500105", "500109", "500112")
STREETS = (
    "500103003",  # 解放碑街道
    "500103008",  # 南纪门街道
    "500105004",  # 大石坝街道
    "500105006",  # 观音桥街道
    "500112011",  # 龙溪街道
)


@dataclass(frozen=True)
class Town:
    """Units and people by the names an office calls them."""

    units: Mapping[str, Unit]
    people: Mapping[str, Person]

    def unit(self, name: str) -> Unit:
        """A place or an organ: ``"渝中区"``, ``"渝中区总工会"``, ``"南纪门街道基层治理指挥中心"``."""
        return self.units[name]

    def person(self, name: str) -> Person:
        return self.people[name]

    def actor(self, name: str, at: datetime = AT) -> Actor:
        """Somebody of the cast, with the posts held at ``at``: ``"杨帆"``."""
        return actor_for(self.people[name], at)

    @property
    def city(self) -> Unit:
        return self.units["重庆市"]

    @property
    def city_union(self) -> Unit:
        return self.units["重庆市总工会"]

    @property
    def district(self) -> Unit:
        return self.units["渝中区"]

    @property
    def district_union(self) -> Unit:
        return self.units["渝中区总工会"]

    @property
    def street(self) -> Unit:
        return self.units["南纪门街道"]

    @property
    def street_union(self) -> Unit:
        return self.units["南纪门街道总工会"]

    @property
    def command_centre(self) -> Unit:
        return self.units["南纪门街道基层治理指挥中心"]

    @property
    def labour(self) -> Unit:
        return self.units["渝中区人力资源和社会保障局"]

    @property
    def housing(self) -> Unit:
        return self.units["渝中区住房和城乡建设委员会"]

    @property
    def petitions(self) -> Unit:
        return self.units["渝中区信访办公室"]

    @property
    def other_district_union(self) -> Unit:
        """Where the strangers are."""
        return self.units["江北区总工会"]


@cache
def town_rows() -> list[list[str]]:
    """The town's part of the packaged divisions: its streets with their communities."""
    header, *rows = packaged("chongqing_2023.csv")
    places = {CITY, *DISTRICTS, *STREETS}
    return [header, *(row for row in rows if row[0] in places or row[3] in STREETS)]


def found_town() -> Town:
    """Found the town in the database at hand. Call it once per test database or transaction."""
    apply(town_rows(), FOUNDED)
    establish_organs(Unit.objects.get(code=CITY), FOUNDED)
    people = engage_cast(FOUNDED)
    places_and_organs = Unit.objects.exclude(level="community")
    return Town({unit.name: unit for unit in places_and_organs}, people)
