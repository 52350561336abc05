"""The pages that change a drawn cycle: redraw, repair, swap, cover; and its attempts."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casereview.tests.budgets import limit_of
from pairing.actions import redraw_cycle, request_cover, request_swap, skip_pairing
from pairing.engine import differences
from pairing.models import CoverOffer, Draw, Pairing, SwapRequest
from pairing.queries import swap_candidates, volunteers
from pairing.states import CoverState, PairingState, SwapState
from pairing.tests.factories import MONDAY, NOW, drawn_pool, people_of
from people.tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def coordinator():
    return UserFactory(name="Cora Coordinator", coordinator=True)


@pytest.fixture
def draw():
    return drawn_pool(6)[1]


def address(draw, name="draw"):
    return reverse(name, args=[draw.cycle.pool.slug, MONDAY])


def open_as(client, user, url, **query):
    client.force_login(user)
    return client.get(url, query)


def first_pairing(draw):
    return draw.pairings.select_related("reviewer", "owner", "draw__cycle__pool").first()


def test_redraw_asks_for_a_reason_and_draws_again(client, draw, coordinator):
    page = open_as(client, coordinator, address(draw, "redraw"))
    assert "This changes up to 6 of 6 pairs" in " ".join(page.text.split())
    refused = client.post(address(draw, "redraw"), {"attempt": 1, "reason": " "})
    assert (refused.status_code, "Give the reason in one sentence." in refused.text) == (422, True)
    done = client.post(
        address(draw, "redraw"), {"attempt": 1, "reason": "Two teams\nmerged"}, follow=True
    )
    assert "attempt 2" in done.text
    assert "redraw by Cora Coordinator: Two teams merged" in done.text


def test_redraw_that_would_change_nothing_says_so_and_refuses(client, draw, coordinator):
    draw.pairings.update(started_at=NOW)
    page = open_as(client, coordinator, address(draw, "redraw"))
    assert "This changes 0 of 6 pairs" in " ".join(page.text.split())
    sent = client.post(address(draw, "redraw"), {"attempt": 1, "reason": "Two teams merged"})
    assert (sent.status_code, "Nothing changes unless" in sent.text) == (422, True)
    assert "Two teams merged" in sent.text
    draw.pairings.update(state=PairingState.DONE)
    page = open_as(client, coordinator, address(draw, "redraw"))
    assert "A redraw would change nothing" in page.text
    assert "Draw again" not in page.text
    assert client.post(address(draw, "redraw"), {"attempt": 1, "reason": "x"}).status_code == 422
    assert Draw.objects.count() == 1


def test_redraw_of_an_attempt_that_was_replaced_meanwhile_answers_with_what_happened(
    client, draw, coordinator
):
    redraw_cycle(draw, reason="x", by=coordinator, now=NOW)
    client.force_login(coordinator)
    assert client.post(address(draw, "redraw"), {"attempt": 1, "reason": "y"}).status_code == 409
    assert Draw.objects.count() == 2


def test_earlier_attempt_stays_readable_and_says_that_it_counts_no_more(client, draw, coordinator):
    redraw_cycle(draw, reason="x", by=coordinator, now=NOW)
    member = people_of(draw.cycle.pool)[0]
    page = open_as(client, member, address(draw), attempt="1")
    assert "This attempt has been replaced" in page.text
    assert page.text.count('data-state="replaced"') == 6
    assert draw.seed in page.text
    assert "Redraw…" not in open_as(client, coordinator, address(draw), attempt="1").text
    for forged in ("3", "0", "x", "\x00"):
        assert client.get(address(draw), {"attempt": forged}).status_code == 404


def test_inputs_of_each_attempt_verify_outside(client, draw, coordinator):
    begun = first_pairing(draw)
    Pairing.objects.filter(pk=begun.pk).update(started_at=NOW)
    redraw_cycle(draw, reason="x", by=coordinator, now=NOW)
    for attempt in ("1", "2", ""):
        stored = json.loads(
            open_as(client, coordinator, address(draw, "draw_inputs"), attempt=attempt).text
        )
        assert differences(stored) == []
    assert stored["inputs"]["fixed"] == [[begun.reviewer_id, begun.owner_id]]
    assert client.get(address(draw, "draw_inputs"), {"attempt": "7"}).status_code == 404


def test_draws_list_shows_a_redrawn_cycle_once(client, draw, coordinator):
    redraw_cycle(draw, reason="x", by=coordinator, now=NOW)
    page = open_as(client, coordinator, reverse("draws"), pool=draw.cycle.pool.slug)
    assert page.text.count("of 6 reviews sent") == 1
    assert "Attempt 2" in page.text


def test_repair_shows_what_changes_before_it_changes_anything(client, draw, coordinator):
    gone = people_of(draw.cycle.pool)[0]
    page = open_as(client, coordinator, address(draw, "repair"), out=gone.pk)
    plan = page.context["plan"]
    assert f"This changes {len(plan.gone)} of 6 pairs" in page.text
    assert Pairing.objects.live().count() == 6
    sent = {"attempt": 1, "out": gone.pk, "seen": plan.digest}
    done = client.post(address(draw, "repair"), sent, follow=True)
    assert "Repaired:" in done.text
    assert f"<small>· {gone.first_name} sits out" in done.text


def test_draw_after_a_repair_names_who_gets_no_review(client, draw, coordinator):
    pairing = draw.pairings.first()
    assert "Everyone present is reviewed" in open_as(client, coordinator, address(draw)).text
    Pairing.objects.filter(pk=pairing.pk).update(state=PairingState.REPLACED)
    page = open_as(client, coordinator, address(draw))
    assert page.context["without_reviewer"] == [pairing.owner]
    assert "Everyone present is reviewed" not in page.text


def test_repair_with_a_forged_or_old_plan_answers_with_what_happened(client, draw, coordinator):
    client.force_login(coordinator)
    gone = people_of(draw.cycle.pool)[0].pk
    for data in ({}, {"out": gone}, {"out": gone, "seen": "x\x00"}, {"out": ["x", "9" * 40, "²"]}):
        assert client.post(address(draw, "repair"), data).status_code == 409
    assert Pairing.objects.live().count() == 6


@pytest.mark.parametrize("name", ["redraw", "repair"])
def test_changing_a_draw_is_for_those_who_run_the_pool(client, draw, name):
    assert open_as(client, people_of(draw.cycle.pool)[0], address(draw, name)).status_code == 403
    assert client.post(address(draw, name), {"reason": "x"}).status_code == 403
    assert open_as(client, UserFactory(), address(draw, name)).status_code == 404


def test_swap_is_asked_and_accepted_by_one_click_each(client, draw):
    mine = first_pairing(draw)
    theirs = swap_candidates(mine)[0]
    page = open_as(client, mine.reviewer, reverse("swap_ask", args=[mine.pk]))
    assert f"{theirs.reviewer.name}, who reviews {theirs.owner.name}" in page.text
    client.post(reverse("swap_ask", args=[mine.pk]), {"theirs": theirs.pk})
    swap = SwapRequest.objects.get()
    assert "asks to swap reviews with you" in open_as(client, theirs.reviewer, address(draw)).text
    client.post(reverse("swap", args=[swap.pk]), {"answer": "accept"})
    assert SwapRequest.objects.get().state == SwapState.ACCEPTED
    assert "Swapped with" in client.get(address(draw)).text


def test_swap_with_nobody_chosen_or_a_forged_choice_says_so(client, draw):
    mine = first_pairing(draw)
    client.force_login(mine.reviewer)
    for forged in ("", mine.pk, "x", "9" * 30):
        assert (
            client.post(reverse("swap_ask", args=[mine.pk]), {"theirs": forged}).status_code == 422
        )
    assert not SwapRequest.objects.exists()


def test_swap_page_is_for_the_two_alone(client, draw):
    mine = first_pairing(draw)
    theirs = swap_candidates(mine)[0]
    url = reverse("swap", args=[request_swap(mine, theirs, by=mine.reviewer, now=NOW).pk])
    others = [
        one for one in people_of(draw.cycle.pool) if one not in (mine.reviewer, theirs.reviewer)
    ]
    assert open_as(client, others[0], url).status_code == 404
    assert ">Withdraw</button>" in open_as(client, mine.reviewer, url).text
    assert client.post(url, {"answer": "dance"}).status_code == 302
    assert client.post(url, {"answer": "accept"}).status_code == 403
    client.post(url, {"answer": "withdraw"})
    assert "Withdrawn" in client.get(url).text


def test_swap_of_somebody_elses_review_is_forbidden(client, draw):
    mine = first_pairing(draw)
    assert open_as(client, mine.owner, reverse("swap_ask", args=[mine.pk])).status_code == 403


def test_cover_is_asked_and_taken_on_the_page_of_the_draw(client, draw):
    skipped = first_pairing(draw)
    skip_pairing(skipped, reason="Ill", by=skipped.reviewer, now=NOW)
    assert "Ask for a volunteer" in open_as(client, skipped.owner, address(draw)).text
    client.post(reverse("cover_ask", args=[skipped.pk]))
    offer = CoverOffer.objects.get()
    volunteer = volunteers(offer, NOW)[0]
    assert "Volunteer</button>" in open_as(client, volunteer, address(draw)).text
    assert client.post(reverse("cover_take", args=[offer.pk])).url.startswith("/reviews/for/")
    page = open_as(client, skipped.owner, address(draw)).text
    assert f"Cover for {skipped.reviewer.first_name}" in page
    assert "Ask for a volunteer" not in page


def test_cover_shows_no_button_to_who_cannot_volunteer(client, draw, coordinator):
    skipped = first_pairing(draw)
    skip_pairing(skipped, reason="Ill", by=skipped.reviewer, now=NOW)
    offer = request_cover(skipped, by=skipped.owner, now=NOW)
    for user in (skipped.reviewer, skipped.owner, coordinator):
        page = open_as(client, user, address(draw)).text
        assert "Needs a reviewer" in page
        assert "Volunteer</button>" not in page
    assert client.post(reverse("cover_take", args=[offer.pk])).status_code == 403
    client.force_login(skipped.owner)
    client.post(reverse("cover_withdraw", args=[offer.pk]))
    assert CoverOffer.objects.get().state == CoverState.WITHDRAWN


def queries_of(client, user, url):
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_draw_page_costs_the_same_with_one_and_with_three_who_look_for_a_reviewer(client):
    costs = []
    for number in (1, 3):
        _, draw = drawn_pool(8)
        for pairing in draw.pairings.select_related("reviewer", "owner", "draw__cycle__pool")[
            :number
        ]:
            skip_pairing(pairing, reason="Ill", by=pairing.reviewer, now=NOW)
            request_cover(pairing, by=pairing.owner, now=NOW)
        costs.append(queries_of(client, draw.pairings.last().reviewer, address(draw)))
    assert costs[0] == costs[1] <= limit_of("draw")


@pytest.mark.parametrize("name", ["redraw", "repair"])
def test_change_pages_cost_the_same_for_three_and_for_nine(client, coordinator, name):
    draws = [drawn_pool(members)[1] for members in (3, 9)]
    costs = [queries_of(client, coordinator, address(draw, name)) for draw in draws]
    assert costs[0] == costs[1] <= limit_of(name)
