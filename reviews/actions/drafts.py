from django.db import transaction

from audit.actions import record
from core import drafts
from core.errors import NotAllowed, Refused
from core.transitions import move
from notifications.actions import queue
from pairing.actions import mark_started
from pairing.models import Pairing
from reviews.actions.consents import close_question_of_sent, close_questions
from reviews.actions.invitations import end_invitation_of
from reviews.actions.opinions import close_opinions
from reviews.errors import StaleReview, require_draft, require_sends_alone
from reviews.kinds import kind_of
from reviews.models import Answer, Consent, Reader, Review
from reviews.notices import ReviewReceived, ReviewShared
from reviews.queries import build_saved_input, compare_with_saved, is_eligible
from reviews.rules import can_review, is_peer_like
from reviews.signals import review_sent
from reviews.states import ConsentState, ReviewKind, ReviewState
from rubrics.queries import current_version


@transaction.atomic
def start_review(pairing, *, case, by, now):
    """Start the draft for `pairing` about `case`, or return the existing one (a double click).

    Raises `NotAllowed` for anyone but the drawn reviewer, `StaleState` once the pairing is over,
    and `Refused` if the case can no longer be picked (it has a new owner or was closed).
    """
    if not can_review(by, pairing):
        raise NotAllowed(
            "Only the reviewer of this pairing can start the review, and only while it is open."
        )
    mark_started(pairing, by=by, now=now)  # locks the pairing, so that a second start waits here
    drafts_of_pairing = Review.objects.filter(pairing=pairing, kind=ReviewKind.PEER)
    if draft := drafts_of_pairing.filter(state=ReviewState.DRAFT).first():
        return draft
    if not is_eligible(case, pairing, now=now):
        raise Refused(
            "You can no longer pick this case: it has a new owner or was closed too long ago."
        )
    cycle = pairing.draw.cycle
    return create_review(
        ReviewKind.PEER,
        case=case,
        reviewer=pairing.reviewer,
        owner=pairing.owner,
        pairing=pairing,
        rubric_version=current_version(cycle.rubric),
        due_at=cycle.due_at,
        zone=cycle.pool.time_zone,
        country=cycle.pool.country,
        by=by,
        now=now,
    )


@transaction.atomic
def create_review(
    kind, *, case, reviewer, owner, rubric_version, due_at, zone, country, by, now, pairing=None
):
    """Start a draft of `kind`. The calling action has checked permissions.

    `due_at` is a time; `zone` and `country` are those of the team whose working days count. All
    three are fixed from now on.
    """
    review = Review.objects.create(
        kind=kind,
        case=case,
        reviewer=reviewer,
        owner=owner,
        pairing=pairing,
        rubric_version=rubric_version,
        due_at=due_at,
        zone=zone,
        country=country,
        started_at=now,
        saved_at=now,
    )
    facts = {"pairing": pairing.pk} if pairing else {"kind": kind}
    record("review started", review, by=by, now=now, case=case.pk, **facts)
    return review


@transaction.atomic
def save_draft(review, *, rubric_input, by, now, page_stays=False):
    """Save `rubric_input` (a `RubricInput`) and return the draft's new version.

    `page_stays` when an open page autosaves. Raises `NotAllowed` for anyone but the reviewer, and
    `StaleReview` with both texts if the draft has been saved from elsewhere: nothing is
    overwritten. Saves are not on the audit trail, because they happen every few seconds.
    """
    require_draft(review, by=by)
    _write_draft(
        review,
        rubric_input,
        page_stays=page_stays,
        now=now,
        technical_notes=rubric_input.technical_notes,
    )
    return review.version


@transaction.atomic
def submit_review(review, *, rubric_input, by, now):
    """Send a review: fix its text and its readers, and do what its kind does on sending.

    Raises the errors of `save_draft`, `NotAllowed` for kinds that another app sends, `StaleState`
    if it has already been sent, and `Refused` if an answer is missing (the form checks this first).
    """
    require_sends_alone(review)
    return _send(review, rubric_input, by=by, now=now)


@transaction.atomic
def submit_saved_review(review, *, by, now):
    """Send a draft as it was saved last, for the app that sends reviews of its kind.

    Otherwise the same as `submit_review`: `NotAllowed` for anyone but the reviewer, `StaleState`
    if it is no longer a draft, and `Refused` if something is missing (see `queries.find_missing`).
    """
    _lock_pairing(review)
    saved = Review.objects.select_for_update(of=["self"]).get(pk=review.pk)
    return _send(saved, build_saved_input(saved), by=by, now=now)


def _send(review, rubric_input, *, by, now):
    _lock_pairing(review)
    require_draft(review, by=by)
    if any(_problems(review, rubric_input)):
        raise Refused(
            "Before you send a review, answer every criterion and explain every no in a comment."
        )
    has_consent = _has_consent(review)
    _write_draft(
        review,
        rubric_input,
        now=now,
        state=ReviewState.SUBMITTED,
        submitted_at=now,
        technical_notes=rubric_input.technical_notes if has_consent else "",
    )
    close_question_of_sent(review, by=by, now=now)
    kind = kind_of(review)
    readers = kind.readers(review, now=now)
    Reader.objects.bulk_create(
        Reader(review=review, user_id=user_id, why=why) for user_id, why in readers.items()
    )
    kind.on_sent(review, by=by, now=now)
    record("review sent", review, by=by, now=now, version=review.version, readers=sorted(readers))
    review_sent.send(Review, review=review, by=by, now=now)
    if is_peer_like(review):
        queue(ReviewReceived(review), now=now)
        queue(ReviewShared(review), now=now)
    return review


@transaction.atomic
def discard_review(review, *, by, now):
    """Discard a draft, so that another case can be picked. Its reviewer can still read the text."""
    _lock_pairing(review)
    require_draft(review, by=by)
    kind = kind_of(review)
    if not kind.can_be_discarded:
        raise NotAllowed(f"A {kind.noun} cannot be discarded.")
    move(review, to=ReviewState.DISCARDED, ended_at=now)
    close_questions([review], by=by, now=now)
    close_opinions([review], by=by, now=now)
    kind.on_discarded(review, by=by, now=now)
    end_invitation_of(review, by=by, now=now)
    record("draft discarded", review, by=by, now=now, why="another case")
    return review


def _lock_pairing(review):
    """Lock the pairing before the review, like actions that end a pairing, to avoid deadlocks."""
    Pairing.objects.select_for_update(of=["self"]).filter(pk=review.pairing_id).first()


def _write_draft(review, rubric_input, *, now, page_stays=False, **changes):
    """Write the answers and `changes` in one UPDATE of the review. Raises `StaleReview`."""
    seen = drafts.Seen(
        rubric_input.version, rubric_input.page, page_stays, rubric_input.save_number
    )
    is_saved = drafts.save_draft(
        review,
        seen,
        among=Review.objects.filter(state=ReviewState.DRAFT),
        now=now,
        closing_note=rubric_input.closing_note,
        **changes,
    )
    if not is_saved:
        if page_stays and drafts.is_superseded(review, seen):
            return  # a later autosave of the same page came first
        saved, differences = compare_with_saved(review, rubric_input)
        require_draft(saved, by=saved.reviewer)  # it was sent or discarded in the meantime
        raise StaleReview(saved, differences)
    Answer.objects.bulk_create(
        [
            Answer(
                review=review,
                criterion_id=answer.criterion_id,
                value=answer.value,
                comment=answer.comment,
            )
            for answer in rubric_input.answers
        ],
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["value", "comment"],
    )


def _has_consent(review):
    """Whether the owner still consents to technical notes at the time of sending.

    Locks the review first and then the consent, in the same order as answering does.
    """
    Review.objects.select_for_update(of=["self"]).filter(pk=review.pk).first()
    consent = Consent.objects.select_for_update().filter(review=review).first()
    return consent is not None and consent.state == ConsentState.ALLOWED


def _problems(review, rubric_input):
    kind = kind_of(review)
    answers = {answer.criterion_id: answer for answer in rubric_input.answers}
    for criterion in review.rubric_version.criteria.all():
        answer = answers.get(criterion.pk)
        if answer is None:
            yield "missing"
        else:
            yield kind.find_answer_problem(review, criterion, answer)
