from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed
from core.transitions import move
from notifications.actions import queue
from reviews.errors import require_draft
from reviews.kinds import kind_of
from reviews.models import Consent, Review
from reviews.notices import ConsentAnswered, ConsentAsked
from reviews.rules import is_peer_like
from reviews.states import ConsentState, ReviewState


@transaction.atomic
def ask_consent(review, *, by, now):
    """Ask the owner whether technical notes are welcome; a second call does not ask again.

    Raises `NotAllowed` for kinds that are not written for the owner, and as `save_draft` does.
    """
    require_draft(review, by=by)
    if not is_peer_like(review):
        raise NotAllowed(f"A {kind_of(review).noun} has no technical notes for the owner.")
    consent, is_new = Consent.objects.get_or_create(review=review, defaults={"asked_at": now})
    if is_new:
        record("consent asked", review, by=by, now=now)
        queue(ConsentAsked(consent), now=now)
    return consent


@transaction.atomic
def answer_consent(consent, *, allow, by, now):
    """The owner allows technical notes or declines.

    Until the review is sent, a no may become a yes.
    """
    _require_open(consent, by=by)
    state = ConsentState.ALLOWED if allow else ConsentState.DECLINED
    move(consent, to=state, answered_at=now)
    record(f"consent {state}", consent.review, by=by, now=now)
    queue(ConsentAnswered(consent), now=now)


@transaction.atomic
def withdraw_consent(consent, *, by, now):
    """Withdraw the consent before the review is sent: the notes are then not part of it."""
    _require_open(consent, by=by)
    move(consent, to=ConsentState.WITHDRAWN, answered_at=now)
    record("consent withdrawn", consent.review, by=by, now=now)
    queue(ConsentAnswered(consent), now=now)


def _require_open(consent, *, by):
    """Raise `NotAllowed` unless `by` owns the case and the review is a draft.

    The review stays locked, so that nobody sends it meanwhile.
    """
    review = Review.objects.select_for_update().get(pk=consent.review_id)
    if review.owner_id != by.pk:
        raise NotAllowed("Only the case owner can answer this.")
    if review.state != ReviewState.DRAFT:
        raise NotAllowed("The review has been sent, so this can no longer be changed.")
