"""Every periodic job of the product, in one table, and the worker that does them.

Each job has a thread of its own, so that a mail server that does not answer holds up neither the inbox nor the alerts.
Any number of workers may run at once: every job takes its share under locks that skip what another one has.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

from django.core.management import call_command
from django.db import connection

from bihuan.command_centre import jobs as command_centre
from bihuan.duties import jobs as duties
from bihuan.knowledge import jobs as knowledge
from bihuan.notifications import jobs as notifications
from bihuan.supervision import jobs as supervision
from bihuan.triage import jobs as triage
from bihuan.work_orders import jobs as work_orders

log = logging.getLogger(__name__)

#: One bounded turn; true when there is more to do at once. Looks at the event it is given between two pieces of work.
Turn = Callable[[Event], bool]


@dataclass(frozen=True, slots=True)
class Job:
    """What is done how often. ``pause`` lies between two turns when the first left nothing to do."""

    name: str
    pause: timedelta
    turn: Turn


def clear_sessions(_stop: Event) -> bool:
    """Remove expired sessions."""
    call_command("clearsessions")
    return False


JOBS = (
    Job("tell what happened", timedelta(seconds=0.5), notifications.tell),
    Job("send mail", timedelta(seconds=1), notifications.send_mail),
    Job("work limits out again", timedelta(minutes=1), work_orders.work_limits_out_again),
    Job("warn of what is due", timedelta(seconds=30), supervision.sweep),
    Job("foretell lateness", timedelta(hours=1), supervision.foretell_lateness),
    Job("find clusters", timedelta(minutes=10), triage.find_clusters),
    Job("call substitutes", timedelta(seconds=10), command_centre.answer_for_the_silent),
    Job("compute vital signs", timedelta(hours=1), command_centre.compute_vitals),
    Job("count what of the duty lists is open", timedelta(minutes=10), duties.count_what_is_open),
    Job("keep knowledge in date", timedelta(hours=1), knowledge.keep_in_date),
    Job("watch the accuracy of suggestions", timedelta(hours=1), triage.watch_accuracy),
    Job("follow up overdue promises", timedelta(minutes=1), work_orders.follow_up_overdue_promises),
    Job("clear expired sessions", timedelta(hours=1), clear_sessions),
)

#: Pause after a turn that went wrong, doubled each time up to the longest.
_FIRST_REST, _LONGEST_REST = timedelta(seconds=1), timedelta(seconds=30)


def run(stop: Event) -> None:
    """Do every job until ``stop`` is set; then finish the turns at hand and return."""
    threads = [Thread(target=_keep_doing, args=(job, stop), name=job.name) for job in JOBS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _keep_doing(job: Job, stop: Event) -> None:
    rest = _FIRST_REST
    try:
        while not stop.is_set():
            try:
                more = job.turn(stop)
            except Exception:
                # Whatever it was (the database going away, a fault of ours), the other jobs go on and this one tries again.
                log.exception("%s: the turn failed; trying again in %s s", job.name, rest.total_seconds())
                connection.close()
                stop.wait(rest.total_seconds())
                rest = min(_LONGEST_REST, rest * 2)
                continue
            rest = _FIRST_REST
            if not more:
                connection.close()  # the pool has fewer connections than there are jobs: a resting one holds none
                stop.wait(job.pause.total_seconds())
    finally:
        connection.close()
