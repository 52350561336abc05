"""Your review history and its export."""

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core import rate_limits
from core.filters import FilterBar, NoMatches, Select
from core.screen import screen
from reviews import actions, queries
from reviews.exports import Export, Person, json_pieces, markdown_pieces
from reviews.filters import DISCARDED, GIVEN, RECEIVED, ReviewFilters

FORMATS = {  # name: (pieces, ending, content type)
    "markdown": (markdown_pieces, "md", "text/markdown; charset=utf-8"),
    "json": (json_pieces, "json", "application/json"),
}
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


@screen("GET", "POST")
def export(request):
    """What a file would hold; POST makes it, because taking a copy leaves its trace."""
    now = timezone.now()
    data = request.POST if request.method == "POST" else request.GET
    filters = ReviewFilters.read(data)
    page = queries.export_page(request.user, filters, now=now)
    form = data.get("form", "")
    if request.method == "POST" and form in FORMATS:
        rate_limits.consume(request, "export")
        actions.export_reviews(
            request.user, count=page["count"], form=form, by=request.user, now=now
        )
        return render_export(request.user, filters, page["people"], form, now)
    refused = request.method == "POST"
    context = page | {"filters": filters, "refused": refused}
    return render(request, "reviews/export.html", context, status=422 if refused else 200)


def render_export(user, filters, people, form, now):
    """The file as it is written: it may be large, and begins at once."""
    pieces, ending, content_type = FORMATS[form]
    about = Export(Person(user.name, user.email), now, user.zone, filters.with_names(people))
    response = StreamingHttpResponse(
        pieces(about, queries.build_export(user, filters, now=now)), content_type=content_type
    )
    response["Content-Disposition"] = (
        f'attachment; filename="reviews-{timezone.localdate(now).isoformat()}.{ending}"'
    )
    return response
