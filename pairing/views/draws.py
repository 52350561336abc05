from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.errors import NotAllowed
from core.screen import screen
from core.text import join_words
from pairing import actions
from pairing.queries import (
    build_record,
    choose_attempt,
    cycle_tabs,
    describe_announcement,
    describe_not_signed_in,
    draw_page,
    drawn_cycles,
    find_draw,
    list_attempts,
    list_draws,
    list_pools,
    next_draws_of,
    own_history,
    upcoming_page,
    with_leads,
)
from pairing.rules import can_manage_pool
from pairing.views.upcoming import require_open, show_upcoming

A_PAGE = 25
SHOWN_NAMES = 6


def visible_pool(request, slug):
    return get_object_or_404(with_leads(request.user), slug=slug)


@screen("GET")
def draws(request):
    """Draws of all pools or of one. Without a choice, people in one pool get its current cycle."""
    slug = request.GET.get("pool", "").replace("\x00", "")[:80]
    now = timezone.now()
    pools = list(list_pools(request.user))
    if len(pools) == 1 and not request.GET:
        [pool] = pools
        if cycles := drawn_cycles(pool):
            tabs = cycle_tabs(pool, now, cycles)
            return redirect("draw", pool.slug, tabs.current or tabs.following)
    chosen = next((pool for pool in pools if pool.slug == slug), None)
    page = Paginator(list_draws(request.user, chosen.slug if chosen else ""), A_PAGE)
    context = {
        "pools": pools,
        "chosen": chosen,
        "page": page.get_page(request.GET.get("page")),
        "next_draws": next_draws_of(pools, now),
    }
    if chosen:
        context["cycle_tabs"] = cycle_tabs(chosen, now)
        context["can_manage"] = can_manage_pool(request.user, chosen)
    return render(request, "pairing/draws.html", context)


@screen("GET")
def mine(request):
    page, lines = own_history(request.user, request.GET.get("page"))
    return render(request, "pairing/my_draws.html", {"page": page, "lines": lines})


@screen("GET")
def draw(request, slug, monday):
    """A drawn cycle with its proof, or an upcoming one; leads see a rehearsal of it."""
    pool = visible_pool(request, slug)
    now = timezone.now()
    can_manage = can_manage_pool(request.user, pool)
    cycles = drawn_cycles(pool)
    context = {
        "pool": pool,
        "can_manage": can_manage,
        "cycle_tabs": cycle_tabs(pool, now, cycles),
        "monday": monday,
        "now": now,
    }
    may_be_drawn = cycles and monday <= cycles[0].monday
    attempts = list_attempts(pool, monday) if may_be_drawn else []
    if not attempts:
        return show_upcoming(request, context)
    chosen = choose_attempt(attempts, request.GET.get("attempt", ""))
    if chosen is None:
        raise Http404
    context |= draw_page(
        attempts,
        chosen,
        request.user,
        can_manage=can_manage,
        now=now,
        recompute="verify" in request.GET,
    )
    return render(request, "pairing/draw.html", context)


@screen("GET", "POST")
def draw_now(request, slug, monday):
    """Ask for confirmation: everyone is notified right away, and it cannot be undone."""
    pool = visible_pool(request, slug)
    now = timezone.now()
    if request.method == "POST":
        drawn = actions.draw_cycle(pool, monday, by=request.user, now=now)
        messages.success(request, describe_announcement(drawn))
        return redirect("draw", slug, monday)
    if not can_manage_pool(request.user, pool):
        raise NotAllowed("Only the leads of this pool and coordinators can draw.")
    if find_draw(pool, monday):
        return redirect("draw", slug, monday)
    require_open(pool, monday, now)
    page = upcoming_page(pool, monday, now, request.user, can_manage=True)
    missing = page["not_signed_in"]
    page["warning"] = describe_not_signed_in(len(missing), len(page["present"]))
    names = [person.name for person in missing[:SHOWN_NAMES]]
    if len(missing) > SHOWN_NAMES:
        names.append(f"{len(missing) - SHOWN_NAMES} more")
    page["names"] = join_words(names)
    return render(request, "pairing/draw_now.html", {"pool": pool} | page)


@screen("GET")
def inputs(request, slug, monday):
    """Everything that `python -m pairing.engine verify` needs. It holds the salt, so only those who
    manage the pool get it.
    """
    pool = visible_pool(request, slug)
    draw = find_draw(pool, monday, request.GET.get("attempt", ""))
    if draw is None or not can_manage_pool(request.user, pool):
        raise Http404
    name = f"draw-{slug}-{monday.isoformat()}-{draw.attempt}.json"
    response = JsonResponse(build_record(draw), json_dumps_params={"indent": 2, "sort_keys": True})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
