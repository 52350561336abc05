"""A review fell through: its owner asks for a volunteer, and the first one gets it."""

from datetime import timedelta

import pytest

from audit.tests.trail import verbs
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import run_together
from notifications.delivery import deliver_due
from notifications.models import Notice
from pairing.actions import (
    close_cycle,
    redraw_cycle,
    request_cover,
    skip_pairing,
    skip_pairings_of,
    take_cover,
    withdraw_cover,
)
from pairing.models import CoverOffer, Cycle, Draw, Pairing
from pairing.queries import due_for, find_differences, open_requests, volunteers
from pairing.states import CoverState, Origin, PairingState
from pairing.tests.factories import NOW, ExclusionFactory, drawn_pool, people_of
from people.models import User
from people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def skipped():
    return fallen(drawn_pool(6)[1])


def fallen(draw):
    pairing = draw.pairings.select_related("reviewer", "owner", "draw__cycle__pool").first()
    skip_pairing(pairing, reason="Ill", by=pairing.reviewer, now=NOW)
    return pairing


def asked(pairing, now=NOW):
    return request_cover(pairing, by=pairing.owner, now=now)


def test_ask_cover_tells_whoever_could_volunteer_and_is_audited(skipped):
    offer = asked(skipped)
    notified = set(
        Notice.objects.filter(kind="cover_asked", channel="inbox").values_list(
            "recipient_id", flat=True
        )
    )
    assert notified == {one.pk for one in people_of(skipped.draw.cycle.pool)} - {
        skipped.owner_id,
        skipped.reviewer_id,
    }
    assert verbs(offer) == ["cover asked"]


def test_take_cover_gives_the_owner_a_reviewer_and_is_audited(skipped):
    offer = asked(skipped)
    volunteer = volunteers(offer, NOW)[0]
    new = take_cover(offer, by=volunteer, now=NOW)
    assert (new.reviewer, new.owner, new.origin, new.state) == (
        volunteer,
        skipped.owner,
        Origin.COVER,
        "assigned",
    )
    assert new.why == f"Cover for {skipped.reviewer.first_name}; first time"
    assert CoverOffer.objects.get().covered_by == new
    assert verbs(offer) == ["cover taken", "cover asked"]
    assert Notice.objects.get(kind="pairing_added", channel="inbox").recipient == skipped.owner
    assert find_differences(skipped.draw) == []


def test_withdraw_cover_ends_the_search_and_is_audited(skipped):
    offer = asked(skipped)
    volunteer = volunteers(offer, NOW)[0]
    withdraw_cover(offer, by=skipped.owner, now=NOW)
    assert verbs(offer) == ["cover withdrawn", "cover asked"]
    with pytest.raises(StaleState):
        take_cover(offer, by=volunteer, now=NOW)
    assert asked(skipped).state == CoverState.OPEN


def test_covers_requested_in_a_loop_notify_each_volunteer_once_an_hour(skipped):
    for _ in range(3):
        offer = asked(skipped)
        deliver_due(now=NOW)
        withdraw_cover(offer, by=skipped.owner, now=NOW)
    sent = Notice.objects.filter(kind="cover_asked", channel="mail", sent_at__isnull=False)
    assert sent.count() == len(volunteers(offer, NOW))
    last = Notice.objects.filter(subject_id=asked(skipped).pk, kind="cover_asked")
    assert {notice.not_before for notice in last} == {NOW + timedelta(hours=1)}


def test_owner_of_a_skipped_review_is_told_and_offered_a_volunteer(skipped):
    notice = Notice.objects.get(kind="pairing_skipped", channel="inbox")
    page = open_requests(skipped.draw, [], skipped.owner, NOW)
    assert notice.recipient == skipped.owner
    assert page["uncovered"] == skipped


def test_my_week_offers_a_volunteer_until_one_is_asked(skipped):
    assert [due.kind for due in due_for(skipped.owner, NOW)] == ["uncovered"]
    assert due_for(skipped.owner, NOW + timedelta(days=1)) == due_for(skipped.reviewer, NOW) == []
    asked(skipped)
    assert due_for(skipped.owner, NOW) == []


def test_owner_of_a_leavers_review_is_offered_a_volunteer():
    _, draw = drawn_pool(5)
    pairing = draw.pairings.select_related("reviewer", "owner").first()
    skip_pairings_of(pairing.reviewer, by=User.objects.system(), now=NOW)
    fresh = Draw.objects.select_related("cycle__pool").get(pk=draw.pk)
    assert open_requests(fresh, [], pairing.owner, NOW)["uncovered"] == pairing
    pairing.refresh_from_db()
    assert asked(pairing).state == CoverState.OPEN


def test_owner_with_a_volunteer_asked_or_found_is_offered_no_other(skipped):
    offer = asked(skipped)
    assert open_requests(skipped.draw, [], skipped.owner, NOW)["uncovered"] is None
    take_cover(offer, by=volunteers(offer, NOW)[0], now=NOW)
    with pytest.raises(Refused):
        asked(skipped)


def test_ask_cover_with_fewer_than_three_working_days_left_is_refused(skipped):
    with pytest.raises(Refused, match="three working days"):
        asked(skipped, NOW + timedelta(days=1))


def test_ask_cover_of_a_review_that_still_waits_is_refused():
    _, draw = drawn_pool(4)
    pairing = draw.pairings.select_related("reviewer", "owner", "draw__cycle__pool").first()
    with pytest.raises(Refused):
        asked(pairing)


def test_ask_cover_twice_is_stale(skipped):
    asked(skipped)
    with pytest.raises(StaleState):
        asked(skipped)


@pytest.mark.parametrize("who", ["reviewer", "stranger"])
def test_cover_is_asked_and_withdrawn_by_the_owner_alone(skipped, who):
    user = skipped.reviewer if who == "reviewer" else UserFactory()
    with pytest.raises(NotAllowed):
        request_cover(skipped, by=user, now=NOW)
    with pytest.raises(NotAllowed):
        withdraw_cover(asked(skipped), by=user, now=NOW)


def test_take_cover_by_the_owner_a_stranger_or_against_a_rule_is_not_allowed_in_the_same_words(
    skipped,
):
    barred = next(
        one
        for one in people_of(skipped.draw.cycle.pool)
        if one not in (skipped.owner, skipped.reviewer)
    )
    ExclusionFactory(pool=skipped.draw.cycle.pool, first=barred, second=skipped.owner)
    offer = asked(skipped)
    assert barred in volunteers(offer, NOW)
    assert Notice.objects.filter(kind="cover_asked", recipient=barred).exists()
    assert open_requests(skipped.draw, [], barred, NOW)["covers"][0].can_take
    words = set()
    for user in (skipped.owner, skipped.reviewer, UserFactory(), barred):
        with pytest.raises(NotAllowed) as error:
            take_cover(offer, by=user, now=NOW)
        words.add(str(error.value))
    assert len(words) == 1


def test_cover_still_open_expires_when_the_cycle_closes_or_is_drawn_again(skipped):
    offer = asked(skipped)
    redraw_cycle(skipped.draw, reason="x", by=UserFactory(coordinator=True), now=NOW)
    assert CoverOffer.objects.get(pk=offer.pk).state == CoverState.EXPIRED
    again = asked(fallen(Draw.objects.get(attempt=2)))
    Cycle.objects.update(ends_on="2026-11-17")
    close_cycle(Cycle.objects.get(), by=User.objects.system(), now=NOW)
    assert CoverOffer.objects.get(pk=again.pk).state == CoverState.EXPIRED


@pytest.mark.parametrize("act", ["ask_cover", "take_cover", "withdraw_cover"])
def test_cover_is_undone_when_the_audit_fails(audit_refuses, skipped, act):
    offer = None if act == "ask_cover" else asked(skipped)
    acts = {
        "ask_cover": lambda: asked(skipped),
        "take_cover": lambda: take_cover(offer, by=volunteers(offer, NOW)[0], now=NOW),
        "withdraw_cover": lambda: withdraw_cover(offer, by=skipped.owner, now=NOW),
    }
    with audit_refuses():
        acts[act]()
    assert CoverOffer.objects.open().count() == (0 if act == "ask_cover" else 1)
    assert Pairing.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_take_cover_by_several_at_once_is_the_firsts():
    pairing = fallen(drawn_pool(6)[1])
    offer = asked(pairing)
    people = iter(volunteers(offer, NOW))
    found = CoverOffer.objects.select_related("pairing__draw__cycle__pool")
    results = run_together(
        *[lambda: take_cover(found.get(pk=offer.pk), by=next(people), now=NOW)] * 4
    )
    assert sum(isinstance(result, Pairing) for result in results) == 1
    assert sum(isinstance(result, StaleState | NotAllowed) for result in results) == 3
    assert Pairing.objects.filter(owner=pairing.owner, state=PairingState.ASSIGNED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_ask_cover_from_two_tabs_at_once_asks_once():
    pairing = fallen(drawn_pool(4)[1])
    results = run_together(*[lambda: asked(pairing)] * 3)
    assert sum(isinstance(result, CoverOffer) for result in results) == 1
    assert CoverOffer.objects.count() == 1
