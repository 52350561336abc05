"""Your own reviews as plain facts for export."""

from django.db.models import Prefetch

from reviews.exports import (
    ExportAnswer,
    ExportAnswerVersion,
    ExportComment,
    ExportOpinion,
    ExportQuotation,
    ExportReview,
    ExportThread,
    Person,
)
from reviews.filters import GIVEN, RECEIVED
from reviews.kinds import kind_of
from reviews.models import Comment, Reader, SecondOpinion
from reviews.queries.history import apply_filters, newest_first, own_reviews, with_status
from reviews.queries.opinions import prepare_opinion, with_proposals
from reviews.states import SENT

CHUNK = 200


def build_export(user, filters, *, now):
    """The reviews of `filters` as `ExportReview`, one by one."""
    return build_reviews(
        apply_filters(own_reviews(user, filters.side, now=now), user, filters), user
    )


def build_reviews(reviews, user):
    """`reviews`, which `user` wrote or received, as `ExportReview`, one by one.

    Without those that `user` received and has not opened: they can still be recalled. At most CHUNK
    are in memory, at 7 queries a chunk.
    """
    unopened = Reader.objects.filter(user=user, opened_at__isnull=True).values("review")
    reviews = reviews.exclude(owner=user, state__in=SENT, pk__in=unopened)
    reviews = newest_first(with_status(reviews))
    reviews = reviews.select_related(
        "case__customer",
        "reviewer",
        "owner",
        "pairing__draw__cycle__pool",
        "rubric_version__rubric",
    ).defer("pairing__draw__inputs")
    comments = Comment.objects.select_related("author", "resolved_by", "criterion")
    reviews = reviews.prefetch_related(
        "answers__quotations",
        "answers__revisions",
        "rubric_version__criteria",
        Prefetch("comments", queryset=comments),
        Prefetch("opinions", queryset=with_proposals(SecondOpinion.objects)),
    )
    return (build_review(review, user) for review in reviews.iterator(chunk_size=CHUNK))


def build_review(review, user):
    """The whole review, technical notes included: `user` is its reviewer or its owner."""
    opinions = [prepare_opinion(opinion, user) for opinion in review.opinions.all()]
    case = review.case
    rubric = review.rubric_version
    cycle = review.pairing and review.pairing.draw.cycle
    return ExportReview(
        id=review.pk,
        side=GIVEN if review.reviewer_id == user.pk else RECEIVED,
        kind=review.kind,
        state=review.state,
        state_label=review.get_state_display(),
        case_source=case.source,
        case_number=case.number,
        case_url=case.url,
        subject=case.subject,
        customer=case.customer.name if case.customer else "",
        reviewer=build_person(review.reviewer),
        owner=build_person(review.owner),
        rubric=rubric.rubric.name,
        rubric_version=rubric.number,
        pool=cycle.pool.name if cycle else "",
        monday=cycle.monday if cycle else None,
        answers=tuple(build_answers(review)),
        threads=tuple(build_threads(review, opinions)),
        opinions=tuple(build_opinion(one) for one in opinions if one.asker_id == user.pk),
        **{name: getattr(review, name) for name in COPIED_FIELDS},
    )


COPIED_FIELDS = (
    *("started_at", "submitted_at", "read_at", "acknowledged_at", "used_at", "ended_at"),
    *("closing_note", "technical_notes", "takeaway"),
)


def build_answers(review):
    """Every criterion of the rubric in order, answered or not."""
    answers = {answer.criterion_id: answer for answer in review.answers.all()}
    kind = kind_of(review)
    for criterion in review.rubric_version.criteria.all():
        answer = answers.get(criterion.pk)
        title = kind.criterion_title(criterion)
        if answer:
            yield ExportAnswer(
                criterion.position,
                title,
                answer.value,
                answer.comment,
                quotations=tuple(build_quotations(answer)),
                earlier=tuple(build_earlier(review, answer)),
            )
        else:
            yield ExportAnswer(criterion.position, title)


def build_earlier(review, answer):
    """The versions of a changed answer since the review was sent, without the current one."""
    written_at = review.submitted_at
    for revision in answer.revisions.all():
        if written_at and revision.replaced_at >= written_at:
            yield ExportAnswerVersion(
                revision.value, revision.comment, written_at, revision.replaced_at
            )
            written_at = revision.replaced_at


def build_quotations(answer):
    for quotation in answer.quotations.all():
        yield ExportQuotation(
            author=quotation.author_name,
            author_kind=quotation.author_kind,
            visibility=quotation.visibility,
            at=quotation.sent_at,
            text=quotation.text,
        )


def build_opinion(opinion):
    return ExportOpinion(
        manager=build_person(opinion.manager),
        asked_at=opinion.asked_at,
        state=opinion.state,
        state_label=opinion.get_state_display(),
        question=opinion.question,
        ended_at=opinion.ended_at,
        answer=opinion.answer,
        proposals=tuple(proposal.sentence for proposal in opinion.proposed),
    )


def build_threads(review, opinions):
    opinion_of = {opinion.pk: opinion for opinion in opinions}
    comments = list(review.comments.all())
    for first in comments:
        if first.thread_id is None:
            thread = [
                comment for comment in comments if first.pk in (comment.pk, comment.thread_id)
            ]
            yield ExportThread(
                criterion=first.criterion.position if first.criterion else None,
                comments=tuple(
                    build_comment(comment, opinion_of.get(comment.opinion_id)) for comment in thread
                ),
                resolved_at=first.resolved_at,
                resolved_by=first.resolved_by and build_person(first.resolved_by),
            )


def build_comment(comment, opinion):
    """`opinion` is the second opinion that the comment gives, or None."""
    proposals = ()
    if opinion and not comment.deleted_at:
        proposals = tuple(proposal.sentence for proposal in opinion.proposed)
    return ExportComment(
        build_person(comment.author),
        comment.written_at,
        comment.body,
        comment.edited_at,
        comment.deleted_at,
        is_opinion=opinion is not None,
        proposals=proposals,
    )


def build_person(user):
    return Person(user.name, user.email)
