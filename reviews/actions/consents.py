from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed, StaleState
from core.transitions import move
from notifications.actions import queue, settle
from reviews.errors import require_draft
from reviews.kinds import kind_of
from reviews.models import Consent, Review
from reviews.notices import ConsentAnswered, ConsentAsked, ConsentClosed, ConsentWaits
from reviews.rules import is_peer_like
from reviews.states import ConsentState

ASKING = (ConsentAsked.kind, ConsentWaits.kind)


@transaction.atomic
def ask_consent(review, *, by, now):
    """Ask the owner for consent to technical notes. A second call does not ask again.

    After a recall, a question that was closed without an answer can be asked again. Raises
    `NotAllowed` for kinds that are not written for the owner, and the errors of `save_draft`.
    """
    require_draft(review, by=by)
    if not is_peer_like(review):
        raise NotAllowed(f"A {kind_of(review).noun} has no technical notes for the owner.")
    consent, is_new = Consent.objects.get_or_create(review=review, defaults={"asked_at": now})
    if consent.state == ConsentState.CLOSED:
        move(consent, to=ConsentState.ASKED, asked_at=now)
        is_new = True
    if is_new:
        record("consent asked", review, by=by, now=now)
        queue(ConsentAsked(consent), now=now)
    return consent


@transaction.atomic
def answer_consent(consent, *, allow, by, now):
    """Record that the owner allows or declines technical notes.

    Until the review is sent, a no can still become a yes.
    """
    _require_open(consent, by=by)
    state = ConsentState.ALLOWED if allow else ConsentState.DECLINED
    move(consent, to=state, answered_at=now)
    record(f"consent {state}", consent.review, by=by, now=now)
    queue(ConsentAnswered(consent), now=now)


@transaction.atomic
def withdraw_consent(consent, *, by, now):
    """Withdraw consent before the review is sent, so that it is sent without the notes."""
    _require_open(consent, by=by)
    move(consent, to=ConsentState.WITHDRAWN, answered_at=now)
    record("consent withdrawn", consent.review, by=by, now=now)
    queue(ConsentAnswered(consent), now=now)


@transaction.atomic
def close_questions(reviews, *, by, now):
    """Close the unanswered questions about `reviews`; returns the consents.

    The reviews are locked. The question also disappears from the owner's inbox.
    """
    consents = Consent.objects.select_for_update(of=["self"]).select_related("review")
    consents = list(consents.filter(review__in=reviews, state=ConsentState.ASKED))
    for consent in consents:
        move(consent, to=ConsentState.CLOSED)
        record("consent closed", consent.review, by=by, now=now)
        settle(ASKING, consent, now=now)
    return consents


@transaction.atomic
def close_question_of_sent(review, *, by, now):
    """The same when the review is sent. Notifies both people, as neither closed it on purpose."""
    for consent in close_questions([review], by=by, now=now):
        queue(ConsentClosed(consent), now=now)


def _require_open(consent, *, by):
    """Raise `NotAllowed` unless `by` is the owner, `StaleState` once it is too late to answer.

    The review stays locked, so that it is not sent in the meantime.
    """
    consent.review = (
        Review.objects.select_for_update(of=["self"])
        .select_related("reviewer")
        .get(pk=consent.review_id)
    )
    if consent.review.owner_id != by.pk:
        raise NotAllowed("Only the case owner can answer this.")
    consent.refresh_from_db(fields=["state"])
    if not consent.is_open:
        raise StaleState(consent.why_over, consent)
