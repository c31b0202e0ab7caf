"""Grids: their kinds, who may draw them, and what a team consists of.

A department may not redraw its own grids: there is one set, kept by the command centres (滨州市社会治理网格化服务管理条例
2021, the portable rules of facts 1.2). The team "1+3+N" is the usual pattern and a table, so that "5+3+N" fits as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bihuan.rules.actors import Post
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words


class GridKind(StrEnum):
    """What a grid is for. Within one kind no two overlap at one time."""

    GENERAL = "general"
    DEDICATED = "dedicated"
    MICRO = "micro"


GRID_KIND_WORDS = {
    GridKind.GENERAL: Words("综合网格", "General grid"),
    GridKind.DEDICATED: Words("专属网格", "Dedicated grid"),
    GridKind.MICRO: Words("微网格", "Micro-grid"),
}

#: In which kind of unit which posts draw grids, for the unit's place and everything in it. No department is here.
DRAWING: Mapping[str, frozenset[Post]] = {
    "command_centre": frozenset({Post.COMMAND_OFFICER, Post.LEADER}),
}


def may_draw(unit_kind: str, post: Post) -> bool:
    """Whether the post in such a unit may draw, import or end grids."""
    return post in DRAWING.get(unit_kind, frozenset())


class Part(StrEnum):
    """The three parts of a team's formula: who heads, who works, who joins in."""

    HEADS = "heads"
    MEMBERS = "members"
    FORCES = "forces"


PART_WORDS = {
    Part.HEADS: Words("长", "Heads"),
    Part.MEMBERS: Words("员", "Members"),
    Part.FORCES: Words("N 类力量", "Forces (N)"),
}


@dataclass(frozen=True, slots=True)
class TeamRole:
    """One role of a team. ``most`` None: as many as come."""

    code: str
    words: Words
    part: Part
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class TeamPattern:
    """What a team consists of, by name: "1+3+N"."""

    code: str
    roles: tuple[TeamRole, ...]

    @property
    def formula(self) -> str:
        """Roles counted by part, as the office says it: 1+3+N."""
        heads, members = (
            sum(role.part is part for role in self.roles) for part in (Part.HEADS, Part.MEMBERS)
        )
        return "+".join(
            [str(heads), str(members), *(["N"] if any(r.part is Part.FORCES for r in self.roles) else [])]
        )

    def role(self, code: str) -> TeamRole | None:
        """The role with this code, if the pattern has it."""
        return next((role for role in self.roles if role.code == code), None)

    def lacking(self, present: Iterable[str]) -> list[TeamRole]:
        """The roles of which fewer are filled than the pattern asks for; ``present`` one code for each member."""
        there = list(present)
        return [role for role in self.roles if there.count(role.code) < role.least]


_MEMBERS = (
    TeamRole("full_time", Words("专职网格员", "Full-time grid worker"), Part.MEMBERS, 1),
    TeamRole("part_time", Words("兼职网格员", "Part-time grid worker"), Part.MEMBERS),
    TeamRole("instructor", Words("网格指导员", "Grid instructor"), Part.MEMBERS, 1),
)
_FORCES = (
    TeamRole("party_member", Words("在职党员", "In-service Party member"), Part.FORCES),
    TeamRole("volunteer", Words("志愿者", "Volunteer"), Part.FORCES),
    TeamRole("new_employment", Words("新就业群体", "New-employment group"), Part.FORCES),
    TeamRole("other_force", Words("其他社会力量", "Other social force"), Part.FORCES),
)
#: 1 = 网格长; 3 = 专职、兼职、指导员; N (facts 1.2, S1).
ONE_THREE_N = TeamPattern(
    "1+3+N", (TeamRole("head", Words("网格长", "Grid head"), Part.HEADS, 1, 1), *_MEMBERS, *_FORCES)
)

_LONGEST_CODE, _LONGEST_WORDS, _MOST_ROLES = 24, 20, 40


def pattern_of(code: str, rows: object) -> TeamPattern:
    """Read a pattern from its table: a list of ``{"code", "zh", "en", "part", "least", "most"}``.

    Raises ``Refused`` ``team_pattern_bad`` with what is wrong.
    """
    if not isinstance(rows, list) or not 0 < len(rows) <= _MOST_ROLES:
        refuse(
            "team_pattern_bad",
            why=Words(f"须有 1 至 {_MOST_ROLES} 个角色", f"it needs 1 to {_MOST_ROLES} roles"),
        )
    roles = tuple(_role_of(number, row) for number, row in enumerate(rows, 1))
    if len({role.code for role in roles}) < len(roles):
        refuse("team_pattern_bad", why=Words("角色代码重复", "two roles have one code"))
    if not any(role.part is Part.HEADS for role in roles):
        refuse("team_pattern_bad", why=Words("没有“长”", "there is no head"))
    return TeamPattern(code, roles)


def _role_of(number: int, row: object) -> TeamRole:
    cells = row if isinstance(row, dict) else {}
    code, zh, en = (str(cells.get(key, "")).strip() for key in ("code", "zh", "en"))
    least, most = cells.get("least", 0), cells.get("most")
    whole = (
        isinstance(least, int)
        and least >= 0
        and (most is None or (isinstance(most, int) and most >= max(least, 1)))
    )
    if (
        not (0 < len(code) <= _LONGEST_CODE and zh and en and len(zh) <= _LONGEST_WORDS)
        or cells.get("part") not in set(Part)
        or not whole
    ):
        refuse(
            "team_pattern_bad",
            why=Words(
                f"第 {number} 个角色须有代码、中英文名称、所属部分（{'、'.join(Part)}）和人数下限、上限",
                f"role {number} needs a code, a name in both languages, a part ({', '.join(Part)}) and numbers from and to",
            ),
        )
    return TeamRole(code, Words(zh, en), Part(cells["part"]), least, most)
