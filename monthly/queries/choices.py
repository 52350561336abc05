"""The list of cases from which the engineer chooses the second one."""

from django.db.models import Count, Exists, OuterRef

from cases.models import CaseComment
from cases.states import ACTIVE
from monthly.models import Selection
from monthly.queries.eligible import choosable_cases, sent_peer_reviews
from monthly.states import SelectionKind
from reviews.models import Review
from reviews.queries.case_selection import FROM_STAFF, READ_OF_CASE, matches_search

MOST_SHOWN = 200


def choice_page(monthly_review, user, *, search):
    """The cases to choose from, active ones first, as far as they match `search`."""
    cases = with_marks(choosable_cases(monthly_review), monthly_review, user)
    rows = list(cases.only(*READ_OF_CASE).order_by("-updated_at", "-pk")[:MOST_SHOWN])
    shown = [case for case in rows if matches_search(case, search)]
    return {
        "choosable": len(rows),
        "active": [case for case in shown if case.status in ACTIVE],
        "solved": [case for case in shown if case.status not in ACTIVE],
    }


def with_marks(cases, monthly_review, user):
    """`cases` with their message count, and whether they were reviewed in the month.

    Only peer reviews that `user` can read count, so that the mark reveals no other.
    """
    visible = Review.objects.visible_to(user)
    peer_reviews = sent_peer_reviews(visible, monthly_review.month, monthly_review.zone)
    return cases.select_related("customer").annotate(
        messages=Count("comments"),
        is_reviewed=Exists(peer_reviews.filter(case=OuterRef("pk"))),
        has_reply=Exists(FROM_STAFF),
        has_messages=Exists(CaseComment.objects.all()),
    )


def own_selection_of(monthly_review):
    """The case that the engineer has chosen, or None."""
    selections = Selection.objects.current().filter(
        monthly_review=monthly_review, kind=SelectionKind.OWN
    )
    return selections.select_related("case", "self_review").first()
