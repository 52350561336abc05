"""The manager answers about both cases, and sends the answers together."""

import pytest
from django.urls import reverse

from core.errors import NotAllowed, Refused, StaleState
from monthly.actions import (
    agree_with_rest,
    open_self_assessments,
    recall_self_assessment,
    save_validation,
    send_validation,
    take_over_validation,
)
from monthly.errors import ValidationTakenOver
from monthly.models import Selection, StandIn
from monthly.states import StandInState
from monthly.tests.factories import NOW, validating_month
from notifications.models import Notice
from people.tests.factories import UserFactory
from reviews.actions import add_readers
from reviews.errors import StaleReview
from reviews.models import Answer, Reader, Review
from reviews.rubric_input import AnswerInput, RubricInput
from reviews.states import ReaderWhy, ReviewState

pytestmark = pytest.mark.django_db


def cases_of(monthly_review):
    selections = Selection.objects.select_related("monthly_review", "manager_review", "case")
    return list(selections.filter(monthly_review=monthly_review))


def fill(selection, value="yes", comment="", version=None):
    if version is None:
        version = selection.manager_review.version if selection.manager_review else 1
    criteria = selection.monthly_review.rubric_version.criteria.all()
    answers = [AnswerInput(criterion.pk, value, comment) for criterion in criteria]
    return RubricInput(version, tuple(answers))


def url_of(selection):
    return reverse("monthly_validate", args=[selection.monthly_review_id, selection.case_id])


def posted_answers(selection, value="", comment="", version=1, **more):
    rows = {"version": version}
    for criterion in selection.monthly_review.rubric_version.criteria.all():
        rows[f"answer_{criterion.pk}"] = value
        rows[f"comment_{criterion.pk}"] = comment
    return rows | more


def validate(monthly_review, by, value="yes", comment=""):
    for selection in cases_of(monthly_review):
        save_validation(selection, rubric_input=fill(selection, value, comment), by=by, now=NOW)
    return send_validation(monthly_review, by=by, now=NOW)


def stand_in_for(monthly_review):
    day = monthly_review.validation_due_on
    return StandIn.objects.create(
        manager=monthly_review.manager,
        person=UserFactory(),
        first_day=day,
        last_day=day,
        state=StandInState.ACTIVE,
    ).person


def test_sent_validation_opens_the_discussion_for_both():
    month = validating_month()
    sent = validate(month, month.manager)
    assert (sent.state, sent.validator) == ("discussing", month.manager)
    for selection in cases_of(month):
        for review in (selection.self_review, selection.manager_review):
            assert review.state == ReviewState.SUBMITTED
            readers = set(Reader.objects.filter(review=review).values_list("user", flat=True))
            assert readers == {month.engineer_id, month.manager_id}


def test_validation_by_anyone_else_is_not_allowed():
    month = validating_month()
    for person in (month.engineer, UserFactory()):
        with pytest.raises(NotAllowed):
            validate(month, person)
        with pytest.raises(NotAllowed):
            open_self_assessments(month, by=person, now=NOW)


def test_opening_a_self_assessment_ends_recalling():
    month = validating_month()
    open_self_assessments(month, by=month.manager, now=NOW)
    with pytest.raises(StaleState, match="opened"):
        recall_self_assessment(month, by=month.engineer, now=NOW)


def test_recall_stops_the_validation_and_keeps_its_draft():
    month = validating_month(is_blind=True)
    [first, _] = cases_of(month)
    draft = save_validation(first, rubric_input=fill(first, "no"), by=month.manager, now=NOW)
    recall_self_assessment(month, by=month.engineer, now=NOW)
    with pytest.raises(StaleState, match="recalled"):
        save_validation(first, rubric_input=fill(first), by=month.manager, now=NOW)
    assert set(draft.answers.values_list("value", flat=True)) == {"no"}


def test_differing_answer_needs_a_comment_and_an_agreed_no_needs_none():
    month = validating_month(value="no", comment="I left them waiting.")
    with pytest.raises(Refused):
        validate(month, month.manager, "yes")
    validate(month, month.manager, "no")
    month = validating_month()
    validate(month, month.manager, "no", "You wrote too late.")


def test_blind_self_assessment_reaches_the_manager_with_the_validation():
    month = validating_month(is_blind=True)
    reviews = Review.objects.filter(self_selection__monthly_review=month)
    assert not reviews.visible_to(month.manager).exists()
    with pytest.raises(NotAllowed, match="blind"):
        open_self_assessments(month, by=month.manager, now=NOW)
    with pytest.raises(NotAllowed, match="blind"):
        agree_with_rest(cases_of(month)[0], rubric_input=RubricInput(1), by=month.manager, now=NOW)
    validate(month, month.manager)
    assert reviews.visible_to(month.manager).count() == 2


def test_agreeing_with_the_rest_keeps_what_is_answered():
    month = validating_month()
    [first, _] = cases_of(month)
    [one, *others] = fill(first, "no", "You wrote too late.").answers
    answers = (one, *(AnswerInput(other.criterion_id) for other in others))
    draft = agree_with_rest(first, rubric_input=RubricInput(1, answers), by=month.manager, now=NOW)
    values = list(Answer.objects.filter(review=draft).values_list("value", flat=True))
    assert values == ["no"] + ["yes"] * len(others)


def test_save_from_a_second_tab_shows_both_texts():
    month = validating_month()
    [first, _] = cases_of(month)
    save_validation(first, rubric_input=fill(first), by=month.manager, now=NOW)
    with pytest.raises(StaleReview):
        save_validation(first, rubric_input=fill(first, "no"), by=month.manager, now=NOW)


def test_stand_in_takes_over_and_the_draft_of_the_manager_is_discarded():
    month = validating_month()
    [first, _] = cases_of(month)
    draft = save_validation(first, rubric_input=fill(first), by=month.manager, now=NOW)
    person = stand_in_for(month)
    with pytest.raises(ValidationTakenOver, match=month.manager.first_name):
        save_validation(first, rubric_input=fill(first), by=person, now=NOW)
    assert take_over_validation(month, by=person, now=NOW) == month.manager
    draft.refresh_from_db()
    assert draft.state == ReviewState.DISCARDED
    assert Notice.objects.get(kind="validation_discarded").recipient == month.manager
    validate(month, person)
    first.refresh_from_db()
    assert first.manager_review.reviewer == person
    for review in (first.self_review, first.manager_review):
        assert Reader.objects.filter(review=review, user=person).exists()


def test_validation_is_unchanged_when_the_audit_refuses(audit_refuses):
    month = validating_month()
    [first, second] = cases_of(month)
    act = {"by": month.manager, "now": NOW}
    with audit_refuses():
        open_self_assessments(month, **act)
    with audit_refuses():
        save_validation(first, rubric_input=fill(first), **act)
    with audit_refuses():
        agree_with_rest(first, rubric_input=fill(first), **act)
    month.refresh_from_db()
    assert month.read_at is None
    assert not Review.objects.filter(manager_selection__isnull=False).exists()
    for selection in (first, second):
        save_validation(selection, rubric_input=fill(selection), **act)
    with audit_refuses():
        send_validation(month, **act)
    with audit_refuses():
        take_over_validation(month, by=stand_in_for(month), now=NOW)
    month.refresh_from_db()
    assert month.state == "validating"


def test_readers_are_not_added_when_the_audit_refuses(audit_refuses):
    review = cases_of(validating_month(is_blind=True))[0].self_review
    readers = {UserFactory().pk: ReaderWhy.MANAGER}
    with audit_refuses():
        add_readers(review, readers=readers, by=review.reviewer, now=NOW)
    assert review.readers.count() == 1
    add_readers(review, readers=readers, by=review.reviewer, now=NOW)
    add_readers(review, readers=readers, by=review.reviewer, now=NOW)
    assert review.readers.count() == 2


def test_page_shows_the_answers_of_the_engineer_and_saves_those_of_the_manager(client):
    month = validating_month(comment="I asked for the raw body.")
    [first, second] = cases_of(month)
    client.force_login(month.manager)
    page = client.get(url_of(first))
    assert "I asked for the raw body." in page.text
    month.refresh_from_db()
    assert month.read_at
    posted = posted_answers(first, "no", "You wrote too late.", go=second.case_id)
    assert client.post(url_of(first), posted).url == url_of(second)
    assert "You wrote too late." in client.get(url_of(first)).text
    outdated = client.post(url_of(first), posted_answers(first, "yes"))
    assert outdated.status_code == 409
    assert f'action="{url_of(first)}"' in outdated.text


def test_answers_with_gaps_are_saved_and_the_case_that_lacks_them_is_shown(client):
    month = validating_month()
    [first, second] = cases_of(month)
    client.force_login(month.manager)
    send_url = reverse("monthly_validated", args=[month.pk])
    page = client.post(send_url, posted_answers(second, "yes", case=second.case_id))
    assert page.status_code == 422
    assert "8 criteria are still open" in page.text
    assert first.case.subject in page.text
    client.post(url_of(first), posted_answers(first, rest=""))
    page = client.post(send_url, posted_answers(second, "yes", version=2, case=second.case_id))
    assert page.url == reverse("monthly_review", args=[month.pk])


def test_recall_answers_409_and_keeps_what_was_typed(client):
    month = validating_month(is_blind=True)
    [first, _] = cases_of(month)
    client.force_login(month.manager)
    assert "I was late" not in client.get(url_of(first)).text
    recall_self_assessment(month, by=month.engineer, now=NOW)
    page = client.post(url_of(first), posted_answers(first, "no", "You wrote too late."))
    assert page.status_code == 409
    assert f"{month.engineer.first_name} recalled" in page.text
    assert "You wrote too late." in page.text


def test_page_of_a_case_leads_a_stand_in_to_take_over_first(client):
    month = validating_month()
    [first, _] = cases_of(month)
    save_validation(first, rubric_input=fill(first), by=month.manager, now=NOW)
    client.force_login(stand_in_for(month))
    page = client.get(url_of(first), follow=True)
    assert f"{month.manager.first_name}’s draft is discarded" in page.text
    assert client.post(page.redirect_chain[-1][0]).url == url_of(first)
    assert "Agree with the other 8" in client.get(url_of(first)).text
