from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from core.transitions import move
from monthly.models import StandIn
from monthly.notices import StandInNamed
from monthly.queries.stand_ins import can_be_named, find_overlap
from monthly.rules import can_name_stand_in, is_system
from monthly.states import STAND_IN_TRANSITIONS, StandInState
from notifications.actions import queue, settle


@transaction.atomic
def add_stand_in(manager, *, person, first_day, last_day, by, now):
    """Let `person` act for `manager` from `first_day` to `last_day`, both included; returns it.

    Raises `NotAllowed` for anyone but the manager and coordinators, and `Refused` if somebody
    stands in for them on one of these days, or if `person` cannot.
    """
    _require(by, manager)
    manager = lock(manager)
    _refuse(manager, person, first_day, last_day, None)
    stand_in = StandIn.objects.create(
        manager=manager, person=person, first_day=first_day, last_day=last_day
    )
    record("stand-in added", stand_in, by=by, now=now, **_facts(stand_in))
    queue(StandInNamed(stand_in, by=by), now=now)
    return stand_in


@transaction.atomic
def change_stand_in(stand_in, *, person, first_day, last_day, by, now):
    """Change who stands in and when; once they stand in, only the last day can change.

    Raises the errors of `add_stand_in`, and `StaleState` once it has ended.
    """
    _require(by, stand_in.manager)
    manager = lock(stand_in.manager)
    stand_in = lock(stand_in)
    if stand_in.state not in STAND_IN_TRANSITIONS:
        raise StaleState("This stand-in has ended or was cancelled.", stand_in)
    is_begun = stand_in.state == StandInState.ACTIVE
    if is_begun and (person.pk != stand_in.person_id or first_day != stand_in.first_day):
        raise Refused("They already stand in. You can only change the last day, or end it.")
    _refuse(manager, person, first_day, last_day, stand_in)
    settle([StandInNamed.kind], stand_in, now=now)
    stand_in.person = person
    stand_in.first_day = first_day
    stand_in.last_day = last_day
    stand_in.save(update_fields=["person", "first_day", "last_day"])
    record("stand-in changed", stand_in, by=by, now=now, **_facts(stand_in))
    queue(StandInNamed(stand_in, by=by), now=now)
    return stand_in


@transaction.atomic
def cancel_stand_in(stand_in, *, by, now):
    """Cancel a stand-in, even one that has begun: they lose access at once.

    Raises `NotAllowed` for anyone but the manager and coordinators, and `StaleState` once it has
    ended.
    """
    _require(by, stand_in.manager)
    move(stand_in, to=StandInState.CANCELLED)
    settle([StandInNamed.kind], stand_in, now=now)
    record("stand-in cancelled", stand_in, by=by, now=now)


@transaction.atomic
def start_stand_in(stand_in, *, by, now):
    """Give them access on their first day, and name them to the engineers with something due.

    Raises `NotAllowed` for anyone but the sweep, which finds the day, and `StaleState` if it has
    started or ended.
    """
    if not is_system(by):
        raise NotAllowed("Stand-ins begin by themselves on their first day.")
    move(stand_in, to=StandInState.ACTIVE)
    record("stand-in started", stand_in, by=by, now=now)
    queue(StandInNamed(stand_in), now=now)
    return stand_in


@transaction.atomic
def end_stand_in(stand_in, *, by, now):
    """Take their access away after their last day, or when one of the two has left.

    The caller has checked permissions. Raises `StaleState` if it has ended.
    """
    move(stand_in, to=StandInState.ENDED)
    settle([StandInNamed.kind], stand_in, now=now)
    record("stand-in ended", stand_in, by=by, now=now)
    return stand_in


@transaction.atomic
def end_stand_ins_of(person, *, by, now):
    """End the stand-ins of somebody who has left, on either side.

    The caller has checked permissions.
    """
    stand_ins = StandIn.objects.of(person).not_over().order_by("pk")
    for stand_in in stand_ins.select_for_update(of=["self"], no_key=True):
        end_stand_in(stand_in, by=by, now=now)


def _require(by, manager):
    if not can_name_stand_in(by, manager):
        raise NotAllowed("Only the manager and coordinators can name a stand-in.")


def _refuse(manager, person, first_day, last_day, stand_in):
    if not can_be_named(person, manager):
        raise Refused("This person cannot stand in. Choose an active colleague.")
    if last_day < first_day:
        raise Refused("The last day is before the first one.")
    if sentence := find_overlap(manager, first_day, last_day, exclude=stand_in):
        raise Refused(sentence)


def _facts(stand_in):
    return {
        "manager": stand_in.manager_id,
        "person": stand_in.person_id,
        "first_day": stand_in.first_day.isoformat(),
        "last_day": stand_in.last_day.isoformat(),
    }
