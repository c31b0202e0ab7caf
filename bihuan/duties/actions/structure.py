"""Set up a centre from tables: its boards, lanes and posts, and who holds them."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from bihuan.duties.models import Board, CentrePost, Lane, PostHolder
from bihuan.duties.models.structure import HolderRole
from bihuan.organisations.models import Person, Unit
from bihuan.organisations.spreadsheet import RowError, Rows, by_column, refuse_table

#: Columns of each table and the other headings each is known by.
STRUCTURE = {
    "board": ("板块",), "lane": ("跑道",), "post": ("岗位",), "came_from": ("来源机构",), "strength": ("定员",),
}  # fmt: skip
HOLDERS = {"post": ("岗位",), "name": ("姓名",), "role": ("身份",), "username": ("账号",)}
ROLE_NAMES = {
    "指挥长": HolderRole.COMMANDER, "副指挥长": HolderRole.DEPUTY_COMMANDER, "岗位负责人": HolderRole.HEAD,
    "成员": HolderRole.MEMBER, "AB岗": HolderRole.SUBSTITUTE,
} | {role.value: role for role in HolderRole}  # fmt: skip


@dataclass
class Found:
    """What a table would do. ``errors`` empty means it may be applied."""

    errors: list[RowError] = field(default_factory=list)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def check_structure(rows: Rows) -> Found:
    """Read a table of boards, lanes and posts. A row without a post is a lane as yet without one."""
    found = Found(rows=by_column(rows, STRUCTURE))
    for row, cells in found.rows:
        if not cells["board"] or not cells["lane"]:
            found.errors.append(RowError.because("row_board_missing", row, "lane"))
        if cells["strength"] and not cells["strength"].isdecimal():
            found.errors.append(
                RowError.because(
                    "row_number_bad", row, "strength", value=cells["strength"], column="strength"
                )
            )
        found.errors += too_long(row, cells, board=40, lane=60, post=60, came_from=60)
    return found


def posts_to_come(centre: Unit, rows: Rows) -> int:
    """How many posts a table would bring; nothing stays of it. Raises: ``Refused`` as :func:`establish_structure`."""
    with transaction.atomic():
        made = establish_structure(centre, rows)
        transaction.set_rollback(True)
    return made


@transaction.atomic
def establish_structure(centre: Unit, rows: Rows) -> int:
    """Give a centre the boards, lanes and posts of a table; what is there already stays. Returns how many posts are new.

    Raises: ``Refused`` table_header, table_has_errors.
    """
    found = check_structure(rows)
    refuse_table(found.errors)
    made = 0
    boards: dict[str, Board] = {board.name: board for board in centre.boards.all()}
    lanes: dict[tuple[str, str], Lane] = {}
    for _, cells in found.rows:
        board = boards.get(cells["board"])
        if board is None:
            number = len(boards) + 1
            board = boards[cells["board"]] = Board.objects.create(
                centre=centre, code=f"B{number}", name=cells["board"], position=number
            )
        key = (board.name, cells["lane"])
        if key not in lanes:
            number = board.lanes.count() + 1
            lanes[key], _new = Lane.objects.get_or_create(
                board=board, name=cells["lane"],
                defaults={"code": f"{board.code}-L{number:02}", "position": number},
            )  # fmt: skip
        if cells["post"]:
            number = lanes[key].posts.count() + 1
            _post, new = CentrePost.objects.get_or_create(
                lane=lanes[key], name=cells["post"],
                defaults={
                    "code": f"{lanes[key].code}-P{number:02}", "came_from": cells["came_from"],
                    "strength": int(cells["strength"] or 1), "position": number,
                },
            )  # fmt: skip
            made += new
    return made


@dataclass
class FoundHolders:
    """What a table of people would do. ``errors`` empty means it may be applied."""

    errors: list[RowError] = field(default_factory=list)
    holders: list[PostHolder] = field(default_factory=list)
    #: Posts of the centre that nobody would hold afterwards; allowed, and listed among the vacant ones.
    vacant: list[str] = field(default_factory=list)


def check_holders(centre: Unit, rows: Rows, *, since: date) -> FoundHolders:
    """Read a table of people: who holds which post, as what. Changes nothing. Raises: ``Refused`` table_header."""
    found = FoundHolders()
    posts = {post.name: post for post in CentrePost.objects.filter(lane__board__centre=centre)}
    cells_of = by_column(rows, HOLDERS)
    people = {
        person.username: person
        for person in Person.objects.filter(username__in=[cells["username"] for _, cells in cells_of])
    }
    standing = PostHolder.objects.filter(post__in=posts.values(), until=None)
    there, seen = set(standing.values_list("post__name", "name")), dict[tuple[str, str], int]()
    for row, cells in cells_of:
        post, role = posts.get(cells["post"]), ROLE_NAMES.get(cells["role"] or HolderRole.MEMBER)
        wrong = []
        if post is None:
            wrong.append(RowError.because("row_post_unknown", row, "post", name=cells["post"]))
        if role is None:
            wrong.append(
                RowError.because("row_word_unknown", row, "role", value=cells["role"], column="role")
            )
        if not cells["name"]:
            wrong.append(RowError.because("row_post_without_person", row, "name", post=cells["post"]))
        elif len(cells["name"]) > 40:
            wrong.append(RowError.because("row_name_bad", row, "name", limit=40))
        if cells["username"] and cells["username"] not in people:
            wrong.append(RowError.because("row_account_unknown", row, "username", username=cells["username"]))
        key = (cells["post"], cells["name"])
        if cells["name"] and (key in there or seen.setdefault(key, row) != row):
            wrong.append(
                RowError.because("row_holder_twice", row, "name", name=cells["name"], post=cells["post"])
            )
        found.errors += wrong
        if post and role and not wrong:
            person = people.get(cells["username"])
            found.holders.append(
                PostHolder(post=post, person=person, name=cells["name"], role=role, since=since)
            )
    held = {post for post, _ in there} | {holder.post.name for holder in found.holders}
    found.vacant = [name for name in posts if name not in held]
    return found


@transaction.atomic
def appoint_holders(centre: Unit, rows: Rows, *, since: date) -> int:
    """Let the people of a table hold the posts of a centre from ``since``. Returns how many.

    Raises: ``Refused`` table_header, table_has_errors (a post this centre does not have, a post without a person, an
    account nobody has).
    """
    found = check_holders(centre, rows, since=since)
    refuse_table(found.errors)
    return len(PostHolder.objects.bulk_create(found.holders))


def too_long(row: int, cells: dict[str, str], **limits: int) -> list[RowError]:
    """An error for every cell with more characters than its column takes."""
    return [
        RowError.because(
            "row_text_too_long", row, column, column=column, length=len(cells[column]), most=most
        )
        for column, most in limits.items()
        if len(cells[column]) > most
    ]
