"""Redraws: what stays, what goes, who is notified, and that every attempt can still be checked."""

from datetime import timedelta

import pytest

from audit.tests.trail import verbs
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import run_together
from notifications.models import Notice
from pairing.actions import (
    close_cycle,
    mark_done,
    mark_started,
    redraw_cycle,
    skip_pairing,
)
from pairing.models import Draw, Pairing, Pool
from pairing.notices import Drawn, Redrawn
from pairing.queries import find_differences
from pairing.signals import pairing_ended
from pairing.states import Origin, PairingState
from pairing.tests.factories import MONDAY, NOW, PoolMembershipFactory, drawn_pool, people_of
from people.models import User
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(name="Lena Lead")


def drawn_by(lead, members=6):
    pool, draw = drawn_pool(members)
    pool.leads.add(lead)
    return draw


def again(draw, by, **kwargs):
    return redraw_cycle(draw, reason="Two teams merged", by=by, now=NOW, **kwargs)


def arcs(draw, **which):
    return set(draw.pairings.filter(**which).values_list("reviewer_id", "owner_id"))


def test_redraw_cycle_is_a_new_attempt_with_a_fresh_seed_and_its_reason(lead):
    draw = drawn_by(lead)
    pool = Pool.objects.get(pk=draw.cycle.pool_id)
    new = again(draw, lead)
    assert (new.attempt, new.reason, new.drawn_by, new.sealed_at) == (
        2,
        "Two teams merged",
        lead,
        None,
    )
    assert new.seed not in (draw.seed, pool.sealed_seed)
    assert Pool.objects.get(pk=pool.pk).sealed == pool.sealed


def test_redraw_cycle_replaces_what_nobody_had_begun_and_keeps_the_rest(lead):
    draw = drawn_by(lead)
    done, begun, skipped, *waiting = draw.pairings.order_by("pk")
    mark_done(done, by=done.reviewer, now=NOW)
    mark_started(begun, by=begun.reviewer, now=NOW)
    skip_pairing(skipped, reason="Ill", by=skipped.reviewer, now=NOW)
    new = again(draw, lead)
    kept = {(one.reviewer_id, one.owner_id) for one in (done, begun)}
    assert arcs(new, origin=Origin.KEPT) == kept
    assert set(new.pairings.filter(origin=Origin.KEPT).values_list("pk", flat=True)) == {
        done.pk,
        begun.pk,
    }
    assert set(draw.pairings.values_list("state", flat=True)) == {PairingState.REPLACED}
    assert draw.pairings.count() == 6


def test_redraw_cycle_lets_everybody_give_and_get_one_beside_what_stays(lead):
    draw = drawn_by(lead, 7)
    begun, other, *_ = draw.pairings.order_by("pk")
    for pairing in (begun, other):
        mark_started(pairing, by=pairing.reviewer, now=NOW)
    new = again(draw, lead)
    people = sorted(user.pk for user in people_of(draw.cycle.pool))
    assert sorted(a for a, _ in arcs(new)) == sorted(b for _, b in arcs(new)) == people


def test_redraw_cycle_takes_begun_reviews_back_if_the_lead_says_so(lead):
    draw = drawn_by(lead)
    notified = []
    pairing_ended.connect(
        lambda sender, pairing, **kwargs: notified.append(pairing.pk), weak=False, dispatch_uid="t"
    )
    begun, done, *_ = draw.pairings.order_by("pk")
    mark_started(begun, by=begun.reviewer, now=NOW)
    mark_done(done, by=done.reviewer, now=NOW)
    new = again(draw, lead, keep_begun=False)
    pairing_ended.disconnect(dispatch_uid="t")
    assert arcs(new, origin=Origin.KEPT) == {(done.reviewer_id, done.owner_id)}
    assert begun.pk in notified
    assert done.pk not in notified


def test_redraw_cycle_leaves_every_attempt_verifiable(lead):
    draw = drawn_by(lead)
    mark_started(begun := draw.pairings.first(), by=begun.reviewer, now=NOW)
    again(again(draw, lead), lead)
    assert [find_differences(each) for each in Draw.objects.all()] == [[], [], []]
    Draw.objects.get(attempt=2).pairings.filter(origin=Origin.DRAWN).first().delete()
    assert find_differences(Draw.objects.get(attempt=2))


def test_redraw_cycle_takes_in_who_joined_meanwhile(lead):
    draw = drawn_by(lead)
    joined = PoolMembershipFactory(pool=draw.cycle.pool, first_day=MONDAY + timedelta(days=1)).user
    assert joined.pk in {one for one, _ in arcs(again(draw, lead))}


def test_redraw_cycle_tells_those_whose_pairs_changed_and_nobody_else(lead):
    draw = drawn_by(lead, 8)
    for pairing in draw.pairings.order_by("pk")[:3]:
        mark_started(pairing, by=pairing.reviewer, now=NOW)
    before = arcs(draw)
    new = again(draw, lead)
    changed = {one for arc in before ^ arcs(new) for one in arc}
    notices = Notice.objects.filter(kind="redrawn", subject_id=new.pk, channel="inbox")
    assert sorted(notices.values_list("recipient_id", flat=True)) == sorted(changed)


def test_redraw_cycle_that_changes_nothing_is_refused_and_notifies_nobody(lead):
    draw = drawn_by(lead)
    done, *begun = draw.pairings.order_by("pk")
    mark_done(done, by=done.reviewer, now=NOW)
    for pairing in begun:
        mark_started(pairing, by=pairing.reviewer, now=NOW)
    with pytest.raises(Refused, match="Nothing would change"):
        again(draw, lead)
    assert Draw.objects.get() == draw
    assert not Notice.objects.filter(kind="redrawn").exists()
    with pytest.raises(Refused, match="Nothing would change"):
        again(drawn_by(lead, 2), lead)  # the only possible draw


def test_redraw_cycle_of_fresh_seeds_always_changes_something(lead):
    draw = drawn_by(lead, 3)  # two possible draws
    for _ in range(4):
        before = arcs(draw)
        draw = again(draw, lead)
        assert arcs(draw) != before


def test_drawn_notice_of_a_pair_that_a_redraw_keeps_stays_true(lead):
    draw = drawn_by(lead)
    begun, *others = draw.pairings.select_related("reviewer", "owner").order_by("pk")
    mark_started(begun, by=begun.reviewer, now=NOW)
    again(draw, lead)
    notice = Drawn(Drawn.subjects([draw.pk])[draw.pk])
    assert notice.message(begun.reviewer).title == f"You review {begun.owner.name} this cycle"
    assert notice.still_due(begun.reviewer)
    assert not notice.still_due(others[0].reviewer)


def test_redrawn_notice_of_an_attempt_that_was_drawn_again_says_what_is_true_now(lead):
    second = again(drawn_by(lead), lead)
    third = again(second, lead)
    pairing = third.pairings.select_related("reviewer", "owner").first()
    message = Redrawn(Redrawn.subjects([second.pk])[second.pk]).message(pairing.reviewer)
    assert message.body.startswith(f"You review {pairing.owner.name} and are reviewed by")


def test_redraw_cycle_is_audited(lead):
    draw = drawn_by(lead)
    again(draw, lead)
    assert verbs(draw.cycle) == ["cycle redrawn", "cycle drawn"]
    assert verbs(Pairing.objects.filter(draw=draw).first()) == ["pairing replaced"]


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_redraw_cycle_is_for_leads_and_coordinators(lead, who):
    draw = drawn_by(lead)
    with pytest.raises(NotAllowed):
        again(draw, people_of(draw.cycle.pool)[0] if who == "member" else UserFactory())


def test_redraw_cycle_of_an_older_attempt_or_a_closed_cycle_is_stale(lead):
    draw = drawn_by(lead)
    new = again(draw, lead)
    with pytest.raises(StaleState, match="has been drawn again"):
        again(draw, lead)
    close_cycle(draw.cycle, by=User.objects.system(), now=NOW + timedelta(days=7))
    with pytest.raises(StaleState, match="ended"):
        again(new, lead)


def test_redraw_cycle_without_two_people_is_refused(lead):
    draw = drawn_by(lead, 2)
    draw.cycle.pool.memberships.update(last_day=MONDAY)
    with pytest.raises(Refused):
        again(draw, lead)


def test_redraw_cycle_is_undone_when_the_audit_fails(audit_refuses, lead):
    draw = drawn_by(lead)
    with audit_refuses():
        again(draw, lead)
    assert Draw.objects.get() == draw
    assert arcs(draw, state=PairingState.ASSIGNED) == arcs(draw)


@pytest.mark.django_db(transaction=True)
def test_redraw_cycle_from_two_tabs_at_once_draws_once(lead):
    drawn_by(lead)
    results = run_together(
        *[lambda: again(Draw.objects.select_related("cycle__pool").get(attempt=1), lead)] * 4
    )
    assert sum(isinstance(result, Draw) for result in results) == 1
    assert sum(isinstance(result, StaleState) for result in results) == 3
    assert Pairing.objects.live().count() == 6


@pytest.mark.django_db(transaction=True)
def test_redraw_cycle_and_a_start_at_once_lose_nothing(lead):
    draw = drawn_by(lead)
    pairing = draw.pairings.first()
    turns = iter(
        [lambda: again(draw, lead), lambda: mark_started(pairing, by=pairing.reviewer, now=NOW)]
    )
    results = run_together(*[lambda: next(turns)()] * 2)
    row = Pairing.objects.get(pk=pairing.pk)
    kept = (row.state, row.draw.attempt) == (PairingState.ASSIGNED, 2)
    assert kept != any(isinstance(result, StaleState) for result in results)
