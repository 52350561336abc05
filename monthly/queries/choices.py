"""The list of cases from which the engineer chooses the second one."""

from django.db.models import Count, Exists, OuterRef, Q

from cases.states import ACTIVE
from monthly.models import Selection
from monthly.queries.eligible import choosable_cases, sent_peer_reviews
from monthly.states import SelectionKind
from reviews.models import Review
from reviews.queries.case_selection import READ_OF_CASE

MOST_SHOWN = 200
MOST_WORDS = 10


def choice_page(monthly_review, user, *, search):
    """The cases to choose from that match `search`, active ones first, at most `MOST_SHOWN`."""
    choosable = choosable_cases(monthly_review)
    cases = with_marks(search_cases(choosable, search), monthly_review, user)
    rows = list(cases.only(*READ_OF_CASE).order_by("-updated_at", "-pk")[: MOST_SHOWN + 1])
    shown = rows[:MOST_SHOWN]
    return {
        "choosable": choosable.count(),
        "most_shown": MOST_SHOWN,
        "has_more": len(rows) > MOST_SHOWN,
        "active": [case for case in shown if case.status in ACTIVE],
        "solved": [case for case in shown if case.status not in ACTIVE],
    }


def search_cases(cases, search):
    """Those with every word of `search` in their number, subject, customer or product."""
    for word in search.split()[:MOST_WORDS]:
        is_match = Q(number__icontains=word) | Q(subject__icontains=word)
        is_match |= Q(customer__name__icontains=word) | Q(product__icontains=word)
        cases = cases.filter(is_match)
    return cases


def with_marks(cases, monthly_review, user):
    """`cases` with their message count, and whether they were reviewed in the month.

    Only peer reviews that `user` can read count, so that the mark reveals no other.
    """
    visible = Review.objects.visible_to(user)
    peer_reviews = sent_peer_reviews(visible, monthly_review.month, monthly_review.zone)
    return cases.select_related("customer").annotate(
        messages=Count("comments"),
        is_reviewed=Exists(peer_reviews.filter(case=OuterRef("pk"))),
    )


def own_selection_of(monthly_review):
    """The case that the engineer has chosen, or None."""
    selections = Selection.objects.current().filter(
        monthly_review=monthly_review, kind=SelectionKind.OWN
    )
    return selections.select_related("case", "self_review").first()
