"""Requests from colleagues, and requests you could make, as rows of My week."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from core.work_items import WorkItem
from pairing.models import CoverOffer, Pairing, SwapRequest
from pairing.queries.covers import COMING
from pairing.queries.swaps import BOTH_PAIRINGS
from pairing.queries.week import week_of
from pairing.rules import can_request_cover, is_waiting
from pairing.states import CoverState, CycleState, PairingState


def due_for(user, now):
    """Swaps to answer, and a review that fell through while there is time for a volunteer.

    Asks the database only for what the pairings of the week say there is.
    """
    week = week_of(user, now)
    items = []
    if any(pairing.is_asked for pairing in week.given):
        items += _swaps(user)
    if any(pairing.state == PairingState.SKIPPED for pairing in week.received):
        items += _fallen(user, now)
    return items


def _swaps(user):
    swaps = SwapRequest.objects.open().filter(theirs__reviewer=user).select_related(*BOTH_PAIRINGS)
    for swap in swaps:
        if is_waiting(swap.mine) and is_waiting(swap.theirs):
            yield WorkItem(
                kind="swap",
                what=f"{swap.mine.reviewer.first_name} asks to swap reviews with you",
                detail=(
                    f"You would review {swap.mine.owner.name} instead of {swap.theirs.owner.name}"
                ),
                url=reverse("swap", args=[swap.pk]),
                label="Answer",
                since=swap.asked_at,
                since_word="asked",
                icon="arrow-left-right",
            )


def _fallen(user, now):
    """What a redraw made room for is replaced, and so is not looked at."""
    others = Pairing.objects.filter(draw=OuterRef("draw"), owner=user, state__in=COMING)
    cover_offers = CoverOffer.objects.filter(
        pairing=OuterRef("pk"), state__in=[CoverState.OPEN, CoverState.TAKEN]
    )
    skipped = Pairing.objects.filter(
        owner=user, state=PairingState.SKIPPED, draw__cycle__state=CycleState.DRAWN
    )
    skipped = (
        skipped.exclude(Exists(others))
        .exclude(Exists(cover_offers))
        .select_related("reviewer", "draw__cycle__pool")
    )
    for pairing in skipped.order_by("pk"):
        if can_request_cover(user, pairing, now):
            cycle = pairing.draw.cycle
            yield WorkItem(
                kind="uncovered",
                what=f"{pairing.reviewer.first_name} does not review you this cycle",
                detail="There is still time: you can ask for a volunteer",
                url=reverse("draw", args=[cycle.pool.slug, cycle.monday]),
                label="See the draw",
                since=pairing.ended_at,
                since_word="skipped",
                icon="hand-helping",
            )
