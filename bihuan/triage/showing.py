"""How a cluster is shown: its row, its reason, its weeks as a chart. Pure; words speak both languages."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bihuan.rules.clusters import CLUSTER, KIND_WORDS, ClusterAct, Kind, reason
from bihuan.rules.matters import MATTERS
from bihuan.rules.surges import WINDOW
from bihuan.rules.warnings import OUTCOME_WORDS, STATES, TONES, Outcome, Warned
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage.models import Cluster

_WEEK = timedelta(weeks=1)
_HARDLY_EVER = 1e-6
_FALSE = Words("误报", "False alarm")
_SAID = Words("{place}“{matter}”", "“{matter}” in {place}")
_ALIKE = Words("{place}说法相近的“{matter}”", "“{matter}” told in like words in {place}")


def row_of_cluster(cluster: Cluster) -> dict[str, Any]:
    """What a list says of a cluster."""
    days = (
        cluster.last_at.astimezone(SHANGHAI).date() - cluster.first_at.astimezone(SHANGHAI).date()
    ).days + 1
    return {
        "id": cluster.pk,
        "kind": KIND_WORDS[Kind(cluster.kind)],
        "about": about(cluster),
        "reason": reason(about(cluster), cluster.orders, days, cluster.usual),
        "orders": cluster.orders,
        "unit": cluster.unit.name,
        "overseer": cluster.overseer.name,
        "place": cluster.place.name,
        "state": _FALSE if cluster.outcome == Outcome.WITHDRAWN else STATES[Warned(cluster.state)],
        "state_tone": TONES[Warned(cluster.state)],
        "outcome": _FALSE if cluster.outcome == Outcome.WITHDRAWN else OUTCOME_WORDS.get(Outcome(cluster.outcome)) if cluster.outcome else "",
        "issued_at": cluster.issued_at,
    }  # fmt: skip


def about(cluster: Cluster) -> Words:
    """What the orders of a cluster have in common, as a part of a sentence."""
    matter = MATTERS.get(cluster.matter, Words(cluster.matter, cluster.matter))
    if cluster.kind == Kind.SITE:
        return Words(cluster.about, cluster.about)
    if cluster.kind == Kind.EMPLOYER:
        return Words(f"反映“{cluster.about}”的", f"about “{cluster.about}”")
    words = _SAID if cluster.kind == Kind.MATTER else _ALIKE
    return words.fill(place=cluster.place.name, matter=matter)


def chart_of_cluster(cluster: Cluster, days: Iterable[datetime]) -> dict[str, Any]:
    """The weeks before the window it was found in, and the weeks since its beginning, as a trend.

    Parameters: ``days`` when each of its orders was registered.
    """
    start = cluster.issued_at - WINDOW
    points = [(start - _WEEK * (week + 1), many) for week, many in reversed(list(enumerate(cluster.before)))]
    days = list(days)
    latest = max([*days, cluster.issued_at])
    begin = start
    while begin < latest:
        points.append((begin, sum(begin < day <= begin + _WEEK for day in days)))
        begin += _WEEK
    return {
        "title": Words("每周工单数", "Orders a week"),
        "reading": Words(
            "预警前每周{usual}件；若一切如常，两周内有这么多件的可能性是{tail}。",
            "Before it there were {usual} a week; were everything as usual, the chance of so many in two weeks would be {tail}.",
        ).fill(usual=f"{cluster.usual:.1f}", tail=_odds(cluster.tail)),
        "unit": Words("件", ""),
        "words": Words("每周", "A week"),
        "target": round(cluster.usual, 1),
        "target_words": Words("平时", "Usual"),
        "points": [
            {"words": Words(day := f"{at.astimezone(SHANGHAI):%m-%d}", day), "value": many} for at, many in points
        ],
    }  # fmt: skip


def _odds(tail: float) -> Words:
    if tail < _HARDLY_EVER:
        return Words("百万分之一都不到", "less than one in a million")
    once = round(1 / tail, -3)
    return Words(f"{once:,.0f}分之一", f"one in {once:,.0f}")


def buttons_of_cluster(cluster: Cluster, standings: Iterable[Any]) -> list[dict[str, Any]]:
    """The acts somebody with these standings may do now, the usual one first."""
    offers = CLUSTER.offers(Warned(cluster.state), standings, None)
    return [
        {"act": offer.act.value, "words": offer.words, "at_once": offer.act is ClusterAct.ACKNOWLEDGE, "aside": offer.act is ClusterAct.FALSE_ALARM}
        for offer in offers
    ]  # fmt: skip
