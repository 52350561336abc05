"""The engineer's pages: your months, the choice of a case, what you sent, answers over time."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from cases.tests.factories import CaseFactory
from monthly.actions import draw_selection
from monthly.models import MonthlyReview, Selection, TeamSettings
from monthly.queries.answer_history import answers_over_time
from monthly.queries.next_openings import find_next_opening
from monthly.tests.factories import (
    NOW,
    OPENED,
    MonthlyReviewFactory,
    drawn_selection,
    own_selection,
)
from monthly.tests.test_self_assessments import assessed_month, sent_month
from people.tests.factories import MembershipFactory, UserFactory
from reviews.models import Reader
from reviews.tests.factories import ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield NOW


def open_page(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def post(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(name, args=args), data)


def test_mine_shows_both_cases_and_the_next_thing_to_do(client):
    monthly_review = MonthlyReviewFactory()
    drawn_selection(monthly_review)
    CaseFactory(owner=monthly_review.engineer)
    page = open_page(client, monthly_review.engineer, "monthly")
    assert "Drawn from 1 eligible case," in page.text
    assert "Choose a second case" in page.text
    assert f"Only you and {monthly_review.manager.first_name} see these" in page.text


def test_mine_costs_the_same_at_one_and_three_earlier_months(client, django_assert_max_num_queries):
    monthly_review = assessed_month()
    engineer = monthly_review.engineer
    client.force_login(engineer)
    with django_assert_max_num_queries(12) as one:
        client.get(reverse("monthly"))
    for months_ago in (1, 2, 3):
        earlier = MonthlyReviewFactory(
            engineer=engineer,
            manager=monthly_review.manager,
            month=monthly_review.month.replace(month=11 - months_ago),
            state="done",
            ended_at=OPENED,
        )
        own_selection(earlier)
    with django_assert_max_num_queries(len(one)):
        page = client.get(reverse("monthly"))
    assert "October" in page.text


def test_send_with_missing_answers_names_each_case(client):
    monthly_review = MonthlyReviewFactory()
    drawn = drawn_selection(monthly_review)
    own_selection(monthly_review)
    page = post(client, monthly_review.engineer, "monthly_send", monthly_review.pk)
    assert page.status_code == 422
    assert f"You have not started case {drawn.case.number}." in page.text


def test_send_and_recall_lead_back_to_your_months(client):
    monthly_review = assessed_month()
    engineer = monthly_review.engineer
    assert post(client, engineer, "monthly_send", monthly_review.pk).status_code == 302
    assert "Recall" in open_page(client, engineer, "monthly_sent", monthly_review.pk).text
    assert post(client, engineer, "monthly_recall", monthly_review.pk).status_code == 302
    monthly_review.refresh_from_db()
    assert monthly_review.state == "self_assessing"


def test_start_opens_the_form_without_a_send_button(client):
    monthly_review = MonthlyReviewFactory()
    selection = drawn_selection(monthly_review)
    engineer = monthly_review.engineer
    started = post(client, engineer, "monthly_start", monthly_review.pk, selection.pk)
    page = client.get(started.url)
    assert "Save and go back" in page.text
    assert "likes feedback" not in page.text
    assert f"/reviews/{selection.pk}/submit/" not in page.text


def test_choose_marks_a_reviewed_case_only_for_its_readers(client):
    monthly_review = MonthlyReviewFactory()
    engineer = monthly_review.engineer
    hidden, shown = (CaseFactory(owner=engineer) for _ in range(2))
    for case in (hidden, shown):
        review = ReviewFactory(case=case, state="submitted", submitted_at=NOW)
    Reader.objects.create(review=review, user=engineer, why="owner")
    page = open_page(client, engineer, "monthly_choose", monthly_review.pk)
    marked = {case.pk for case in page.context["active"] if case.is_reviewed}
    assert marked == {shown.pk}


def test_choose_finds_cases_by_all_words(client):
    monthly_review = MonthlyReviewFactory()
    engineer = monthly_review.engineer
    found = CaseFactory(owner=engineer, subject="Login loops", product="Identity")
    CaseFactory(owner=engineer, subject="Login fails", product="Billing")
    page = open_page(client, engineer, "monthly_choose", monthly_review.pk, q="LOGIN ident\x00")
    assert page.context["active"] == [found]
    page = open_page(client, engineer, "monthly_choose", monthly_review.pk, q="zebra")
    assert "Show all 2" in page.text


def test_choose_keeps_the_words_and_names_the_case(client):
    monthly_review = MonthlyReviewFactory()
    case = CaseFactory(owner=monthly_review.engineer)
    data = {"case": case.pk, "seen": 0, "reason": "I kept my word."}
    post(client, monthly_review.engineer, "monthly_choose", monthly_review.pk, **data)
    assert Selection.objects.get().reason == "I kept my word."


def test_choose_from_an_old_tab_is_refused_with_the_words(client):
    monthly_review = MonthlyReviewFactory()
    own_selection(monthly_review)
    case = CaseFactory(owner=monthly_review.engineer)
    data = {"case": case.pk, "seen": 0, "reason": "I kept my word here."}
    page = post(client, monthly_review.engineer, "monthly_choose", monthly_review.pk, **data)
    assert page.status_code == 409
    assert "I kept my word here." in page.text


@pytest.mark.parametrize(
    "name", ["monthly_choose", "monthly_sent", "monthly_draw", "monthly_send", "monthly_recall"]
)
def test_pages_of_a_month_are_not_found_by_strangers(client, name):
    monthly_review = sent_month()
    is_read = name in ("monthly_choose", "monthly_sent", "monthly_draw")
    act = open_page if is_read else post
    assert act(client, UserFactory(), name, monthly_review.pk).status_code == 404


def test_draw_page_lists_the_eligible_cases_and_the_verdict(client):
    monthly_review = MonthlyReviewFactory()
    case = CaseFactory(owner=monthly_review.engineer)
    selection = draw_selection(monthly_review, by=monthly_review.manager, now=NOW)
    page = open_page(client, monthly_review.manager, "monthly_draw", monthly_review.pk)
    assert case.number in page.text
    assert "Recomputed just now, identical" in page.text
    Selection.objects.filter(pk=selection.pk).update(seed="0" * 63 + "1", inputs_digest="0" * 64)
    page = open_page(client, monthly_review.engineer, "monthly_draw", monthly_review.pk)
    assert "the result differs" in page.text


def test_answers_over_time_are_grouped_by_criterion_for_the_engineer_alone(client):
    monthly_review = sent_month()
    [first, *_] = answers_over_time(monthly_review.engineer)
    criterion = monthly_review.rubric_version.criteria.first()
    assert first.title == (criterion.self_title or criterion.title)
    assert [len(month.answers) for month in first.months] == [2]
    page = open_page(client, monthly_review.manager, "monthly_answers")
    assert first.title not in page.text


@pytest.mark.parametrize(
    ("role", "has_manager", "is_on", "why_not"),
    [
        ("engineer", True, True, ""),
        ("engineer", True, False, "off"),
        ("engineer", False, True, "manager"),
        ("manager", True, True, "engineer"),
    ],
)
def test_next_opening_says_when_or_why_not(client, role, has_manager, is_on, why_not):
    membership = MembershipFactory(
        role=role,
        manager=UserFactory() if has_manager else None,
        first_day=NOW.date() - timedelta(days=60),
    )
    if is_on:
        TeamSettings.objects.create(team=membership.team, switched_on_at=NOW)
    opening = find_next_opening(membership.user, None, NOW)
    assert opening.why_not == why_not
    assert (f"{opening.day:%d %B}" if opening.day else "") == ("" if why_not else "25 December")
    assert open_page(client, membership.user, "monthly").status_code == 200


def test_next_opening_of_someone_who_joined_after_it_is_that_of_the_next_month():
    membership = MembershipFactory(manager=UserFactory(), first_day=NOW.date())
    before = NOW - timedelta(days=60)
    TeamSettings.objects.create(team=membership.team, switched_on_at=before)
    opening = find_next_opening(membership.user, None, NOW)
    assert (f"{opening.month:%B}", opening.is_due) == ("December", False)


def test_mine_of_someone_without_a_team_says_so(client):
    page = open_page(client, UserFactory(), "monthly")
    assert "You are not in a team yet" in page.text
    assert not MonthlyReview.objects.exists()
