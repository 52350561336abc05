"""Somebody is away after the draw: leads, partner and they themselves see it, with the way out."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.tests.trail import verbs
from core.errors import NotAllowed, StaleState
from notifications.models import Notice
from pairing.actions import (
    leave_pairing,
    mark_started,
    repair_draw,
    request_cover,
    skip_pairing,
    take_busy_week,
    take_cover,
)
from pairing.draw_store import replace_pairing
from pairing.models import CoverOffer, Pairing
from pairing.queries import (
    due_for,
    effects_of_absences,
    find_broken_pairings,
    find_not_signed_in,
    find_pools_without_draw,
    list_busy_weeks,
    next_draws_of,
    plan_repair,
    volunteers,
    week_of,
)
from pairing.states import PairingState
from pairing.tests.factories import MONDAY, NOW, PoolFactory, drawn_pool, people_of
from people.actions import add_absence, remove_absence
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FRIDAY = MONDAY + timedelta(days=4)
TUESDAY_NEXT = MONDAY + timedelta(days=8)


@pytest.fixture
def lead():
    return UserFactory(name="Nadia Rossi")


@pytest.fixture
def pairing(lead):
    """Of a draw of Monday; it is Wednesday morning."""
    pool, draw = drawn_pool(6)
    pool.leads.add(lead)
    return draw.pairings.select_related("reviewer", "owner", "draw__cycle__pool").first()


def send_away(pairing, last_day=FRIDAY):
    person = pairing.reviewer
    return add_absence(person, first_day=NOW.date(), last_day=last_day, by=person, now=NOW)


def page_of(client, user, pairing, name="draw"):
    client.force_login(user)
    return client.get(reverse(name, args=[pairing.draw.cycle.pool.slug, MONDAY]))


def test_pair_is_broken_while_its_reviewer_is_away_for_the_rest_or_half_of_the_cycle(pairing, lead):
    absence = send_away(pairing)
    [broken] = find_broken_pairings(lead, NOW)
    assert (broken.pairing, broken.since, broken.until) == (pairing, NOW.date(), FRIDAY)
    assert not find_broken_pairings(pairing.owner, NOW)
    remove_absence(absence, by=pairing.reviewer, now=NOW)
    send_away(pairing, last_day=NOW.date())
    assert not find_broken_pairings(lead, NOW)
    assert not Notice.objects.filter(kind="reviewer_away", recipient=pairing.owner).exists()


def test_absence_after_the_draw_notifies_the_leads_once(pairing, lead):
    absence = send_away(pairing)
    remove_absence(absence, by=pairing.reviewer, now=NOW)
    send_away(pairing)
    notice = Notice.objects.get(kind="reviewer_away", channel="inbox")
    assert (notice.recipient, notice.subject_id) == (lead, pairing.pk)


@pytest.mark.parametrize("end", ["leave", "skip", "repair"])
def test_notice_of_an_absence_is_gone_once_the_lead_has_decided(pairing, lead, end):
    send_away(pairing)
    Notice.objects.update(sent_at=NOW)
    assert Notice.objects.visible_to(lead).filter(kind="reviewer_away").exists()
    if end == "leave":
        leave_pairing(pairing, by=lead, now=NOW)
    elif end == "skip":
        skip_pairing(pairing, reason="Away", by=lead, now=NOW)
    else:
        replace_pairing(pairing, by=lead, now=NOW)
    assert not Notice.objects.visible_to(lead).filter(kind="reviewer_away").exists()


def test_absence_of_who_has_sent_or_of_the_owner_breaks_nothing(pairing, lead):
    add_absence(pairing.owner, first_day=NOW.date(), last_day=FRIDAY, by=pairing.owner, now=NOW)
    Pairing.objects.filter(reviewer=pairing.owner).update(state=PairingState.DONE)
    assert find_broken_pairings(lead, NOW) == []
    assert due_for(pairing.owner, NOW) == []


def test_draw_page_offers_the_lead_a_repair_of_this_pair_or_to_leave_it(client, pairing, lead):
    send_away(pairing)
    page = page_of(client, lead, pairing).text
    name = pairing.reviewer.first_name
    assert f"{name} is away until Friday 20 November" in page
    assert f"repair/?out={pairing.reviewer_id}" in page
    client.post(reverse("leave_pairing", args=[pairing.pk]))
    page = page_of(client, lead, pairing).text
    assert "Repair this pair" not in page
    assert "Left as it is" in page
    assert verbs(pairing) == ["pairing left as it is"]
    assert find_broken_pairings(lead, NOW) == []
    with pytest.raises(StaleState):
        leave_pairing(pairing, by=lead, now=NOW)


def test_leaving_a_pair_is_for_those_who_run_the_pool_and_undone_without_audit(
    pairing, lead, audit_refuses
):
    with pytest.raises(NotAllowed):
        leave_pairing(pairing, by=pairing.owner, now=NOW)
    with audit_refuses():
        leave_pairing(pairing, by=lead, now=NOW)
    assert Pairing.objects.get(pk=pairing.pk).left_at is None


def test_partner_reads_who_is_away_and_who_knows_and_others_do_not(client, pairing):
    send_away(pairing)
    sentence = f"{pairing.reviewer.first_name} is away. Nadia knows."
    [item] = due_for(pairing.owner, NOW)
    assert (item.what, item.detail) == (sentence, "You can ask for a volunteer")
    assert sentence in page_of(client, pairing.owner, pairing).text
    client.force_login(pairing.owner)
    assert sentence in client.get("/").text
    other = next(
        one
        for one in people_of(pairing.draw.cycle.pool)
        if one not in (pairing.owner, pairing.reviewer)
    )
    assert "is away" not in page_of(client, other, pairing).text


@pytest.mark.parametrize("started_at", [None, NOW - timedelta(days=1)])
def test_volunteer_takes_over_from_who_is_away(pairing, started_at):
    Pairing.objects.filter(pk=pairing.pk).update(started_at=started_at)
    send_away(pairing)
    offer = request_cover(pairing, by=pairing.owner, now=NOW)
    volunteer = volunteers(offer, NOW)[0]
    new = take_cover(offer, by=volunteer, now=NOW)
    assert Pairing.objects.get(pk=pairing.pk).state == PairingState.REPLACED
    assert (new.owner, new.reviewer) == (pairing.owner, volunteer)
    dropped = Notice.objects.get(kind="pairing_dropped", channel="inbox")
    assert dropped.recipient == pairing.reviewer


@pytest.mark.parametrize("how", ["begins", "is back"])
def test_volunteer_is_too_late_once_the_reviewer_is_back(pairing, how):
    later = NOW + timedelta(minutes=5)
    absence = send_away(pairing)
    offer = request_cover(pairing, by=pairing.owner, now=NOW)
    if how == "begins":
        mark_started(pairing, by=pairing.reviewer, now=later)
    else:
        remove_absence(absence, by=pairing.reviewer, now=later)
    with pytest.raises(StaleState):
        take_cover(offer, by=volunteers(offer, NOW)[0], now=later)
    assert CoverOffer.objects.open().get() == offer


def test_repair_without_another_reviewer_lets_the_owner_ask_for_a_volunteer(pairing, lead):
    Pairing.objects.exclude(pk=pairing.pk).update(state=PairingState.DONE)
    pairings = list(pairing.draw.pairings.select_related("reviewer", "owner"))
    plan = plan_repair(pairing.draw, pairings, out={pairing.reviewer_id}, back=set(), now=NOW)
    repair_draw(pairing.draw, out={pairing.reviewer_id}, seen=plan.digest, by=lead, now=NOW)
    assert (len(plan.gone), plan.total) == (1, 6)
    assert [item.kind for item in due_for(pairing.owner, NOW)] == ["uncovered"]


def test_absent_person_reads_what_happens_to_draws_and_pairings(client, pairing):
    client.force_login(pairing.reviewer)
    days = {"first_day": NOW.date(), "last_day": TUESDAY_NEXT + timedelta(days=2)}
    page = client.post(reverse("me_absences"), days, follow=True).text
    assert page.count("You sit out the draw of Monday 23 November.") == 2
    assert f"Your review of {pairing.owner.first_name} waits. Nadia knows, and can pair" in page
    assert week_of(pairing.reviewer, NOW).given[0].broken
    home = client.get("/").text
    assert "Nadia knows, and can" in " ".join(home.split())
    assert "I have a busy week" not in home


def test_short_absence_says_that_one_stays_in_the_draw(pairing):
    person = pairing.owner
    absence = AbsenceFactory(user=person, first_day=TUESDAY_NEXT, last_day=TUESDAY_NEXT)
    [sentence] = effects_of_absences(person, [absence], NOW, reader=person)[absence.pk]
    assert sentence.startswith("You stay in the draw of Monday 23 November: away for less")


def test_long_absence_counts_the_draws_it_misses(pairing):
    person = pairing.owner
    absence = AbsenceFactory(
        user=person, first_day=MONDAY + timedelta(days=7), last_day=date(2026, 12, 31)
    )
    [sentence] = effects_of_absences(person, [absence], NOW, reader=UserFactory())[absence.pk]
    assert sentence == (
        f"{person.first_name} sits out 6 draws, from Monday 23 November to Monday 28 December."
    )


def test_busy_week_is_neither_offered_nor_spent_on_a_draw_that_one_is_away_for(pairing):
    person = pairing.owner
    pool = pairing.draw.cycle.pool
    monday = MONDAY + timedelta(days=7)
    AbsenceFactory(user=person, first_day=monday, last_day=monday + timedelta(days=2))
    assert [week.why for week in list_busy_weeks(person, next_draws_of([pool], NOW))] == ["away"]
    with pytest.raises(Exception, match="sit out this draw anyway"):
        take_busy_week(pool, monday, by=person, now=NOW)


def test_leads_find_pools_without_a_draw_and_people_who_have_not_signed_in(lead):
    pool = PoolFactory(members=3, created_at=NOW - timedelta(hours=1))
    assert find_pools_without_draw(lead, NOW) == []
    pool.leads.add(lead)
    joined = people_of(pool)[0]
    joined.last_login = NOW
    joined.save()
    [schedule] = find_pools_without_draw(lead, NOW)
    [unsigned] = find_not_signed_in(lead, NOW)
    assert (schedule.pool, schedule.is_overdue) == (pool, False)
    assert unsigned.sentence == "2 of 3 have not signed in; mail is not set up."
