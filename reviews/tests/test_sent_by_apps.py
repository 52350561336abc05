"""Reviews that another app sends, shows and ends: self reviews and manager reviews."""

import pytest
from django.urls import reverse

from core.errors import NotAllowed, Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from core.tests.rows import reload
from reviews import actions, kinds, queries
from reviews.models import Reader
from reviews.rubric_input import AnswerInput, RubricInput
from reviews.states import ReviewKind, ReviewState
from reviews.tests.factories import NOW, fill_rubric, posted_rubric, review_of_kind
from rubrics.tests.factories import RubricFactory

pytestmark = pytest.mark.django_db


class ShownElsewhere(kinds.SelfReview):
    """As an app registers it: with pages of its own, and words for the form."""

    def page_url(self, review):
        return f"/people/{review.reviewer_id}/"

    def finish_label(self, review):
        return "Save and go back to your cases"

    def finish_url(self, review):
        return "/reviews/?side=given"


class WrittenElsewhere(kinds.ManagerReview):
    def edit_url(self, review):
        return f"/people/{review.owner_id}/"

    def find_answer_problem(self, review, criterion, answer):
        return super().find_answer_problem(review, criterion, answer) or (
            "" if answer.comment else "Say why."
        )


@pytest.fixture(autouse=True)
def kinds_of_an_app(monkeypatch):
    for kind_class in (ShownElsewhere, WrittenElsewhere):
        monkeypatch.setitem(kinds._kinds, kind_class.name, kind_class())


@pytest.fixture
def draft():
    """Saved, with the first criterion open and a no without a comment in the second."""
    review = review_of_kind(ReviewKind.SELF)
    first, second, *others = fill_rubric(review).answers
    answers = (AnswerInput(first.criterion_id), AnswerInput(second.criterion_id, "no"), *others)
    actions.save_draft(review, rubric_input=RubricInput(1, answers), by=review.reviewer, now=NOW)
    return reload(review)


def complete(review):
    actions.save_draft(review, rubric_input=fill_rubric(review), by=review.reviewer, now=NOW)
    return reload(review)


def test_find_missing_of_a_draft_names_open_answers_and_comments(draft):
    first, second, *_ = draft.rubric_version.criteria.all()
    assert queries.find_missing(draft) == [(first, "answer"), (second, "comment")]
    assert queries.find_missing(complete(draft)) == []


def test_find_missing_of_an_app_follows_what_its_kind_needs():
    review = complete(review_of_kind(ReviewKind.MANAGER))
    criteria = review.rubric_version.criteria.all()
    assert queries.find_missing(review) == [(criterion, "comment") for criterion in criteria]


def test_submit_saved_review_sends_the_answers_and_the_note_as_saved(draft):
    review = actions.submit_saved_review(complete(draft), by=draft.reviewer, now=NOW)
    assert reload(review).state == ReviewState.SUBMITTED
    assert reload(review).closing_note == "Thank you, I learned a lot."
    assert set(review.answers.values_list("value", flat=True)) == {"yes"}
    assert Reader.objects.get().user == draft.reviewer


def test_submit_saved_review_with_gaps_is_refused(draft):
    with pytest.raises(Refused):
        actions.submit_saved_review(draft, by=draft.reviewer, now=NOW)


def test_submit_saved_review_of_somebody_else_is_not_allowed():
    review = complete(review_of_kind(ReviewKind.MANAGER))
    with pytest.raises(NotAllowed):
        actions.submit_saved_review(review, by=review.owner, now=NOW)


def test_submit_saved_review_when_the_audit_fails_leaves_a_draft(draft, audit_refuses):
    review = complete(draft)
    with audit_refuses():
        actions.submit_saved_review(review, by=review.reviewer, now=NOW)
    assert (reload(review).state, reload(review).version) == (ReviewState.DRAFT, review.version)


@pytest.mark.django_db(transaction=True)
def test_submit_saved_review_while_another_tab_saves_or_sends_has_one_outcome():
    review = complete(review_of_kind(ReviewKind.SELF))
    copies = [reload(review) for _ in range(3)]
    sends = [
        lambda copy=copy: actions.submit_saved_review(copy, by=copy.reviewer, now=NOW)
        for copy in copies[:2]
    ]
    late = {"rubric_input": fill_rubric(review, "no", "Late."), "by": review.reviewer, "now": NOW}
    errors = errors_of(run_together(*sends, lambda: actions.save_draft(copies[2], **late)))
    assert reload(review).state == ReviewState.SUBMITTED
    assert {type(error) for error in errors} == {StaleState}
    values = set(review.answers.values_list("value", flat=True))
    assert (len(errors), values) in [(1, {"no"}), (2, {"yes"})]


def test_submit_address_of_a_kind_that_an_app_sends_is_forbidden(client):
    review = review_of_kind(ReviewKind.SELF)
    client.force_login(review.reviewer)
    address = reverse("review_submit", args=[review.pk])
    assert client.post(address, posted_rubric(review)).status_code == 403
    assert reload(review).state == ReviewState.DRAFT


def test_finish_button_saves_gaps_too_and_opens_the_page_of_the_kind(client, draft):
    client.force_login(draft.reviewer)
    address = reverse("review_edit", args=[draft.pk])
    assert "Save and go back to your cases</button>" in client.get(address).text
    data = posted_rubric(draft, value="", finish="")
    assert client.post(address, data).url == "/reviews/?side=given"
    assert reload(draft).version == draft.version + 1


def test_review_with_a_page_of_its_own_is_shown_there_and_not_noted_as_opened(client, draft):
    review = actions.submit_saved_review(complete(draft), by=draft.reviewer, now=NOW)
    client.force_login(review.reviewer)
    page = client.get(reverse("review", args=[review.pk]))
    assert page.url == f"/people/{review.reviewer_id}/"
    assert Reader.objects.get().opened_at is None


def test_draft_with_a_page_of_its_own_is_written_there(client):
    review = review_of_kind(ReviewKind.MANAGER)
    client.force_login(review.reviewer)
    page = client.get(reverse("review_edit", args=[review.pk]))
    assert page.url == f"/people/{review.owner_id}/"


@pytest.mark.parametrize("layout", ["form", "document"])
def test_self_review_words_criteria_about_oneself_where_the_rubric_does(client, layout):
    version = RubricFactory(draft=["Plain words", "Evidence"]).versions.get()
    version.criteria.filter(position=1).update(self_title="I write plainly")
    review = review_of_kind(ReviewKind.SELF, rubric_version=version)
    client.force_login(review.reviewer)
    page = client.get(f"{reverse('review_edit', args=[review.pk])}?as={layout}").text
    assert "I write plainly" in page
    assert "Plain words" not in page
    assert "Evidence" in page


def test_end_draft_of_an_app_keeps_the_text_and_says_why(draft):
    actions.end_draft(draft, why="another case", by=draft.owner, now=NOW)
    assert (reload(draft).state, reload(draft).ended_at) == (ReviewState.DISCARDED, NOW)
    assert draft.answers.exists()


def test_end_draft_of_a_sent_review_is_stale(draft):
    stale = reload(draft)
    actions.submit_saved_review(complete(draft), by=draft.reviewer, now=NOW)
    with pytest.raises(StaleState):
        actions.end_draft(stale, why="another case", by=draft.reviewer, now=NOW)


def test_end_draft_when_the_audit_fails_leaves_a_draft(draft, audit_refuses):
    with audit_refuses():
        actions.end_draft(draft, why="another case", by=draft.reviewer, now=NOW)
    assert reload(draft).state == ReviewState.DRAFT
