"""Requests that no page sends: nothing of a month is read without being recorded."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.tests.factories import CaseFactory
from monthly.actions import (
    add_stand_in,
    agree_with_rest,
    change_stand_in,
    draw_selection,
    mark_done,
    move_to_manager,
    recall_self_assessment,
    save_validation,
)
from monthly.models import MonthlyReview
from monthly.tests.factories import (
    NOW,
    MonthlyReviewFactory,
    discussing_month,
    validating_month,
)
from monthly.tests.test_validations import cases_of, fill, posted_answers, stand_in_for, url_of
from notifications.models import Notice
from people.models import User
from people.tests.factories import UserFactory
from reviews.tests.factories import sent_review

pytestmark = pytest.mark.django_db
SECRET = "I left them waiting over the weekend."
DAY = timedelta(days=1)


def is_read(month):
    return MonthlyReview.objects.get(pk=month.pk).read_at is not None


def refused_posts(month):
    """Addresses of the validation with a form that cannot be saved."""
    selection = cases_of(month)[0]
    data = posted_answers(selection, "yes", "x" * 20_000, case=selection.case_id)
    url = url_of(selection)
    return [(url, data), (reverse("monthly_validated", args=[month.pk]), data)]


def test_refused_form_of_a_validation_is_recorded_as_reading(client):
    for n in range(2):
        month = validating_month("no", SECRET)
        client.force_login(month.manager)
        url, data = refused_posts(month)[n]
        page = client.post(url, data)
        assert SECRET not in page.text or is_read(month)


@pytest.mark.parametrize("act", [save_validation, agree_with_rest])
def test_saving_a_validation_is_recorded_as_reading(act):
    month = validating_month("no", SECRET)
    selection = cases_of(month)[0]
    act(selection, rubric_input=fill(selection, "no", "Right."), by=month.manager, now=NOW)
    assert is_read(month)


def test_recalled_self_assessment_is_not_shown_by_a_refused_form(client):
    month = validating_month("no", SECRET)
    posts = refused_posts(month)
    recall_self_assessment(month, by=month.engineer, now=NOW)
    client.force_login(month.manager)
    for url, data in posts:
        page = client.post(url, data)
        assert page.status_code == 409
        assert SECRET not in page.text


def test_draft_of_a_stand_in_is_not_shown_by_a_refused_form(client):
    month = validating_month("no", SECRET)
    selection = cases_of(month)[0]
    text = fill(selection, "yes", "Only I have seen this.")
    save_validation(selection, rubric_input=text, by=stand_in_for(month), now=NOW)
    client.force_login(month.manager)
    for url, data in refused_posts(month):
        page = client.post(url, data)
        assert page.status_code == 409
        assert "Only I have seen this." not in page.text


def test_stand_in_of_past_days_reads_no_month_that_has_ended(client):
    month = discussing_month()
    stand_in = stand_in_for(month)
    assert MonthlyReview.objects.managed_by(stand_in).exists()
    mark_done(month, by=month.engineer, now=NOW)
    client.force_login(stand_in)
    page = client.post(reverse("monthly_done", args=[month.pk]), follow=True)
    assert page.status_code == 200
    assert MonthlyReview.objects.get(pk=month.pk).state == "done"
    assert not MonthlyReview.objects.visible_to(stand_in).exists()


def test_manager_gets_a_notice_of_a_stand_in_that_a_coordinator_names():
    manager = UserFactory()
    coordinator = UserFactory(coordinator=True)
    days = {"first_day": NOW.date(), "last_day": NOW.date() + 4 * DAY, "now": NOW}
    stand_in = add_stand_in(manager, person=coordinator, by=coordinator, **days)
    notices = Notice.objects.filter(recipient=manager, kind="stand_in_named", channel="inbox")
    assert notices.count() == 1
    days["last_day"] += DAY
    change_stand_in(stand_in, person=coordinator, by=coordinator, **days)
    assert notices.count() == 2
    days["last_day"] += DAY
    change_stand_in(stand_in, person=coordinator, by=manager, **days)
    assert notices.count() == 2


def test_draw_page_tells_the_manager_no_case_that_was_left_out(client):
    month = MonthlyReviewFactory()
    eligible, reviewed = (CaseFactory(owner=month.engineer) for _ in range(2))
    sent_review(owner=month.engineer, case=reviewed)
    selection = draw_selection(month, by=month.manager, now=NOW)
    assert selection.inputs["eligible"] == [eligible.pk]
    page = reverse("monthly_draw", args=[month.pk])
    client.force_login(month.manager)
    shown = client.get(page).text
    assert "Drawn from 1 eligible" in " ".join(shown.split())
    assert selection.inputs_digest not in shown
    assert f'<a href="{reverse("case", args=[eligible.pk])}">' not in shown
    client.force_login(month.engineer)
    assert f'<a href="{reverse("case", args=[eligible.pk])}">' in client.get(page).text


def test_review_that_an_earlier_owner_received_leaves_no_case_out():
    month = MonthlyReviewFactory()
    case = sent_review().case
    case.owner = month.engineer
    case.save()
    assert draw_selection(month, by=month.manager, now=NOW).case == case


def test_discarded_validation_is_not_written_on_by_a_refused_form(client):
    month = validating_month()
    selection = cases_of(month)[0]
    draft = save_validation(selection, rubric_input=fill(selection), by=month.manager, now=NOW)
    move_to_manager(month, manager=UserFactory(), by=User.objects.system(), now=NOW)
    client.force_login(month.manager)
    for name in ("review_edit", "consent_ask", "review_autosave"):
        page = client.post(reverse(name, args=[draft.pk]), {"version": 2, "closing_note": "Mine."})
        assert page.status_code in (409, 422)


def test_former_manager_gets_no_notice_of_a_recall(client):
    month = validating_month()
    old = month.manager
    review = cases_of(month)[0].self_review
    move_to_manager(month, manager=UserFactory(), by=User.objects.system(), now=NOW)
    recall_self_assessment(month, by=month.engineer, now=NOW)
    client.force_login(old)
    assert client.get(reverse("review", args=[review.pk])).status_code == 404
