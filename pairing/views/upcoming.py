from django.http import Http404
from django.shortcuts import render

from core import rate_limits
from core.errors import Refused
from pairing.queries import find_distance_obstacle, is_open, rehearsal, upcoming_page


def require_open(pool, monday, now):
    """A cycle too far ahead is refused with a sentence; a Monday without a cycle is a 404."""
    if obstacle := find_distance_obstacle(pool, monday, now):
        raise Refused(obstacle)
    if not is_open(pool, monday, now):
        raise Http404


def show_upcoming(request, context):
    """A cycle that is not drawn: who would be in it and, for leads, a rehearsal."""
    pool = context["pool"]
    monday = context["monday"]
    now = context["now"]
    can_manage = context["can_manage"]
    require_open(pool, monday, now)
    context |= upcoming_page(pool, monday, now, request.user, can_manage=can_manage)
    if can_manage and not context["nobody"]:
        context |= rehearse(request, context)
    return render(request, "pairing/upcoming.html", context)


def rehearse(request, context):
    """The rehearsal; a large pool has one only on request, within a limit."""
    if context["is_large"]:
        if "rehearse" not in request.GET:
            return {}
        rate_limits.consume(request, "rehearsal")
    return rehearsal(context)
