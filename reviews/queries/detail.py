"""Queries for reading sent reviews."""

from functools import cache

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery

from reviews.models import Reader, Review
from reviews.queries.opinions import has_opinions

ANSWERED = Count("answers", filter=~Q(answers__value=""))
READ_OF_PAGE = (
    *("kind", "state", "version", "pairing", "due_at", "zone", "started_at", "submitted_at"),
    *("acknowledged_at", "ended_at", "used_at", "closing_note", "technical_notes", "takeaway"),
    *("reviewer__name", "reviewer__email", "owner__name", "owner__email"),
    *("case__number", "case__subject", "case__status", "case__product", "case__deleted_at"),
    *("case__owner", "case__customer__name"),
    *("rubric_version__number", "rubric_version__published_at", "rubric_version__rubric__name"),
)


def with_opening(reviews, user):
    """Each with `opened_at`, when `user` first opened it."""
    readers = Reader.objects.filter(review=OuterRef("pk"), user=user)
    return reviews.annotate(opened_at=Subquery(readers.values("opened_at")))


def sent_review(reviews):
    """`reviews` (already limited by `visible_to`) with everything their page shows."""
    return _with_page(reviews).prefetch_related(with_user())


def sent_reviews():
    """`sent_review` of all reviews, still to be limited by `visible_to`."""
    return _all_with_page().prefetch_related(with_user())


def _with_page(reviews):
    reviews = reviews.select_related(
        "case__customer", "reviewer", "owner", "rubric_version__rubric"
    )
    reviews = reviews.only(*READ_OF_PAGE).annotate(
        cycle_monday=F("pairing__draw__cycle__monday"),
        pool_name=F("pairing__draw__cycle__pool__name"),
        pool_slug=F("pairing__draw__cycle__pool__slug"),
        has_opinions=has_opinions(),
    )
    return reviews


@cache
def _all_with_page():
    return _with_page(Review.objects.all())  # building it costs more than running it


def with_user():
    """The readers of a review, each with their user."""
    readers = Reader.objects.select_related("user")
    readers = readers.only("review", "why", "opened_at", "user__name", "user__email")
    return Prefetch("readers", queryset=readers)
