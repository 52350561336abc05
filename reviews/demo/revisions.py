"""An answer that its reviewer changed after a second opinion proposed it."""

from datetime import timedelta

from django.db.models import F

from reviews.models import Answer, AnswerRevision, Comment, OpinionProposal, Review
from reviews.states import OpinionState, ProposalChoice

AFTER = timedelta(minutes=25)
REPLY_AFTER = timedelta(minutes=26)
COMMENT = "You named the day, and you kept it. In a long wait I’d still send one line on the way."
REPLY = "Fair. I had missed the first message. I changed it, and the hint stays."


def make_changed_answers(world):
    proposals = OpinionProposal.objects.filter(
        opinion__state=OpinionState.ANSWERED, choice=ProposalChoice.CHANGE
    )
    for proposal in proposals.select_related("opinion__review__reviewer", "criterion"):
        change(proposal, world)


def change(proposal, world):
    opinion = proposal.opinion
    review = opinion.review
    changed_at = opinion.ended_at + AFTER
    answer = Answer.objects.get(review=review, criterion=proposal.criterion)
    AnswerRevision.objects.create(
        answer=answer,
        value=answer.value,
        comment=answer.comment,
        opinion=opinion,
        replaced_at=changed_at,
        replaced_by=review.reviewer,
    )
    Answer.objects.filter(pk=answer.pk).update(value=proposal.value, comment=COMMENT)
    Review.objects.filter(pk=review.pk).update(version=F("version") + 1)
    facts = {"criterion": proposal.criterion.position, "version": review.version + 1}
    world.trail.add("answer changed", review, by=review.reviewer, at=changed_at, **facts)
    reply(opinion, proposal.criterion, world)


def reply(opinion, criterion, world):
    """The reviewer answers in the thread of the opinion."""
    review = opinion.review
    for first in Comment.objects.filter(opinion=opinion, thread=None):
        written_at = opinion.ended_at + REPLY_AFTER
        comment = Comment.objects.create(
            review=review,
            criterion=criterion,
            thread=first,
            author=review.reviewer,
            body=REPLY,
            written_at=written_at,
        )
        facts = {"by": review.reviewer, "at": written_at, "comment": comment.pk}
        world.trail.add("comment written", review, **facts)
