from django.db import transaction
from django.utils.text import slugify

from audit.actions import record
from core.errors import NotAllowed, Refused
from notifications.actions import queue, try_again
from notifications.slack.connection import is_connected
from notifications.slack.refusals import WEBHOOK
from pairing.models import Pool
from pairing.notices import ChannelTest
from pairing.queries.explanations import too_many_reviews
from pairing.queries.pools import first_open_monday
from pairing.rules import can_create_pool, can_manage_pool

RHYTHM = ("first_monday", "cadence", "change_on", "changed_cadence")
RESERVED = {"new"}


@transaction.atomic
def create_pool(*, by, now, leads=(), **fields):
    """Create a pool from its settings and seal the seed of its first draw.

    Raises `NotAllowed` for anyone but coordinators. The form has checked that the name is free.
    """
    if not can_create_pool(by):
        raise NotAllowed("Only coordinators can create a pool.")
    pool = Pool.objects.create(
        slug=_free_slug(fields["name"]), created_at=now, sealed_at=now, **fields
    )
    pool.leads.set(leads)
    record("pool made", pool, by=by, now=now, leads=sorted(lead.pk for lead in leads))
    return pool


@transaction.atomic
def change_pool(pool, *, by, now, **fields):
    """Set the given fields. They apply from the next draw; a drawn cycle keeps its settings.

    A changed schedule begins at the first Monday that is not drawn. Raises `NotAllowed`, and
    `Refused` for more reviews each than there are colleagues.
    """
    if not can_manage_pool(by, pool):
        raise NotAllowed("Only the leads of this pool and coordinators can change it.")
    stored = Pool.objects.select_for_update(no_key=True).get(pk=pool.pk)
    changed = sorted(name for name, value in fields.items() if getattr(stored, name) != value)
    if not changed:
        return stored
    if "reviews_each" in changed and (
        obstacle := too_many_reviews(fields["reviews_each"], _number_of_members(stored))
    ):
        raise Refused(obstacle)
    if set(changed) & set(RHYTHM) and stored.cycles.drawn().exists():
        fields["first_monday"] = first_open_monday(stored, now)
    channels = {stored.channel, fields.get("channel", stored.channel)}
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(fields))
    record("pool changed", stored, by=by, now=now, fields=changed)
    if "channel" in changed:
        try_again(channels, by=by, now=now)
    return stored


@transaction.atomic
def send_channel_test(pool, *, by, now):
    """Post a test to the Slack channel of a pool, even if Slack refused it before.

    Raises `NotAllowed` for anyone but leads and coordinators, `Refused` without a channel or Slack.
    """
    if not can_manage_pool(by, pool):
        raise NotAllowed("Only the leads of this pool and coordinators can post a test.")
    if not pool.channel or not is_connected():
        raise Refused("Cannot post: this pool has no channel, or Slack is not connected.")
    try_again([pool.channel, WEBHOOK], by=by, now=now)
    queue(ChannelTest(pool, at=now), now=now)
    record("channel tried", pool, by=by, now=now, channel=pool.channel)


def _number_of_members(pool):
    return pool.memberships.filter(last_day__isnull=True, user__is_active=True).count()


def _free_slug(name):
    """A slug from the name ("pool" if no letter is left), never one that is an address of ours."""
    base = slugify(name)[:70] or "pool"
    slug = base
    number = 1
    while slug in RESERVED or Pool.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug
