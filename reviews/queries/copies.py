"""One's own reviews as the plain facts that a file is made of."""

from django.db.models import Prefetch

from reviews.export import Answered, Person, Said, Told, Written
from reviews.filters import GIVEN, RECEIVED
from reviews.models import Comment
from reviews.queries.history import narrowed, newest_first, own, with_fate

CHUNK = 200


def exported(user, filters, *, now):
    """The reviews of `filters` as `Written`, one by one; at most CHUNK are in memory, at 4 queries a chunk."""
    reviews = newest_first(with_fate(narrowed(own(user, filters.side, now=now), user, filters)))
    reviews = reviews.select_related(
        "case__customer",
        "reviewer",
        "owner",
        "pairing__draw__cycle__pool",
        "rubric_version__rubric",
    )
    comments = Comment.objects.select_related("author", "resolved_by", "criterion")
    reviews = reviews.prefetch_related(
        "answers", "rubric_version__criteria", Prefetch("comments", queryset=comments)
    )
    return (written(review, user) for review in reviews.iterator(chunk_size=CHUNK))


def written(review, user):
    """Everything in it is for reviewer and owner, technical notes included, and `user` is one of the two."""
    case, rubric, cycle = (
        review.case,
        review.rubric_version,
        review.pairing and review.pairing.draw.cycle,
    )
    return Written(
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
        reviewer=person(review.reviewer),
        owner=person(review.owner),
        rubric=rubric.rubric.name,
        rubric_version=rubric.number,
        pool=cycle.pool.name if cycle else "",
        monday=cycle.monday if cycle else None,
        answers=tuple(answers_of(review)),
        threads=tuple(threads_of(review)),
        **{name: getattr(review, name) for name in AS_KEPT},
    )


AS_KEPT = (
    *("started_at", "submitted_at", "read_at", "acknowledged_at", "used_at", "ended_at"),
    *("closing_note", "technical_notes", "takeaway"),
)


def answers_of(review):
    """Every criterion of the rubric in order, answered or not."""
    given = {answer.criterion_id: answer for answer in review.answers.all()}
    for criterion in review.rubric_version.criteria.all():
        answer = given.get(criterion.pk)
        said = (answer.value, answer.comment) if answer else ()
        yield Answered(criterion.position, criterion.title, *said)


def threads_of(review):
    comments = list(review.comments.all())
    for first in comments:
        if first.thread_id is None:
            messages = [
                comment for comment in comments if first.pk in (comment.pk, comment.thread_id)
            ]
            yield Told(
                criterion=first.criterion.position if first.criterion else None,
                said=tuple(said(message) for message in messages),
                settled_at=first.resolved_at,
                settled_by=first.resolved_by and person(first.resolved_by),
            )


def said(comment):
    return Said(
        person(comment.author),
        comment.written_at,
        comment.body,
        comment.edited_at,
        comment.deleted_at,
    )


def person(user):
    return Person(user.name, user.email)
