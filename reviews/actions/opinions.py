"""Second opinions. Every action locks the review first and the opinion after it.

Where pairings are locked as well, they come before both, as when a review is sent.
"""

from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from core.transitions import move
from core.weeks import today_in
from core.working_hours import after_workdays
from notifications.actions import mark_read_about, queue, settle
from pairing.models import Pairing
from people.queries import possible_managers
from reviews.actions.readers import open_review
from reviews.errors import lock_open_question, require_asked
from reviews.models import Review, SecondOpinion
from reviews.notices import (
    OpinionAsked,
    OpinionClosed,
    OpinionDeclined,
    OpinionForwarded,
    OpinionTakenBack,
    OpinionWaits,
)
from reviews.queries import list_managers_who_passed_on
from reviews.rules import can_ask_for_opinion
from reviews.states import SENT, OpinionState

ASKING = (OpinionAsked.kind, OpinionWaits.kind)


@transaction.atomic
def ask_for_opinion(review, *, manager, answer_by, by, now, question="", criteria=()):
    """The reviewer or the case owner asks `manager` about the review; returns the opinion.

    For the owner it counts as opening the review. `answer_by` is a date. Raises `NotAllowed` for
    anyone else and for reviews that are over, `StaleState` if `by` is waiting for an answer already
    or the review was recalled, and `Refused` if `manager` cannot be asked or a criterion belongs to
    another rubric.
    """
    if review.owner_id == by.pk and review.state in SENT:
        open_review(review, by=by, now=now)
    review = lock(review)
    if not can_ask_for_opinion(by, review):
        raise NotAllowed(
            "Only the reviewer and the case owner can ask for a second opinion, "
            "the owner once the review is sent."
        )
    _require_manager(manager, review, now=now)
    if any(criterion.version_id != review.rubric_version_id for criterion in criteria):
        raise Refused("That criterion belongs to another rubric.")
    waiting = SecondOpinion.objects.open().filter(review=review, asker=by).first()
    if waiting:
        name = waiting.manager.first_name
        raise StaleState(
            f"You have already asked {name}. Take the question back to ask somebody else.", waiting
        )
    opinion = _create(review, by, manager, question.strip(), criteria, answer_by, now=now)
    record("second opinion asked", opinion, by=by, now=now, review=review.pk, manager=manager.pk)
    queue(OpinionAsked(opinion), now=now)
    return opinion


@transaction.atomic
def open_opinion(opinion, *, by, now):
    """Record that the manager opened the question. Unlike a reader, they can open it while the
    review is a draft, and it does not stop the reviewer from recalling a review.
    """
    if opinion.opened_at:
        return
    unopened = SecondOpinion.objects.asked_of(by).giving_access().filter(opened_at=None)
    if unopened.filter(pk=opinion.pk).update(opened_at=now):
        opinion.opened_at = now
        record("second opinion opened", opinion, by=by, now=now)
        mark_read_about(ASKING, opinion, by=by, now=now)


@transaction.atomic
def take_back_opinion(opinion, *, by, now):
    """Withdraw the question: the manager can no longer read the review.

    Raises `NotAllowed` for anyone but the asker, `StaleState` if it is already over.
    """
    if opinion.asker_id != by.pk:
        raise NotAllowed("Only the person who asked can take the question back.")
    lock_open_question(opinion, by=by)
    _end(opinion, OpinionState.TAKEN_BACK, by=by, now=now)
    queue(OpinionTakenBack(opinion), now=now)


@transaction.atomic
def decline_opinion(opinion, *, by, now, reason=""):
    """The manager declines, with an optional reason for the asker.

    Raises `NotAllowed` for anyone else, and `StaleState` once the question is closed.
    """
    require_asked(opinion, by)
    lock_open_question(opinion, by=by)
    _end(opinion, OpinionState.DECLINED, decline_reason=reason.strip(), by=by, now=now)
    queue(OpinionDeclined(opinion), now=now)


@transaction.atomic
def forward_opinion(opinion, *, manager, by, now):
    """Pass the question on to another manager; returns the new opinion.

    The other manager has at least one working day to answer. Raises the errors of
    `decline_opinion`, and `Refused` if `manager` cannot be asked.
    """
    require_asked(opinion, by)
    review = lock_open_question(opinion, by=by)
    if manager == by:
        raise Refused("Choose somebody other than yourself.")
    if manager.pk in list_managers_who_passed_on(opinion):
        raise Refused(f"{manager.first_name} passed this question on already.")
    _require_manager(manager, review, now=now)
    tomorrow = after_workdays(now, 1, manager.time_zone, review.country)
    answer_by = max(opinion.answer_by, today_in(manager.time_zone, tomorrow))
    _end(opinion, OpinionState.FORWARDED, manager=manager.pk, by=by, now=now)
    forwarded = _create(
        review,
        opinion.asker,
        manager,
        opinion.question,
        opinion.criteria.all(),
        answer_by,
        now=now,
        forwarded_from=opinion,
    )
    record("second opinion asked", forwarded, by=by, now=now, review=review.pk, manager=manager.pk)
    queue(OpinionForwarded(forwarded), now=now)
    queue(OpinionAsked(forwarded), now=now)
    return forwarded


@transaction.atomic
def close_opinions(reviews, *, by, now):
    """Close the open questions about `reviews`, which are locked: their drafts are discarded.

    The caller has checked permissions.
    """
    opinions = SecondOpinion.objects.open().filter(review__in=reviews)
    for opinion in opinions.select_for_update(of=["self"]).order_by("pk"):
        _end(opinion, OpinionState.CLOSED, by=by, now=now)
        queue(OpinionClosed(opinion), now=now)


@transaction.atomic
def close_opinions_of(person, *, by, now):
    """Close the open questions that `person`, who has left, asked or was asked.

    The caller has checked permissions.
    """
    opinions = SecondOpinion.objects.open().involving(person)
    reviews = Review.objects.filter(pk__in=opinions.values("review"))
    pairings = Pairing.objects.filter(pk__in=reviews.values("pairing"))
    list(pairings.select_for_update(of=["self"]).order_by("pk"))
    list(reviews.select_for_update(of=["self"], no_key=True).order_by("pk"))
    for opinion in opinions.select_for_update(of=["self"]).order_by("pk"):
        _end(opinion, OpinionState.CLOSED, by=by, now=now)
        queue(OpinionClosed(opinion), now=now)


@transaction.atomic
def erase_unsent_answer(opinion, *, by, now):
    """Delete what a manager wrote for a question that ended before they answered it.

    Always returns True, because a sweep counts.
    """
    record("unsent opinion deleted", opinion, by=by, now=now)
    SecondOpinion.objects.filter(pk=opinion.pk).update(answer="", is_private=None)
    opinion.proposals.all().delete()
    return True


def _create(review, asker, manager, question, criteria, answer_by, *, now, forwarded_from=None):
    opinion = SecondOpinion.objects.create(
        review=review,
        asker=asker,
        manager=manager,
        question=question,
        answer_by=answer_by,
        asked_at=now,
        saved_at=now,
        forwarded_from=forwarded_from,
    )
    opinion.criteria.set(criteria)
    return opinion


def _end(opinion, state, *, by, now, decline_reason="", **facts):
    move(opinion, to=state, ended_at=now, decline_reason=decline_reason)
    verb = f"second opinion {opinion.get_state_display().lower()}"
    record(verb, opinion, by=by, now=now, **facts)
    settle(ASKING, opinion, now=now)


def _require_manager(manager, review, *, now):
    """Raise `Refused` unless `manager` is a manager and neither reviewer nor owner."""
    if manager.pk in (review.reviewer_id, review.owner_id):
        raise Refused("The reviewer and the case owner cannot give the second opinion.")
    day = today_in(review.zone, now)
    if not possible_managers(day).filter(pk=manager.pk).exists():
        raise Refused(f"{manager.name} is not a manager. Choose somebody else.")
