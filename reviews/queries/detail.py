"""Queries for reading sent reviews."""

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery

from core.case_panels import Panel
from reviews.models import Reader, Review
from reviews.states import PEER_KINDS

ANSWERED = Count("answers", filter=~Q(answers__value=""))


def with_opening(reviews, user):
    """Each with `opened_at`, when `user` first opened it."""
    readers = Reader.objects.filter(review=OuterRef("pk"), user=user)
    return reviews.annotate(opened_at=Subquery(readers.values("opened_at")))


def sent_review(reviews):
    """`reviews` (already limited by `visible_to`) with everything their page shows."""
    reviews = reviews.select_related(
        "case__customer", "reviewer", "owner", "rubric_version__rubric"
    )
    reviews = reviews.annotate(
        cycle_monday=F("pairing__draw__cycle__monday"),
        pool_name=F("pairing__draw__cycle__pool__name"),
        pool_slug=F("pairing__draw__cycle__pool__slug"),
    )
    return reviews.prefetch_related(with_user())


def with_user():
    """The readers of a review, each with their user."""
    readers = Reader.objects.select_related("user")
    readers = readers.only("review", "why", "opened_at", "user__name", "user__email")
    return Prefetch("readers", queryset=readers)


def on_case(case, user):
    """The peer reviews of a case that this person can read, for the case page."""
    reviews = Review.objects.visible_to(user).filter(case=case, kind__in=PEER_KINDS)
    reviews = reviews.select_related("reviewer", "owner")
    return Panel(rows=list(reviews.annotate(answered=ANSWERED)))
