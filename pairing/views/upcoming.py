from django.http import Http404
from django.shortcuts import render

from core import rate_limits
from pairing.queries import upcoming as queries
from pairing.queries.draws import is_open


def upcoming_page(request, context):
    """A cycle that is not drawn: everybody reads who would be in it, those who run the pool how it could come out."""
    pool, monday, now, can_manage = (
        context[name] for name in ("pool", "monday", "now", "can_manage")
    )
    if not is_open(pool, monday, now):
        raise Http404
    context |= queries.upcoming_page(pool, monday, now, request.user, can_manage=can_manage)
    if (
        can_manage
        and not context["nobody"]
        and (not context["is_large"] or "rehearse" in request.GET)
    ):
        if context["is_large"]:
            rate_limits.consume(request, "rehearsal")
        context |= queries.rehearsal(context)
    return render(request, "pairing/upcoming.html", context)
