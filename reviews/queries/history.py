"""The list of your reviews: received, given, shared with you and discarded."""

from django.core.paginator import Paginator
from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce

from reviews.filters import DISCARDED, GIVEN, RECEIVED, SHARED, SIDES, ReviewFilters
from reviews.models import Comment, Reader, Review
from reviews.queries.asked_opinions import count_asked_opinions
from reviews.queries.detail import ANSWERED, with_opening
from reviews.states import DISCARDED_FOR, LIVE, PEER_KINDS, ReviewState

PAGE = 25
READ_OF_ROW = (
    "kind",
    "state",
    "submitted_at",
    "acknowledged_at",
    "ended_at",
    "used_at",
    "case__number",
    "case__subject",
    "case__customer__name",
    "reviewer__name",
    "reviewer__email",
    "owner__name",
    "owner__email",
)


def own_reviews(user, side, *, now):
    """The peer reviews in which this person is reviewer or owner, on one side or on both."""
    peer_reviews = Review.objects.filter(kind__in=PEER_KINDS)
    if side == GIVEN:
        return peer_reviews.editable_by(user).filter(state__in=LIVE)
    if side == RECEIVED:
        return peer_reviews.received_by(user)
    discarded = Q(reviewer=user, state=ReviewState.DISCARDED, ended_at__gt=now - DISCARDED_FOR)
    if side == DISCARDED:
        return peer_reviews.editable_by(user).filter(discarded)
    return peer_reviews.written_or_received_by(user).filter(discarded | Q(state__in=LIVE))


def listed_reviews(user, side, *, now):
    """The same, plus those shared with this person, which exports never contain."""
    if side == SHARED:
        return Review.objects.shared_with(user)
    return own_reviews(user, side, now=now)


def count_shared(user):
    """How many reviews are shared with this person, as `shared`, and how many are `unread`."""
    reviews = with_opening(Review.objects.shared_with(user), user)
    return reviews.aggregate(shared=Count("pk"), unread=Count("pk", filter=Q(opened_at=None)))


def count_sides(user):
    """The counts beside the tabs: `count_shared` and `count_asked_opinions`."""
    return count_shared(user) | count_asked_opinions(user)


def default_side(user, *, now):
    """What is shared with people who have no reviews of their own, such as managers."""
    if own_reviews(user, "", now=now).exists():
        return RECEIVED
    return SHARED if Review.objects.shared_with(user).exists() else RECEIVED


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
    """The other person of each review, so searching for yourself finds nothing."""
    if pk == user.pk:
        return Q(pk__in=[])
    return Q(reviewer=pk) | Q(owner=pk)


def newest_first(reviews):
    """Drafts first, then sent reviews by date; discarded drafts by when they were discarded."""
    return reviews.order_by(
        F("submitted_at").desc(nulls_first=True), F("ended_at").desc(), "-started_at", "-pk"
    )


def with_status(reviews):
    """Reviews with their number of answers and open threads, and when the owner read them.

    Discarded drafts also say until when they are kept.
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
    """One page of the list that matches `filters`, and the choices for the filters."""
    side = filters.side
    reviews = listed_reviews(user, side, now=now)
    rows = newest_first(with_status(apply_filters(reviews, user, filters)))
    rows = rows.annotate(cycle_monday=F("pairing__draw__cycle__monday"))
    rows = rows.select_related("case__customer", "reviewer", "owner").only(*READ_OF_ROW)
    if side == SHARED:
        rows = rows.prefetch_related(own_reader(user))
    people = list_people(reviews, user)
    return {
        "side": side,
        "rows": Paginator(rows, PAGE).get_page(page),
        "people": people,
        "cycles": list_cycles(reviews),
        "chips": filters.labelled_chips(people),
        **count_sides(user),
        "to_given": filters.link(side=GIVEN),
        "to_received": filters.link(side=RECEIVED),
        "to_discarded": ReviewFilters(side=DISCARDED).link(),
        "has_discarded": side == GIVEN and own_reviews(user, DISCARDED, now=now).exists(),
        "kept_for": DISCARDED_FOR,
    }


def export_page(user, filters, *, now):
    """The reviews that an export with these `filters` would contain, and their number."""
    reviews = own_reviews(user, filters.side, now=now)
    in_file = apply_filters(reviews, user, filters)
    people = list_people(reviews, user)
    discarded = [(filters.link(side=""), SIDES[DISCARDED])] if filters.side == DISCARDED else []
    names = {"": "Everything", RECEIVED: SIDES[RECEIVED], GIVEN: SIDES[GIVEN]}
    return {
        "reviews": in_file,
        "count": in_file.count(),
        "people": people,
        "chips": discarded + filters.labelled_chips(people),
        "sides": [
            (filters.link(side=side), name, side == filters.side) for side, name in names.items()
        ],
    }


def own_reader(user):
    """The row of `user` among the readers of each review, as `own_readers`."""
    return Prefetch("readers", Reader.objects.filter(user=user), to_attr="own_readers")


def list_people(reviews, user):
    """(id, name) of the others in these reviews, by name."""
    reviewers = reviews.order_by().values_list("reviewer", "reviewer__name")
    owners = reviews.order_by().values_list("owner", "owner__name")
    people = set(reviewers.union(owners)) - {(user.pk, user.name)}
    return sorted(people, key=lambda person: (person[1], person[0]))


def list_cycles(reviews):
    mondays = reviews.filter(pairing__isnull=False).order_by("-pairing__draw__cycle__monday")
    return list(mondays.values_list("pairing__draw__cycle__monday", flat=True).distinct())
