"""The page of a month, as both see it, as others do not, and how it saves."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from monthly.actions import add_step
from monthly.models import Agreement, MonthlyReview, NextStep
from monthly.queries.comparisons import find_differences
from monthly.tests.factories import (
    NOW,
    MonthlyReviewFactory,
    discussing_month,
    validating_month,
)
from notifications.models import Notice
from people.tests.factories import MembershipFactory, UserFactory
from reviews import actions as review_actions
from reviews.queries import unanswered_comments
from reviews.queries.reminders import threads_to_remind

pytestmark = pytest.mark.django_db
BY = date(2030, 12, 11)
HTMX = {"HX-Request": "true"}


def open_page(client, month, user, name="monthly_review"):
    client.force_login(user)
    return client.get(reverse(name, args=[month.pk]))


def words(response):
    return " ".join(response.content.decode().split())


def posted_discussion(month, version=1, **texts):
    """The form of an empty page with `texts` typed."""
    [difference] = find_differences(month)
    names = ("notes", f"value_{difference.key}", f"note_{difference.key}")
    fields = {f"base_{name}": "" for name in names} | dict.fromkeys(names, "")
    typed = {name.replace("key", difference.key): text for name, text in texts.items()}
    return {"version": version, "page": "p", "save_number": 1} | fields | typed


def post(client, name, pk, user, data=None, **headers):
    client.force_login(user)
    return client.post(reverse(name, args=[pk]), data or {}, headers=headers or None)


def test_page_shows_both_the_same_with_the_reader_as_you(client):
    month = discussing_month()
    for user, others in ((month.engineer, month.manager), (month.manager, month.engineer)):
        page = words(open_page(client, month, user))
        assert f"review with {others.name}" in page
        assert f"Only you and {others.first_name} see this" in page
        assert "Said by the self." in page
        assert "Said by the manager." in page
        assert "two of two validated" in page


def test_page_is_not_found_for_everyone_else(client):
    month = discussing_month()
    step = add_step(month, owner=month.engineer, text="X", due_on=BY, by=month.engineer, now=NOW)
    membership = MembershipFactory(user=month.engineer)
    others = [
        UserFactory(),
        MembershipFactory(team=membership.team).user,
        UserFactory(coordinator=True),
        UserFactory(superuser=True),
    ]
    for user in others:
        assert open_page(client, month, user).status_code == 404
        assert open_page(client, step, user, "monthly_step").status_code == 404
        assert post(client, "monthly_done", month.pk, user).status_code == 404


@pytest.mark.parametrize("is_blind", [False, True])
def test_answers_of_the_other_are_not_in_the_page_before_both_are_sent(client, is_blind):
    month = validating_month(comment="Said by the engineer.", is_blind=is_blind)
    manager_page = words(open_page(client, month, month.manager))
    assert "Said by the engineer." not in manager_page
    assert reverse("monthly_validate", args=[month.pk, month.selections.first().case_id]) in (
        manager_page
    )
    assert "Said by the engineer." in words(open_page(client, month, month.engineer))


def test_blind_answers_of_a_month_that_ended_stay_closed(client):
    month = validating_month(comment="Said by the engineer.", is_blind=True)
    missing = ["validation", "talk"]
    MonthlyReview.objects.update(state="incomplete", ended_at=NOW, missing=missing)
    page = words(open_page(client, month, month.manager))
    assert "The validation and the talk were missing when December opened" in page
    assert "Said by the engineer." not in page
    assert 'id="discussion"' not in page


def test_month_without_a_difference_begins_with_its_steps(client):
    month = discussing_month(differ_at=())
    page = words(open_page(client, month, month.engineer))
    assert "You answered all 16 alike" in page
    assert page.index('id="next-steps"') < page.index('id="discussion"')
    assert "We talked, nothing to add" in page


def test_autosave_keeps_agreed_answers_and_says_that_the_page_is_behind(client):
    month = discussing_month()
    post(client, "monthly_notes", month.pk, month.manager, posted_discussion(month, notes="Hers."))
    data = posted_discussion(month, value_key="no", note_key="Ask early.")
    saved = post(client, "monthly_notes", month.pk, month.engineer, data, **HTMX)
    assert "Something else on this page has changed" in words(saved)
    assert Agreement.objects.get().note == "Ask early."


def test_autosave_of_a_text_that_somebody_changed_offers_both(client):
    month = discussing_month()
    post(client, "monthly_notes", month.pk, month.manager, posted_discussion(month, notes="Hers."))
    data = posted_discussion(month, notes="His.") | {"page": "q"}
    assert post(client, "monthly_notes", month.pk, month.engineer, data, **HTMX).status_code == 409
    both = post(client, "monthly_notes", month.pk, month.engineer, data)
    assert "His." in words(both)
    assert '<input type="hidden" name="base_notes" value="Hers.">' in words(both)


def test_form_of_a_month_that_ended_returns_the_text_and_autosave_says_so_in_its_line(client):
    month = discussing_month()
    data = posted_discussion(month, notes="A long sentence about the talk.")
    MonthlyReview.objects.update(state="incomplete", ended_at=NOW, missing=["talk"])
    page = post(client, "monthly_notes", month.pk, month.engineer, data)
    assert "A long sentence about the talk." in words(page)
    headers = HTMX | {"HX-Target": "save-state"}
    line = post(client, "monthly_notes", month.pk, month.engineer, data, **headers)
    assert line.status_code == 409
    assert line.content.lstrip().startswith(b'<div id="save-state" class="save-state" role="alert"')
    assert "Not saved. This month is incomplete" in words(line)


def test_mark_as_done_saves_what_was_typed(client):
    month = discussing_month()
    data = posted_discussion(month, notes="Typed last.")
    response = post(client, "monthly_done", month.pk, month.engineer, data)
    assert response.status_code == 302
    saved = MonthlyReview.objects.get()
    assert saved.notes == "Typed last."
    assert saved.engineer_done_at
    post(client, "monthly_done", month.pk, month.engineer, {"undo": ""})
    assert MonthlyReview.objects.get().engineer_done_at is None


def test_refused_form_keeps_what_was_typed(client):
    month = discussing_month()
    data = posted_discussion(month, notes="n", note_key="x" * 301)
    page = post(client, "monthly_notes", month.pk, month.engineer, data)
    assert page.status_code == 422
    assert "x" * 301 in words(page)


def test_step_is_added_by_form_and_refused_beside_its_field(client):
    month = discussing_month()
    good = {"text": "Write it.", "owner": month.manager_id, "due_on": BY}
    assert post(client, "monthly_steps", month.pk, month.engineer, good).status_code == 302
    assert NextStep.objects.get().owner == month.manager
    for headers in ({}, HTMX):
        page = post(
            client, "monthly_steps", month.pk, month.engineer, good | {"due_on": ""}, **headers
        )
        assert page.status_code == 422
        assert "Choose a day." in words(page)
        assert "Write it." in words(page)


def test_removed_step_can_be_brought_back_or_is_asked_about(client):
    month = discussing_month()
    step = add_step(
        month, owner=month.engineer, text="Keep me", due_on=BY, by=month.manager, now=NOW
    )
    assert "Keep me" in words(open_page(client, step, month.engineer, "monthly_step_remove"))
    page = words(post(client, "monthly_step_remove", step.pk, month.engineer, **HTMX))
    assert not NextStep.objects.exists()
    assert '<input type="hidden" name="text" value="Keep me">' in page


def test_step_that_is_still_going_asks_for_a_date_and_goes_back_to_its_page(client):
    october = discussing_month(month=date(2026, 10, 1))
    step = add_step(
        october, owner=october.engineer, text="X", due_on=BY, by=october.manager, now=NOW
    )
    MonthlyReview.objects.update(state="done", ended_at=NOW)
    november = MonthlyReviewFactory(engineer=october.engineer, manager=october.manager)
    data = {"outcome": "ongoing", "month": november.pk, "seen": "", "page": "mine"}
    asked = post(client, "monthly_step_outcome", step.pk, november.engineer, data)
    assert "New date" in words(asked)
    data["due_on"] = "2030-12-24"
    saved = post(client, "monthly_step_outcome", step.pk, november.engineer, data)
    assert saved.url == reverse("monthly") + "#earlier-steps"
    page = words(open_page(client, november, november.manager))
    assert "moved to" in page
    data["month"] = 0
    assert post(client, "monthly_step_outcome", step.pk, november.engineer, data).status_code == 404


def test_comment_on_a_case_reaches_the_manager_and_stands_on_the_page(client):
    month = discussing_month()
    review = month.selections.first().self_review
    comment = review_actions.add_comment(
        review, body="Would you have called?", by=month.engineer, now=NOW
    )
    assert set(Notice.objects.values_list("recipient", flat=True)) == {month.manager_id}
    assert [row.root for row in unanswered_comments(month.manager)] == [comment.pk]
    assert "Would you have called?" in words(open_page(client, month, month.manager))
    assert [thread.awaited for thread in threads_to_remind(NOW)] == [{month.manager}]
    client.post(reverse("thread_resolve", args=[comment.pk]))
    assert "Resolved by" in words(open_page(client, month, month.engineer))
    page = client.get(reverse("review", args=[review.pk]))
    assert page.url == reverse("monthly_review", args=[month.pk])


def test_page_costs_the_same_with_one_and_three_of_everything(client):
    month = discussing_month()
    client.force_login(month.manager)
    costs = []
    for number in (1, 2, 3):
        add_step(month, owner=month.manager, text="X", due_on=BY, by=month.manager, now=NOW)
        for selection in month.selections.all():
            body = f"Comment {number}"
            review_actions.add_comment(selection.self_review, body=body, by=month.engineer, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("monthly_review", args=[month.pk]))
        costs.append(len(queries))
    assert max(costs) <= 12
    assert len(set(costs)) == 1
