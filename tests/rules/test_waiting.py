"""What waits for whom says nothing the lifecycles do not say."""

import pytest

from bihuan.rules.actors import HANDLING_POSTS, SIGNING_POSTS, Post
from bihuan.rules.actors import Standing as By
from bihuan.rules.waiting import QUEUE, QUEUES, Queue, queues_of

#: Posts through which somebody can have a standing at all.
_GIVEN_BY = {
    By.OPERATOR: {Post.OPERATOR},
    By.DISPATCHER: {Post.DISPATCHER},
    By.INSPECTOR: {Post.INSPECTOR},
    By.SUPERVISOR: {Post.SUPERVISOR},
    **{
        by: set(HANDLING_POSTS)
        for by in (By.HOLDER, By.LEAD, By.SUPPORTING, By.INFORMED, By.ACCOUNTABLE, By.UPPER)
    },
}


@pytest.mark.parametrize("queue", QUEUES, ids=lambda queue: queue.code)
def test_in_every_state_of_a_queue_its_standing_may_do_one_of_its_acts(queue: Queue) -> None:
    for state in queue.states:
        permitted = {row.act for row in queue.loop.table.rows if state in row.sources and queue.by in row.by}
        assert permitted & set(queue.acts), f"{queue.code}: nothing to do in {state}"


@pytest.mark.parametrize("queue", QUEUES, ids=lambda queue: queue.code)
def test_every_act_of_a_queue_is_possible_in_one_of_its_states(queue: Queue) -> None:
    for act in queue.acts:
        rows = [row for row in queue.loop.table.rows if row.act is act and queue.by in row.by]
        assert any(row.sources & queue.states for row in rows), f"{queue.code}: {act} never possible"


@pytest.mark.parametrize("queue", QUEUES, ids=lambda queue: queue.code)
def test_the_posts_of_a_queue_can_have_its_standing(queue: Queue) -> None:
    assert queue.posts
    assert queue.posts <= _GIVEN_BY[queue.by]


def test_codes_are_given_once() -> None:
    assert len(QUEUE) == len(QUEUES)


def test_administrators_and_leaders_have_no_orders_waiting() -> None:
    assert queues_of([Post.ADMINISTRATOR, Post.LEADER]) == []


def test_every_other_post_has_something_to_do() -> None:
    # A grid worker reports events, which are no orders; a chair signs letters, which have a list of their own.
    for post in set(Post) - {Post.ADMINISTRATOR, Post.LEADER, Post.GRID_WORKER} - SIGNING_POSTS:
        assert queues_of([post]), post
