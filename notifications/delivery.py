"""Claiming what is due from the outbox, sending it by its channel, and writing down how it went."""

import logging
import random
from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from notifications import mail
from notifications.channels import mail_switch
from notifications.models import Notice
from notifications.registry import KINDS
from notifications.states import Channel, MailSwitch

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
LAST_TRY = 12


def deliver_due(*, now, size=50):
    """Deliver everything that is due, one claimed batch after the other; returns how many were sent."""
    sent = 0
    while claimed := claim_due(now=now, size=size):
        for bundle in bundles(claimed):
            sent += deliver_bundle(bundle, now=now)
    return sent


@transaction.atomic
def claim_due(*, now, size=50):
    """Lease up to `size` due notices to the caller; two callers never get the same one.

    `tries` counts the claims, so it tells this claim from a later one of the same notice, after the lease ran out.
    """
    due = Notice.objects.due(now).order_by("not_before", "pk").select_related("recipient__preference")
    claimed = list(due.select_for_update(skip_locked=True, of=("self",))[:size])
    for notice in claimed:
        notice.lease_until, notice.tries = now + LEASE, notice.tries + 1
    Notice.objects.bulk_update(claimed, ["lease_until", "tries"])
    return claimed


def bundles(notices):
    """One notice at a time, but the mail of those who read it once a day together."""
    daily = [notice for notice in notices if is_daily(notice)]
    yield from ([notice] for notice in notices if not is_daily(notice))
    for _, mine in groupby(sorted(daily, key=lambda notice: notice.recipient_id), lambda notice: notice.recipient_id):
        yield list(mine)


def is_daily(notice):
    essential = notice.kind in KINDS and KINDS[notice.kind].essential
    return notice.channel == Channel.MAIL and not essential and mail_switch(notice.recipient) == MailSwitch.DAILY


def deliver_bundle(notices, *, now):
    """Send claimed notices of one person together, and write down how it went; returns how many were sent.

    A failing channel costs these a later try, and never the rest of the batch.
    """
    mine = [notice for notice in notices if hold(notice)]
    try:
        messages = {notice: message for notice in mine if (message := message_of(notice))}
        if messages and mine[0].channel == Channel.MAIL:
            mail.send(messages)
    except Exception as error:  # noqa: BLE001  a channel may fail in any way; the row keeps the trace
        log.warning("notices %s failed: %s", [notice.pk for notice in mine], type(error).__name__)
        for notice in mine:
            put_off(notice, type(error).__name__, now=now)
        return 0
    for notice in mine:
        settle(notice, **{"sent_at" if notice in messages else "dropped_at": timezone.now()})
    return len(messages)


def hold(notice):
    """Renew the lease right before sending. A worker that was slow until its lease ran out finds that it is not its."""
    if notice.channel == Channel.INBOX:
        return True
    return bool(ours(notice).update(lease_until=timezone.now() + LEASE))


def ours(notice):
    return Notice.objects.waiting().filter(pk=notice.pk, tries=notice.tries)


def message_of(notice):
    """What to tell the recipient; None says that it is not due any more and is dropped."""
    cls = KINDS[notice.kind]
    recipient = notice.recipient
    subject = cls.subjects([notice.subject_id]).get(notice.subject_id)
    if subject is None or not (recipient.is_active or cls.essential) or is_switched_off(notice, cls):
        return None
    kind = cls(subject)
    return kind.message(recipient) if kind.still_due(recipient) else None


def is_switched_off(notice, cls):
    """Switched off since it was queued."""
    return notice.channel == Channel.MAIL and not cls.essential and mail_switch(notice.recipient) == MailSwitch.OFF


def settle(notice, **how):
    ours(notice).update(lease_until=None, **how)


def put_off(notice, error, *, now):
    """Back off from 1 minute to 6 hours with jitter, so that a channel that is back is not stormed."""
    if notice.tries >= LAST_TRY:
        settle(notice, dead_at=now, last_error=error)
        return
    minutes = min(2 ** (notice.tries - 1), 360) * random.uniform(0.8, 1.2)  # noqa: S311  jitter, not a secret
    settle(notice, not_before=now + timedelta(minutes=minutes), last_error=error)
