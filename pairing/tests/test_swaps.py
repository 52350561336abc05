"""Two reviewers swap reviews: requested, answered, withdrawn, too late."""

import pytest
from django.urls import reverse

from audit.tests.trail import verbs
from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import run_together
from core.tests.rows import reload
from notifications.models import Notice
from pairing.actions import (
    accept_swap,
    close_cycle,
    decline_swap,
    expire_requests,
    mark_started,
    request_swap,
    swaps,
    withdraw_swap,
)
from pairing.models import Cycle, Exclusion, Pairing, SwapRequest
from pairing.queries import due_for, find_differences, swap_candidates
from pairing.states import CoverState, Origin, PairingState, SwapState
from pairing.tests.factories import NOW, ExclusionFactory, drawn_pool
from people.models import User
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw():
    return drawn_pool(6)[1]


def two_of(draw):
    """A pairing and one it could be exchanged for."""
    mine = draw.pairings.select_related("reviewer", "owner", "draw__cycle__pool").first()
    return mine, swap_candidates(mine)[0]


def asked(draw):
    mine, theirs = two_of(draw)
    return request_swap(mine, theirs, by=mine.reviewer, now=NOW)


def live(draw):
    return set(draw.pairings.live().values_list("reviewer_id", "owner_id"))


def test_ask_swap_tells_the_colleague_and_is_audited(draw):
    swap = asked(draw)
    assert Notice.objects.get(kind="swap_asked", channel="inbox").recipient == swap.theirs.reviewer
    assert verbs(swap) == ["swap asked"]
    assert live(draw) == set(draw.pairings.values_list("reviewer_id", "owner_id"))


def test_my_week_shows_a_swap_to_answer_as_long_as_it_can_be(draw):
    swap = asked(draw)
    assert [due.url for due in due_for(swap.theirs.reviewer, NOW)] == [f"/swaps/{swap.pk}/"]
    assert due_for(swap.mine.reviewer, NOW) == []
    mark_started(swap.mine, by=swap.mine.reviewer, now=NOW)
    assert due_for(swap.theirs.reviewer, NOW) == []


def test_accept_swap_exchanges_the_owners_and_is_audited(draw):
    swap = asked(draw)
    before = live(draw)
    mine = swap.mine
    theirs = swap.theirs
    new = accept_swap(swap, by=theirs.reviewer, now=NOW)
    gone = {(one.reviewer_id, one.owner_id) for one in (mine, theirs)}
    come = {(mine.reviewer_id, theirs.owner_id), (theirs.reviewer_id, mine.owner_id)}
    assert live(draw) == before - gone | come
    assert (new.reviewer, new.origin) == (theirs.reviewer, Origin.SWAP)
    assert new.why == f"Swapped with {mine.reviewer.first_name}; first time"
    assert verbs(swap) == ["swap accepted", "swap asked"]
    assert find_differences(draw) == []


def test_accept_swap_tells_the_other_three(draw):
    swap = asked(draw)
    accept_swap(swap, by=swap.theirs.reviewer, now=NOW)
    notified = Notice.objects.filter(kind__in=["swap_answered", "pairing_added"], channel="inbox")
    wanted = {swap.mine.reviewer_id, swap.mine.owner_id, swap.theirs.owner_id}
    assert set(notified.values_list("recipient_id", flat=True)) == wanted


def test_accept_swap_expires_what_else_was_asked_of_the_two(draw):
    first = asked(draw)
    other = Pairing.objects.exclude(pk__in=[first.mine_id, first.theirs_id]).first()
    late = SwapRequest.objects.create(mine=other, theirs=first.theirs, asked_at=NOW)
    accept_swap(first, by=first.theirs.reviewer, now=NOW)
    assert SwapRequest.objects.get(pk=late.pk).state == SwapState.EXPIRED


@pytest.mark.parametrize(("act", "side"), [(decline_swap, "theirs"), (withdraw_swap, "mine")])
def test_decline_swap_and_withdraw_swap_change_no_pairing_and_are_audited(draw, act, side):
    swap = asked(draw)
    before = live(draw)
    act(swap, by=getattr(swap, side).reviewer, now=NOW)
    assert live(draw) == before
    assert SwapRequest.objects.open().count() == 0
    assert len(verbs(swap)) == 2


@pytest.mark.parametrize(
    ("act", "side"), [(accept_swap, "mine"), (decline_swap, "mine"), (withdraw_swap, "theirs")]
)
def test_swap_is_answered_by_the_one_and_withdrawn_by_the_other(draw, act, side):
    swap = asked(draw)
    for user in (getattr(swap, side).reviewer, UserFactory()):
        with pytest.raises(NotAllowed):
            act(swap, by=user, now=NOW)


def test_ask_swap_of_somebody_elses_review_is_not_allowed(draw):
    mine, theirs = two_of(draw)
    with pytest.raises(NotAllowed):
        request_swap(mine, theirs, by=theirs.reviewer, now=NOW)


def test_ask_swap_twice_is_stale(draw):
    swap = asked(draw)
    with pytest.raises(StaleState, match="already"):
        request_swap(swap.mine, swap.theirs, by=swap.mine.reviewer, now=NOW)


def test_ask_swap_of_a_begun_review_is_stale(draw):
    mine, theirs = two_of(draw)
    mark_started(mine, by=mine.reviewer, now=NOW)
    with pytest.raises(StaleState, match="started"):
        request_swap(mine, theirs, by=mine.reviewer, now=NOW)


def test_ask_swap_against_a_rule_or_with_oneself_is_refused_in_the_same_words(draw):
    mine, theirs = two_of(draw)
    own_reviewer = Pairing.objects.get(draw=draw, owner=mine.reviewer)
    Exclusion.objects.create(
        pool=draw.cycle.pool,
        first=mine.reviewer,
        second=theirs.owner,
        created_by=theirs.reviewer,
        created_at=NOW,
    )
    for other in (theirs, own_reviewer):
        with pytest.raises(Refused) as error:
            request_swap(mine, other, by=mine.reviewer, now=NOW)
        assert str(error.value) == swaps.NOT_POSSIBLE


def test_swap_offers_the_same_colleagues_whatever_the_rules_and_refuses_in_one_sentence(
    client, draw, time_machine
):
    time_machine.move_to(NOW)
    mine, theirs = two_of(draw)
    offered = swap_candidates(mine)
    away = next(one for one in offered if one != theirs)
    AbsenceFactory(user=away.reviewer, first_day=NOW.date(), last_day=NOW.date())
    ExclusionFactory(pool=draw.cycle.pool, first=mine.reviewer, second=theirs.owner)
    assert swap_candidates(mine) == offered
    client.force_login(mine.reviewer)
    for other in (theirs, away, mine):
        page = client.post(reverse("swap_ask", args=[mine.pk]), {"theirs": other.pk})
        assert (page.status_code, page.text.count(swaps.NOT_POSSIBLE)) == (422, 2)


def test_accept_swap_of_a_review_that_has_begun_meanwhile_is_stale_and_changes_nothing(draw):
    swap = asked(draw)
    before = live(draw)
    mark_started(swap.mine, by=swap.mine.reviewer, now=NOW)
    with pytest.raises(StaleState, match="no longer"):
        accept_swap(swap, by=swap.theirs.reviewer, now=NOW)
    assert live(draw) == before
    assert SwapRequest.objects.get().state == SwapState.ASKED


def test_swap_still_asked_expires_when_the_cycle_closes(draw):
    swap = asked(draw)
    Cycle.objects.filter(pk=draw.cycle_id).update(ends_on="2026-11-17")
    close_cycle(Cycle.objects.get(pk=draw.cycle_id), by=User.objects.system(), now=NOW)
    assert SwapRequest.objects.get(pk=swap.pk).state == SwapState.EXPIRED


def test_expire_requests_is_undone_when_the_audit_refuses(draw, audit_refuses):
    swap = asked(draw)
    Pairing.objects.filter(pk=swap.mine_id).update(state=PairingState.SKIPPED)
    with audit_refuses():
        expire_requests(draw.cycle, by=User.objects.system(), now=NOW)
    assert SwapRequest.objects.get(pk=swap.pk).state == SwapState.ASKED


def test_expire_requests_is_audited(draw):
    swap = asked(draw)
    Pairing.objects.filter(pk=swap.mine_id).update(state=PairingState.SKIPPED)
    expire_requests(draw.cycle, by=User.objects.system(), now=NOW)
    assert verbs(swap) == ["swap expired", "swap asked"]
    assert CoverState.EXPIRED == "expired"


@pytest.mark.parametrize(
    ("act", "side"), [(accept_swap, "theirs"), (decline_swap, "theirs"), (withdraw_swap, "mine")]
)
def test_swap_is_as_before_when_the_audit_fails(audit_refuses, draw, act, side):
    swap = asked(draw)
    before = live(draw)
    with audit_refuses():
        act(swap, by=getattr(swap, side).reviewer, now=NOW)
    assert live(draw) == before
    assert SwapRequest.objects.open().count() == 1


def test_ask_swap_asks_nobody_when_the_audit_fails(audit_refuses, draw):
    with audit_refuses():
        asked(draw)
    assert not SwapRequest.objects.exists()


def fresh(swap):
    return reload(
        swap,
        "mine__reviewer",
        "mine__owner",
        "mine__draw__cycle__pool",
        "theirs__reviewer",
        "theirs__owner",
    )


@pytest.mark.django_db(transaction=True)
def test_accept_swap_from_several_tabs_at_once_swaps_once():
    _, draw = drawn_pool(6)
    swap = asked(draw)
    results = run_together(
        *[lambda: accept_swap(fresh(swap), by=swap.theirs.reviewer, now=NOW)] * 6
    )
    assert sum(isinstance(result, Pairing) for result in results) == 1
    assert sum(isinstance(result, StaleState) for result in results) == 5
    assert draw.pairings.filter(origin=Origin.SWAP).count() == 2


@pytest.mark.django_db(transaction=True)
def test_accept_swap_and_a_start_at_once_have_one_winner():
    _, draw = drawn_pool(6)
    swap = asked(draw)
    acts = iter(
        [
            lambda: accept_swap(fresh(swap), by=swap.theirs.reviewer, now=NOW),
            lambda: mark_started(swap.mine, by=swap.mine.reviewer, now=NOW),
        ]
    )
    results = run_together(*[lambda: next(acts)()] * 2)
    assert sum(isinstance(result, StaleState) for result in results) == 1
    assert draw.pairings.live().count() == 6


@pytest.mark.django_db(transaction=True)
def test_accept_swap_of_two_questions_about_one_review_has_one_winner():
    _, draw = drawn_pool(7)
    pairs = list(draw.pairings.select_related("reviewer", "owner", "draw__cycle__pool"))
    target = next(one for one in pairs if sum(one in swap_candidates(other) for other in pairs) > 1)
    askers = [other for other in pairs if target in swap_candidates(other)][:2]
    asked_of = iter([request_swap(one, target, by=one.reviewer, now=NOW) for one in askers])
    results = run_together(
        *[lambda: accept_swap(fresh(next(asked_of)), by=target.reviewer, now=NOW)] * 2
    )
    assert sum(isinstance(result, Pairing) for result in results) == 1
    assert draw.pairings.live().count() == 7
