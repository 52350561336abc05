from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.errors import NotAllowed, StaleState
from core.forms import bind, render_form
from core.screen import screen
from pairing import actions
from pairing.forms import SkipForm
from pairing.queries import visible_pairings
from pairing.rules import can_skip
from pairing.states import PairingState


@screen("GET", "POST")
def skip(request, pk):
    pairing = get_object_or_404(visible_pairings(request.user), pk=pk)
    form = bind(SkipForm, request)
    if form.is_valid():
        actions.skip_pairing(
            pairing, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()
        )
        messages.success(request, "Skipped. Both of you and the leads can read why.")
        if pairing.reviewer_id == request.user.pk:
            return redirect("my_week")
        cycle = pairing.draw.cycle
        return redirect("draw", cycle.pool.slug, cycle.monday)
    if pairing.state != PairingState.ASSIGNED:
        raise StaleState(f"This review has ended: {pairing.get_state_display().lower()}.", pairing)
    if not can_skip(request.user, pairing):
        raise NotAllowed("Only the reviewer and the leads of the pool can skip this review.")
    context = {"pairing": pairing, "cycle": pairing.draw.cycle, "form": form}
    return render_form(request, "pairing/skip.html", context)


@screen("POST")
def leave(request, pk):
    """A lead leaves a pair as it is although its reviewer is away."""
    pairing = get_object_or_404(visible_pairings(request.user), pk=pk)
    actions.leave_pairing(pairing, by=request.user, now=timezone.now())
    messages.success(
        request, f"Left as it is. {pairing.owner.first_name} can still ask for a volunteer."
    )
    cycle = pairing.draw.cycle
    return redirect("draw", cycle.pool.slug, cycle.monday)
