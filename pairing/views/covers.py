from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from core.screen import screen
from pairing import actions
from pairing.models import CoverOffer
from pairing.queries import visible_pairings

FULL = ("pairing__reviewer", "pairing__owner", "pairing__draw__cycle__pool")


@screen("POST")
def ask(request, pk):
    pairing = get_object_or_404(visible_pairings(request.user), pk=pk)
    actions.request_cover(pairing, by=request.user, now=timezone.now())
    messages.success(request, "Request sent. The first volunteer will review you.")
    return redirect_to_draw(pairing)


@screen("POST")
def take(request, pk):
    offer = visible_offer(request, pk)
    new = actions.take_cover(offer, by=request.user, now=timezone.now())
    messages.success(request, f"Thank you. You now review {offer.pairing.owner.first_name}.")
    return redirect("pick_case", new.pk)


@screen("POST")
def withdraw(request, pk):
    offer = visible_offer(request, pk)
    actions.withdraw_cover(offer, by=request.user, now=timezone.now())
    messages.success(request, "Withdrawn. Nobody can volunteer any more.")
    return redirect_to_draw(offer.pairing)


def visible_offer(request, pk):
    return get_object_or_404(
        CoverOffer.objects.visible_to(request.user).select_related(*FULL), pk=pk
    )


def redirect_to_draw(pairing):
    cycle = pairing.draw.cycle
    return redirect("draw", cycle.pool.slug, cycle.monday)
