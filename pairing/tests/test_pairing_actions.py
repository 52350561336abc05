"""The lifecycle of a pairing and its cycle: started, done, recalled, skipped, missed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.tests.trail import facts, verbs
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import run_together
from core.tests.rows import reload
from notifications.models import Notice
from pairing.actions import (
    close_cycle,
    mark_done,
    mark_reopened,
    mark_started,
    mark_unstarted,
    skip_pairing,
    skip_pairings_of,
)
from pairing.models import Cycle, Pairing
from pairing.signals import pairing_ended, pairings_missed
from pairing.states import CycleState, PairingState
from pairing.tests.factories import NOW, PairingFactory, PoolFactory, drawn_pool
from people.models import User
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ENDED = datetime(2026, 11, 23, 0, 1, tzinfo=UTC)


@pytest.fixture
def pairing():
    return PairingFactory()


@pytest.fixture
def ended():
    """The pairings that the signals named."""
    named = []

    def listen(sender, pairing=None, pairings=(), **kwargs):
        named.extend((one.pk, one.state) for one in pairings or [pairing])

    pairing_ended.connect(listen)
    pairings_missed.connect(listen)
    yield named
    pairing_ended.disconnect(listen)
    pairings_missed.disconnect(listen)


def in_state(state):
    return PairingFactory(state=state)


def test_mark_started_is_audited_once(pairing):
    mark_started(pairing, by=pairing.reviewer, now=NOW)
    mark_started(pairing, by=pairing.reviewer, now=NOW + timedelta(hours=1))
    assert reload(pairing).started_at == NOW
    assert verbs(pairing) == ["pairing started"]
    assert (reload(pairing).progress, reload(pairing).progress_word) == ("started", "Started")


def test_mark_unstarted_is_audited(pairing):
    mark_started(pairing, by=pairing.reviewer, now=NOW)
    mark_unstarted(pairing, by=pairing.reviewer, now=NOW)
    assert reload(pairing).progress == "to_start"
    assert verbs(pairing) == ["pairing unstarted", "pairing started"]


def test_mark_done_is_audited(pairing):
    mark_done(pairing, by=pairing.reviewer, now=NOW)
    assert (reload(pairing).state, reload(pairing).ended_at) == (PairingState.DONE, NOW)
    assert verbs(pairing) == ["pairing done"]


def test_mark_reopened_lets_it_wait_again_and_is_audited(pairing):
    mark_done(pairing, by=pairing.reviewer, now=NOW)
    mark_reopened(pairing, by=pairing.reviewer, now=NOW)
    assert (reload(pairing).state, reload(pairing).ended_at) == (PairingState.ASSIGNED, None)
    assert verbs(pairing) == ["pairing reopened", "pairing done"]


@pytest.mark.parametrize(
    "state", [PairingState.SKIPPED, PairingState.MISSED, PairingState.REPLACED]
)
@pytest.mark.parametrize("act", [mark_started, mark_done, mark_reopened])
def test_pairing_that_is_over_stays_over(act, state):
    pairing = in_state(state)
    with pytest.raises(StaleState):
        act(pairing, by=pairing.reviewer, now=NOW)
    assert reload(pairing).state == state


@pytest.mark.parametrize("act", [mark_started, mark_done])
def test_pairing_stays_as_it_was_when_the_audit_fails(audit_refuses, pairing, act):
    with audit_refuses():
        act(pairing, by=pairing.reviewer, now=NOW)
    assert (reload(pairing).state, reload(pairing).started_at) == (PairingState.ASSIGNED, None)


def test_skip_pairing_by_its_reviewer_is_told_to_the_owner_and_audited(pairing, ended):
    skip_pairing(pairing, reason="No case to review", by=pairing.reviewer, now=NOW)
    assert (reload(pairing).state, reload(pairing).reason) == (
        PairingState.SKIPPED,
        "No case to review",
    )
    assert ended == [(pairing.pk, PairingState.SKIPPED)]
    assert Notice.objects.get(channel="inbox").recipient == pairing.owner
    assert verbs(pairing) == ["pairing skipped"]
    assert facts(pairing) == {}


def test_skip_pairing_by_a_lead_is_told_to_both(pairing):
    lead = UserFactory()
    pairing.draw.cycle.pool.leads.add(lead)
    skip_pairing(pairing, reason="Ill", by=lead, now=NOW)
    assert set(Notice.objects.values_list("recipient", flat=True)) == {
        pairing.reviewer_id,
        pairing.owner_id,
    }


@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_skip_pairing_by_anybody_else_is_not_allowed(pairing, who):
    with pytest.raises(NotAllowed):
        skip_pairing(
            pairing, reason="x", by=pairing.owner if who == "owner" else UserFactory(), now=NOW
        )


@pytest.mark.parametrize("state", [PairingState.DONE, PairingState.SKIPPED, PairingState.MISSED])
def test_skip_pairing_that_is_over_is_stale(state):
    pairing = in_state(state)
    with pytest.raises(StaleState):
        skip_pairing(pairing, reason="x", by=pairing.reviewer, now=NOW)


def test_skip_pairing_is_undone_when_the_audit_fails(audit_refuses, pairing, ended):
    with audit_refuses():
        skip_pairing(pairing, reason="x", by=pairing.reviewer, now=NOW)
    assert reload(pairing).state == PairingState.ASSIGNED
    assert not Notice.objects.exists()


def test_skip_pairings_of_a_leaver_is_undone_when_the_audit_refuses(audit_refuses):
    _, drawn = drawn_pool(3)
    with audit_refuses():
        skip_pairings_of(drawn.pairings.first().reviewer, by=User.objects.system(), now=NOW)
    assert set(Pairing.objects.values_list("state", flat=True)) == {PairingState.ASSIGNED}


def test_skip_pairings_of_a_leaver_ends_both_directions_and_is_audited(ended):
    _, drawn = drawn_pool(4)
    user = drawn.pairings.first().reviewer
    skip_pairings_of(user, by=User.objects.system(), now=NOW)
    mine = list(Pairing.objects.of(user))
    assert {pairing.state for pairing in mine} == {PairingState.SKIPPED}
    assert len(ended) == len(mine) == 2
    assert verbs(mine[0]) == ["pairing skipped"]
    assert user.pk not in Notice.objects.filter(kind="pairing_skipped").values_list(
        "recipient", flat=True
    )


def test_close_cycle_misses_what_waits_and_is_audited(ended):
    _, drawn = drawn_pool(4)
    done, skipped, *waiting = drawn.pairings.all()
    mark_done(done, by=done.reviewer, now=NOW)
    skip_pairing(skipped, reason="x", by=skipped.reviewer, now=NOW)
    ended.clear()
    close_cycle(drawn.cycle, by=User.objects.system(), now=ENDED)
    assert reload(drawn.cycle).state == CycleState.CLOSED
    assert [reload(one).state for one in (done, skipped)] == [
        PairingState.DONE,
        PairingState.SKIPPED,
    ]
    assert {reload(pairing).state for pairing in waiting} == {PairingState.MISSED}
    assert sorted(ended) == sorted((pairing.pk, PairingState.MISSED) for pairing in waiting)
    assert (verbs(drawn.cycle)[0], facts(drawn.cycle)) == ("cycle closed", {"missed": 2})
    assert verbs(waiting[0]) == ["pairing missed"]


def test_close_cycle_costs_the_same_for_few_and_for_many(django_assert_num_queries):
    few = drawn_pool(3)[1].cycle
    many = drawn_pool(12)[1].cycle
    with CaptureQueriesContext(connection) as queries:
        close_cycle(few, by=User.objects.system(), now=ENDED)
    with django_assert_num_queries(len(queries)):
        close_cycle(many, by=User.objects.system(), now=ENDED)


def test_close_cycle_before_the_next_monday_of_its_zone_is_refused():
    _, drawn = drawn_pool(3, time_zone="America/Lima")
    with pytest.raises(Refused):
        close_cycle(drawn.cycle, by=User.objects.system(), now=ENDED)
    close_cycle(drawn.cycle, by=User.objects.system(), now=ENDED + timedelta(hours=5))


def test_close_cycle_twice_is_stale():
    _, drawn = drawn_pool(3)
    seen = Cycle.objects.get()
    close_cycle(drawn.cycle, by=User.objects.system(), now=ENDED)
    with pytest.raises(StaleState):
        close_cycle(seen, by=User.objects.system(), now=ENDED)


def test_close_cycle_is_undone_when_the_audit_fails(audit_refuses):
    _, drawn = drawn_pool(3)
    with audit_refuses():
        close_cycle(drawn.cycle, by=User.objects.system(), now=ENDED)
    assert Cycle.objects.get().state == CycleState.DRAWN
    assert set(Pairing.objects.values_list("state", flat=True)) == {PairingState.ASSIGNED}


@pytest.mark.django_db(transaction=True)
def test_skip_pairing_and_sending_its_review_at_once_has_one_winner():
    pairing = PairingFactory()
    one = reload(pairing)
    turns = iter([skip_pairing, mark_done] * 4)

    def act():
        chosen = next(turns)
        extra = {}
        if chosen is skip_pairing:
            extra = {"reason": "x"}
        return chosen(reload(one), by=pairing.reviewer, now=NOW, **extra)

    results = run_together(*[act] * 8)
    assert sum(isinstance(result, StaleState) for result in results) == 7
    assert len(verbs(pairing)) == 1


@pytest.mark.django_db(transaction=True)
def test_close_cycle_from_several_workers_at_once_closes_once():
    _, drawn = drawn_pool(4)
    system = User.objects.system()
    results = run_together(
        *[lambda: close_cycle(Cycle.objects.select_related("pool").get(), by=system, now=ENDED)] * 4
    )
    assert results.count(None) == 1
    assert sum(isinstance(result, StaleState) for result in results) == 3
    assert verbs(drawn.cycle) == ["cycle closed", "cycle drawn"]


def test_cycle_of_a_pool_without_a_draw_cannot_be_closed():
    pool = PoolFactory()
    cycle = Cycle.objects.create(
        pool=pool,
        monday=date(2026, 11, 16),
        ends_on=date(2026, 11, 23),
        due_at=NOW,
        rubric=pool.rubric,
    )
    with pytest.raises(StaleState):
        close_cycle(cycle, by=User.objects.system(), now=ENDED)
