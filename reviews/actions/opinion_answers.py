"""Writing the answer to a second opinion, and sending it."""

from django.db import transaction

import comments.actions
from audit.actions import record
from core import drafts
from core.errors import Refused
from core.transitions import move
from notifications.actions import queue, settle
from reviews.actions.opinions import ASKING
from reviews.errors import StaleOpinion, lock_open_question, require_asked
from reviews.models import Comment, OpinionProposal, SecondOpinion
from reviews.notices import CommentWritten, OpinionAnswered
from reviews.queries import compare_opinion_with_saved, find_reader_names
from reviews.states import SENT, AnswerValue, OpinionState


@transaction.atomic
def save_opinion_draft(opinion, *, opinion_input, by, now, page_stays=False):
    """Save what the manager has written so far (an `OpinionInput`); only they can read it.

    `page_stays` when an open page autosaves. Raises `NotAllowed` for anyone but the manager,
    `StaleState` once the question is closed, and `StaleOpinion` with both texts if it was saved
    from elsewhere. Saves are not on the audit trail, because they happen every few seconds.
    """
    require_asked(opinion, by)
    lock_open_question(opinion, by=by)
    _write(opinion, opinion_input, now=now, page_stays=page_stays)
    return opinion.version


@transaction.atomic
def answer_opinion(opinion, *, opinion_input, by, now):
    """Send the answer: to the asker alone, or as a comment to everybody who reads the review.

    The answer about a draft is for the asker alone. Raises the errors of `save_opinion_draft`, and
    `Refused` for an empty text and if it is open who reads it, which can happen when the review is
    sent or recalled in the meantime (the form checks this first).
    """
    require_asked(opinion, by)
    review = lock_open_question(opinion, by=by)
    if not opinion_input.text.strip():
        raise Refused("Write your answer first.")
    if review.state in SENT and opinion_input.is_private is None:
        raise Refused("The review has been sent. Choose who reads your answer.")
    if review.state not in SENT and opinion_input.is_private is False:
        raise Refused(
            "The review is a draft again, so it has no thread. Answer only the person who asked."
        )
    _write(opinion, opinion_input, now=now)
    opinion.proposals.filter(choice="", line="").delete()
    is_private = review.state not in SENT or opinion_input.is_private
    text = opinion_input.text if is_private else ""
    move(opinion, to=OpinionState.ANSWERED, ended_at=now, answer=text, is_private=is_private)
    record("second opinion answered", opinion, by=by, now=now, private=is_private)
    settle(ASKING, opinion, now=now)
    queue(OpinionAnswered(opinion), now=now)
    if not is_private:
        _comment(opinion, opinion_input, by=by, now=now)
    return opinion


def _comment(opinion, opinion_input, *, by, now):
    """The answer as a comment on the one criterion it is about, or on the whole review."""
    comment = Comment(
        review=opinion.review,
        criterion_id=_find_criterion(opinion, opinion_input),
        opinion=opinion,
        body=opinion_input.text,
    )
    comments.actions.add(comment, names=find_reader_names(opinion.review), by=by, now=now)
    queue(CommentWritten(comment), now=now)


def _find_criterion(opinion, opinion_input):
    """The id of the one criterion with a proposal, else of the one asked about; None if many."""
    proposed = {row.criterion_id for row in opinion_input.proposals if row.is_about_answer}
    asked = set(opinion.criteria.values_list("pk", flat=True))
    criteria = proposed or asked
    return criteria.pop() if len(criteria) == 1 else None


def _write(opinion, opinion_input, *, now, page_stays=False):
    """Write the text and the proposals; raises `StaleOpinion`. The opinion is locked and open."""
    _require_answers(opinion, opinion_input)
    seen = drafts.Seen(
        opinion_input.version, opinion_input.page, page_stays, opinion_input.save_number
    )
    is_saved = drafts.save_draft(
        opinion,
        seen,
        among=SecondOpinion.objects.open(),
        now=now,
        answer=opinion_input.text,
        is_private=opinion_input.is_private,
    )
    if not is_saved:
        if page_stays and drafts.is_superseded(opinion, seen):
            return  # a later autosave of the same page came first
        saved, differences = compare_opinion_with_saved(opinion, opinion_input)
        raise StaleOpinion(saved, differences)
    OpinionProposal.objects.bulk_create(
        [
            OpinionProposal(
                opinion=opinion,
                criterion_id=row.criterion_id,
                choice=row.choice,
                value=row.value,
                line=row.line,
            )
            for row in opinion_input.proposals
        ],
        update_conflicts=True,
        unique_fields=["opinion", "criterion"],
        update_fields=["choice", "value", "line"],
    )


def _require_answers(opinion, opinion_input):
    """Raise `Refused` for a proposal that the rubric has no place for."""
    criteria = {row.pk: row for row in opinion.review.rubric_version.criteria.all()}
    for row in opinion_input.proposals:
        criterion = criteria.get(row.criterion_id)
        if criterion is None:
            raise Refused("That criterion belongs to another rubric.")
        if row.is_about_answer and row.value not in AnswerValue.values:
            raise Refused("Choose the answer that you propose.")
        if row.value == AnswerValue.NA and not criterion.allows_na:
            raise Refused("Answer this criterion with yes or no.")
