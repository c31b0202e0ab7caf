"""What people do with a cluster: acknowledge, dispose of, send back, close, call it a false alarm. One change, one event."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bihuan.ledger.actions import record
from bihuan.ledger.chain import By, Head
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.rules.actors import HANDLING_POSTS, Post, Standing
from bihuan.rules.clusters import CLUSTER, ClusterAct
from bihuan.rules.warnings import Outcome, Warned
from bihuan.rules.words import Words
from bihuan.triage.models import Cluster
from bihuan.triage.queries import cluster_seen_by
from bihuan.work_orders.entries import required

MEASURES = Words("处置情况", "what was done")
VERDICT = Words("核实意见", "the verdict")
REASON = Words("理由", "the reason")


def standings_in_cluster(cluster: Cluster, actor: Actor) -> dict[Standing, HeldPost]:
    """What an actor is in a cluster, each with the post that gives it.

    Its unit answers, through those who handle or lead there; supervisors of the union above decide, in the city's own
    union its own.
    """
    found: dict[Standing, HeldPost] = {}
    for held in actor.posts:
        if held.unit_id == cluster.unit_id and (held.post in HANDLING_POSTS or held.post is Post.LEADER):
            found.setdefault(Standing.WARNED, held)
        if held.unit_id == cluster.overseer_id and held.post is Post.SUPERVISOR:
            found.setdefault(Standing.SUPERVISOR, held)
    return found


def acknowledge_cluster(actor: Actor, cluster_id: UUID, *, at: datetime) -> None:
    """Acknowledge a cluster: somebody has taken it up."""
    with _deciding(actor, cluster_id, ClusterAct.ACKNOWLEDGE, at) as cluster:
        cluster.acknowledged_at, cluster.acknowledged_by_id = at, actor.person_id


def dispose_of_cluster(actor: Actor, cluster_id: UUID, measures: str, *, at: datetime) -> None:
    """Dispose of a cluster: what was done about it as a whole."""
    measures = required(measures, MEASURES, field="text")
    with _deciding(actor, cluster_id, ClusterAct.DISPOSE, at) as cluster:
        cluster.measures, cluster.disposed_at, cluster.disposed_by_id = measures, at, actor.person_id


def send_cluster_back(actor: Actor, cluster_id: UUID, verdict: str, *, at: datetime) -> None:
    """Send a disposal back: it did not convince."""
    verdict = required(verdict, REASON, field="text")
    with _deciding(actor, cluster_id, ClusterAct.SEND_BACK, at) as cluster:
        cluster.verdict = verdict


def close_cluster(actor: Actor, cluster_id: UUID, verdict: str, *, at: datetime) -> None:
    """Close a cluster, its disposal having been verified."""
    verdict = required(verdict, VERDICT, field="text")
    with _deciding(actor, cluster_id, ClusterAct.CLOSE, at) as cluster:
        _close(cluster, Outcome.ACCEPTED, verdict, actor, at)


def call_false_alarm(actor: Actor, cluster_id: UUID, reason: str, *, at: datetime) -> None:
    """Close a cluster that was none, with the reason; it counts among the false alarms."""
    reason = required(reason, REASON, field="text")
    with _deciding(actor, cluster_id, ClusterAct.FALSE_ALARM, at) as cluster:
        _close(cluster, Outcome.WITHDRAWN, reason, actor, at)


def _close(cluster: Cluster, outcome: Outcome, verdict: str, actor: Actor, at: datetime) -> None:
    cluster.outcome, cluster.verdict = outcome, verdict
    cluster.closed_at, cluster.closed_by_id = at, actor.person_id


@contextmanager
def _deciding(actor: Actor, cluster_id: UUID, act: ClusterAct, at: datetime) -> Iterator[Any]:
    """One step of a cluster under its lock, with its event. Raises ``Refused`` like the table, or ``cluster_not_found``."""
    with transaction.atomic():
        cluster_seen_by(actor, cluster_id)
        cluster = Cluster.objects.select_for_update().get(pk=cluster_id)
        standings = standings_in_cluster(cluster, actor)
        cluster.state = CLUSTER.permit(act, Warned(cluster.state), standings, None)
        yield cluster
        row = next(one for one in CLUSTER.rows if one.act is act)
        held = next(post for standing, post in standings.items() if standing in row.by)
        head = Head(cluster.ledger_length, bytes(cluster.ledger_digest))
        facts = {"kind": cluster.matter, "unit": cluster.unit_id, "overseer": cluster.overseer_id}
        by = By(actor.person_id, held.unit_id, held.post.value)
        cluster.ledger_length, cluster.ledger_digest = record(
            cluster.pk, head, act.value, at=at, by=by, facts=facts
        )
        cluster.save()
