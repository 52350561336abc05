from django.db import transaction

from audit.actions import record, record_all
from core.errors import NotAllowed, Refused, StaleState
from notifications.actions import queue
from pairing.actions.requests import expire_requests
from pairing.concurrency import lock_running_cycle
from pairing.draw_store import lock_pairings, replace_pairing
from pairing.models import Draw, Pairing, Pool
from pairing.notices import PairingAdded, PairingDropped, Repaired
from pairing.queries.repairs import plan_repair
from pairing.rules import can_manage_pool
from pairing.states import Origin


@transaction.atomic
def repair_draw(draw, *, out=(), back=(), seen, by, now):
    """Change a drawn cycle as little as possible when people drop out or come back.

    `out` and `back` are their ids; returns the `RepairPlan` that was carried out. `seen` is the
    digest of the plan that the lead looked at.
    Raises `NotAllowed` for anyone but leads and coordinators; `StaleState` when the plan would be
    different by now or the cycle is over; `Refused` when nobody is marked.
    """
    cycle = draw.cycle
    if not can_manage_pool(by, cycle.pool):
        raise NotAllowed("Only the leads of this pool and coordinators can repair a draw.")
    Pool.objects.select_for_update(no_key=True).get(pk=cycle.pool_id)
    lock_running_cycle(cycle)
    if cycle.draws.filter(attempt__gt=draw.attempt).exists():
        raise StaleState("This cycle has been drawn again.", cycle)
    draw = Draw.objects.select_related("cycle__pool").get(pk=draw.pk)
    plan = plan_repair(draw, lock_pairings(draw), out=out, back=back, now=now)
    if not plan.changes:
        raise Refused("Mark who drops out or returns.")
    if plan.digest != seen:
        raise StaleState(
            "The draw has changed since you opened this page. Check the repair again.", cycle
        )
    for pairing in plan.gone:
        replace_pairing(pairing, by=by, now=now)
    new = _add(draw, plan)
    _mark(draw, plan)
    record("draw repaired", cycle, by=by, now=now, draw=draw.pk, gone=len(plan.gone), new=len(new))
    record_all("pairing replaced", [(pairing, {}) for pairing in plan.gone], by=by, now=now)
    record_all(
        "pairing added", [(pairing, {"origin": pairing.origin}) for pairing in new], by=by, now=now
    )
    expire_requests(cycle, by=by, now=now)
    _notify(plan, new, by=by, now=now)
    queue(Repaired(draw, at=now), now=now)
    return plan


def _add(draw, plan):
    return Pairing.objects.bulk_create(
        Pairing(draw=draw, reviewer=reviewer, owner=owner, origin=Origin.REPAIR, code=code, why=why)
        for reviewer, owner, code, why in plan.new
    )


def _mark(draw, plan):
    """Who is out or back was not part of the draw, so it is stored beside the frozen inputs."""
    gone = {one.pk for one in plan.out}
    come = {one.pk for one in plan.back}
    present = set(draw.inputs["present"])
    out = (set(draw.out) | gone) - come
    back = (set(draw.back) | come) - gone - present
    Draw.objects.filter(pk=draw.pk).update(out=sorted(out), back=sorted(back))


def _notify(plan, new, *, by, now):
    """Notify everyone affected of their new pairing, or that theirs was removed."""
    givers = {pairing.reviewer_id for pairing in new}
    takers = {pairing.owner_id for pairing in new}
    for pairing in new:
        queue(PairingAdded(pairing, people=[pairing.reviewer, pairing.owner]), now=now)
    for pairing in plan.gone:
        people = []
        if pairing.reviewer_id not in givers:
            people.append(pairing.reviewer)
        if pairing.owner_id not in takers:
            people.append(pairing.owner)
        queue(PairingDropped(pairing, people=people), now=now)
