from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from core.errors import NotAllowed, StaleState
from core.forms import bind, render_form
from core.ids import read_ids
from core.screen import screen
from core.text import count_of
from pairing import actions
from pairing.forms import RedrawForm
from pairing.queries import find_draw, plan_redraw, plan_repair, roster
from pairing.rules import can_manage_pool
from pairing.states import CycleState, PairingState
from pairing.views.draws import visible_pool


@screen("GET", "POST")
def redraw(request, slug, monday):
    """Show what stays and what changes before drawing again."""
    pool, draw = changeable_draw(request, slug, monday)
    now = timezone.now()
    plan = plan_redraw(draw, live_pairings(draw), now=now)
    form = bind(RedrawForm, request, plan=plan)
    if form.is_valid():
        new = actions.redraw_cycle(
            require_newest_attempt(request, draw),
            reason=form.cleaned_data["reason"],
            keep_begun=not form.cleaned_data.get("take_back", False),
            by=request.user,
            now=now,
        )
        messages.success(
            request,
            f"Drawn again: attempt {new.attempt}. Everyone whose pair changed gets a notice.",
        )
        return redirect("draw", slug, monday)
    context = {"pool": pool, "draw": draw, "monday": monday, "form": form, "plan": plan}
    return render_form(request, "pairing/redraw.html", context)


@screen("GET", "POST")
def repair(request, slug, monday):
    """First choose who drops out or returns, then see what changes, then confirm."""
    pool, draw = changeable_draw(request, slug, monday)
    marks = request.POST if request.method == "POST" else request.GET
    out = set(read_ids(marks.getlist("out")))
    back = set(read_ids(marks.getlist("back")))
    now = timezone.now()
    if request.method == "POST":
        plan = actions.repair_draw(
            require_newest_attempt(request, draw),
            out=out,
            back=back,
            seen=request.POST.get("seen", ""),
            by=request.user,
            now=now,
        )
        added = f", {len(plan.new)} added" if plan.new else ""
        messages.success(request, f"Repaired: {count_of(len(plan.gone), 'pair')} removed{added}.")
        return redirect("draw", slug, monday)
    inside, outside = roster(draw, now)
    context = {"pool": pool, "draw": draw, "monday": monday, "inside": inside, "outside": outside}
    if out or back:
        context["plan"] = plan_repair(draw, live_pairings(draw), out=out, back=back, now=now)
    return render(request, "pairing/repair.html", context | {"out": out, "back": back})


def changeable_draw(request, slug, monday):
    """The pool and the newest draw of a running cycle, for people who can change it."""
    pool = visible_pool(request, slug)
    draw = find_draw(pool, monday)
    if draw is None:
        raise Http404
    if not can_manage_pool(request.user, pool):
        raise NotAllowed("Only the leads of this pool and coordinators can change a draw.")
    if draw.cycle.state != CycleState.DRAWN:
        raise StaleState("The cycle of this draw has ended.", draw.cycle)
    return pool, draw


def live_pairings(draw):
    """The live pairings, from those already fetched."""
    return [pairing for pairing in draw.pairings.all() if pairing.state != PairingState.REPLACED]


def require_newest_attempt(request, draw):
    """The draw, unless the page showed an earlier attempt."""
    if request.POST.get("attempt", str(draw.attempt)) != str(draw.attempt):
        raise StaleState("This cycle has been drawn again.", draw.cycle)
    return draw
