"""Opening a sent review: one check under one lock decides whether it can be read."""

from django.db import transaction

from audit.actions import record, record_all
from core.concurrency import lock
from core.errors import NotAllowed
from notifications.actions import mark_read_about
from reviews.errors import ReviewRecalled
from reviews.models import Reader, Review
from reviews.notices import ReviewReceived, ReviewShared
from reviews.rules import gives_opinion
from reviews.states import SENT


@transaction.atomic
def open_review(review, *, by, now):
    """Record that a reader opened the review; returns whether it is the first time.

    Call it before anything of the review is read or answered: from then on it cannot be recalled.
    Raises `ReviewRecalled` if the review was recalled first, and `NotAllowed` for people who
    cannot read it.
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
    if not reader.exists() and not gives_opinion(by, review):
        raise NotAllowed("Only its readers can open this review.")
    return False


@transaction.atomic
def replace_reader(review, *, old, new, why, by, now):
    """Let `new` read a sent review in place of `old`, who cannot open it any more.

    For apps whose reviews change hands; the calling action has checked permissions. `new` becomes
    a reader only if `old` was one. `why` is a `ReaderWhy`.
    """
    lock(review)
    if not Reader.objects.filter(review=review, user=old).delete()[0]:
        return
    Reader.objects.get_or_create(review=review, user=new, defaults={"why": why})
    record("reader replaced", review, by=by, now=now, old=old.pk, new=new.pk)


@transaction.atomic
def open_reviews(reviews, *, by, now):
    """As `open_review` for those of `reviews` that `by` has not opened; skips recalled ones."""
    unopened = Reader.objects.filter(user=by, opened_at__isnull=True)
    waiting = reviews.filter(pk__in=unopened.values("review")).values("pk")
    rows = Review.objects.filter(pk__in=waiting, state__in=SENT)
    locked = list(rows.select_for_update().order_by("pk"))
    unopened.filter(review__in=locked).update(opened_at=now)
    record_all("review opened", [(review, {}) for review in locked], by=by, now=now)


@transaction.atomic
def add_readers(review, *, readers, by, now):
    """Let more people read a sent review: `readers` is {user id: why}.

    For the app that runs reviews of its kind; the calling action has checked permissions. Those who
    can read it already stay as they are. Raises `NotAllowed` for a draft.
    """
    if review.state not in SENT:
        raise NotAllowed("This review has not been sent.")
    present = set(review.readers.values_list("user_id", flat=True))
    added = {user_id: why for user_id, why in readers.items() if user_id not in present}
    if not added:
        return
    Reader.objects.bulk_create(
        Reader(review=review, user_id=user_id, why=why) for user_id, why in added.items()
    )
    record("readers added", review, by=by, now=now, readers=sorted(added))
