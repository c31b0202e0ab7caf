"""A centre from its boards down to its people, and who is on duty: a fixed number of statements, however large."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q

from bihuan.duties.models import Board, CentrePost, Claim, Indicator, Lane, PostHolder, Shift, Wording
from bihuan.duties.models.lists import ClaimRole
from bihuan.duties.models.structure import HolderRole
from bihuan.organisations.models import Unit
from bihuan.rules.duties import Load, load_of
from bihuan.rules.words import Words

ROLE_WORDS = {
    HolderRole.COMMANDER: Words("指挥长", "Commander"),
    HolderRole.DEPUTY_COMMANDER: Words("副指挥长", "Deputy commander"),
    HolderRole.HEAD: Words("岗位负责人", "Head of the post"),
    HolderRole.MEMBER: Words("成员", "Member"),
    HolderRole.SUBSTITUTE: Words("AB岗", "Substitute"),
}


@dataclass
class PostShown:
    """A post with its people, how many items it leads and assists in, and how it is manned."""

    post: CentrePost
    holders: list[PostHolder]
    leads: int
    assists: int

    @property
    def load(self) -> Load:
        """How it is manned for what it leads."""
        return load_of(len(self.holders), self.post.strength, self.leads)

    @property
    def has_substitute(self) -> bool:
        """Whether somebody stands in when its head is away."""
        return any(holder.role == HolderRole.SUBSTITUTE for holder in self.holders)


@dataclass
class LaneShown:
    """A lane with its posts, and what it is measured by."""

    lane: Lane
    posts: list[PostShown] = field(default_factory=list)
    indicators: int = 0


@dataclass
class BoardShown:
    """A board with its lanes, and who leads it."""

    board: Board
    lanes: list[LaneShown] = field(default_factory=list)

    @property
    def leader(self) -> PostHolder | None:
        """The commander or the deputy who sits in one of its posts."""
        leading = (HolderRole.COMMANDER, HolderRole.DEPUTY_COMMANDER)
        return next(
            (h for lane in self.lanes for post in lane.posts for h in post.holders if h.role in leading), None
        )

    @property
    def people(self) -> int:
        """How many people its posts have."""
        return sum(len(post.holders) for lane in self.lanes for post in lane.posts)


@dataclass
class Structure:
    """A whole centre."""

    boards: list[BoardShown]

    @property
    def posts(self) -> list[PostShown]:
        """Every post."""
        return [post for board in self.boards for lane in board.lanes for post in lane.posts]

    @property
    def lanes(self) -> int:
        """How many lanes."""
        return sum(len(board.lanes) for board in self.boards)

    @property
    def people(self) -> int:
        """How many people."""
        return sum(board.people for board in self.boards)

    @property
    def indicators(self) -> int:
        """How many indicators."""
        return sum(lane.indicators for board in self.boards for lane in board.lanes)

    def with_load(self, *loads: Load) -> list[PostShown]:
        """Posts manned in one of these ways."""
        return [post for post in self.posts if post.load in loads]


def structure_of(centre: Unit, on: date) -> Structure:
    """The centre's boards, lanes and posts with the people of that day; six statements."""
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    people: dict[int, list[PostHolder]] = {}
    for holder in PostHolder.objects.filter(held, post__lane__board__centre=centre).order_by("pk"):
        people.setdefault(holder.post_id, []).append(holder)
    claims: dict[tuple[int, str], int] = {
        (post, role): count
        for post, role, count in Claim.objects.filter(until=None, post__lane__board__centre=centre)
        .values_list("post", "role")
        .annotate(Count("pk"))
        .order_by()
    }
    measured = dict(
        Indicator.objects.filter(lane__board__centre=centre)
        .values_list("lane")
        .annotate(Count("pk"))
        .order_by()
    )
    boards = {board.pk: BoardShown(board) for board in centre.boards.all()}
    lanes: dict[int, LaneShown] = {}
    for lane in Lane.objects.filter(board__centre=centre):
        lanes[lane.pk] = LaneShown(lane, indicators=measured.get(lane.pk, 0))
        boards[lane.board_id].lanes.append(lanes[lane.pk])
    for post in CentrePost.objects.filter(lane__board__centre=centre):
        lanes[post.lane_id].posts.append(
            PostShown(
                post, people.get(post.pk, []), claims.get((post.pk, ClaimRole.LEAD), 0),
                claims.get((post.pk, ClaimRole.ASSIST), 0),
            )
        )  # fmt: skip
    return Structure(list(boards.values()))


def shifts_of(centre: Unit, since: datetime, until: datetime) -> list[Shift]:
    """Shifts that touch the stretch of time, in order."""
    shifts = centre.shifts.filter(starts_at__lt=until, ends_at__gt=since)
    return list(shifts.select_related("leader__post", "deputy", "officer__post").order_by("starts_at"))


def shift_at(centre: Unit, at: datetime) -> Shift | None:
    """Who is on duty at an instant."""
    now = centre.shifts.filter(starts_at__lte=at, ends_at__gt=at)
    return now.select_related("leader__post", "deputy", "officer__post").first()


def unclaimed_items(place: Unit) -> list[Wording]:
    """Items in force that no post leads, recalled ones left out: those are not the street's to do."""
    led = Claim.objects.filter(until=None, role=ClaimRole.LEAD, item__list__place=place).values("item")
    standing = Wording.objects.filter(item__list__place=place, until=None).exclude(kind="recalled")
    return list(
        standing.exclude(item__in=led).select_related("item__lane", "counterpart").order_by("sequence")
    )
