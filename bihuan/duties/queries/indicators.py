"""What the lanes of a centre are measured by, for who keeps the readings."""

from django.db.models import QuerySet

from bihuan.duties.models import Indicator as Indicator
from bihuan.duties.scopes import centres_seen_by
from bihuan.organisations.actors import Actor
from bihuan.rules.refusal import refuse


def indicators_of(centre_id: int) -> QuerySet[Indicator]:
    """The indicators of a centre with their lanes and owners, in the centre's own order."""
    found = Indicator.objects.filter(lane__board__centre=centre_id).select_related("lane__board", "owner")
    return found.order_by("lane__board__position", "lane__position", "pk")


def indicator_seen_by(actor: Actor, indicator_id: int) -> Indicator:
    """One of them. Raises: ``Refused`` vital_not_found, for one that does not exist as for another place's."""
    related = ("lane__board__centre__parent", "owner")
    found = Indicator.objects.filter(lane__board__centre__in=centres_seen_by(actor), pk=indicator_id)
    return found.select_related(*related).first() or refuse("vital_not_found")


def indicator_coded(actor: Actor, place_code: str, code: str) -> Indicator:
    """One of them by the code of its centre's place and its own. Raises: ``Refused`` vital_not_found."""
    centres = centres_seen_by(actor).filter(parent__code=place_code)
    pk = Indicator.objects.filter(lane__board__centre__in=centres, code=code).values_list("pk", flat=True)
    return indicator_seen_by(actor, pk.first() or 0)


def computed_indicators() -> QuerySet[Indicator]:
    """Every indicator computed by a query, with its centre and the centre's place."""
    found = Indicator.objects.exclude(source="").filter(lane__board__centre__valid_to=None)
    return found.select_related("lane__board__centre__parent").order_by("pk")


def lock_indicator(indicator: Indicator) -> None:
    """Hold an indicator until the transaction ends, so that its readings come one after the other."""
    Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
