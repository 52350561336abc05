"""The team's month: grouped by whose turn it is, and what a manager does about it."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from cases.tests.factories import CaseFactory
from monthly.actions import save_validation
from monthly.models import Selection, TeamSettings
from monthly.queries.team import list_rows, team_page
from monthly.tests.factories import (
    MONTH,
    NOW,
    MonthlyReviewFactory,
    drawn_selection,
    validating_month,
)
from monthly.tests.test_validations import cases_of, fill, stand_in_for
from people.tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 12, 7, 10, tzinfo=UTC)


@pytest.fixture
def manager():
    return UserFactory(name="Nadia Rossi")


def person(name):
    return UserFactory(name=name)


def groups_of(manager, now=NOW):
    [block] = team_page(manager, MONTH, [MONTH], now)["blocks"]
    return [[row.engineer.first_name for row in group.rows] for group in block.groups]


def test_rows_are_grouped_by_whose_turn_it_is_and_sorted_by_due_date_then_name(manager):
    validating_month(manager=manager, engineer=person("Kemi A"))
    validating_month(manager=manager, engineer=person("Bo L"))
    MonthlyReviewFactory(manager=manager, engineer=person("Hana K"))
    ended = {"ended_at": NOW, "state": "excused", "excuse": "away"}
    MonthlyReviewFactory(manager=manager, engineer=person("Jo W"), **ended)
    assert groups_of(manager) == [["Bo", "Kemi"], ["Hana"], ["Jo"]]


def test_row_says_how_far_the_manager_is_and_names_another_who_has_begun(manager):
    month = validating_month(manager=manager)
    first = cases_of(month)[0]
    save_validation(first, rubric_input=fill(first), by=manager, now=NOW)
    [row] = list_rows(manager, MONTH, LATE)
    assert row.line == "Sent Wed 25 Nov. You have answered 8 of 16"
    assert row.due == "Late since Fri"
    assert row.action[0] == "Continue"
    [row] = list_rows(stand_in_for(month), MONTH, NOW)
    assert row.line == "Sent Wed 25 Nov. Nadia has started"


def test_page_of_a_stand_in_has_only_the_months_due_then(client, manager):
    month = validating_month(manager=manager, engineer=person("Kemi A"))
    days = dict.fromkeys(("self_due_on", "validation_due_on", "talk_due_on"), MONTH)
    MonthlyReviewFactory(manager=manager, engineer=person("Hana K"), **days)
    client.force_login(stand_in_for(month))
    page = client.get(reverse("monthly_team")).text
    assert "For Nadia, until" in page
    assert "Kemi A" in page
    assert "Hana K" not in page


def test_page_costs_the_same_with_one_row_and_three(client, manager, django_assert_max_num_queries):
    client.force_login(manager)
    for _ in range(3):
        validating_month(manager=manager)
        with django_assert_max_num_queries(12):
            assert client.get(reverse("monthly_team")).status_code == 200


def test_page_without_months_says_what_comes_next(client, manager):
    client.force_login(manager)
    assert "You do not manage anyone" in client.get(reverse("monthly_team")).text
    membership = MembershipFactory(manager=manager, is_primary=True)
    assert "switched off" in client.get(reverse("monthly_team")).text
    TeamSettings.objects.create(team=membership.team, switched_on_at=NOW)
    assert "opens" in client.get(reverse("monthly_team")).text


@time_machine.travel(NOW, tick=False)
def test_month_is_opened_by_hand_once(client, manager):
    membership = MembershipFactory(manager=manager, is_primary=True)
    TeamSettings.objects.create(team=membership.team, switched_on_at=NOW)
    client.force_login(manager)
    posted = {"person": membership.user_id, "month": "2026-11"}
    assert client.post(reverse("monthly_open"), posted).status_code == 302
    page = client.post(reverse("monthly_open"), posted)
    assert page.status_code == 422
    assert "already has a review for" in page.text


def test_case_is_drawn_again_with_a_reason(client, manager):
    month = MonthlyReviewFactory(manager=manager)
    drawn = drawn_selection(month)
    CaseFactory(owner=month.engineer)
    client.force_login(manager)
    url = reverse("monthly_redraw", args=[month.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "The first was a duplicate."}).status_code == 302
    current = Selection.objects.current().get(monthly_review=month)
    assert current.case != drawn.case


def test_month_is_excused_with_a_note(client, manager):
    month = MonthlyReviewFactory(manager=manager)
    client.force_login(manager)
    url = reverse("monthly_excuse", args=[month.pk])
    assert client.post(url, {"excuse": "reason"}).status_code == 422
    assert client.post(url, {"excuse": "reason", "note": "On loan to Sales."}).status_code == 302
    assert "On loan to Sales." in client.get(reverse("monthly_team")).text
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


def test_row_of_a_case_that_was_handed_over_offers_to_draw_again(manager):
    month = MonthlyReviewFactory(manager=manager)
    drawn = drawn_selection(month)
    drawn.case.owner = person("Cy D")
    drawn.case.save()
    [row] = list_rows(manager, MONTH, NOW)
    assert row.trouble == "The drawn case now has a new owner."
    assert row.can_redraw


@pytest.mark.parametrize("page", ["monthly_review", "monthly_excuse", "monthly_draw"])
def test_month_of_somebody_else_is_a_page_of_my_team(client, manager, page):
    MembershipFactory(user=manager, role="manager")
    month = validating_month(manager=manager)
    client.force_login(manager)
    with time_machine.travel(NOW, tick=False):
        response = client.get(reverse(page, args=[month.pk]))
    assert [link.label for link in response.context["nav"].row if link.is_current] == ["My team"]
