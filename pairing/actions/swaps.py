from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed, Refused, StaleState
from core.transitions import move
from notifications.actions import queue
from pairing.actions.requests import expire_requests
from pairing.concurrency import lock_running_cycle
from pairing.draw_store import replace_pairing
from pairing.models import Pairing, SwapRequest
from pairing.notices import PairingAdded, SwapAnswered, SwapRequested
from pairing.queries.meetings import describe_meeting
from pairing.queries.swaps import is_swap_possible
from pairing.rules import can_answer_swap, can_request_swap, can_withdraw_swap
from pairing.states import Origin, SwapState

NOT_POSSIBLE = "This swap is not possible right now. Choose another colleague, or skip the review."


@transaction.atomic
def request_swap(mine, theirs, *, by, now):
    """Ask the reviewer of `theirs` to exchange the people reviewed; returns the `SwapRequest`.

    Raises `NotAllowed` for anyone but the reviewer of `mine`; `StaleState` when either review has
    begun or ended, or an earlier request is open; `Refused` if the exchange is not possible,
    without saying which rule is in the way.
    """
    if mine.reviewer_id != by.pk:
        raise NotAllowed("Only the reviewer can swap this review.")
    mine, theirs = _lock_both(mine, theirs)
    if not can_request_swap(by, mine):
        raise StaleState("Your review has started or is over, so you cannot swap it.", mine)
    if not is_swap_possible(mine, theirs, now):
        raise Refused(NOT_POSSIBLE)
    if SwapRequest.objects.open().filter(mine=mine).exists():
        raise StaleState("You have already asked somebody. Withdraw that request first.", mine)
    swap = SwapRequest.objects.create(mine=mine, theirs=theirs, asked_at=now)
    record("swap asked", swap, by=by, now=now, mine=mine.pk, theirs=theirs.pk)
    queue(SwapRequested(swap), now=now)
    return swap


@transaction.atomic
def accept_swap(swap, *, by, now):
    """Exchange the two owners: two new pairings replace the old ones; returns the one of `by`.

    Raises `NotAllowed` for anyone but the colleague asked; `StaleState` when the request is over,
    or a review has begun, ended or been swapped meanwhile (a start and an acceptance at once have
    one winner).
    """
    if not can_answer_swap(by, swap):
        raise NotAllowed("Only the colleague who was asked can answer.")
    mine, theirs = _lock_both(swap.mine, swap.theirs)
    move(swap, to=SwapState.ACCEPTED, answered_at=now)
    if not is_swap_possible(mine, theirs, now):
        raise StaleState("These two reviews can no longer be swapped.", swap)
    cycle = mine.draw.cycle
    for old in (mine, theirs):
        replace_pairing(old, by=by, now=now)
    new = [_exchanged(cycle, old, other) for old, other in ((mine, theirs), (theirs, mine))]
    record("swap accepted", swap, by=by, now=now, pairings=[pairing.pk for pairing in new])
    for pairing in new:
        record("pairing added", pairing, by=by, now=now, origin=pairing.origin)
        queue(PairingAdded(pairing, people=[pairing.owner]), now=now)
    queue(SwapAnswered(swap), now=now)
    expire_requests(cycle, by=by, now=now)
    return new[1]


@transaction.atomic
def decline_swap(swap, *, by, now):
    """Say no; nothing changes.

    Raises `NotAllowed`, and `StaleState` when the request is answered already.
    """
    if not can_answer_swap(by, swap):
        raise NotAllowed("Only the colleague who was asked can answer.")
    move(swap, to=SwapState.DECLINED, answered_at=now)
    record("swap declined", swap, by=by, now=now)
    queue(SwapAnswered(swap), now=now)


@transaction.atomic
def withdraw_swap(swap, *, by, now):
    """Take the request back.

    Raises `NotAllowed`, and `StaleState` when it is answered already.
    """
    if not can_withdraw_swap(by, swap):
        raise NotAllowed("Only the colleague who asked can withdraw this.")
    move(swap, to=SwapState.WITHDRAWN, answered_at=now)
    record("swap withdrawn", swap, by=by, now=now)


def _lock_both(mine, theirs):
    """Both pairings as they are now, locked: nobody can begin, end or swap them until the caller
    commits.
    """
    lock_running_cycle(mine.draw.cycle)
    rows = Pairing.objects.select_for_update(of=["self"]).select_related(
        "reviewer", "owner", "draw__cycle__pool"
    )
    pairings = {row.pk: row for row in rows.filter(pk__in=[mine.pk, theirs.pk]).order_by("pk")}
    return pairings[mine.pk], pairings[theirs.pk]


def _exchanged(cycle, old, other):
    meeting = describe_meeting(cycle, old.reviewer, other.owner)
    reason = f"Swapped with {other.reviewer.first_name}; {meeting}"
    return Pairing.objects.create(
        draw=old.draw,
        reviewer=old.reviewer,
        owner=other.owner,
        origin=Origin.SWAP,
        code=Origin.SWAP,
        why=reason,
    )
