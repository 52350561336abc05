"""Requests from colleagues, and requests you could make, as rows of My week."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from core.work_items import WorkItem
from pairing.models import CoverOffer, Pairing, SwapRequest
from pairing.queries.covers import COMING
from pairing.queries.swaps import BOTH_PAIRINGS
from pairing.queries.week import week_of
from pairing.rules import can_request_cover, is_waiting
from pairing.states import CoverState, PairingState


def due_for(user, now):
    """Swaps to answer, and a review that fell through while there is time for a volunteer.

    Queries only what the pairings of the week need.
    """
    week = week_of(user, now)
    items = []
    if any(pairing.is_asked for pairing in week.given):
        items += _swaps(user)
    if is_left_alone(week):
        items += _fallen(user, week, now)
    return items + [_away(pairing, user, now) for pairing in week.received if pairing.broken]


def is_left_alone(week):
    """A review of the person was skipped, or removed by a repair."""
    skipped = any(pairing.state == PairingState.SKIPPED for pairing in week.received)
    return skipped or (bool(week.given) and not week.received)


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


def _away(pairing, user, now):
    """A review that waits for somebody who is away; its owner can ask for a volunteer."""
    cycle = pairing.draw.cycle
    detail = "You don’t have to do anything"
    if CoverOffer.objects.open().filter(pairing=pairing).exists():
        detail = "You asked for a volunteer"
    elif can_request_cover(user, pairing, now, is_broken=True):
        detail = "You can ask for a volunteer"
    return WorkItem(
        kind="away",
        what=f"{pairing.reviewer.first_name} is away. {pairing.broken.leads_know}.",
        detail=detail,
        url=reverse("draw", args=[cycle.pool.slug, cycle.monday]),
        label="See the draw",
        due_at=cycle.due_at,
        icon="plane",
    )


def _fallen(user, week, now):
    """In the newest attempts only: what a redraw made room for is replaced in an old one."""
    others = Pairing.objects.filter(draw=OuterRef("draw"), owner=user, state__in=COMING)
    cover_offers = CoverOffer.objects.filter(
        pairing=OuterRef("pk"), state__in=[CoverState.OPEN, CoverState.TAKEN]
    )
    skipped = Pairing.objects.filter(
        owner=user,
        state__in=[PairingState.SKIPPED, PairingState.REPLACED],
        draw__in={
            pairing.draw_id for pairing in week.around if user.pk not in pairing.draw.outside
        },
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
                since_word="ended",
                icon="hand-helping",
            )
