"""Saved views of the order list, by post: one press instead of a filter."""

from collections.abc import Mapping
from dataclasses import dataclass

from bihuan.organisations.actors import Actor
from bihuan.rules.actors import HANDLING_POSTS, Post
from bihuan.rules.words import Words
from bihuan.work_orders.filters import OrderFilter


@dataclass(frozen=True, slots=True)
class QuickView:
    """A name for a filter; ``posts`` who sees it, everybody when empty."""

    words: Words
    asks: Mapping[str, str]
    posts: frozenset[Post] = frozenset()

    @property
    def query_string(self) -> str:
        """Its filter as a query string."""
        return OrderFilter.of(self.asks).query_string()

    def is_shown(self, asked: OrderFilter) -> bool:
        """Whether the list shows exactly this view."""
        return OrderFilter.of(self.asks).values == asked.values


QUICK_VIEWS = (
    QuickView(
        Words("待我办理", "For me to do"), {"mine": "1"}, HANDLING_POSTS | {Post.OPERATOR, Post.INSPECTOR}
    ),
    QuickView(Words("即将到期", "Due soon"), {"due": "soon"}),
    QuickView(Words("已超期", "Overdue"), {"due": "late"}),
    QuickView(Words("协办任务", "Supporting tasks"), {"task": "1"}, HANDLING_POSTS - {Post.DISPATCHER}),
    QuickView(Words("待回访", "To visit"), {"waiting": "visit"}, frozenset({Post.OPERATOR})),
    QuickView(Words("待质检", "To inspect"), {"waiting": "inspect"}, frozenset({Post.INSPECTOR})),
    QuickView(Words("待责任闭环", "To discharge"), {"duty": "1"}, HANDLING_POSTS),
    QuickView(Words("全部", "All"), {}),
)


def views_of(actor: Actor, asked: OrderFilter) -> list[tuple[QuickView, bool]]:
    """The saved views of the actor's posts, and whether each is the one shown."""
    posts = {held.post for held in actor.posts}
    return [(view, view.is_shown(asked)) for view in QUICK_VIEWS if not view.posts or view.posts & posts]
