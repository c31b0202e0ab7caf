"""What the routing rules propose for an order: shown to whoever dispatches it, and kept beside what they chose."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from bihuan.duties.actions.rules import keep_proposal
from bihuan.duties.queries.routing import decide, place_names_of, routes_in_force
from bihuan.grids.locating import grids_coded
from bihuan.organisations.actors import place_path
from bihuan.organisations.lines import unions_on_the_way
from bihuan.organisations.models import Unit, UnitKind
from bihuan.rules.routing import Decision, Item, Landing, PostOnDuty
from bihuan.rules.routing_words import why
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.models import WorkOrder
from bihuan.work_orders.past_questions import question_of

if TYPE_CHECKING:
    from bihuan.work_orders.dossier import Dossier


@dataclass
class Proposed:
    """A decision as the page shows it. ``shown`` is the unit filled in for the step at hand."""

    order: UUID
    decision: Decision
    reasons: list[Words]
    shown: Unit | None = None

    @property
    def item(self) -> Item | None:
        """The duty item."""
        return self.decision.item

    @property
    def post(self) -> PostOnDuty | None:
        """The post whose people take it."""
        return self.decision.post

    def next_beneath(self, above: Unit) -> Unit | None:
        """The next union beneath ``above`` on the way to the unit the rules name: levels are not skipped."""
        named = self.decision.unit
        if named is None or self.decision.landing is Landing.DESK:
            return None
        beneath = place_path(above.path, above.kind)
        unit = Unit(pk=named.id, path=named.path, kind=UnitKind.DEPARTMENT, level=named.level)
        for union in unions_on_the_way(unit):
            if union.pk != above.pk and union.path.startswith(beneath) and union.level != above.level:
                return union
        return None


def proposal_of(dossier: "Dossier") -> Proposed:
    """What the rules in force say of the order today; without rules it gives no reasons."""
    on = dossier.now.astimezone(SHANGHAI).date()
    routes = routes_in_force()
    decision = decide(question_of(dossier.order, grids_coded(dossier.order.grid_codes, on)), on)
    reasons = why(decision, place_names_of(routes)) if routes.rows else []
    return Proposed(dossier.order.pk, decision, reasons)


def keep_choice(proposal: Proposed | None, order: WorkOrder, *, at: datetime) -> None:
    """Keep what was proposed for the order beside the unit it went to; nothing where there are no rules."""
    if proposal is None or not proposal.reasons or order.lead_id is None:
        return
    shown = proposal.shown.pk if proposal.shown else None
    keep_proposal(order.pk, proposal.decision, shown, order.lead_id, at=at)


def routed_words(dossier: "Dossier") -> Words | None:
    """The duty item and the post an order was routed to, in one line; None where the rules had no part in it."""
    routed = dossier.order.routed  # type: ignore[attr-defined]
    if routed is None:
        return None
    said = Words("履职事项：{item} {name}", "Duty item: {item} {name}").fill(**routed)
    if (post := routed["post"]) is None:
        return said
    return Words(f"{said.zh}；岗位：{post}", f"{said.en}; post: {post}")
