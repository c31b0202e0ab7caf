"""``bihuan grids``: outlines and grids from files, and in which grid a place lies."""

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bihuan.cli.console import now, out
from bihuan.cli.database import database
from bihuan.cli.language import say
from bihuan.rules.words import Words

if TYPE_CHECKING:
    from bihuan.grids.geojson import FeatureError, Source

MOST_ERRORS = 40
DAY = ["%Y-%m-%d"]

DRAW_HELP = say(
    "从 GeoJSON 导入网格（属性：code, name, parent，kind 可选 general/dedicated/micro）；全部成功或全部不变。\n\n"
    "例：bihuan grids draw 南纪门网格.geojson --dry-run　　bihuan grids draw 南纪门网格.geojson --whole-of 500103008",
    "Draw grids from GeoJSON (properties code, name, parent, and kind: general, dedicated or micro); all of it or nothing.\n\n"
    "Examples:  bihuan grids draw grids.geojson --dry-run    bihuan grids draw grids.geojson --whole-of 500103008",
)
OUTLINE_HELP = say(
    "从 GeoJSON 导入区划边界（属性 code、adcode 或 gb）。例：bihuan grids outline 重庆区县.geojson --on 2024-01-01",
    "Give districts, streets or communities their outlines from GeoJSON (property code, adcode or gb).\n\n"
    "Example:  bihuan grids outline chongqing.geojson --on 2024-01-01",
)
AT_HELP = say(
    "查一个地点属于哪个网格。例：bihuan grids at 106.5612 29.5501",
    "In which grid a place lies. Example:  bihuan grids at 106.5612 29.5501",
)

On = Annotated[
    datetime | None,
    typer.Option("--on", formats=DAY, help=say("自哪一天起（默认今天）", "From which day (default: today)")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只检查，不写入", "Only look, change nothing"))]
File = Annotated[Path, typer.Argument(help="GeoJSON")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(no_args_is_help=True, help=say("网格与边界", "Grids and outlines"))
    group.command("draw", help=DRAW_HELP)(draw)
    group.command("outline", help=OUTLINE_HELP)(outline)
    group.command("at", help=AT_HELP)(at)
    app.add_typer(group, name="grids")


def draw(
    file: File,
    on: On = None,
    dry_run: DryRun = False,
    whole_of: Annotated[
        str,
        typer.Option(
            help=say(
                "文件是这一地点的全部网格：不在文件里的到期",
                "The file is the whole of this place: what is not in it ends",
            )
        ),
    ] = "",
) -> None:
    source = _read(file)
    with database():
        from bihuan.grids.actions import drawing
        from bihuan.organisations.queries import unit_by_code

        day = on.date() if on else now().date()
        place = unit_by_code(whole_of, day) if whole_of else None
        found = drawing.check(None, source, day, place)
        if not found.errors and not dry_run:
            drawing.draw(None, source, day, at=now(), whole_of=place)
    counted = (
        (_NEW, found.new),
        (_CHANGED, found.changed),
        (_UNCHANGED, found.unchanged),
        (_ENDED, found.ended),
    )
    _show(counted, found.errors, dry_run)


def outline(file: File, on: On = None, dry_run: DryRun = False) -> None:
    source = _read(file)
    with database():
        from bihuan.grids.actions import outlining

        day = on.date() if on else now().date()
        found = outlining.check(None, source, day)
        if not found.errors and not dry_run:
            outlining.outline_places(None, source, day, at=now())
    counted = ((_NEW, found.new), (_CHANGED, found.changed), (_UNCHANGED, found.unchanged))
    _show(counted, found.errors, dry_run)


def at(
    longitude: Annotated[float, typer.Argument(help=say("经度", "Degrees east"))],
    latitude: Annotated[float, typer.Argument(help=say("纬度", "Degrees north"))],
    on: On = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON", "Print JSON"))] = False,
) -> None:
    with database():
        from bihuan.grids.queries import grid_at, place_at
        from bihuan.organisations.queries import unit_by_id
        from bihuan.rules.grids import GRID_KIND_WORDS, GridKind

        day = on.date() if on else now().date()
        found = {kind: grid_at(longitude, latitude, day, kind) for kind in GridKind}
        place_id = place_at(longitude, latitude, day)
        place = unit_by_id(place_id, day).name if place_id else None
        if as_json:
            answer = {kind.value: grid.code if grid else None for kind, grid in found.items()}
            json.dump({"place": place, **answer}, sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")
            return
        table = Table(box=None, show_header=False)
        table.add_row(say("区划", "Place"), place or "—")
        for kind, grid in found.items():
            table.add_row(say(GRID_KIND_WORDS[kind]), f"{grid.name} · {grid.code}" if grid else "—")
        out.print(table)


_NEW, _CHANGED = Words("新增", "New"), Words("变更", "Changed")
_UNCHANGED, _ENDED = Words("不变", "Unchanged"), Words("到期", "Ended")


def _read(file: Path) -> "Source":
    from bihuan.grids.geojson import read

    if not file.is_file():
        raise typer.BadParameter(say(f"没有文件“{file}”。", f"There is no file “{file}”."))
    return read(file.name, file.read_bytes())


def _show(
    counted: Sequence[tuple[Words, list[str]]], errors: "Sequence[FeatureError]", dry_run: bool
) -> None:
    table = Table(box=None, show_header=False)
    for words, codes in counted:
        table.add_row(say(words), str(len(codes)))
    out.print(table)
    if errors:
        wrong = Table(say("要素", "Feature"), say("属性", "Property"), say("问题", "What is wrong"), box=None)
        for error in errors[:MOST_ERRORS]:
            wrong.add_row(str(error.feature), error.property, say(error.sentence))
        out.print(wrong)
        out.print(
            say(f"共 {len(errors)} 处错误，未写入。", f"{len(errors)} errors; nothing was written."),
            style="red",
        )
        raise typer.Exit(2)
    out.print(
        say("检查通过，未写入（--dry-run）。", "Fine; nothing was written (--dry-run).")
        if dry_run
        else say("已写入。", "Done.")
    )
