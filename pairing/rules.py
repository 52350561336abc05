from core.weeks import today_in
from core.workdays import workdays
from pairing.states import PairingState
from people.models import User

COVER_DAYS = 3


def is_system(user):
    """The user who acts for scheduled jobs."""
    return user.email == User.SYSTEM_EMAIL


def can_create_pool(user):
    return user.is_active and user.is_coordinator


def can_manage_pool(user, pool):
    """Settings, members, draws: the pool's leads and coordinators."""
    return user.is_active and (user.is_coordinator or user in pool.leads.all())


def can_draw(user, pool):
    return is_system(user) or can_manage_pool(user, pool)


def can_skip(user, pairing):
    """The reviewer and people who manage the pool, while the pairing waits for a review."""
    if not user.is_active or pairing.state != PairingState.ASSIGNED:
        return False
    return pairing.reviewer_id == user.pk or can_manage_pool(user, pairing.draw.cycle.pool)


def is_waiting(pairing):
    """Announced and not started: such a pair can still be replaced."""
    return pairing.state == PairingState.ASSIGNED and pairing.started_at is None


def can_request_swap(user, pairing):
    return user.is_active and pairing.reviewer_id == user.pk and is_waiting(pairing)


def can_answer_swap(user, swap):
    return user.is_active and swap.theirs.reviewer_id == user.pk


def can_withdraw_swap(user, swap):
    return user.is_active and swap.mine.reviewer_id == user.pk


def can_request_cover(user, pairing, now, *, is_broken=False):
    """The owner of a pairing that ended without a review, while a volunteer has days left to write
    one; also of one that waits for a reviewer who is away (`is_broken`).
    """
    ended = pairing.state in (PairingState.SKIPPED, PairingState.REPLACED)
    waits = is_broken and pairing.state == PairingState.ASSIGNED
    return (
        user.is_active
        and pairing.owner_id == user.pk
        and (ended or waits)
        and has_days_left(pairing.draw.cycle, now)
    )


def has_days_left(cycle, now):
    """Whether at least `COVER_DAYS` working days are left of the cycle, today included."""
    today = today_in(cycle.pool.zone, now)
    last = today_in(cycle.pool.zone, cycle.due_at)
    return len(workdays(today, last, cycle.pool.country)) >= COVER_DAYS


def survives_redraw(pairing, *, keep_begun):
    """Whether a redraw leaves a pairing alone: always if its review was sent, and if it was begun
    unless the lead decides otherwise.
    """
    begun = pairing.state == PairingState.ASSIGNED and pairing.started_at is not None
    return pairing.state == PairingState.DONE or (begun and keep_begun)
