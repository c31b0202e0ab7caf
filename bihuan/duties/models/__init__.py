"""Tables of the command centres' structure, of the duty lists, and of routing."""

from bihuan.duties.models.lists import (
    ChangeRequest,
    Claim,
    CounterpartAnswer,
    DutyItem,
    DutyList,
    Edition,
    Tally,
    Wording,
)
from bihuan.duties.models.routing import Proposal, RoutingRule, RuleIncident, RuleSet
from bihuan.duties.models.structure import Board, CentrePost, Indicator, Lane, PostHolder, Shift

__all__ = [
    "Board", "CentrePost", "ChangeRequest", "Claim", "CounterpartAnswer", "DutyItem", "DutyList", "Edition",
    "Indicator", "Lane", "PostHolder", "Proposal", "RoutingRule", "RuleIncident", "RuleSet", "Shift", "Tally", "Wording",
]  # fmt: skip
