"""Pairs to avoid: who may set them, when they apply, and that no reason gives them away."""

from datetime import timedelta

import pytest

from audit.tests.trail import facts, verbs
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import run_together
from pairing.actions import add_exclusion, draw_cycle, end_exclusion, restore_exclusion
from pairing.models import Exclusion
from pairing.queries import engine_rules, find_differences, room
from pairing.states import Strength
from pairing.tests.factories import ANNOUNCED, MONDAY, NOW, PoolFactory, people_of
from people.models import User
from people.tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WEEK = timedelta(days=7)


@pytest.fixture
def coordinator():
    return UserFactory(coordinator=True)


def keep_apart(pool, first, second, by, **fields):
    rule = {"strength": Strength.HARD, "by": by, "now": NOW} | fields
    return add_exclusion(pool, first=first, second=second, **rule)


def rules(pool, day=MONDAY):
    return engine_rules(pool, day, [person.pk for person in people_of(pool)])


def arcs(draw):
    return set(draw.pairings.values_list("reviewer_id", "owner_id"))


def test_add_exclusion_by_a_lead_counts_both_ways_and_is_audited():
    pool = PoolFactory(members=3)
    lead = UserFactory()
    pool.leads.add(lead)
    one, other, _ = people_of(pool)
    rule = keep_apart(pool, one, other, lead)
    assert set(rules(pool)[0]) == {(one.pk, other.pk), (other.pk, one.pk)}
    assert (verbs(rule), facts(rule)["strength"], verbs(pool)) == (["exclusion added"], "hard", [])


def test_add_exclusion_one_way_leaves_the_other(coordinator):
    pool = PoolFactory(members=3)
    one, other, _ = people_of(pool)
    keep_apart(pool, one, other, coordinator, is_symmetric=False)
    assert rules(pool)[0] == ((one.pk, other.pk),)


def test_soft_exclusions_keep_the_order_in_which_they_were_made(coordinator):
    pool = PoolFactory(members=4)
    one, two, three, four = people_of(pool)
    first = keep_apart(pool, three, four, coordinator, strength=Strength.SOFT, is_symmetric=False)
    second = keep_apart(
        pool, one, two, coordinator, strength=Strength.SOFT, now=NOW + timedelta(minutes=1)
    )
    assert [name for name, _ in rules(pool)[1]] == [f"pair {first.pk}", f"pair {second.pk}"]
    assert rules(pool)[1][0][1] == ((three.pk, four.pk),)


def test_exclusion_counts_to_its_last_day(coordinator):
    pool = PoolFactory(members=2)
    keep_apart(pool, *people_of(pool), coordinator, until=MONDAY + WEEK)
    assert rules(pool, MONDAY + WEEK)[0]
    assert not rules(pool, MONDAY + WEEK + timedelta(days=1))[0]


def test_add_exclusion_by_a_member_is_not_allowed():
    pool = PoolFactory(members=2)
    with pytest.raises(NotAllowed):
        keep_apart(pool, *people_of(pool), people_of(pool)[0])


@pytest.mark.parametrize(
    ("change", "sentence"), [({"until": TODAY - WEEK}, "over"), ({"second": None}, "themselves")]
)
def test_add_exclusion_that_makes_no_sense_is_refused(coordinator, change, sentence):
    pool = PoolFactory(members=2)
    first, second = people_of(pool)
    fields = {"until": None} | change
    if "second" in fields:
        second = fields.pop("second") or first
    with pytest.raises(Refused, match=sentence):
        keep_apart(pool, first, second, coordinator, **fields)


def test_add_exclusion_of_two_who_have_one_is_refused_in_either_order(coordinator):
    pool = PoolFactory(members=2)
    one, other = people_of(pool)
    keep_apart(pool, one, other, coordinator, is_symmetric=False)
    with pytest.raises(Refused, match="already"):
        keep_apart(pool, other, one, coordinator, strength=Strength.SOFT)


def test_add_exclusion_takes_the_place_of_one_that_is_over(coordinator):
    pool = PoolFactory(members=2)
    old = keep_apart(pool, *people_of(pool), coordinator, until=TODAY)
    later = NOW + timedelta(days=1)
    new = keep_apart(pool, *people_of(pool), coordinator, now=later)
    assert Exclusion.objects.get(pk=old.pk).ended_at == later
    assert list(Exclusion.objects.live()) == [new]


def test_end_exclusion_is_audited_and_restore_exclusion_is_audited(coordinator):
    pool = PoolFactory(members=2)
    rule = keep_apart(pool, *people_of(pool), coordinator)
    end_exclusion(rule, by=coordinator, now=NOW)
    assert not rules(pool)[0]
    restore_exclusion(rule, by=coordinator, now=NOW)
    assert rules(pool)[0]
    assert verbs(rule) == ["exclusion restored", "exclusion ended", "exclusion added"]


def test_end_exclusion_twice_and_restore_exclusion_twice_are_stale(coordinator):
    pool = PoolFactory(members=2)
    rule = keep_apart(pool, *people_of(pool), coordinator)
    with pytest.raises(StaleState):
        restore_exclusion(rule, by=coordinator, now=NOW)
    end_exclusion(rule, by=coordinator, now=NOW)
    with pytest.raises(StaleState):
        end_exclusion(rule, by=coordinator, now=NOW)


def test_restore_exclusion_is_refused_when_it_is_over_or_another_took_its_place(coordinator):
    pool = PoolFactory(members=2)
    rule = keep_apart(pool, *people_of(pool), coordinator, until=TODAY)
    end_exclusion(rule, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="has expired"):
        restore_exclusion(rule, by=coordinator, now=NOW + timedelta(days=1))
    keep_apart(pool, *people_of(pool), coordinator)
    with pytest.raises(Refused, match="already"):
        restore_exclusion(rule, by=coordinator, now=NOW)


@pytest.mark.parametrize("act", [end_exclusion, restore_exclusion])
def test_exclusions_are_changed_by_leads_and_coordinators_alone(coordinator, act):
    pool = PoolFactory(members=2)
    rule = keep_apart(pool, *people_of(pool), coordinator)
    with pytest.raises(NotAllowed):
        act(rule, by=people_of(pool)[0], now=NOW)


@pytest.mark.parametrize("act", [None, end_exclusion, restore_exclusion])
def test_exclusions_stay_as_they_are_when_the_audit_fails(coordinator, audit_refuses, act):
    pool = PoolFactory(members=2)
    rule = keep_apart(pool, *people_of(pool), coordinator) if act else None
    if act is restore_exclusion:
        end_exclusion(rule, by=coordinator, now=NOW)
    before = list(Exclusion.objects.values_list("pk", "ended_at"))
    with audit_refuses():
        act(rule, by=coordinator, now=NOW) if act else keep_apart(
            pool, *people_of(pool), coordinator
        )
    assert list(Exclusion.objects.values_list("pk", "ended_at")) == before


@pytest.mark.django_db(transaction=True)
def test_add_exclusion_from_four_at_once_adds_one():
    pool = PoolFactory(members=2)
    coordinator = UserFactory(coordinator=True)
    one, other = people_of(pool)
    results = run_together(*[lambda: keep_apart(pool, one, other, coordinator)] * 4)
    assert sum(isinstance(result, Exclusion) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 3


@pytest.mark.django_db(transaction=True)
def test_end_exclusion_from_four_at_once_ends_once():
    pool = PoolFactory(members=2)
    coordinator = UserFactory(coordinator=True)
    rule = keep_apart(pool, *people_of(pool), coordinator)
    results = run_together(*[lambda: end_exclusion(rule, by=coordinator, now=NOW)] * 4)
    assert results.count(None) == 1
    assert verbs(rule) == ["exclusion ended", "exclusion added"]


def test_draw_never_puts_a_hard_pair_together_and_verifies(coordinator):
    pool = PoolFactory(members=5)
    one, other, *_ = people_of(pool)
    keep_apart(pool, one, other, coordinator)
    for number in range(6):
        draw = draw_cycle(pool, MONDAY + number * WEEK, by=coordinator, now=ANNOUNCED)
        assert not arcs(draw) & {(one.pk, other.pk), (other.pk, one.pk)}
        assert find_differences(draw) == []


def test_draw_gives_a_soft_pair_up_last_and_counts_it_without_a_name(coordinator):
    pool = PoolFactory(members=2)
    rule = keep_apart(pool, *people_of(pool), coordinator, strength=Strength.SOFT)
    draw = draw_cycle(pool, MONDAY, by=coordinator, now=ANNOUNCED)
    assert draw.tiers[f"soft:pair {rule.pk}"] == 2
    assert draw.pairings.count() == 2


def test_draw_without_an_allowed_pair_lets_both_sit_out(coordinator):
    pool = PoolFactory(members=2)
    keep_apart(pool, *people_of(pool), coordinator)
    draw = draw_cycle(pool, MONDAY, by=coordinator, now=ANNOUNCED)
    assert not draw.pairings.exists()
    assert {entry["code"] for entry in draw.sits_out} == {"blocked"}
    assert find_differences(draw) == []


def test_reasons_of_a_draw_never_name_an_exclusion(coordinator):
    pool = PoolFactory(members=4)
    one, two, three, four = people_of(pool)
    for first, second in ((one, two), (three, four), (one, three)):
        keep_apart(pool, first, second, coordinator, reason="They share a flat")
    for number in range(4):
        draw = draw_cycle(pool, MONDAY + number * WEEK, by=coordinator, now=ANNOUNCED)
        said = " ".join(draw.pairings.values_list("why", flat=True))
        assert not [
            word for word in ("flat", "rule", "exclu", "allowed", "left between") if word in said
        ]


def test_manager_and_report_are_kept_apart_by_default(coordinator):
    pool = PoolFactory(members=3)
    manager, report, other = people_of(pool)
    MembershipFactory(user=report, manager=manager)
    MembershipFactory(user=other, manager=manager, last_day=MONDAY - WEEK)
    assert set(rules(pool)[0]) == {(manager.pk, report.pk), (report.pk, manager.pk)}
    pool.avoids_managers = False
    assert rules(pool)[0] == ()


def test_exclusions_of_who_left_the_pool_do_not_count(coordinator):
    pool = PoolFactory(members=3)
    one, other, _ = people_of(pool)
    keep_apart(pool, one, other, coordinator)
    assert engine_rules(pool, MONDAY, [one.pk]) == ((), ())


@pytest.mark.parametrize(
    ("hard", "said"),
    [
        ([], "everyone still has 3 possible partners"),
        ([(1, 2)], "everyone still has 2 to 3 possible partners"),
        ([(1, 2), (1, 3)], "Ana has only Di left"),
        ([(1, 2), (1, 3), (1, 4)], "nobody is left for Ana"),
    ],
)
def test_room_says_what_the_rules_leave(hard, said):
    names = {1: "Ana", 2: "Bo", 3: "Cy", 4: "Di"}
    enough, sentence = room({pk: User(pk=pk, name=name) for pk, name in names.items()}, hard)
    assert said in sentence
    assert enough == ("everyone" in sentence)


def test_room_of_two_or_fewer_is_no_warning():
    people = {1: User(pk=1, name="Ana"), 2: User(pk=2, name="Bo")}
    assert room({}, []) == room({1: people[1]}, []) == (True, "")
    assert room(people, []) == (True, "With these rules, everyone still has 1 possible partner.")
    assert not room(people, [(1, 2)])[0]
