"""What is only read, but on the record."""

from enum import StrEnum

from bihuan.rules.words import Words


class Look(StrEnum):
    """Readings that leave an event in the ledger."""

    REVEAL = "reveal"


LOOKS = {Look.REVEAL: Words("查看诉求人身份", "Open the caller's identity")}
