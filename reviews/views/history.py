"""The list of your reviews."""

from dataclasses import replace

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from core import rate_limits
from core.filters import FilterBar, NoMatches, Select
from core.screen import screen
from reviews import queries
from reviews.filters import DISCARDED, GIVEN, OPINIONS, RECEIVED, SHARED, SIDES, ReviewFilters

SCOPES = {
    RECEIVED: "what you received",
    GIVEN: "what you gave",
    SHARED: "what is shared with you",
    DISCARDED: "what you discarded",
}


@screen("GET")
def reviews(request):
    filters = ReviewFilters.read(request.GET)
    if not filters.side:
        side = queries.default_side(request.user, now=timezone.now())
        filters = replace(filters, side=side)
    if filters.side == OPINIONS:
        return opinions(request)
    if filters.q:
        rate_limits.consume(request, "search")
    page = queries.history_page(
        request.user, filters, page=request.GET.get("page"), now=timezone.now()
    )
    rows = page["rows"]
    can_export = page["chips"] and rows.object_list and filters.side != SHARED
    context = {
        "filters": filters,
        "bar": filter_bar(filters, page),
        "no_matches": no_matches(filters, page),
        "count": rows.paginator.count,
        "export_url": reverse("reviews_export") + filters.link() if can_export else "",
    }
    return render(request, "reviews/reviews.html", page | context)


def opinions(request):
    """What a manager was asked. There is nothing to filter by, as there are few."""
    filters = ReviewFilters(side=OPINIONS)
    now = timezone.now()
    counts = queries.count_sides(request.user)
    bar = FilterBar(
        url=reverse("reviews"),
        target="reviews",
        tabs=list(tabs(filters, counts)),
        tabs_label="Which reviews",
        search_label="",
        placeholder="",
        has_fields=False,
    )
    rows = queries.list_asked_opinions(request.user, request.GET.get("page"), now=now)
    context = {"side": OPINIONS, "filters": filters, "bar": bar, "rows": rows}
    return render(request, "reviews/reviews.html", context)


def filter_bar(filters, page):
    cycles = [(day.isoformat(), f"{day.day} {day:%B %Y}") for day in page["cycles"]]
    return FilterBar(
        url=reverse("reviews"),
        target="reviews",
        tabs=list(tabs(filters, page)),
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


def tabs(filters, page):
    """Received and given, then shared with me and second opinions if there are any."""
    for side in (RECEIVED, GIVEN):
        yield filters.link(side=side), SIDES[side], filters.side == side
    if page["shared"] or filters.side == SHARED:
        label = SIDES[SHARED]
        if page["unread"]:
            count = '{} <span class="count">{}<span class="vh"> not opened</span></span>'
            label = format_html(count, label, page["unread"])
        yield filters.link(side=SHARED), label, filters.side == SHARED
    if page["asked"] or filters.side == OPINIONS:
        label = SIDES[OPINIONS]
        if page["open"]:
            count = '{} <span class="count">{}<span class="vh"> to answer</span></span>'
            label = format_html(count, label, page["open"])
        yield ReviewFilters(side=OPINIONS).link(), label, filters.side == OPINIONS


def no_matches(filters, page):
    other = GIVEN if filters.side == RECEIVED else RECEIVED
    return NoMatches(
        "No review matches",
        scope=SCOPES[filters.side],
        elsewhere=f"See {SCOPES[other]}",
        elsewhere_url=page[f"to_{other}"],
    )
