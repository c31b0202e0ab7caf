"""``./dev bench routing``: what one routing decision costs, and how well addresses are read and routed, without a database.

2,000 rules over a whole city with 62,000 grids; 100,000 generated addresses of known place and grid, old names among them,
each read to its place, then to its grid, then decided.

./dev bench routing
./dev bench routing --json      one object and nothing else on standard output
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from datetime import time as clock
from typing import Any

from bihuan.organisations.packaged import packaged
from bihuan.rules.actors import Level
from bihuan.rules.duties import DutyKind
from bihuan.rules.grid_names import Named, grids_named_in
from bihuan.rules.grids import GridKind
from bihuan.rules.matters import MATTERS, EmployerKind
from bihuan.rules.place_names import Gazetteer, Place, full_names
from bihuan.rules.routing import (
    InGrid,
    Item,
    Office,
    Organ,
    PostOnDuty,
    Question,
    Range,
    Routes,
    Row,
    Target,
)

RULES, GRIDS, QUESTIONS, ADDRESSES = 2_000, 62_000, 100_000, 100_000
#: What the task allows for one order.
LIMIT_MS = 1.0
FOUNDED, REFORMED, TODAY = date(2024, 1, 1), date(2025, 11, 1), date(2026, 11, 1)
ESTATES = (
    "金科",
    "紫荆",
    "凯旋",
    "玉兰",
    "滨江",
    "锦绣",
    "阳光",
    "翠湖",
    "东方",
    "天骄",
    "嘉陵",
    "南山",
    "御景",
    "华宇",
    "恒春",
    "书香",
)
KINDS_OF_ESTATE = ("家园", "花园", "苑", "公馆", "名都", "雅居", "新城", "华庭")
ROADS = ("人民路", "建设大道", "滨江路", "凯旋路", "工业园二路", "金竹街")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="./dev bench routing", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    places = list(_places())
    standing = [place for place in places if place.until is None]
    grids = _grids(standing, random.Random(141))
    office, rows = _office(standing), _rows(standing, grids, random.Random(142))
    measured = {
        "routing": _routing(office, rows, grids),
        "addresses": _addresses(places, office, rows, grids),
    }
    if asked.json:
        json.dump(measured, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        _print(measured)
    return 0


# Deciding ------------------------------------------------------------------------------------------------------------


def _routing(office: Office, rows: list[Row], grids: list["Drawn"]) -> dict[str, Any]:
    chance = random.Random(143)
    questions = [_question(chance.choice(grids), chance) for _ in range(QUESTIONS)]
    routes, compiling = _timed(lambda: Routes(rows))
    costs = sorted(_cost_of(lambda each=each: routes.decide(each, office)) for each in questions)
    few = questions[:200]
    walked = [_cost_of(lambda each=each: _walk(rows, each)) for each in few]
    right = all(
        (decision := routes.decide(each, office)).row == _walk(rows, each) and decision.unit for each in few
    )
    mean = sum(costs) / len(costs)
    return {
        "rules": len(rows), "grids": len(grids), "questions": len(costs), "compiled_ms": compiling * 1e3,
        "mean_us": mean * 1e6, "p50_us": costs[len(costs) // 2] * 1e6, "p99_us": costs[len(costs) * 99 // 100] * 1e6,
        "limit_us": LIMIT_MS * 1e3, "ratio": LIMIT_MS / 1e3 / mean,
        "walking_mean_us": sum(walked) / len(walked) * 1e6, "faster_than_walking": sum(walked) / len(walked) / mean,
        "same_as_walking": right,
    }  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A grid: the path of its community, and its names."""

    path: str
    named: Named

    @property
    def street(self) -> str:
        """Path of the street it lies in."""
        return self.path[: self.path.rindex("/", 0, -1) + 1]


def _rows(places: list[Place], grids: list[Drawn], chance: random.Random) -> list[Row]:
    """Mostly one matter in one place; some for a grid or a kind of grid, some for a matter anywhere, the last for anything."""
    by_level = {level: [p for p in places if p.level is level] for level in Level}
    matters = list(MATTERS)

    def code_of(level: Level) -> str:
        if level is Level.GRID:
            return chance.choice(grids).named.code
        return chance.choice(by_level[level]).path.strip("/").split("/")[-1]

    levels = [Level.DISTRICT] * 2 + [Level.STREET] * 6 + [Level.COMMUNITY] + [Level.GRID]
    rows = [
        Row(
            f"R{number:04}", number, f"item-{number % 300}", Target("labour", Level.DISTRICT),
            supporting=(Target("union", Level.STREET),),
            matters=frozenset(chance.sample(matters, chance.randint(1, 3))),
            places=frozenset(code_of(chance.choice(levels)) for _ in range(chance.randint(1, 3))) if number % 40 else frozenset(),
            people=Range(least=chance.choice([2, 10, 30])) if number % 3 == 0 else Range(),
            amount_fen=Range(least=chance.choice([10**6, 10**7])) if number % 5 == 0 else Range(),
            urgencies=frozenset({"critical"}) if number % 7 == 0 else frozenset(),
            employer_kinds=frozenset({"construction"}) if number % 11 == 0 else frozenset(),
            grid_kinds=frozenset({"dedicated"}) if number % 13 == 0 else frozenset(),
        )
        for number in range(RULES - 1)
    ]  # fmt: skip
    return [*rows, Row("R9999", 9999, "item-0", Target("union", Level.STREET))]


def _question(grid: Drawn, chance: random.Random) -> Question:
    grids = [InGrid(grid.named.code, grid.named.kind.value, grid.named.name)]
    if chance.random() < 0.05:
        grids.append(InGrid(f"{grid.named.code}-Z", "dedicated", "养老院"))
    return Question(
        grid.path, chance.choice(list(MATTERS)), "help", chance.choice(["ordinary", "urgent", "critical"]),
        chance.choice(list(EmployerKind)).value, chance.choice([None, 50_000, 2_000_000, 40_000_000]),
        chance.choice([None, 1, 3, 12, 40]), clock(10, 30), tuple(grids),
    )  # fmt: skip


def _office(places: list[Place]) -> Office:
    organs, items = {}, {}
    for place in places:
        for role in {
            Level.CITY: ("union", "command_centre", "labour"),
            Level.DISTRICT: ("union", "command_centre", "labour"),
            Level.STREET: ("union", "command_centre"),
        }.get(place.level, ()):
            code = f"{place.path.strip('/').split('/')[-1]}:{role}"
            organs[place.path, role] = Organ(
                len(organs), code, f"{place.name}{role}", place.level, f"{place.path}{code}/"
            )
        if place.level is Level.STREET:
            post = PostOnDuty(place.id, "岗位", "板块", "跑道", f"{place.name}指挥中心", 3)
            for number in range(300):
                code = f"item-{number}"
                items[place.path, code] = Item(number, code, code, DutyKind.BASIC, post)
    return Office(organs, {organ.code: organ for organ in organs.values()}, {}, items)


def _grids(places: list[Place], chance: random.Random) -> list[Drawn]:
    """As the office names them, with an estate in each; estates of one street may be called alike."""
    communities = [place for place in places if place.level is Level.COMMUNITY]
    counted: dict[str, int] = {}
    grids = []
    for place in (*communities, *chance.choices(communities, k=GRIDS - len(communities))):
        number = counted[place.path] = counted.get(place.path, 0) + 1
        short = full_names(place.name, Level.COMMUNITY)[-1]
        estate = f"{chance.choice(ESTATES)}{chance.choice(KINDS_OF_ESTATE)}{chance.choice(('', '', '二期', '三期'))}"
        code = f"{place.path.strip('/').split('/')[-1]}-G{number:02}"
        grids.append(Drawn(place.path, Named(code, GridKind.GENERAL, f"{short}第{number}网格", (estate,))))
    return grids


def _walk(rows: list[Row], asked: Question) -> Row | None:
    return next((row for row in rows if row.fits(asked)), None)


# Reading addresses ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """How an address is written, and whether that leaves it open which place is meant."""

    form: str
    text: Callable[[dict[Level, Place], random.Random, Named], str]
    share: int


def _road(chance: random.Random) -> str:
    return f"{chance.choice(ROADS)}{chance.randint(1, 300)}号"


FORMS = (
    Written("city, district, street", lambda p, c, g: f"重庆市{p[Level.DISTRICT].name}{p[Level.STREET].name}{_road(c)}", 40),
    Written("district, street", lambda p, c, g: f"{p[Level.DISTRICT].name}{p[Level.STREET].name}{_road(c)}", 25),
    Written("district, street, community", lambda p, c, g: f"{p[Level.DISTRICT].name}{p[Level.STREET].name}{full_names(p[Level.COMMUNITY].name, Level.COMMUNITY)[-1]}{_road(c)}", 20),
    Written("in a sentence", lambda p, c, g: f"我在{p[Level.DISTRICT].name}的{p[Level.STREET].name}一个工地上班，三个月没发工资", 10),
    Written("street alone", lambda p, c, g: f"{p[Level.STREET].name}{_road(c)}", 5),
    Written("district, street, estate", lambda p, c, g: f"{p[Level.DISTRICT].name}{p[Level.STREET].name}{g.aliases[0]}{c.randint(1, 40)}栋", 20),
    Written("district, street, grid", lambda p, c, g: f"{p[Level.DISTRICT].name}{p[Level.STREET].name}{g.name}", 5),
)  # fmt: skip
IN_A_GRID = ("district, street, estate", "district, street, grid")


def _addresses(places: list[Place], office: Office, rows: list[Row], grids: list[Drawn]) -> dict[str, Any]:
    """Addresses as they are written today, with names before and after the reform; wrong is what was read as another place."""
    chance = random.Random(12351)
    names, compiling = _timed(lambda: Gazetteer(places))
    by_path = {(place.path, place.since): place for place in places}
    streets = [place for place in places if place.level is Level.STREET]
    below: dict[str, list[Place]] = {}
    for place in places:
        if place.level is Level.COMMUNITY:
            below.setdefault(place.path[: place.path.rindex("/", 0, -1) + 1], []).append(place)
    of_street: dict[str, list[Named]] = {}
    for grid in grids:
        of_street.setdefault(grid.street, []).append(grid.named)
    written = []
    while len(written) < ADDRESSES:
        street = chance.choice(streets)
        district_path = street.path[: street.path.rindex("/", 0, -1) + 1]
        district = by_path.get((district_path, street.since)) or by_path.get((district_path, FOUNDED))
        communities = [each for each in below.get(street.path, ()) if each.since == street.since]
        form = chance.choices(FORMS, [form.share for form in FORMS])[0]
        now = names.on(street, TODAY)
        drawn = of_street.get(now.path, []) if now else []
        if district is None or (form.form.endswith("community") and not communities):
            continue
        if form.form in IN_A_GRID and not drawn:
            continue
        grid = chance.choice(drawn) if drawn else Named("", GridKind.GENERAL, "")
        parts = {Level.STREET: street, Level.DISTRICT: district}
        if communities:
            parts[Level.COMMUNITY] = chance.choice(communities)
        meant = parts[Level.COMMUNITY] if form.form.endswith("community") else street
        written.append((form.form, form.text(parts, chance, grid), names.on(meant, TODAY), grid))
    readings, took = _timed(lambda: [names.read(text, TODAY) for _, text, _, _ in written])
    counts: dict[str, dict[str, int]] = {}
    for (form, _, meant, _), reading in zip(written, readings, strict=True):
        of_form = counts.setdefault(form, {"right": 0, "asked_back": 0, "wrong": 0})
        if reading.place is None:
            of_form["asked_back"] += 1
        else:
            # A grid's name names its community too; that is the place said more precisely, not another one.
            right = meant and reading.place.path.startswith(meant.path)
            of_form["right" if right else "wrong"] += 1
    total = {
        outcome: sum(of[outcome] for of in counts.values()) for outcome in ("right", "asked_back", "wrong")
    }
    return {
        "addresses": len(written), "places": len(places), "compiled_ms": compiling * 1e3,
        "per_second": len(written) / took, "mean_us": took / len(written) * 1e6,
        **{outcome: count / len(written) for outcome, count in total.items()}, "by_form": counts,
        "batch": _batch(written, names, Routes(rows), office, of_street),
    }  # fmt: skip


def _batch(
    written: list[tuple[str, str, Place | None, Named]], names: Gazetteer, routes: Routes, office: Office,
    of_street: dict[str, list[Named]],
) -> dict[str, Any]:  # fmt: skip
    """Each address to its place, its grid and its decision; how many a second, and how many grids were found right."""
    matters = list(MATTERS)

    def route(number: int, text: str) -> tuple[str, bool]:
        place = names.read(text, TODAY).place
        if place is None:
            return "", False
        street = "/".join(place.path.split("/")[:4]) + "/"
        found = grids_named_in(text, of_street.get(street, ()) if place.level in _READ else ())
        grids = tuple(InGrid(code, kind.value, code) for kind, code in found.items())
        asked = Question(place.path, matters[number % len(matters)], at=clock(10, 30), grids=grids)
        return found.get(GridKind.GENERAL, ""), routes.decide(asked, office).unit is not None

    answers, took = _timed(lambda: [route(number, text) for number, (_, text, _, _) in enumerate(written)])
    outcomes = {"right": 0, "none": 0, "wrong": 0, "invented": 0}
    for (form, _, _, grid), (code, _) in zip(written, answers, strict=True):
        if form in IN_A_GRID:
            outcomes["right" if code == grid.code else "wrong" if code else "none"] += 1
        else:
            outcomes["invented"] += bool(code)
    return {
        "per_second": len(written) / took, "mean_us": took / len(written) * 1e6,
        "decided": sum(decided for _, decided in answers), "grids": outcomes,
    }  # fmt: skip


_READ = (Level.STREET, Level.COMMUNITY)


def _places() -> Iterable[Place]:
    """The city of 2023 and what its reform made of it, each old place naming its heir."""
    header, *rows = packaged("chongqing_2023.csv")
    assert header == ["code", "name", "level", "parent_code"]
    lines = {
        old: (new, name, parent) for old, _, new, name, parent in packaged("chongqing_2025_reform.csv")[1:]
    }
    path, now, ids, gone = {"": "/"}, {"": "/"}, {}, set[str]()
    fresh: dict[str, Place] = {}
    for code, name, level, parent in rows:
        path[code] = f"{path[parent]}{code}/"
        new_code, new_name, new_parent = lines.get(code, ("" if parent in gone else code, name, parent))
        gone |= set() if new_code else {code}
        ids[code] = len(ids) + 1
        above = now.get(new_parent) or f"{now['500000']}{new_parent}/"
        now[code] = f"{above}{new_code}/" if new_code else above
        if now[code] == path[code] and new_name == name:
            yield Place(ids[code], name, Level(level), path[code], FOUNDED)
            continue
        heir = fresh.get(now[code])
        if heir is None and new_code:
            heir = fresh[now[code]] = Place(100_000 + ids[code], new_name, Level(level), now[code], REFORMED)
        yield Place(
            ids[code], name, Level(level), path[code], FOUNDED, REFORMED, heir.id if heir else ids[parent]
        )
    yield from fresh.values()


# Taking time and telling ---------------------------------------------------------------------------------------------


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def _cost_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _print(measured: dict[str, Any]) -> None:
    r, a = measured["routing"], measured["addresses"]
    print(
        f"{r['rules']:,} rules, {r['grids']:,} grids, {r['questions']:,} questions; compiled in {r['compiled_ms']:.0f} ms"
    )
    print(
        f"  a decision: mean {r['mean_us']:.1f} µs, median {r['p50_us']:.1f}, 99 of 100 within {r['p99_us']:.1f}"
    )
    print(
        f"  allowed {r['limit_us']:.0f} µs: {r['ratio']:.0f} times as fast; a walk through all rows takes {r['faster_than_walking']:.1f} times as long and {'agrees' if r['same_as_walking'] else 'DISAGREES'}"
    )
    print(
        f"{a['addresses']:,} addresses against {a['places']:,} names; compiled in {a['compiled_ms']:.0f} ms"
    )
    print(
        f"  {a['per_second']:,.0f} a second ({a['mean_us']:.1f} µs); right {a['right']:.2%}, asked back {a['asked_back']:.2%}, wrong {a['wrong']:.2%}"
    )
    b, g = a["batch"], a["batch"]["grids"]
    print(
        f"  to place, grid and decision: {b['per_second']:,.0f} a second ({b['mean_us']:.1f} µs), {b['decided']:,} decided; "
        f"of those that name a grid {g['right']:,} right, {g['none']:,} left open, {g['wrong']:,} wrong; {g['invented']:,} invented"
    )
    for form, of in a["by_form"].items():
        print(
            f"    {form:30} right {of['right']:>6,}  asked back {of['asked_back']:>5,}  wrong {of['wrong']:>5,}"
        )


if __name__ == "__main__":
    sys.exit(main())
