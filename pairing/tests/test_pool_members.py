"""Who is in a pool and who leads it: joining, leaving, and what a running cycle makes of it."""

from datetime import timedelta

import pytest

from audit.tests.trail import facts, verbs
from core.errors import NotAllowed, Refused
from core.tests.concurrency import run_together
from pairing.actions import (
    add_lead,
    add_members,
    draw_cycle,
    leave_pools,
    members,
    remove_lead,
    remove_member,
)
from pairing.models import Pairing, PoolMembership
from pairing.states import PairingState
from pairing.tests.factories import (
    MONDAY,
    NOW,
    PoolFactory,
    PoolMembershipFactory,
    add_member,
    drawn_pool,
    people_of,
)
from people.actions import deactivate_person
from people.models import User
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


TODAY = NOW.date()


@pytest.fixture
def coordinator():
    return UserFactory(coordinator=True)


def test_add_member_by_a_lead_counts_from_today_and_is_audited():
    pool = PoolFactory()
    user = UserFactory()
    lead = UserFactory()
    pool.leads.add(lead)
    assert add_member(pool, user=user, by=lead, now=NOW)
    assert PoolMembership.objects.get().first_day == TODAY
    assert (verbs(pool), facts(pool)) == (["member added"], {"user": user.pk})


def test_add_member_who_is_in_changes_nothing(coordinator):
    pool = PoolFactory(members=1)
    assert not add_member(pool, user=people_of(pool)[0], by=coordinator, now=NOW)
    assert verbs(pool) == []


def test_add_members_at_once_says_how_many_are_new_and_is_audited(coordinator):
    pool = PoolFactory(members=1)
    new = UserFactory.create_batch(2)
    assert add_members(pool, users=[*people_of(pool), *new, new[0]], by=coordinator, now=NOW) == 2
    assert verbs(pool) == ["member added"] * 2


@pytest.mark.parametrize("act", [add_member, remove_member, add_lead, remove_lead])
def test_people_of_a_pool_are_for_leads_and_coordinators(act):
    pool = PoolFactory(members=2)
    one, other = people_of(pool)
    with pytest.raises(NotAllowed):
        act(pool, user=other, by=one, now=NOW)


@pytest.mark.parametrize("act", [add_member, remove_member, add_lead, remove_lead])
def test_people_of_a_pool_stay_when_the_audit_fails(coordinator, audit_refuses, act):
    pool = PoolFactory(members=1)
    user = UserFactory() if act in (add_member, add_lead) else people_of(pool)[0]
    if act is remove_lead:
        pool.leads.add(user)
    before = set(pool.memberships.values_list("pk", "last_day")), set(pool.leads.all())
    with audit_refuses():
        act(pool, user=user, by=coordinator, now=NOW)
    assert (set(pool.memberships.values_list("pk", "last_day")), set(pool.leads.all())) == before


def test_remove_member_ends_the_place_yesterday_and_is_audited(coordinator):
    pool = PoolFactory(members=2)
    user = people_of(pool)[0]
    remove_member(pool, user=user, by=coordinator, now=NOW)
    assert pool.memberships.get(user=user).last_day == TODAY - timedelta(days=1)
    assert verbs(pool) == ["member removed"]


def test_remove_member_of_today_takes_the_place_away(coordinator):
    pool = PoolFactory()
    place = PoolMembershipFactory(pool=pool, first_day=TODAY)
    remove_member(pool, user=place.user, by=coordinator, now=NOW)
    assert not pool.memberships.exists()


def test_remove_member_of_today_who_was_drawn_keeps_the_place(coordinator):
    pool, _ = drawn_pool(3)
    place = pool.memberships.first()
    pool.memberships.update(first_day=TODAY)
    remove_member(pool, user=place.user, by=coordinator, now=NOW)
    assert pool.memberships.get(pk=place.pk).last_day == TODAY


def test_remove_member_and_add_again_gives_a_second_place(coordinator):
    pool = PoolFactory(members=1)
    [user] = people_of(pool)
    remove_member(pool, user=user, by=coordinator, now=NOW)
    add_member(pool, user=user, by=coordinator, now=NOW)
    assert pool.memberships.count() == 2
    assert pool.memberships.on(TODAY).get().first_day == TODAY


def test_remove_member_leaves_the_running_cycle_as_it_is(coordinator):
    pool, drawn = drawn_pool(3)
    user = people_of(pool)[0]
    remove_member(pool, user=user, by=coordinator, now=NOW)
    assert drawn.pairings.get(reviewer=user).state == PairingState.ASSIGNED
    following = draw_cycle(pool, MONDAY + timedelta(days=7), by=User.objects.system(), now=NOW)
    assert not following.pairings.filter(reviewer=user).exists()


def test_add_lead_is_audited_and_remove_lead_is_audited(coordinator):
    pool = PoolFactory()
    user = UserFactory()
    add_lead(pool, user=user, by=coordinator, now=NOW)
    assert list(pool.leads.all()) == [user]
    remove_lead(pool, user=user, by=user, now=NOW)
    assert not pool.leads.exists()
    assert verbs(pool) == ["lead removed", "lead added"]


def test_leave_pools_ends_places_leads_and_open_pairings_and_is_audited(coordinator):
    pool, drawn = drawn_pool(3)
    user = people_of(pool)[0]
    pool.leads.add(user)
    leave_pools(user, by=coordinator, now=NOW)
    assert not pool.memberships.filter(user=user, last_day__isnull=True).exists()
    assert not pool.leads.exists()
    assert set(Pairing.objects.of(user).values_list("state", flat=True)) == {PairingState.SKIPPED}
    assert Pairing.objects.filter(state=PairingState.ASSIGNED).count() == 1
    assert verbs(pool) == ["lead removed", "member removed"]


def test_leave_pools_changes_nothing_when_the_audit_refuses(coordinator, audit_refuses):
    pool, _ = drawn_pool(3)
    user = people_of(pool)[0]
    with audit_refuses():
        leave_pools(user, by=coordinator, now=NOW)
    assert pool.memberships.filter(user=user, last_day__isnull=True).exists()


def test_person_who_is_deactivated_leaves_their_pools(coordinator):
    pool, _ = drawn_pool(3)
    user = people_of(pool)[0]
    deactivate_person(user, by=coordinator, now=NOW)
    assert pool.memberships.get(user=user).last_day is not None


@pytest.mark.django_db(transaction=True)
def test_add_member_from_two_leads_at_once_adds_once():
    pool = PoolFactory()
    user = UserFactory()
    coordinator = UserFactory(coordinator=True)
    results = run_together(*[lambda: add_member(pool, user=user, by=coordinator, now=NOW)] * 4)
    assert not [result for result in results if isinstance(result, Exception)]
    assert pool.memberships.count() == 1


def test_add_members_beyond_what_one_draw_can_hold_is_refused(coordinator, monkeypatch):
    monkeypatch.setattr(members, "MOST_PEOPLE", 3)
    pool = PoolFactory(members=2)
    with pytest.raises(Refused, match="split it"):
        add_members(pool, users=UserFactory.create_batch(2), by=coordinator, now=NOW)
    assert add_members(pool, users=[*people_of(pool), UserFactory()], by=coordinator, now=NOW) == 1


@pytest.mark.django_db(transaction=True)
def test_add_members_from_two_leads_at_once_never_grows_too_large(monkeypatch):
    monkeypatch.setattr(members, "MOST_PEOPLE", 3)
    pool = PoolFactory(members=2)
    coordinator = UserFactory(coordinator=True)
    new = iter(UserFactory.create_batch(3))
    results = run_together(*[lambda: add_member(pool, user=next(new), by=coordinator, now=NOW)] * 3)
    assert sum(isinstance(result, Refused) for result in results) == 2
    assert pool.memberships.count() == 3
