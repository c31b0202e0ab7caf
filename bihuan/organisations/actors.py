"""The actor: who is asking, and through which posts."""

from dataclasses import dataclass

from bihuan.rules.actors import Level, Post


@dataclass(frozen=True, slots=True)
class HeldPost:
    """One post the actor holds at this moment, with what is needed of its unit to decide standings and scope."""

    unit_id: int
    unit_name: str
    unit_kind: str
    unit_level: Level
    unit_path: str
    post: Post
    deputising: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A person together with the posts held now. Everything anybody may see or do is asked of an actor."""

    person_id: int
    name: str
    posts: tuple[HeldPost, ...]

    def unit_ids(self, *posts: Post) -> frozenset[int]:
        """Units in which the actor holds one of ``posts`` (any post when none is given)."""
        return frozenset(held.unit_id for held in self.posts if not posts or held.post in posts)

    def holds(self, post: Post) -> bool:
        """Whether the actor holds ``post`` anywhere."""
        return any(held.post is post for held in self.posts)
