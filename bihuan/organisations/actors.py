"""The actor: who is asking, and through which posts."""

from dataclasses import dataclass

from bihuan.rules.actors import Level, Post


def place_path(unit_path: str, unit_kind: str) -> str:
    """The path of the place a unit serves: its own if it is a place, else its parent's."""
    return unit_path if unit_kind == "place" else unit_path[: unit_path.rindex("/", 0, -1) + 1]


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

    @property
    def place_path(self) -> str:
        """Path of the place the unit serves: what "in my district" means. An organ's own path covers nothing else."""
        return place_path(self.unit_path, self.unit_kind)


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

    def places_of(self, post: Post) -> frozenset[str]:
        """Paths of the places in which the actor holds ``post``: how far the post reaches."""
        return frozenset(held.place_path for held in self.posts if held.post is post)

    def administers(self, unit_path: str) -> bool:
        """Whether the actor is administrator of a place the unit lies in."""
        return unit_path.startswith(tuple(self.places_of(Post.ADMINISTRATOR)))
