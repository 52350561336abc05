"""The list of your own reviews: received, given and discarded."""

from django.core.paginator import Paginator
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from reviews.filters import DISCARDED, GIVEN, RECEIVED, SIDES, ReviewFilters
from reviews.models import Comment, Reader, Review
from reviews.queries.detail import ANSWERED
from reviews.states import DISCARDED_FOR, LIVE, PEER_KINDS, ReviewState

PAGE = 25


def own_reviews(user, side, *, now):
    """The peer reviews in which this person is reviewer or owner, of one side or of all."""
    reviews = Review.objects.visible_to(user).filter(kind__in=PEER_KINDS)
    if side == GIVEN:
        return reviews.filter(reviewer=user, state__in=LIVE)
    if side == RECEIVED:
        return reviews.filter(owner=user, state__in=LIVE).exclude(reviewer=user)
    discarded = Q(reviewer=user, state=ReviewState.DISCARDED, ended_at__gt=now - DISCARDED_FOR)
    if side == DISCARDED:
        return reviews.filter(discarded)
    return reviews.filter(discarded | Q(state__in=LIVE), Q(reviewer=user) | Q(owner=user))


def apply_filters(reviews, user, filters):
    if filters.q:
        reviews = reviews.filter(search_condition(filters.q, user))
    if filters.person:
        reviews = reviews.filter(person_condition(int(filters.person), user))
    if filters.cycle:
        reviews = reviews.filter(pairing__draw__cycle__monday=filters.monday)
    return reviews


def search_condition(text, user):
    """Matches the case, its customer's name, or the other person's name."""
    condition = (
        Q(case__number__icontains=text)
        | Q(case__subject__icontains=text)
        | Q(case__customer__name__icontains=text)
    )
    condition |= Q(reviewer__name__icontains=text) & ~Q(reviewer=user)
    return condition | Q(owner__name__icontains=text) & ~Q(owner=user)


def person_condition(pk, user):
    """The other person of the two; searching for yourself finds nothing."""
    return Q(reviewer=pk, owner=user) & ~Q(owner=pk) | Q(owner=pk, reviewer=user) & ~Q(reviewer=pk)


def newest_first(reviews):
    """Drafts first, then sent reviews by date; discarded drafts by the date of that."""
    return reviews.order_by(
        F("submitted_at").desc(nulls_first=True), F("ended_at").desc(), "-started_at", "-pk"
    )


def with_status(reviews):
    """Each with its number of answers and open threads, and when the owner read it.

    A discarded draft also knows until when it is kept.
    """
    opened = Reader.objects.filter(review=OuterRef("pk"), user=OuterRef("owner")).values(
        "opened_at"
    )
    replies = Comment.objects.filter(thread=OuterRef("pk"))
    threads = Comment.objects.filter(
        review=OuterRef("pk"), thread__isnull=True, resolved_at__isnull=True
    )
    threads = (
        threads.filter(Q(deleted_at__isnull=True) | Exists(replies)).order_by().values("review")
    )
    return reviews.annotate(
        answered=ANSWERED,
        kept_until=ExpressionWrapper(F("ended_at") + DISCARDED_FOR, DateTimeField()),
        read_at=Subquery(opened[:1]),
        open_threads=Coalesce(Subquery(threads.annotate(n=Count("pk")).values("n")), 0),
    )


def history_page(user, filters, *, page, now):
    """One page of the list that `filters` ask for, and what they can be set to."""
    side = filters.side
    reviews = own_reviews(user, side, now=now)
    rows = newest_first(with_status(apply_filters(reviews, user, filters)))
    rows = rows.select_related("case__customer", "reviewer", "owner", "pairing__draw__cycle")
    rows = rows.defer("pairing__draw__inputs")
    people = list_people(reviews, user)
    return {
        "side": side,
        "rows": Paginator(rows, PAGE).get_page(page),
        "people": people,
        "cycles": list_cycles(reviews),
        "chips": filters.labelled_chips(people),
        "sides": [
            (filters.link(side=name), SIDES[name], name == side) for name in (RECEIVED, GIVEN)
        ],
        "to_given": filters.link(side=GIVEN),
        "to_received": filters.link(side=RECEIVED),
        "to_discarded": ReviewFilters(side=DISCARDED).link(),
        "has_discarded": side == GIVEN and own_reviews(user, DISCARDED, now=now).exists(),
        "kept_for": DISCARDED_FOR,
    }


def export_page(user, filters, *, now):
    """How many reviews a file of these `filters` would hold."""
    reviews = own_reviews(user, filters.side, now=now)
    people = list_people(reviews, user)
    discarded = [(filters.link(side=""), SIDES[DISCARDED])] if filters.side == DISCARDED else []
    names = {"": "Everything", RECEIVED: SIDES[RECEIVED], GIVEN: SIDES[GIVEN]}
    return {
        "count": apply_filters(reviews, user, filters).count(),
        "people": people,
        "chips": discarded + filters.labelled_chips(people),
        "sides": [
            (filters.link(side=side), name, side == filters.side) for side, name in names.items()
        ],
    }


def list_people(reviews, user):
    """(id, name) of the other one in each of these reviews, by name."""
    other = Case(When(reviewer=user, then=F("owner")), default=F("reviewer"))
    name = Case(When(reviewer=user, then=F("owner__name")), default=F("reviewer__name"))
    pairs = reviews.annotate(other=other, other_name=name).exclude(other=Value(user.pk))
    return list(pairs.order_by("other_name", "other").values_list("other", "other_name").distinct())


def list_cycles(reviews):
    mondays = reviews.filter(pairing__isnull=False).order_by("-pairing__draw__cycle__monday")
    return list(mondays.values_list("pairing__draw__cycle__monday", flat=True).distinct())
