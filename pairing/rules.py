from pairing.states import PairingState
from people.models import User


def is_system(user):
    """The user who acts for scheduled jobs."""
    return user.email == User.SYSTEM_EMAIL


def can_create_pool(user):
    return user.is_active and user.is_coordinator


def can_run(user, pool):
    """Settings, members, draws: the pool's leads and coordinators."""
    return user.is_active and (user.is_coordinator or user in pool.leads.all())


def can_draw(user, pool):
    return is_system(user) or can_run(user, pool)


def can_skip(user, pairing):
    """Oneself, and whoever runs the pool, as long as it waits for a review."""
    if not user.is_active or pairing.state != PairingState.ASSIGNED:
        return False
    return pairing.reviewer_id == user.pk or can_run(user, pairing.draw.cycle.pool)
