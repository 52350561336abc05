"""Queries for picking a case."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q

from cases.models import Case, CaseComment
from cases.states import ACTIVE
from core.weeks import local_datetime
from pairing.models import Pairing
from pairing.states import PairingState
from reviews.models import Consent, Review
from reviews.states import LIVE, PEER_KINDS, SENT

RECENT_CYCLES = timedelta(weeks=4)
READ_OF_CASE = (
    "number",
    "subject",
    "product",
    "priority",
    "status",
    "opened_at",
    "solved_at",
    "closed_at",
    "updated_at",
    "customer__name",
)
FROM_STAFF = CaseComment.objects.filter(
    Q(author__isnull=False) | Q(is_public=False) | Q(contact__isnull=True), case=OuterRef("pk")
)

REPEATS_DESCRIPTION = CaseComment.objects.filter(case=OuterRef("pk"), body=OuterRef("description"))


def with_pairing_details():
    """Pairings with everything their pages show."""
    pairings = Pairing.objects.select_related(
        "reviewer", "owner", "draw__cycle__pool", "draw__cycle__rubric"
    )
    return pairings.defer("draw__inputs")


@dataclass(frozen=True, slots=True)
class ReviewsOfPairing:
    """The `live` review of a pairing (a draft or sent), and its latest `discarded` draft."""

    live: Review | None
    discarded: Review | None


def reviews_of_pairing(pairing, user):
    """A pairing can have several discarded drafts, but only one live review."""
    reviews = list(Review.objects.visible_to(user).filter(pairing=pairing).order_by("-started_at"))
    live = [review for review in reviews if review.state in LIVE]
    discarded = [review for review in reviews if review.state not in LIVE]
    return ReviewsOfPairing(next(iter(live), None), next(iter(discarded), None))


def eligible_since(cycle):
    """7 days before the cycle's Monday, as a time in the pool's zone."""
    return local_datetime(cycle.monday - timedelta(days=7), 0, cycle.pool.zone)


def is_eligible(case, pairing, *, now):
    """Whether the page of `pairing` offers `case` now."""
    offered, _ = offered_cases(pairing, now=now)
    return offered.filter(pk=case.pk).exists()


def offered_cases(pairing, *, now):
    """The cases to pick from, and whether they are the fallback (the last 30 days)."""
    eligible = Case.objects.eligible_for_review(pairing.owner, eligible_since(pairing.draw.cycle))
    if eligible.exists():
        return eligible, False
    return Case.objects.eligible_fallback(pairing.owner, now), True


def case_selection_page(pairing, *, search, now):
    """The owner's active and solved cases, each with its message count and the recent mark.

    The mark has no name and no date: it is all that reviewers see of other people's reviews.
    """
    cases, is_fallback = offered_cases(pairing, now=now)
    recent = Review.objects.filter(
        kind__in=PEER_KINDS,
        case=OuterRef("pk"),
        state__in=SENT,
        submitted_at__gte=now - RECENT_CYCLES,
    )
    cases = cases.select_related("customer").annotate(
        messages=Count("comments"),
        begins_with_description=~Q(description="") & ~Exists(REPEATS_DESCRIPTION),
        reviewed_lately=Exists(recent),
        has_reply=Exists(FROM_STAFF),
        has_messages=Exists(CaseComment.objects.all()),
    )
    rows = list(cases.only(*READ_OF_CASE).order_by("-updated_at", "-pk")[:200])
    for case in rows:
        case.messages += case.begins_with_description  # as beside the form
    replied = [case for case in rows if not is_without_reply(case)]
    shown = [case for case in rows if matches_search(case, search)]
    return {
        "random": secrets.choice(replied) if replied else None,
        "active": [case for case in shown if case.status in ACTIVE and not is_without_reply(case)],
        "solved": [case for case in shown if case.status not in ACTIVE],
        "without_reply": [case for case in shown if is_without_reply(case)],
        "eligible": len(rows),
        "eligible_active": sum(case.status in ACTIVE for case in rows),
        "is_fallback": is_fallback,
        "consent": last_consent(pairing),
    }


def is_without_reply(case):
    """Whether nobody has replied to an active case: there is little to review yet.

    Helpdesks that export no messages at all say nothing about replies.
    """
    return case.status in ACTIVE and case.has_messages and not case.has_reply


def last_consent(pairing):
    """The owner's last answer about technical notes to this reviewer, or None.

    It does not carry over: reviewers ask again for each review.
    """
    consents = Consent.objects.filter(
        review__reviewer=pairing.reviewer_id, review__owner=pairing.owner_id
    )
    consents = consents.select_related("review__case").only("state", "review__case__number")
    return consents.order_by("-asked_at", "-pk").first()


def matches_search(case, search):
    """Whether every word of `search` is in the case's number, subject, customer or product."""
    text = f"{case.number} {case.subject} {case.customer or ''} {case.product}".casefold()
    return all(word in text for word in search.casefold().split())


def previous_meetings(pairing):
    """When the two last reviewed each other, as (reviewer's, owner's): Mondays, or None."""
    pair = {pairing.reviewer_id, pairing.owner_id}
    done = Pairing.objects.filter(
        reviewer__in=pair, owner__in=pair, state=PairingState.DONE
    ).exclude(pk=pairing.pk)
    last = {}
    for reviewer_id, monday in done.order_by("draw__cycle__monday").values_list(
        "reviewer_id", "draw__cycle__monday"
    ):
        last[reviewer_id] = monday
    return last.get(pairing.reviewer_id), last.get(pairing.owner_id)


def count_eligible(pairings):
    """How many cases the first pairing without a review can pick from; None if there is none."""
    for pairing in pairings:
        if pairing.state == PairingState.ASSIGNED and pairing.started_at is None:
            since = eligible_since(pairing.draw.cycle)
            return Case.objects.eligible_for_review(pairing.owner, since).count()
    return None
