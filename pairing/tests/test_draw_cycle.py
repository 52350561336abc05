"""Drawing a cycle: who is in it, what is kept, who is notified, and that it happens once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit.tests.trail import facts, verbs
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import run_together
from notifications.models import Notice
from pairing.actions import draw_cycle
from pairing.models import Cycle, Draw, Pairing, Pool
from pairing.queries import explanations, find_differences
from pairing.states import CycleState, PairingState, Visibility
from pairing.tests.factories import (
    ANNOUNCED,
    MONDAY,
    PoolFactory,
    PoolMembershipFactory,
    drawn_pool,
    people_of,
)
from people.models import User
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WEEK = timedelta(days=7)


def draw(pool, monday=MONDAY, *, by=None, now=ANNOUNCED, **kwargs):
    return draw_cycle(pool, monday, by=by or User.objects.system(), now=now, **kwargs)


def arcs(draw):
    return set(draw.pairings.values_list("reviewer_id", "owner_id"))


@pytest.mark.parametrize("members", [2, 3, 5, 8])
def test_draw_cycle_lets_everyone_give_and_receive_one(members):
    pool = PoolFactory(members=members)
    pairings = draw(pool).pairings.all()
    people = {user.pk for user in people_of(pool)}
    assert (
        {pairing.reviewer_id for pairing in pairings}
        == {pairing.owner_id for pairing in pairings}
        == people
    )
    assert len(pairings) == members
    assert all(pairing.reviewer_id != pairing.owner_id for pairing in pairings)
    assert {pairing.state for pairing in pairings} == {PairingState.ASSIGNED}


def test_draw_cycle_makes_the_cycle_with_its_due_moment_and_settings():
    pool = PoolFactory(
        members=3, time_zone="Europe/Lisbon", country="PT", visibility=Visibility.MANAGERS
    )
    drawn = draw(pool, date(2026, 11, 30))
    cycle = drawn.cycle
    assert (cycle.state, cycle.ends_on, cycle.visibility) == (
        CycleState.DRAWN,
        date(2026, 12, 7),
        Visibility.MANAGERS,
    )
    assert cycle.due_at == datetime(2026, 12, 4, 17, tzinfo=UTC)
    assert cycle.rubric == pool.rubric


def test_draw_cycle_leaves_out_who_is_away_for_half_of_it():
    pool = PoolFactory(members=4)
    away, briefly, *_ = people_of(pool)
    AbsenceFactory(user=away, first_day=MONDAY, last_day=MONDAY + timedelta(days=2))
    AbsenceFactory(user=briefly, first_day=MONDAY, last_day=MONDAY + timedelta(days=1))
    drawn = draw(pool)
    assert drawn.sits_out == [{"person": away.pk, "code": "away"}]
    assert away.pk not in {one for arc in arcs(drawn) for one in arc}
    assert briefly.pk in {one for arc in arcs(drawn) for one in arc}


def test_draw_cycle_takes_the_members_of_its_day():
    pool = PoolFactory(members=3)
    PoolMembershipFactory(pool=pool, first_day=MONDAY + WEEK)
    PoolMembershipFactory(pool=pool, last_day=MONDAY - timedelta(days=1))
    PoolMembershipFactory(pool=pool, user__is_active=False)
    joined = PoolMembershipFactory(pool=pool, first_day=MONDAY + timedelta(days=1)).user
    assert draw(pool, now=ANNOUNCED + timedelta(days=1)).pairings.filter(reviewer=joined).exists()
    assert Pairing.objects.count() == 4


def test_draw_cycle_never_repeats_a_pair_before_all_have_met():
    pool = PoolFactory(members=5)
    weeks = [draw(pool, MONDAY + n * WEEK) for n in range(4)]
    assert len(set.union(*map(arcs, weeks))) == 4 * 5
    assert {drawn.tiers["rotation"] for drawn in weeks} == {0}
    fifth = draw(pool, MONDAY + 4 * WEEK)
    assert fifth.tiers["rotation"] == 5
    assert all(
        why.endswith("November, 2nd time") for why in fifth.pairings.values_list("why", flat=True)
    )


def test_draw_cycle_counts_pairs_that_were_not_reviewed_but_none_that_were_replaced():
    pool, first = drawn_pool(3)
    first.pairings.update(state=PairingState.MISSED)
    assert arcs(draw(pool, MONDAY + WEEK)) != arcs(first)
    Pairing.objects.update(state=PairingState.REPLACED)
    assert draw(pool, MONDAY + 2 * WEEK).tiers["rotation"] == 0


def test_draw_cycle_gives_several_reviews_each_where_the_pool_asks_for_them():
    pool = PoolFactory(members=4, reviews_each=2)
    assert len(arcs(draw(pool))) == 8
    small = PoolFactory(members=2, reviews_each=5)
    assert len(arcs(draw(small))) == 2


def test_draw_cycle_reveals_the_sealed_seed_and_seals_the_next():
    pool = PoolFactory(members=3)
    drawn = draw(pool)
    assert (drawn.seed, drawn.salt, drawn.commitment) == (
        pool.sealed_seed,
        pool.sealed_salt,
        pool.sealed,
    )
    assert drawn.sealed_at == pool.sealed_at
    after = Pool.objects.get(pk=pool.pk)
    assert (
        len({pool.sealed_seed, after.sealed_seed})
        == len({pool.sealed_salt, after.sealed_salt})
        == 2
    )
    assert after.sealed_at == ANNOUNCED


def test_draw_cycle_with_the_same_seed_inputs_and_salt_is_the_same():
    pool = PoolFactory(members=7)
    drawn = draw(pool, seed="aa" * 32, salt="bb" * 16)
    first = arcs(drawn)
    drawn.cycle.delete()
    again = draw(pool, seed="aa" * 32, salt="bb" * 16)
    assert (arcs(again), again.inputs_digest) == (first, drawn.inputs_digest)
    assert Pool.objects.get(pk=pool.pk).sealed_seed == pool.sealed_seed


def test_draw_cycle_can_be_verified_from_what_is_stored():
    _, drawn = drawn_pool(6)
    drawn = Draw.objects.get(pk=drawn.pk)
    assert find_differences(drawn) == []
    drawn.pairings.first().delete()
    assert find_differences(drawn)


def test_draw_cycle_tells_every_reviewer_once():
    _, drawn = drawn_pool(4)
    notices = Notice.objects.filter(kind="drawn", channel="inbox", subject_id=drawn.pk)
    assert sorted(notices.values_list("recipient_id", flat=True)) == sorted(
        reviewer for reviewer, _ in arcs(drawn)
    )


def test_draw_cycle_is_audited():
    _, drawn = drawn_pool(4)
    assert verbs(drawn.cycle) == ["cycle drawn"]
    assert facts(drawn.cycle) == {"draw": drawn.pk, "attempt": 1, "present": 4}


def test_draw_cycle_twice_is_stale_and_changes_nothing():
    pool, drawn = drawn_pool(4)
    with pytest.raises(StaleState):
        draw(pool)
    assert Draw.objects.get() == drawn


@pytest.mark.parametrize("who", ["member", "stranger", "lead", "coordinator"])
def test_draw_cycle_is_for_leads_and_coordinators(who):
    pool = PoolFactory(members=3)
    user = people_of(pool)[0] if who == "member" else UserFactory(coordinator=who == "coordinator")
    if who == "lead":
        pool.leads.add(user)
    if who in ("lead", "coordinator"):
        assert draw(pool, by=user).drawn_by == user
        return
    with pytest.raises(NotAllowed):
        draw(pool, by=user)


@pytest.mark.parametrize(
    ("monday", "sentence"),
    [
        (MONDAY + timedelta(days=1), "No cycle"),
        (date(2025, 12, 29), "No cycle"),  # before the pool's first
        (MONDAY - WEEK, "over"),
    ],
)
def test_draw_cycle_of_a_day_that_is_none_is_refused(monday, sentence):
    with pytest.raises(Refused, match=sentence):
        draw(PoolFactory(members=3), monday)


def test_draw_cycle_ahead_of_time_is_possible():
    assert draw(PoolFactory(members=3), MONDAY + 10 * WEEK).pairings.count() == 3


def test_draw_cycle_that_another_drawn_one_reaches_into_is_refused():
    pool, _ = drawn_pool(3, cadence="biweekly", first_monday=MONDAY)
    Pool.objects.update(cadence="weekly")
    with pytest.raises(Refused, match="overlaps"):
        draw(Pool.objects.get(), MONDAY + WEEK)


@pytest.mark.parametrize(
    ("members", "away", "sentence"),
    [
        (0, 0, "Nobody is in this pool"),
        (1, 0, "Only Person"),
        (2, 1, "Only Person"),
        (2, 2, "Everyone in this pool"),
    ],
)
def test_draw_cycle_with_fewer_than_two_people_is_refused_and_leaves_nothing(
    members, away, sentence
):
    pool = PoolFactory(members=members)
    for user in people_of(pool)[:away]:
        AbsenceFactory(user=user, first_day=MONDAY, last_day=MONDAY + WEEK)
    with pytest.raises(Refused, match=sentence):
        draw(pool)
    assert not Cycle.objects.exists()


def test_draw_cycle_is_undone_when_the_audit_fails(audit_refuses):
    pool = PoolFactory(members=3)
    with audit_refuses():
        draw(pool)
    assert not Cycle.objects.exists()
    assert not Notice.objects.exists()
    assert Pool.objects.get().sealed_seed == pool.sealed_seed


@pytest.mark.django_db(transaction=True)
def test_draw_cycle_eight_at_once_draws_once():
    pool = PoolFactory(members=5)
    system = User.objects.system()
    results = run_together(*[lambda: draw_cycle(pool, MONDAY, by=system, now=ANNOUNCED)] * 8)
    assert sum(isinstance(result, Draw) for result in results) == 1
    assert sum(isinstance(result, StaleState) for result in results) == 7
    assert (
        Draw.objects.count(),
        Pairing.objects.count(),
        Notice.objects.filter(channel="inbox").count(),
    ) == (1, 5, 5)


def test_draw_cycle_of_more_than_one_draw_can_hold_is_refused_in_words(monkeypatch):
    pool = PoolFactory(members=4)
    monkeypatch.setattr(explanations, "MOST_PEOPLE", 3)
    with pytest.raises(Refused, match="split it"):
        draw(pool)
    assert not Cycle.objects.exists()
