"""The list of your reviews."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core import rate_limits
from core.filters import FilterBar, NoMatches, Select
from core.screen import screen
from reviews import queries
from reviews.filters import DISCARDED, GIVEN, RECEIVED, ReviewFilters

VERBS = {RECEIVED: "received", GIVEN: "gave", DISCARDED: "discarded"}


@screen("GET")
def reviews(request):
    filters = ReviewFilters.read(request.GET, side=RECEIVED)
    if filters.q:
        rate_limits.consume(request, "search")
    page = queries.history_page(
        request.user, filters, page=request.GET.get("page"), now=timezone.now()
    )
    rows = page["rows"]
    can_export = page["chips"] and rows.object_list
    context = {
        "filters": filters,
        "bar": filter_bar(filters, page),
        "no_matches": no_matches(filters, page),
        "count": rows.paginator.count,
        "export_url": reverse("reviews_export") + filters.link() if can_export else "",
    }
    return render(request, "reviews/reviews.html", page | context)


def filter_bar(filters, page):
    cycles = [(day.isoformat(), f"{day.day} {day:%B %Y}") for day in page["cycles"]]
    return FilterBar(
        url=reverse("reviews"),
        target="reviews",
        tabs=page["sides"],
        tabs_label="Which reviews",
        hidden={"side": filters.side},
        search_label="Search your reviews",
        placeholder="Number, words, customer or person",
        q=filters.q,
        selects=[
            Select("person", "Person", page["people"], filters.person),
            Select("cycle", "Cycle", cycles, filters.cycle),
        ],
        has_fields=bool(page["people"] or page["chips"]),
    )


def no_matches(filters, page):
    other = GIVEN if filters.side == RECEIVED else RECEIVED
    return NoMatches(
        "No review matches",
        scope=f"what you {VERBS[filters.side]}",
        elsewhere=f"Look at what you {VERBS[other]}",
        elsewhere_url=page[f"to_{other}"],
    )
