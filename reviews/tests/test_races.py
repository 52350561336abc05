"""Two people at once: one outcome, the other sees it, nothing is overwritten, nobody waits."""

import pytest

from reviews.tests.lifecycle import concurrent
from reviews.tests.lifecycle.concurrent import Rounds, at_the_same_moment, in_order
from reviews.tests.lifecycle.invariants import assert_whole

pytestmark = pytest.mark.django_db(transaction=True)
OF_DRAFTS = [
    concurrent.save,
    concurrent.submit,
    concurrent.discard,
    concurrent.ask,
    concurrent.start,
    concurrent.skip,
    concurrent.close,
    concurrent.redraw,
]
OF_SENT = [
    concurrent.recall,
    concurrent.open,
    concurrent.acknowledge,
    concurrent.comment,
    concurrent.close,
    concurrent.close_unread,
    concurrent.save,
]
OF_SENT.append(concurrent.redraw)
STEPS = [("begun", step) for step in OF_DRAFTS] + [("sent", step) for step in OF_SENT]
each_step = pytest.mark.parametrize(
    ("state", "one"), STEPS, ids=[f"{step.__name__}-of-{state}" for state, step in STEPS]
)


@each_step
def test_two_at_once_come_out_as_one_after_the_other(state, one):
    try_with_every_other(state, one, times=1)


@pytest.mark.slow
@each_step
def test_two_at_once_many_times_come_out_as_one_after_the_other(state, one):
    try_with_every_other(state, one, times=25)


def try_with_every_other(state, one, times):
    make = getattr(Rounds(), state)
    steps = OF_DRAFTS if state == "begun" else OF_SENT
    for other in steps[steps.index(one) :]:
        results, left = in_order(make(), other, one)
        possible = [in_order(make(), one, other), (results[::-1], left)]
        for _ in range(times):
            assert at_the_same_moment(make(), one, other) in possible, (one, other)
    assert_whole()
