"""Which posts a centre has, by board and lane, and who holds them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from bihuan.duties.models import CentrePost as CentrePost
from bihuan.duties.models import PostHolder


def posts_of_centre(centre_id: int) -> QuerySet[CentrePost]:
    """The posts of a centre with their lanes and boards, in the centre's own order."""
    posts = CentrePost.objects.filter(lane__board__centre=centre_id).select_related("lane__board")
    return posts.order_by("lane__board__position", "lane__position", "position", "pk")


def posts_named(post_ids: Iterable[int]) -> QuerySet[CentrePost]:
    """These posts with their lanes and boards, in the order of their centres."""
    posts = CentrePost.objects.filter(pk__in=list(post_ids)).select_related("lane__board")
    return posts.order_by("lane__board__centre", "lane__board__position", "lane__position", "position", "pk")


def holders_of(post_id: int, on: date) -> QuerySet[PostHolder]:
    """Who holds a post that day, with and without an account."""
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    return PostHolder.objects.filter(held, post=post_id).select_related("person").order_by("pk")


def posts_held_by(person_id: int, on: date) -> frozenset[int]:
    """Ids of the posts somebody holds that day."""
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    return frozenset(PostHolder.objects.filter(held, person=person_id).values_list("post", flat=True))
