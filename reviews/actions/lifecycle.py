from django.db import transaction
from django.db.models import F, Q

from audit.actions import record
from core.errors import NotAllowed, Refused, StaleState
from core.transitions import move
from notifications.actions import queue
from pairing.actions import mark_done, mark_reopened, mark_started, mark_unstarted
from pairing.models import Pairing
from reviews.errors import StaleDraft, require_draft
from reviews.models import Answer, Consent, Reader, Review
from reviews.notices import ReviewAcknowledged, ReviewReceived
from reviews.queries import compare_with_saved, find_readers, is_eligible
from reviews.rules import can_acknowledge, can_mark_used, can_review
from reviews.states import ConsentState, ReviewState
from rubrics.queries import current_version


@transaction.atomic
def start_review(pairing, *, case, by, now):
    """Begin the draft for `pairing` about `case`, or return the one that is there (a double click, a second tab).

    Raises `NotAllowed` for anybody but the drawn reviewer, `StaleState` once the pairing is over, and `Refused` when
    the case is not one that the handbook's rule offers any more (it changed hands or was closed meanwhile).
    """
    if not can_review(by, pairing):
        raise NotAllowed(
            "Only the drawn reviewer can begin this review, and only while it waits for one."
        )
    mark_started(
        pairing, by=by, now=now
    )  # locks the pairing's row, so that two beginnings queue up here
    if live := Review.objects.filter(pairing=pairing, state=ReviewState.DRAFT).first():
        return live
    if not is_eligible(case, pairing, now=now):
        raise Refused(
            "This case is no longer one of those you can pick: it changed hands or was closed too long ago."
        )
    review = Review.objects.create(
        case=case,
        reviewer_id=pairing.reviewer_id,
        owner_id=pairing.owner_id,
        pairing=pairing,
        rubric_version=current_version(pairing.draw.cycle.rubric),
        started_at=now,
        saved_at=now,
    )
    record("review started", review, by=by, now=now, case=case.pk, pairing=pairing.pk)
    return review


@transaction.atomic
def save_draft(review, *, filled, by, now, page_stays=False):
    """Keep `filled` (a `Filled`) as the draft and return its new version; `page_stays` when an open page autosaves.

    Raises `NotAllowed` for anybody but the reviewer, and `StaleDraft` with both texts when the draft was saved from
    elsewhere since: nothing is overwritten. Saves are not on the audit trail, as they happen every few seconds.
    """
    require_draft(review, by=by)
    _keep(review, filled, now=now, saved_from=filled.page if page_stays else "")
    return review.version


@transaction.atomic
def submit_review(review, *, filled, by, now):
    """Send a review: fix its text, write who may read it, end the pairing, tell the owner.

    Raises `NotAllowed`, `StaleDraft` as `save_draft` does, `StaleState` when it was sent already, and `Refused` if an
    answer is missing (the form says so before).
    """
    _hold_pairing(review)
    require_draft(review, by=by)
    if any(_problems(review, filled)):
        raise Refused(
            "Every criterion needs an answer, and every no a comment, before a review can be sent."
        )
    _keep(review, filled, now=now)
    move(review, to=ReviewState.SUBMITTED, submitted_at=now, technical_notes=_consented(review))
    readers = find_readers(review, now=now)
    Reader.objects.bulk_create(
        Reader(review=review, user_id=user_id, why=why) for user_id, why in readers.items()
    )
    if review.pairing_id:
        mark_done(review.pairing, by=by, now=now)
    record("review sent", review, by=by, now=now, version=review.version, readers=sorted(readers))
    queue(ReviewReceived(review), now=now)
    return review


@transaction.atomic
def open_review(review, *, by, now):
    """Write down that a reader opened the review for the first time; later openings change nothing."""
    opened = Reader.objects.filter(review=review, user=by, opened_at__isnull=True).update(
        opened_at=now
    )
    if opened:
        record("review opened", review, by=by, now=now)
    elif not Reader.objects.filter(review=review, user=by).exists():
        raise StaleState(
            "This review was recalled by its reviewer. You are told when it is sent again.", review
        )
    return bool(opened)


@transaction.atomic
def recall_review(review, *, by, now):
    """Take a sent review back as a draft, until anyone but its reviewer has opened it.

    Its `Reader` rows go; sending it again writes those of that day. Raises `NotAllowed` for others, `StaleState` once
    it was opened, acknowledged or closed, or its cycle has ended.
    """
    if review.reviewer_id != by.pk:
        raise NotAllowed("Only its reviewer can recall a review.")
    if review.state != ReviewState.SUBMITTED:
        raise StaleState(
            f"This review is {review.get_state_display().lower()}: it cannot be recalled.", review
        )
    if review.pairing_id:
        mark_reopened(
            review.pairing, by=by, now=now
        )  # holds the cycle and the pairing, in the order of closing
    move(review, to=ReviewState.DRAFT, submitted_at=None, version=review.version + 1)
    readers = list(
        Reader.objects.select_for_update().filter(review=review)
    )  # an opening waits here, or went before
    if any(reader.opened_at and reader.user_id != by.pk for reader in readers):
        raise StaleState(
            "It was opened already, so it can no longer be recalled. Write a comment instead.",
            review,
        )
    Reader.objects.filter(review=review).delete()
    record("review recalled", review, by=by, now=now)
    return review


@transaction.atomic
def acknowledge_review(review, *, by, now, takeaway=""):
    """The owner says "I have read this", and if they like what they take from it.

    Raises `NotAllowed` for others, `StaleState` when it is said already.
    """
    if review.owner_id != by.pk:
        raise NotAllowed("Only the owner of the case can acknowledge its review.")
    if not can_acknowledge(by, review):
        raise StaleState("This review is acknowledged already.", review)
    move(review, to=ReviewState.ACKNOWLEDGED, acknowledged_at=now, takeaway=takeaway.strip())
    Reader.objects.filter(review=review, user=by, opened_at__isnull=True).update(opened_at=now)
    record("review acknowledged", review, by=by, now=now)
    queue(ReviewAcknowledged(review), now=now)
    return review


@transaction.atomic
def mark_used(review, *, by, now):
    """The owner says "I used this" while the case is open; a second click changes nothing."""
    if not can_mark_used(by, review):
        raise NotAllowed("Only the owner can say so, and only while the case is open.")
    if Review.objects.filter(pk=review.pk, used_at__isnull=True).update(used_at=now):
        record("review used", review, by=by, now=now)


@transaction.atomic
def close_unacknowledged(review, *, by, now):
    """Close a review by rule: 14 days after its cycle ended, nobody is reminded of it any more. It stays readable."""
    move(review, to=ReviewState.CLOSED, ended_at=now)
    record("review closed", review, by=by, now=now)


@transaction.atomic
def discard_review(review, *, by, now):
    """Lay a draft aside, so that another case can be picked. Its text stays readable for its reviewer."""
    _hold_pairing(review)
    require_draft(review, by=by)
    move(review, to=ReviewState.DISCARDED, ended_at=now)
    if review.pairing_id:
        mark_unstarted(review.pairing, by=by, now=now)
    record("draft laid aside", review, by=by, now=now, why="another case")
    return review


def _hold_pairing(review):
    """The pairing's row first, as those who end a pairing take it: in one order, nobody waits in a circle."""
    Pairing.objects.select_for_update(of=["self"]).filter(pk=review.pairing_id).first()


def _keep(review, filled, *, now, saved_from=""):
    """The one UPDATE that decides between two tabs.

    It finds its row with the version the reviewer saw, or where the same page was the last to autosave: a click on Send
    may overtake the answer that carries the new version. A page that was left cannot come back that way.
    """
    seen = Q(version=filled.version)
    if filled.page:
        seen |= Q(saved_from=filled.page)
    rows = Review.objects.filter(seen, pk=review.pk, state=ReviewState.DRAFT)
    note = filled.closing_note
    kept = rows.update(
        version=F("version") + 1,
        saved_at=now,
        closing_note=note,
        saved_from=saved_from,
        technical_notes=filled.technical_notes,
    )
    if not kept:
        current, rows = compare_with_saved(review, filled)
        require_draft(current, by=current.reviewer)  # it was sent or laid aside in this very moment
        raise StaleDraft(current, rows)
    Answer.objects.bulk_create(
        [
            Answer(
                review=review,
                criterion_id=given.criterion_id,
                value=given.value,
                comment=given.comment,
            )
            for given in filled.given
        ],
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["value", "comment"],
    )
    review.version, review.saved_at, review.closing_note = review.version + 1, now, note
    review.technical_notes = filled.technical_notes


def _consented(review):
    """The technical notes, if the owner's consent stands at the moment of sending."""
    consent = Consent.objects.select_for_update().filter(review=review).first()
    return review.technical_notes if consent and consent.state == ConsentState.ALLOWED else ""


def _problems(review, filled):
    given = {answer.criterion_id: answer for answer in filled.given}
    for criterion in review.rubric_version.criteria.all():
        answer = given.get(criterion.pk)
        yield "missing" if answer is None else answer.problem(criterion.allows_na)


@transaction.atomic
def send_reminder(notice, *, by, now):
    """Queue one reminder; its unique key sends it once. The outbox row is its record, so the audit trail has none."""
    queue(notice, now=now)
