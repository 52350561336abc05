"""The cases that a month can be about: those that the draw chooses from, and the engineer's own
choice."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from cases.models import Case, CaseComment
from cases.states import ACTIVE, Status
from core.weeks import local_datetime
from monthly.models import Selection
from monthly.schedule import next_month, previous_month
from monthly.states import CaseSource, SelectionKind
from reviews.models import Review
from reviews.queries.case_selection import FROM_STAFF
from reviews.states import PEER_KINDS, SENT

SOLVED = (Status.SOLVED, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class MonthBounds:
    """The first moment of a month and that of the next one, in a time zone."""

    starts_at: datetime
    ends_at: datetime


def bounds_of(month, zone):
    return MonthBounds(local_datetime(month, 0, zone), local_datetime(next_month(month), 0, zone))


def eligible_cases(engineer, month, zone):
    """The cases to draw from, and their `CaseSource`.

    Active cases that somebody replied to and that no sent peer review of `month` is about. If
    there is none, those solved in `month` or the month before, under the same conditions. Reviews
    that an earlier owner received do not count, because the engineer may not know of them.
    """
    received = Review.objects.filter(owner=engineer)
    peer_reviews = sent_peer_reviews(received, month, zone)
    cases = cases_of(engineer).filter(~Exists(peer_reviews.filter(case=OuterRef("pk"))))
    # Helpdesks that export no messages at all say nothing about replies.
    cases = cases.filter(Exists(FROM_STAFF) | ~Exists(CaseComment.objects.all()))
    active = cases.filter(status__in=ACTIVE)
    if active.exists():
        return active, CaseSource.ACTIVE
    return cases.filter(solved_since(month, zone)), CaseSource.SOLVED


def choosable_cases(monthly_review):
    """The cases that the engineer can choose from: active or recently solved, not the drawn one."""
    drawn = Selection.objects.current().filter(
        monthly_review=monthly_review, kind=SelectionKind.DRAWN
    )
    is_recent = solved_since(monthly_review.month, monthly_review.zone)
    cases = cases_of(monthly_review.engineer_id).filter(Q(status__in=ACTIVE) | is_recent)
    return cases.exclude(pk__in=drawn.values("case"))


def cases_of(engineer):
    """The cases of `engineer` (a person or an id) whose conversation can still be read."""
    return Case.objects.filter(owner=engineer, deleted_at__isnull=True, purged_at__isnull=True)


def sent_peer_reviews(reviews, month, zone):
    """Those of `reviews` that are peer reviews and were sent in `month`."""
    bounds = bounds_of(month, zone)
    return reviews.filter(
        kind__in=PEER_KINDS,
        state__in=SENT,
        submitted_at__gte=bounds.starts_at,
        submitted_at__lt=bounds.ends_at,
    )


def solved_since(month, zone):
    """Whether a case was solved or closed after the start of the month before `month`."""
    since = bounds_of(previous_month(month), zone).starts_at
    return Q(status__in=SOLVED) & (Q(solved_at__gte=since) | Q(closed_at__gte=since))
