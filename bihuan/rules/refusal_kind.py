"""What sorts of refusal there are."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of refusal it is; pages and the API choose their status code by it."""

    INVALID = "invalid"  # what was entered cannot be right
    CONFLICT = "conflict"  # right in itself, but not now
    HIDDEN = "hidden"  # not there, or not for this actor: the two look the same
    THROTTLED = "throttled"  # too many tries

    @property
    def status(self) -> int:
        """The status code a page or the API answers with."""
        return _STATUS[self]


_STATUS = {Kind.INVALID: 422, Kind.CONFLICT: 409, Kind.HIDDEN: 404, Kind.THROTTLED: 429}
