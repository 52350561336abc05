"""Somebody is ill on Tuesday: a repair changes as few pairs as possible."""

from datetime import timedelta

import pytest

from audit.tests.trail import verbs
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import run_together
from notifications.models import Notice
from pairing.actions import close_cycle, mark_done, mark_started, redraw_cycle, repair_draw
from pairing.models import Draw, Pairing
from pairing.queries import find_differences, list_attempts, plan_repair, sitting_out
from pairing.states import Origin, PairingState
from pairing.tests.factories import NOW, PoolMembershipFactory, drawn_pool, people_of
from people.models import User
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return UserFactory(name="Lena Lead")


@pytest.fixture
def draw(lead):
    return drawn_by(lead)


def drawn_by(lead, members=7):
    pool, draw = drawn_pool(members)
    pool.leads.add(lead)
    return draw


def planned(draw, out=(), back=()):
    draw = Draw.objects.select_related("cycle__pool").get(pk=draw.pk)
    live = list(draw.pairings.live().select_related("reviewer", "owner").order_by("pk"))
    return plan_repair(
        draw, live, out={one.pk for one in out}, back={one.pk for one in back}, now=NOW
    )


def mend(draw, by, out=(), back=()):
    marks = {"out": {one.pk for one in out}, "back": {one.pk for one in back}}
    return repair_draw(draw, **marks, seen=planned(draw, out, back).digest, by=by, now=NOW)


def live(draw):
    return set(draw.pairings.live().values_list("reviewer_id", "owner_id"))


def test_repair_draw_closes_the_gap_that_one_person_leaves(draw, lead):
    gone = people_of(draw.cycle.pool)[0]
    before = live(draw)
    mend(draw, lead, out=[gone])
    after = live(draw)
    assert gone.pk not in {one for arc in after for one in arc}
    assert sorted(a for a, _ in after) == sorted(b for _, b in after)
    assert len(after) == 6
    assert len(before - after) in (2, 3)  # three where the two review each other


def test_repair_draw_adds_rows_with_their_origin_and_reason_and_verifies(draw, lead):
    gone = people_of(draw.cycle.pool)[0]
    mend(draw, lead, out=[gone])
    new = draw.pairings.filter(origin=Origin.REPAIR)
    assert new.exists()
    assert all(one.why.startswith(f"Repair, {gone.first_name} sits out; ") for one in new)
    assert draw.pairings.filter(origin=Origin.DRAWN).count() == 7
    assert find_differences(Draw.objects.get(pk=draw.pk)) == []


def test_repair_draw_lists_who_dropped_out_and_tells_leads_alone_why(draw, lead):
    gone, other, *_ = people_of(draw.cycle.pool)
    mend(draw, lead, out=[gone])
    [fresh] = list_attempts(draw.cycle.pool, draw.cycle.monday)
    assert [one["why"] for one in sitting_out(fresh, lead, can_manage=True)] == [
        "Dropped out after the draw"
    ]
    assert [one["why"] for one in sitting_out(fresh, other, can_manage=False)] == [
        "Sits out this cycle."
    ]


def test_repair_draw_takes_back_who_dropped_out(draw, lead):
    gone = people_of(draw.cycle.pool)[0]
    mend(draw, lead, out=[gone])
    mend(draw, lead, back=[gone])
    fresh = Draw.objects.get(pk=draw.pk)
    assert (fresh.out, fresh.back, fresh.outside) == ([], [], {})
    assert sorted(a for a, _ in live(draw)) == sorted(one.pk for one in people_of(draw.cycle.pool))


def test_repair_draw_takes_in_a_joiner_and_a_redraw_remembers(draw, lead):
    joiner = PoolMembershipFactory(pool=draw.cycle.pool).user
    mend(draw, lead, back=[joiner])
    assert Draw.objects.get(pk=draw.pk).back == [joiner.pk]
    gone = people_of(draw.cycle.pool)[0]
    mend(draw, lead, out=[gone])
    new = redraw_cycle(
        Draw.objects.select_related("cycle__pool").get(pk=draw.pk), reason="x", by=lead, now=NOW
    )
    assert joiner.pk in {a for a, _ in live(new)}
    assert gone.pk not in {a for a, _ in live(new)}


def test_repair_draw_leaves_sent_and_begun_reviews_alone(draw, lead):
    sent, begun, *_ = draw.pairings.select_related("reviewer", "owner").order_by("pk")
    mark_started(begun, by=begun.reviewer, now=NOW)
    mark_done(sent, by=sent.reviewer, now=NOW)
    mend(draw, lead, out=[sent.reviewer, begun.owner])
    assert {Pairing.objects.get(pk=one.pk).state for one in (sent, begun)} == {"done", "assigned"}


def test_repair_draw_ends_the_draft_of_who_drops_out(draw, lead):
    begun = draw.pairings.select_related("reviewer", "owner").first()
    mark_started(begun, by=begun.reviewer, now=NOW)
    mend(draw, lead, out=[begun.reviewer])
    assert Pairing.objects.get(pk=begun.pk).state == PairingState.REPLACED


def test_repair_draw_tells_those_it_touches_once_a_role(draw, lead):
    before = live(draw)
    mend(draw, lead, out=[people_of(draw.cycle.pool)[0]])
    touched = {one for arc in before ^ live(draw) for one in arc}
    notices = Notice.objects.filter(kind__in=["pairing_added", "pairing_dropped"], channel="inbox")
    assert set(notices.values_list("recipient_id", flat=True)) == touched


def test_repair_draw_is_audited(draw, lead):
    mend(draw, lead, out=[people_of(draw.cycle.pool)[0]])
    assert verbs(draw.cycle) == ["draw repaired", "cycle drawn"]


def test_repair_draw_of_a_plan_that_changed_meanwhile_is_stale(draw, lead):
    gone = people_of(draw.cycle.pool)[0]
    seen = planned(draw, [gone]).digest
    mine = draw.pairings.select_related("reviewer").get(owner=gone)
    mark_started(mine, by=mine.reviewer, now=NOW)
    with pytest.raises(StaleState, match="Check the repair again"):
        repair_draw(draw, out={gone.pk}, seen=seen, by=lead, now=NOW)


def test_repair_draw_of_nobody_is_refused(draw, lead):
    with pytest.raises(Refused):
        mend(draw, lead)
    with pytest.raises(Refused):
        repair_draw(draw, out={0, 99999999}, back={-1}, seen="", by=lead, now=NOW)


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_repair_draw_is_for_leads_and_coordinators(draw, who):
    with pytest.raises(NotAllowed):
        mend(draw, people_of(draw.cycle.pool)[0] if who == "member" else UserFactory())


def test_repair_draw_of_a_closed_cycle_is_stale(draw, lead):
    close_cycle(draw.cycle, by=User.objects.system(), now=NOW + timedelta(days=7))
    with pytest.raises(StaleState):
        mend(draw, lead, out=[people_of(draw.cycle.pool)[0]])


def test_repair_draw_is_undone_when_the_audit_fails(audit_refuses, draw, lead):
    before = live(draw)
    with audit_refuses():
        mend(draw, lead, out=[people_of(draw.cycle.pool)[0]])
    assert live(draw) == before


@pytest.mark.django_db(transaction=True)
def test_repair_draw_by_two_leads_at_once_repairs_once(lead):
    draw = drawn_by(lead)
    gone = people_of(draw.cycle.pool)[0]
    seen = planned(draw, [gone]).digest
    results = run_together(
        *[lambda: repair_draw(draw, out={gone.pk}, seen=seen, by=lead, now=NOW)] * 3
    )
    assert sum(isinstance(result, StaleState | Refused) for result in results) == 2
    assert len(live(draw)) == 6
