"""Filling the teams of grids: who joins in which role, who leaves, and what a team of a place consists of."""

from datetime import date

from django.db import transaction

from bihuan.grids.models import Grid, Member, Pattern
from bihuan.grids.queries import grid_seen_by, held_on, pattern_for, places_drawn_by
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Person, Unit
from bihuan.organisations.spreadsheet import Rows, by_column
from bihuan.rules.grids import PART_WORDS, Part, TeamPattern, pattern_of
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words

#: Columns of the table a pattern is handed in and out by, and the other headings each is known by.
PATTERN_COLUMNS = {
    "code": ("代码",), "zh": ("名称",), "en": ("英文名称",), "part": ("部分",), "least": ("至少",), "most": ("至多",),
}  # fmt: skip
_PARTS = {part.value: part.value for part in Part} | {
    words.zh: part.value for part, words in PART_WORDS.items()
}


def pattern_roles(rows: Rows) -> list[dict[str, object]]:
    """A table of roles as the rule book reads it; what is no number stays text and is refused there.

    Raises ``Refused`` table_header.
    """
    return [
        {
            "code": cells["code"], "zh": cells["zh"], "en": cells["en"], "part": _PARTS.get(cells["part"], cells["part"]),
            "least": _number(cells["least"] or "0"), "most": _number(cells["most"]) if cells["most"] else None,
        }
        for _, cells in by_column(rows, PATTERN_COLUMNS)
    ]  # fmt: skip


def pattern_table(pattern: TeamPattern) -> list[list[str]]:
    """A pattern as the table it can be handed in by, header first."""
    rows = [
        [role.code, role.words.zh, role.words.en, role.part.value, str(role.least), str(role.most or "")]
        for role in pattern.roles
    ]
    return [list(PATTERN_COLUMNS), *rows]


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else text


@transaction.atomic
def join(
    actor: Actor, code: str, role: str, since: date, *, person: Person | None = None, name: str = "", until: date | None = None
) -> Member:  # fmt: skip
    """Take somebody into the team of a grid from a day on.

    Parameters: ``person`` with an account, else ``name`` of somebody without.
    Raises ``Refused``: grid_not_found, grids_not_yours, text_missing, team_role_unknown, team_role_full.
    """
    if person is None and not name.strip():
        refuse("text_missing", field="name", what=Words("姓名或账号", "a name or an account"))
    version = grid_seen_by(actor, code, since)
    _must_draw(actor, version.place.path)
    pattern = pattern_for(version.place.path, since)
    asked = pattern.role(role)
    if asked is None:
        refuse("team_role_unknown", field="role", pattern=pattern.code, role=role[:40])
    grid = Grid.objects.select_for_update().get(pk=version.grid_id)
    there = Member.objects.filter(held_on(since, "since", "until"), grid=grid, role=role)
    if asked.most is not None and there.count() >= asked.most:
        refuse("team_role_full", field="role", role=asked.words, most=asked.most)
    if person is not None and (again := there.filter(person=person).first()):
        return again
    return Member.objects.create(
        grid=grid, role=role, person=person, name="" if person else name.strip(), since=since, until=until
    )


@transaction.atomic
def leave(actor: Actor, code: str, member_id: int, on: date) -> None:
    """Let somebody's membership end; ``on`` is the first day without. Raises ``Refused`` grid_not_found, grids_not_yours."""
    version = grid_seen_by(actor, code, on)
    _must_draw(actor, version.place.path)
    member = Member.objects.filter(held_on(on, "since", "until"), pk=member_id, grid=version.grid_id).first()
    if member is None:
        refuse("grid_not_found")
    if member.since == on:
        member.delete()
    else:
        member.until = on
        member.save(update_fields=["until"])


@transaction.atomic
def set_pattern(actor: Actor, place: Unit, code: str, rows: object, on: date) -> Pattern:
    """Say what the teams of a place and of everything in it consist of from a day on.

    Raises ``Refused``: grids_not_yours, team_pattern_bad, pattern_changes_later when a later pattern is already set.
    """
    _must_draw(actor, place.path)
    pattern_of(code, rows)
    standing = Pattern.objects.select_for_update().filter(place=place, valid_to=None)
    if later := standing.filter(valid_from__gt=on).first():
        refuse("pattern_changes_later", day=later.valid_from)
    standing.filter(valid_from=on).delete()
    standing.update(valid_to=on)
    return Pattern.objects.create(place=place, code=code, roles=rows, valid_from=on)


def _must_draw(actor: Actor, path: str) -> None:
    if not path.startswith(tuple(places_drawn_by(actor)) or ("-",)):
        refuse("grids_not_yours")
