from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core import rate_limits
from core.errors import NotAllowed, StaleState
from core.forms import bind, render_form
from core.screen import screen
from pairing import actions
from pairing.forms import SwapForm
from pairing.queries import is_swap_possible, swap_candidates, visible_pairings, visible_swaps
from pairing.rules import can_answer_swap, can_request_swap, is_waiting
from pairing.states import SwapState

ANSWERS = {
    "accept": (actions.accept_swap, "Swapped. The four of you get a notice."),
    "decline": (actions.decline_swap, "Declined. Nothing changes."),
    "withdraw": (actions.withdraw_swap, "Withdrawn. Nothing changes."),
}


@screen("GET", "POST")
def ask(request, pk):
    """Choose a colleague to swap with. Nothing changes until they say yes."""
    mine = get_object_or_404(visible_pairings(request.user), pk=pk)
    if mine.reviewer_id != request.user.pk:
        raise NotAllowed("Only the reviewer can swap this review.")
    if not can_request_swap(request.user, mine):
        raise StaleState("This review has started or is over, so it cannot be swapped.", mine)
    now = timezone.now()
    if request.method == "POST":
        rate_limits.consume(request, "swap")
    form = bind(
        SwapForm,
        request,
        candidates=swap_candidates(mine),
        is_possible=lambda theirs: is_swap_possible(mine, theirs, now),
    )
    if form.is_valid():
        swap = actions.request_swap(mine, form.cleaned_data["theirs"], by=request.user, now=now)
        messages.success(
            request, f"Request sent. {swap.theirs.reviewer.first_name} can accept or decline."
        )
        return redirect("swap", swap.pk)
    context = {"mine": mine, "cycle": mine.draw.cycle, "form": form}
    return render_form(request, "pairing/swap_ask.html", context)


@screen("GET", "POST")
def swap(request, pk):
    """The request as its two people see it, with their buttons."""
    swap_request = get_object_or_404(visible_swaps(request.user), pk=pk)
    cycle = swap_request.mine.draw.cycle
    if request.method == "POST":
        answer = request.POST.get("answer")
        if answer not in ANSWERS:
            messages.error(request, "Choose one of the buttons.")
            return redirect("swap", pk)
        act, message = ANSWERS[answer]
        act(swap_request, by=request.user, now=timezone.now())
        messages.success(request, message)
        return redirect("draw", cycle.pool.slug, cycle.monday)
    is_asked = can_answer_swap(request.user, swap_request)
    title = "You asked to swap"
    if is_asked:
        title = f"{swap_request.mine.reviewer.name} asks to swap with you"
    both_wait = is_waiting(swap_request.mine) and is_waiting(swap_request.theirs)
    context = {
        "swap": swap_request,
        "cycle": cycle,
        "is_open": swap_request.state == SwapState.ASKED and both_wait,
        "is_asked": is_asked,
        "title": title,
    }
    return render(request, "pairing/swap.html", context)
