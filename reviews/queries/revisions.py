"""Answers that were changed after the review was sent, before and after."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Q

from reviews.models import AnswerRevision, OpinionProposal
from reviews.states import AnswerValue, OpinionState


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    """One version of an answer, and when it was written."""

    value: str
    comment: str
    at: datetime

    @property
    def label(self):
        return AnswerValue(self.value).label


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """What readers see of a changed answer: the last two versions, and those before."""

    before: AnswerVersion
    now: AnswerVersion
    earlier: tuple[AnswerVersion, ...]

    @property
    def is_other_value(self):
        return self.before.value != self.now.value


def latest_answered_opinion(review):
    """The answered second opinion on `review` that ended last, or None."""
    opinions = review.opinions.filter(state=OpinionState.ANSWERED)
    return opinions.order_by("-ended_at", "-pk").first()


def list_proposals(review, criterion, user):
    """(opinion, proposal) about one answer, of the second opinions that `user` can read."""
    is_readable = Q(opinion__is_private=False) | Q(opinion__asker=user)
    proposals = OpinionProposal.objects.filter(
        is_readable, opinion__review=review, opinion__state=OpinionState.ANSWERED
    )
    proposals = proposals.filter(criterion=criterion).exclude(choice="")
    proposals = proposals.select_related("opinion__manager").order_by("opinion__ended_at")
    return [(proposal.opinion, proposal) for proposal in proposals]


def revisions_of(review):
    """The earlier versions of its answers since `review` was sent, oldest first."""
    revisions = AnswerRevision.objects.filter(answer__review=review)
    return revisions.filter(replaced_at__gte=F("answer__review__submitted_at"))


def latest_change(review):
    """When an answer was changed last since the review was sent; None if none was."""
    return revisions_of(review).aggregate(latest=Max("replaced_at"))["latest"]


def add_changes(review, criteria):
    """Set `change` on each of `criteria` (an `AnswerChange` or None); returns the changed ones."""
    by_answer = {}
    for revision in revisions_of(review):
        by_answer.setdefault(revision.answer_id, []).append(revision)
    for criterion in criteria:
        revisions = by_answer.get(criterion.answer.pk)
        criterion.change = build_change(review, criterion.answer, revisions) if revisions else None
    return [criterion for criterion in criteria if criterion.change]


def build_change(review, answer, revisions):
    """The `AnswerChange` of `answer` from its `revisions`, oldest first; at least one."""
    *earlier, before, now = build_versions(review, answer, revisions)
    return AnswerChange(before, now, tuple(reversed(earlier)))


def build_versions(review, answer, revisions):
    """Every version of an answer, oldest first."""
    at = review.submitted_at
    for revision in revisions:
        yield AnswerVersion(revision.value, revision.comment, at)
        at = revision.replaced_at
    yield AnswerVersion(answer.value, answer.comment, at)
