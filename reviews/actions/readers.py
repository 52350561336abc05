"""Reading a sent review and opening it are one decision under one lock."""

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed
from notifications.actions import mark_read_about
from reviews.errors import ReviewRecalled
from reviews.models import Reader
from reviews.notices import ReviewReceived, ReviewShared
from reviews.states import SENT


@transaction.atomic
def open_review(review, *, by, now):
    """Note that a reader opened the review; returns whether it is the first time.

    Call it before anything of the review is read or answered: from then on it cannot be recalled.
    Raises `ReviewRecalled` if the reviewer was faster, and `NotAllowed` for people who may not read
    the review.
    """
    if review.state not in SENT:
        raise NotAllowed("This review has not been sent.")
    if lock(review).state not in SENT:
        raise ReviewRecalled(review)
    reader = Reader.objects.filter(review=review, user=by)
    if reader.filter(opened_at__isnull=True).update(opened_at=now):
        record("review opened", review, by=by, now=now)
        mark_read_about([ReviewReceived.kind, ReviewShared.kind], review, by=by, now=now)
        return True
    if not reader.exists():
        raise NotAllowed("Only its readers can open this review.")
    return False
