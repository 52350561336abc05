"""The pages of draws: drawn, to come, drawing by hand, the frozen inputs, the list."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casereview.tests.budgets import limit_of
from pairing.actions import skip_pairing
from pairing.engine import differences, split_reason
from pairing.models import Cycle, Draw, Pairing
from pairing.states import PairingState
from pairing.tests.factories import MONDAY, NOW, PoolFactory, drawn_pool, people_of
from people.models import User
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
WEEK = timedelta(days=7)
BUDGET = 12


@pytest.fixture
def coordinator():
    return UserFactory(coordinator=True)


def signed_in(client, user):
    client.force_login(user)
    return client


def address(pool, monday=MONDAY, name="draw"):
    return reverse(name, args=[pool.slug, monday])


def get(client, user, url):
    return signed_in(client, user).get(url)


def test_draw_page_shows_pairs_reasons_and_proof_to_a_member(client):
    pool, drawn = drawn_pool(5)
    page = get(client, people_of(pool)[0], address(pool))
    pairing = drawn.pairings.first()
    for words in (
        pairing.reviewer.name,
        pairing.owner.name,
        split_reason(pairing.why)[0],
        "Verified",
        drawn.seed,
        drawn.commitment,
    ):
        assert words in page.text
    assert "Frozen inputs</a>" not in page.text
    assert drawn.salt not in page.text


def test_draw_page_counts_states_in_words(client):
    pool, drawn = drawn_pool(5)
    done, started, skipped, *_ = drawn.pairings.all()
    Pairing.objects.filter(pk=done.pk).update(state=PairingState.DONE)
    Pairing.objects.filter(pk=started.pk).update(started_at=NOW)
    skip_pairing(skipped, reason="Ill", by=skipped.reviewer, now=NOW)
    page = get(client, done.reviewer, address(pool))
    assert "1 sent · 1 started · 2 to start · 1 skipped" in page.text


def test_draw_page_tells_the_reason_of_a_skip_to_the_two_and_to_leads(client, coordinator):
    pool, drawn = drawn_pool(5)
    skipped = drawn.pairings.first()
    skip_pairing(skipped, reason="Ill until Friday", by=skipped.reviewer, now=NOW)
    two = (skipped.reviewer, skipped.owner)
    other = next(user for user in people_of(pool) if user not in two)
    assert "Ill until Friday" not in get(client, other, address(pool)).text
    for user in (*two, coordinator):
        assert "Ill until Friday" in get(client, user, address(pool)).text


def test_draw_page_of_a_forged_draw_says_that_it_differs(client, coordinator):
    pool, drawn = drawn_pool(5)
    Draw.objects.update(seed="00" * 32)
    page = get(client, coordinator, address(pool))
    assert "Differs" in page.text
    assert "commitment: stored" in page.text
    member = get(client, people_of(pool)[0], address(pool))
    assert "the result differs" in member.text
    assert "commitment: stored" not in member.text


@pytest.mark.parametrize("who", ["other", "self", "lead"])
def test_draw_page_says_why_somebody_sits_out_only_to_them_and_to_leads(client, coordinator, who):
    pool = PoolFactory(members=4)
    away, other, *_ = people_of(pool)
    AbsenceFactory(user=away, first_day=MONDAY, last_day=MONDAY + WEEK)
    signed_in(client, coordinator).post(address(pool, name="draw_now"))
    page = get(client, {"other": other, "self": away, "lead": coordinator}[who], address(pool))
    assert ("Away for half" in page.text) == (who != "other")
    assert "Sits out" in page.text
    assert "3 of 4 present" in page.text


@pytest.mark.parametrize("name", ["draw", "draw_now", "draw_inputs"])
def test_draw_pages_are_not_found_by_strangers(client, name):
    pool, _ = drawn_pool(3)
    assert get(client, UserFactory(), address(pool, name=name)).status_code == 404


@pytest.mark.parametrize("name", ["draw", "draw_now", "draw_inputs"])
@pytest.mark.parametrize("monday", ["2026-11-17", "2026-11-09", "0001-01-01", "2026-02-30"])
def test_draw_pages_of_days_that_are_no_cycle_are_not_found(client, coordinator, name, monday):
    pool = PoolFactory(members=3)
    assert get(client, coordinator, f"/draws/{pool.slug}/{monday}/").status_code == 404
    assert get(client, coordinator, f"/draws/{pool.slug}/{monday}/now/").status_code == 404
    assert get(client, coordinator, f"/draws/{pool.slug}/{monday}/inputs.json").status_code == 404


def test_draw_page_of_a_cycle_to_come_shows_a_rehearsal_to_leads(client, coordinator):
    pool = PoolFactory(members=3)
    page = get(client, coordinator, address(pool, MONDAY + WEEK))
    assert "A rehearsal" in page.text
    assert "Draw now…" in page.text
    assert pool.sealed_seed not in page.text
    assert not Cycle.objects.exists()


def test_draw_page_of_a_cycle_to_come_tells_members_when(client):
    pool = PoolFactory(members=3)
    page = get(client, people_of(pool)[0], address(pool, MONDAY + WEEK))
    assert "Not drawn yet" in page.text
    assert "A rehearsal" not in page.text
    assert "Draw now" not in page.text


@pytest.mark.parametrize(
    ("members", "sentence"), [(0, "Nobody is in this pool yet"), (1, "Only Zoe is available")]
)
def test_draw_page_without_enough_people_says_so(client, coordinator, members, sentence):
    pool = PoolFactory(members=members, members__name="Zoe")
    for page in (
        get(client, coordinator, address(pool)),
        get(client, coordinator, address(pool, name="draw_now")),
    ):
        assert sentence in page.text
    response = client.post(address(pool, name="draw_now"))
    assert (response.status_code, sentence in response.text) == (409, True)


def test_draw_page_of_two_says_that_there_is_no_other_draw(client):
    pool, _ = drawn_pool(2)
    page = get(client, people_of(pool)[0], address(pool))
    assert "with two people there is no other draw" in page.text


def test_draw_now_asks_first_and_then_draws(client, coordinator):
    pool = PoolFactory(members=4)
    page = get(client, coordinator, address(pool, name="draw_now"))
    assert "4 people in" in page.text
    assert "4 of 4 have not signed in; mail is not set up." in page.text
    assert not Draw.objects.exists()
    response = client.post(address(pool, name="draw_now"), follow=True)
    assert "Nobody has read it yet: 4 of 4 have not signed in; mail is not set up." in response.text
    assert Draw.objects.get().drawn_by == coordinator


def test_draw_now_says_who_was_notified_and_who_cannot_know(client, coordinator, settings):
    pool = PoolFactory(members=4, members__last_login=NOW)
    page = get(client, coordinator, address(pool, name="draw_now"))
    assert "not signed in" not in page.text
    User.objects.filter(pk=people_of(pool)[0].pk).update(last_login=None)
    settings.MAIL_CONFIGURED = True
    text = client.post(address(pool, name="draw_now"), follow=True).text
    assert "3 reviewers have been notified. 1 of 4 has not signed in. They get a mail" in text


def test_draw_now_twice_answers_with_what_happened(client, coordinator):
    pool, _ = drawn_pool(3)
    response = signed_in(client, coordinator).post(address(pool, name="draw_now"))
    assert response.status_code == 409
    assert "already been drawn" in response.text
    assert client.get(address(pool, name="draw_now")).status_code == 302


def test_draw_now_by_a_member_is_forbidden(client):
    pool = PoolFactory(members=3)
    member = signed_in(client, people_of(pool)[0])
    assert member.get(address(pool, name="draw_now")).status_code == 403
    assert member.post(address(pool, name="draw_now")).status_code == 403
    assert not Draw.objects.exists()


def test_frozen_inputs_verify_outside_and_are_for_leads(client, coordinator):
    pool, drawn = drawn_pool(5)
    response = get(client, coordinator, address(pool, name="draw_inputs"))
    assert "attachment" in response["Content-Disposition"]
    assert differences(json.loads(response.text)) == []
    assert get(client, people_of(pool)[0], address(pool, name="draw_inputs")).status_code == 404


def test_draws_list_shows_own_pools_and_filters(client):
    pool, _ = drawn_pool(3, name="Mine")
    drawn_pool(3, name="Theirs")
    user = people_of(pool)[0]
    other, _ = drawn_pool(3, name="Also mine")
    other.leads.add(user)
    page = get(client, user, reverse("draws"))
    assert "Mine" in page.text
    assert "Also mine" in page.text
    assert "Theirs" not in page.text
    assert "Mine" in client.get(reverse("draws"), {"pool": pool.slug, "page": "99"}).text
    assert client.get(reverse("draws"), {"pool": "x\x00y", "page": "no"}).status_code == 200


def test_draws_of_somebody_in_one_pool_open_its_current_cycle(client):
    pool, _ = drawn_pool(3)
    assert get(client, people_of(pool)[0], reverse("draws")).url == address(pool)
    page = client.get(reverse("draws"), {"pool": pool.slug}).text
    assert re.search(r'aria-current="page">Earlier draws', page)


def test_draws_list_without_a_pool_says_who_can_help(client):
    assert "You are not in a pool yet" in get(client, UserFactory(), reverse("draws")).text


def test_draws_list_before_the_first_draw_says_when_it_comes(client):
    pool = PoolFactory(members=2)
    assert "No draws yet" in get(client, people_of(pool)[0], reverse("draws")).text


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ["member", "coordinator"])
def test_draw_page_costs_the_same_for_two_and_for_nine(client, coordinator, who):
    costs = []
    for members in (2, 9):
        pool = PoolFactory(members=members + 1)
        AbsenceFactory(user=people_of(pool)[0], first_day=MONDAY, last_day=MONDAY + WEEK)
        signed_in(client, coordinator).post(address(pool, name="draw_now"))
        user = coordinator if who == "coordinator" else people_of(pool)[1]
        costs.append(queries_of(signed_in(client, user), address(pool)))
        costs.append(queries_of(client, address(pool, MONDAY + WEEK)))
    assert costs[:2] == costs[2:]
    assert max(costs) <= limit_of("draw")


def test_draws_list_costs_the_same_for_one_and_for_three(client, coordinator):
    signed_in(client, coordinator)
    costs = []
    for more in (1, 2):
        for _ in range(more):
            drawn_pool(3)
        costs.append(queries_of(client, f"{reverse('draws')}?page=1"))
    assert costs[0] == costs[1] <= BUDGET


def test_proof_gives_members_nothing_to_try_rules_with(client, coordinator):
    pool, draw = drawn_pool(4)
    ours = get(client, coordinator, address(pool)).text
    theirs = get(client, people_of(pool)[0], address(pool)).text
    assert draw.inputs_digest in ours
    assert "equally good draws" in ours
    assert draw.inputs_digest not in theirs
    assert draw.inputs_digest[:8] in theirs
    assert "all draws that are equally good" in theirs
