from datetime import timedelta

from django.db import transaction

from audit.actions import record, record_all
from core.concurrency import lock
from core.errors import NotAllowed, Refused
from core.weeks import today_in
from pairing.actions.pairings import skip_pairings_of
from pairing.engine import MOST_PEOPLE
from pairing.models import Pairing, Pool, PoolMembership
from pairing.queries.explanations import too_many_people
from pairing.rules import can_manage_pool


@transaction.atomic
def add_members(pool, *, users, by, now, first_day=None):
    """Let `users` take part from the next draw, or from `first_day`; returns how many are new.

    Members stay as they are. Raises `NotAllowed`, and `Refused` if the pool would grow larger than
    one draw can be.
    """
    _require_manager(pool, by)
    lock(pool)  # two leads who add people at the same time are counted one by one
    places = PoolMembership.objects.filter(pool=pool, last_day__isnull=True)
    member_ids = set(places.filter(user__in=users).values_list("user_id", flat=True))
    new = [user for user in dict.fromkeys(users) if user.pk not in member_ids]
    if new and places.count() + len(new) > MOST_PEOPLE:
        raise Refused(too_many_people(places.count() + len(new)))
    day = first_day or today_in(pool.zone, now)
    rows = [PoolMembership(pool=pool, user=user, first_day=day) for user in new]
    PoolMembership.objects.bulk_create(rows)
    record_all("member added", [(pool, {"user": user.pk}) for user in new], by=by, now=now)
    return len(new)


@transaction.atomic
def remove_member(pool, *, user, by, now):
    """End the membership of `user` from the next draw; drawn pairings and history stay.

    Raises `NotAllowed`.
    """
    _require_manager(pool, by)
    _end_places(PoolMembership.objects.filter(pool=pool), user=user, by=by, now=now)


@transaction.atomic
def add_lead(pool, *, user, by, now):
    """Let `user` manage the pool. Raises `NotAllowed`."""
    _require_manager(pool, by)
    pool.leads.add(user)
    record("lead added", pool, by=by, now=now, user=user.pk)


@transaction.atomic
def remove_lead(pool, *, user, by, now):
    """Remove `user` as a lead; coordinators manage pools without leads. Raises `NotAllowed`."""
    _require_manager(pool, by)
    pool.leads.remove(user)
    record("lead removed", pool, by=by, now=now, user=user.pk)


@transaction.atomic
def leave_pools(user, *, by, now):
    """`user` left the organisation: end memberships, leads and waiting pairings."""
    _end_places(PoolMembership.objects.all(), user=user, by=by, now=now)
    for pool in Pool.objects.filter(leads=user):
        pool.leads.remove(user)
        record("lead removed", pool, by=by, now=now, user=user.pk)
    skip_pairings_of(user, by=by, now=now)


def _end_places(places, *, user, by, now):
    """A membership that no draw has used is deleted."""
    for place in (
        places.filter(user=user, last_day__isnull=True)
        .select_related("pool")
        .select_for_update(of=["self"])
    ):
        yesterday = today_in(place.pool.zone, now) - timedelta(days=1)
        if (
            place.first_day > yesterday
            and not Pairing.objects.of(user).filter(draw__cycle__pool=place.pool).exists()
        ):
            place.delete()
        else:
            PoolMembership.objects.filter(pk=place.pk).update(
                last_day=max(yesterday, place.first_day)
            )
        record("member removed", place.pool, by=by, now=now, user=user.pk)


def _require_manager(pool, by):
    if not can_manage_pool(by, pool):
        raise NotAllowed("Only the leads of this pool and coordinators can change who is in it.")
