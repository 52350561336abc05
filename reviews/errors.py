from django.urls import reverse

from core.concurrency import lock
from core.drafts import StaleDraft, find_differences
from core.errors import NotAllowed, Refused, StaleState
from reviews.kinds import kind_of
from reviews.rubric_input import AnswerInput
from reviews.rules import can_edit


class StaleReview(StaleDraft):
    """A save came from an older copy of the draft. The page lets the reviewer pick a text."""

    cell = "reviews/_stale_answer.html"
    row_title = "Criterion"
    form_id = "rubric"

    def __init__(self, review, differences):
        super().__init__(
            "This draft was saved from another tab or device after you opened it here.",
            review,
            differences=differences,
            version=review.version,
            edit_url=kind_of(review).edit_url(review) or reverse("review_edit", args=[review.pk]),
        )


class StaleOpinion(StaleDraft):
    """A save came from an older copy of an answer to a second opinion."""

    noun = "answer"
    form_id = "opinion"

    def __init__(self, opinion, differences):
        super().__init__(
            "This answer was saved from another tab or device after you opened it here.",
            opinion,
            differences=differences,
            version=opinion.version,
            edit_url=reverse("opinion", args=[opinion.review_id, opinion.pk]),
        )


class StaleAnswer(StaleDraft):
    """The review changed since the page of an answer was opened. Shows both versions of it."""

    noun = "answer"
    cell = "reviews/_stale_answer.html"
    row_title = "Criterion"

    def __init__(self, review, answer, typed):
        saved = AnswerInput(answer.criterion_id, answer.value, answer.comment)
        super().__init__(
            "This review was changed in another tab or on another device after you opened it here.",
            review,
            differences=find_differences([(answer.criterion.title, typed, saved)]),
            version=review.version,
            edit_url=reverse("answer_change", args=[review.pk, answer.criterion_id]),
        )


class StaleInvitation(StaleState):
    """The invitation to review a case is answered or over. Says what happened."""

    def __init__(self, invitation):
        state = invitation.get_state_display().lower()
        super().__init__(f"This invitation is {state}, so that is no longer possible.", invitation)


class ReviewRecalled(StaleState):
    """The reviewer recalled the review before this reader opened it."""

    template = "reviews/recalled.html"

    def __init__(self, review):
        super().__init__(
            "It was recalled before you opened it. You will get a notice if it is sent again.",
            review,
        )


class QuoteRefused(Refused):
    """These words cannot be quoted. The page shows the reason beside the form."""

    template = "reviews/quote_refused.html"


def require_sends_alone(review):
    """Raise `NotAllowed` for a kind that another app sends."""
    kind = kind_of(review)
    if not kind.sends_alone:
        raise NotAllowed(f"A {kind.noun} cannot be sent from here.")


def require_draft(review, *, by):
    """Raise `NotAllowed` unless `by` is the reviewer, `StaleState` if it is not a draft."""
    if review.reviewer_id != by.pk:
        raise NotAllowed("Only the reviewer can change a draft.")
    if not can_edit(by, review):
        raise StaleState(
            f"You can no longer change this review: it is {review.get_state_display().lower()}.",
            review,
        )


def require_asked(opinion, by):
    """Raise `NotAllowed` unless `by` is the manager who was asked."""
    if not by.is_active or opinion.manager_id != by.pk:
        raise NotAllowed("Only the manager who was asked can do that.")


def lock_open_question(opinion, *, by):
    """Lock the review and the opinion, whose state is current afterwards; returns the review.

    Raises `StaleState` with the reason if the question is closed.
    """
    review = lock(opinion.review)
    opinion.state = lock(opinion).state
    opinion.review.state = review.state
    if not opinion.is_open:
        raise StaleState(opinion.why_over(by), opinion)
    return review
