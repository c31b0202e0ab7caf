"""Recording a drawing: its row, and its one event in the ledger."""

from datetime import datetime

from bihuan.grids.geojson import Source
from bihuan.grids.models import Drawing
from bihuan.ledger.actions import record
from bihuan.ledger.chain import EMPTY, By
from bihuan.organisations.actors import Actor
from bihuan.rules.grids import may_draw


def record_drawing(actor: Actor | None, source: Source, act: str, *, at: datetime, facts: dict) -> Drawing:
    """Write the drawing and its event. Call it inside the transaction of what is drawn."""
    held = next((h for h in actor.posts if may_draw(h.unit_kind, h.post)), None) if actor else None
    drawing = Drawing(
        at=at, by_id=actor.person_id if actor else None, source=source.name[:200], sha256=source.sha256,
        ledger_digest=EMPTY.digest,
    )  # fmt: skip
    by = By(actor.person_id, held.unit_id, held.post.value) if actor and held else By()
    head = record(drawing.id, EMPTY, act, at=at, by=by, facts={**facts, "sha256": source.sha256})
    drawing.ledger_length, drawing.ledger_digest = head
    drawing.save(force_insert=True)
    return drawing
