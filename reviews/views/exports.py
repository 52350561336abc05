"""Export of your reviews as a file."""

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core import rate_limits
from core.screen import screen
from reviews import actions, queries
from reviews.exports import Export, Person, json_pieces, markdown_pieces
from reviews.filters import OPINIONS, SHARED, ReviewFilters
from reviews.naming import content_disposition
from reviews.views.detail import name_of

FORMATS = {  # name: (pieces, ending, content type)
    "markdown": (markdown_pieces, "md", "text/markdown; charset=utf-8"),
    "json": (json_pieces, "json", "application/json"),
}


@screen("GET", "POST")
def export(request):
    """Show what the file would contain. POST builds it, because exports are on the audit trail."""
    now = timezone.now()
    data = request.POST if request.method == "POST" else request.GET
    filters = ReviewFilters.read(data)
    if filters.side in (SHARED, OPINIONS):
        filters = ReviewFilters()  # reviews of others are not theirs to export
    page = queries.export_page(request.user, filters, now=now)
    form = data.get("form", "")
    if request.method == "POST" and form in FORMATS:
        rate_limits.consume(request, "export")
        actions.export_reviews(
            request.user, reviews=page["reviews"], form=form, by=request.user, now=now
        )
        return render_export(request.user, filters, page["people"], form, now)
    refused = request.method == "POST"
    context = page | {"filters": filters, "refused": refused}
    return render(request, "reviews/export.html", context, status=422 if refused else 200)


@screen("POST")
def export_one(request, pk):
    """One review as Markdown, for its reviewer and owner."""
    now = timezone.now()
    user = request.user
    own = queries.own_reviews(user, "", now=now)
    review = get_object_or_404(queries.sent_review(own), pk=pk)
    rate_limits.consume(request, "export")
    reviews = own.filter(pk=pk)
    actions.export_reviews(user, reviews=reviews, form="markdown", by=user, now=now)
    about = Export(Person(user.name, user.email), now, user.zone)
    pieces = markdown_pieces(about, queries.build_reviews(reviews, user))
    response = StreamingHttpResponse(pieces, content_type=FORMATS["markdown"][2])
    response["Content-Disposition"] = content_disposition(name_of(review), "md")
    return response


def render_export(user, filters, people, form, now):
    """Stream the file, which may be large."""
    pieces, ending, content_type = FORMATS[form]
    about = Export(Person(user.name, user.email), now, user.zone, filters.with_names(people))
    response = StreamingHttpResponse(
        pieces(about, queries.build_export(user, filters, now=now)), content_type=content_type
    )
    response["Content-Disposition"] = (
        f'attachment; filename="reviews-{timezone.localdate(now).isoformat()}.{ending}"'
    )
    return response
