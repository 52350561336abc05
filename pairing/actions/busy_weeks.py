from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from core.weeks import is_monday
from pairing.models import Unavailable
from pairing.queries.busy_weeks import find_busy_week, is_drawn, may_be_in, was_left_out
from pairing.queries.draws import find_distance_obstacle
from pairing.queries.inputs import AWAY
from pairing.states import Unavailability


@transaction.atomic
def take_busy_week(pool, monday, *, by, now):
    """Let `by` sit out the cycle of `monday`. A second call changes nothing.

    No reason is needed. Pool and person are locked, so that a draw or a second click at the same
    time comes before or after.
    Raises `StaleState` if the cycle is drawn, `NotAllowed` for people who would not be in it, and
    `Refused` if the busy weeks of that quarter are used up.
    """
    pool = lock(pool)
    person = lock(by)
    if is_drawn(pool, monday):
        raise StaleState(
            "This cycle has already been drawn. You can still skip your review, with a reason.",
            pool,
        )
    if not may_be_in(pool, monday, person, now):
        raise NotAllowed("You can only take a busy week for an upcoming draw that you would be in.")
    week = find_busy_week(pool, monday, person)
    if week.why == AWAY:
        raise Refused("You are away then, so you sit out this draw anyway.")
    if week.why:
        return
    if not week.left:
        raise Refused(
            "You have used up your busy weeks for this quarter. "
            "If you are away, add an absence to your profile."
        )
    taken = Unavailable.objects.create(user=person, monday=monday, created_at=now)
    record("busy week taken", taken, by=by, now=now, user=person.pk, monday=monday.isoformat())


@transaction.atomic
def return_busy_week(pool, monday, *, by, now):
    """Take part in the cycle of `monday` after all.

    Raises `StaleState` once a draw has left the person out, and `Refused` for a week further than a
    year ahead.
    """
    if obstacle := find_distance_obstacle(pool, monday, now):
        raise Refused(obstacle)
    pool = lock(pool)
    person = lock(by)
    if was_left_out(person, monday):
        raise StaleState(
            "This cycle has already been drawn without you. You will be in the next draw again.",
            pool,
        )
    week = Unavailable.objects.filter(user=person, monday=monday, why=Unavailability.BUSY)
    for taken in week:
        record(
            "busy week returned", taken, by=by, now=now, user=person.pk, monday=monday.isoformat()
        )
    week.delete()


@transaction.atomic
def mark_duty(user, *, monday, by, now):
    """Record that `user` is on duty in the week of `monday` and so sits out its draws.

    A busy week on that Monday is returned. Called by apps that plan duties, which check
    permissions. Raises ValueError if `monday` is not a Monday.
    """
    if not is_monday(monday):
        raise ValueError(f"{monday} is not a Monday")
    person = lock(user)
    duty = {"why": Unavailability.DUTY}
    week, _ = Unavailable.objects.update_or_create(
        user=person, monday=monday, defaults=duty, create_defaults=duty | {"created_at": now}
    )
    record("duty week marked", week, by=by, now=now, user=person.pk, monday=monday.isoformat())
