"""A file of the order as evidence of an act: uploaded before or with the act, named by its id."""

from bihuan.rules.refusal import refuse
from bihuan.work_orders.change import Change
from bihuan.work_orders.models import Attachment


def evidence_in(change: Change, attachment_id: int | None) -> Attachment | None:
    """The file of this order with that id; None where none is named.

    Raises ``Refused`` ``evidence_unknown`` for a file of another order, or none at all; the two look the same.
    """
    if attachment_id is None:
        return None
    kept = Attachment.objects.filter(order=change.order, pk=attachment_id).first()
    return kept or refuse("evidence_unknown", field="evidence")
