"""In blind mode a self-assessment stays closed until the manager has sent their own answers."""

import pytest
from django.urls import reverse

from monthly.actions import close_incomplete, save_validation
from monthly.models import MonthlyReview
from monthly.tests.factories import NOW, validating_month
from monthly.tests.test_validations import (
    cases_of,
    fill,
    posted_answers,
    stand_in_for,
    url_of,
    validate,
)
from notifications.models import Notice
from people.models import User
from reviews.models import Review

pytestmark = pytest.mark.django_db
SECRET = "I left them waiting over the weekend."


def pages_of(month):
    """Every address about the month, its cases and its reviews."""
    selections = cases_of(month)
    reviews = Review.objects.filter(case__in=[selection.case_id for selection in selections])
    names = ("review", "review_edit", "review_discard", "review_recall")
    addresses = [
        reverse(name, args=[pk]) for pk in reviews.values_list("pk", flat=True) for name in names
    ]
    addresses += [url_of(selection) for selection in selections]
    addresses += [reverse("case", args=[selection.case_id]) for selection in selections]
    for name in ("monthly_review", "monthly_take_over", "monthly_redraw", "monthly_excuse"):
        addresses.append(reverse(name, args=[month.pk]))
    for name in (
        "my_week",
        "inbox",
        "monthly",
        "monthly_team",
        "monthly_answers",
        "reviews",
        "reviews_export",
    ):
        addresses.append(reverse(name))
    return addresses


def find_leaks(client, month, person):
    client.force_login(person)
    return [
        address for address in pages_of(month) if SECRET in client.get(address, follow=True).text
    ]


def find_leaks_of_saving(client, month):
    """What saving answers, an outdated tab and a refused send show."""
    first = cases_of(month)[0]
    stale = {"version": 1, "page": "another"}
    posts = [
        (url_of(first) + "autosave/", posted_answers(first, "yes"), {"HX-Request": "true"}),
        (url_of(first), posted_answers(first, "no", **stale), {}),
        (url_of(first), posted_answers(first, rest="", **stale), {}),
        (
            reverse("monthly_validated", args=[month.pk]),
            posted_answers(first, version=2, case=first.case_id),
            {},
        ),
    ]
    return [
        address
        for address, data, headers in posts
        if SECRET in client.post(address, data, headers=headers).text
    ]


def test_blind_page_of_the_month_and_of_a_case_show_no_answer_of_the_engineer(client):
    month = validating_month("no", SECRET, is_blind=True)
    client.force_login(month.manager)
    for address in (url_of(cases_of(month)[0]), reverse("monthly_review", args=[month.pk])):
        page = client.get(address, follow=True)
        assert page.status_code == 200
        assert SECRET not in page.text


@pytest.mark.sweep
def test_blind_manager_and_stand_in_see_nothing_before_they_send(client):
    month = validating_month("no", SECRET, is_blind=True)
    stand_in = stand_in_for(month)
    assert find_leaks(client, month, stand_in) == []
    assert find_leaks(client, month, month.manager) == []
    assert find_leaks_of_saving(client, month) == []
    notices = Notice.objects.filter(recipient__in=[month.manager, stand_in])
    assert notices.exists()
    assert SECRET not in str(list(notices.values()))


@pytest.mark.sweep
def test_blind_self_assessment_stays_closed_in_a_month_closed_without_a_validation(client):
    month = validating_month("no", SECRET, is_blind=True)
    first = cases_of(month)[0]
    save_validation(first, rubric_input=fill(first), by=month.manager, now=NOW)
    close_incomplete(month, by=User.objects.system(), now=NOW)
    assert find_leaks(client, month, month.manager) == []


@pytest.mark.sweep
def test_blind_self_assessment_is_shown_once_both_have_sent(client):
    month = validating_month("no", SECRET, is_blind=True)
    validate(month, month.manager)
    assert find_leaks(client, month, month.manager)


def test_open_self_assessment_is_read_only_where_reading_is_recorded(client):
    month = validating_month("no", SECRET)
    client.force_login(month.manager)
    for address in (reverse("monthly_review", args=[month.pk]), reverse("monthly_team")):
        page = client.get(address, follow=True)
        is_recorded = MonthlyReview.objects.get(pk=month.pk).read_at is not None
        assert is_recorded or SECRET not in page.text
