from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.dates import format_day
from core.screen import screen
from pairing import actions
from pairing.models import Pool


def redirect_back(request, slug, monday):
    """To the page with the button: My week, or the page of the cycle."""
    if request.POST.get("from") == "week":
        return redirect("my_week")
    return redirect("draw", slug, monday)


@screen("POST")
def take(request, slug, monday):
    pool = get_object_or_404(Pool.objects.visible_to(request.user), slug=slug)
    now = timezone.now()
    actions.take_busy_week(pool, monday, by=request.user, now=now)
    messages.success(
        request, f"You sit out the draw of {format_day(monday, now)}. No reason needed."
    )
    return redirect_back(request, slug, monday)


@screen("POST")
def give_back(request, slug, monday):
    pool = get_object_or_404(Pool.objects.visible_to(request.user), slug=slug)
    now = timezone.now()
    actions.return_busy_week(pool, monday, by=request.user, now=now)
    messages.success(request, f"You are in the draw of {format_day(monday, now)} again.")
    return redirect_back(request, slug, monday)
