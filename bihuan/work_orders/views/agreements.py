"""Every payment agreement as its card shows it: between whom, how far it is kept, what is due, and what can be done."""

from datetime import date
from typing import Any

from django.urls import reverse

from bihuan.calendars.queries import national
from bihuan.rules.lifecycle import Act
from bihuan.rules.promises import PROMISE_WORDS, Balance, PromiseState, balance, lapses_at, standing
from bihuan.rules.reply_promises import Promised, promises_in
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.dossier import Dossier
from bihuan.work_orders.models import Instalment, Promise
from bihuan.work_orders.offering import Button

_TONES = {
    PromiseState.OPEN: "active",
    PromiseState.KEPT: "done",
    PromiseState.RELEASED: "paused",
    PromiseState.REPLACED: "neutral",
}


#: What the card offers as a whole; a payment is confirmed at its instalment.
_ITS_ACTS = (Act.FOLLOW_UP, Act.RENEGOTIATE, Act.RELEASE_PROMISE)


def promises_of(dossier: Dossier, buttons: list[Button]) -> list[dict[str, Any]]:
    """Every agreement with its instalments, the newest first; no statement of its own."""
    by_promise: dict[int, list[Instalment]] = {}
    for instalment in dossier.instalments:
        by_promise.setdefault(instalment.promise_id, []).append(instalment)
    return [_card(rows, dossier, buttons) for rows in reversed(by_promise.values())]


def promised_in(dossier: Dossier, buttons: list[Button]) -> dict[int, list[Promised]]:
    """What replies promise by a day, by the reply's id, as long as it can be recorded and no agreement came after it."""
    if not any(button.act == Act.AGREE and not button.missing for button in buttons):
        return {}
    agreed = [instalment.promise.at for instalment in dossier.instalments]
    replies = [reply for reply in dossier.entries_of("reply") if not any(at >= reply.at for at in agreed)]
    read = {reply.id: promises_in(reply.text, reply.at.astimezone(SHANGHAI).date()) for reply in replies}
    today = dossier.now.astimezone(SHANGHAI).date()
    return {id_: found for id_, found in read.items() if found and found[0].due_on >= today}


def balance_of(promise: Promise, instalments: list[Instalment]) -> Balance:
    """Where the money of an agreement is."""
    agreed = sum(row.amount_fen for row in instalments)
    return balance(PromiseState(promise.state), agreed, sum(row.paid_fen for row in instalments))


def _card(rows: list[Instalment], dossier: Dossier, buttons: list[Button]) -> dict[str, Any]:
    promise = rows[0].promise
    state = PromiseState(promise.state)
    running = state is PromiseState.OPEN
    possible = [b for b in buttons if not b.missing] if running else []
    first_unpaid = next((row.pk for row in rows if row.paid_fen < row.amount_fen), None)
    return {
        "promise": promise,
        "state": PROMISE_WORDS[state],
        "tone": _TONES[state],
        "balance": balance_of(promise, rows),
        "representatives": rows[0].signed_by,  # type: ignore[attr-defined]
        "instalments": [_instalment(row, dossier, possible, first=row.pk == first_unpaid) for row in rows],
        "receipts": [
            {**receipt, "received_on": date.fromisoformat(receipt["received_on"])}
            for receipt in sorted((each for row in rows for each in row.arrived), key=lambda each: each["id"])  # type: ignore[attr-defined]
        ],
        "buttons": [b for b in possible if b.act in _ITS_ACTS],
    }


def _instalment(row: Instalment, dossier: Dossier, buttons: list[Button], *, first: bool) -> dict[str, Any]:
    found = standing(
        row.due_on, row.amount_fen, row.paid_fen, PromiseState(row.promise.state), dossier.now, national()
    )
    paid = f"{row.paid_fen / 100:,.2f}"
    partly = Words(f"已付 ¥{paid}", f"¥{paid} paid") if 0 < row.paid_fen < row.amount_fen else ""
    pays = any(b.act == Act.CONFIRM_PAYMENT for b in buttons) and row.paid_fen < row.amount_fen
    follow_up = getattr(row, "follow_up", None)
    return {
        "id": row.pk,
        "due_on": row.due_on,
        "fen": row.amount_fen,
        "paid": row.paid_fen,
        "state": found.value,
        "words": partly,
        "lapses_at": lapses_at(row.due_on, national()),
        "confirmed_at": row.paid_at,
        "follow_up": follow_up if follow_up and follow_up.settled_at is None else None,
        **(_confirming(dossier, row, first=first) if pays else {}),
    }


def _confirming(dossier: Dossier, row: Instalment, *, first: bool) -> dict[str, Any]:
    """The button that confirms a payment; the key "p" is the first unpaid instalment's."""
    url = (
        f"{reverse('order-act-form', args=[dossier.order.number, Act.CONFIRM_PAYMENT.value])}?about={row.pk}"
    )
    return {
        "action_url": url,
        "action_get": url,
        "action_words": Words("确认到账", "Confirm payment"),
        "action_key": "p" if first else "",
    }
