"""Claiming what is due from the outbox, sending it by its channel, and writing down how it went."""

import logging
import random
import time
from datetime import timedelta
from itertools import groupby
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from notifications import mail, slack
from notifications.channels import is_daily, is_on, preference_of
from notifications.exceptions import TryLater, Undeliverable
from notifications.models import Attempt, Notice
from notifications.registry import KINDS, Message
from notifications.states import Channel, DropReason

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
LAST_TRY = 12
A_DAY = 200  # the most notices that one day's mail waits for
TURN, SLOW = 120, 5  # seconds: of one call, and after which a failure says that the channel hangs
SENDERS = {Channel.INBOX: lambda messages: "", Channel.MAIL: mail.send, Channel.SLACK: slack.send}


def deliver_due(*, now, size=10):
    """Deliver everything that is due, one claimed batch after the other; returns how many were sent.

    A channel that hangs, or asks for patience, rests until the next call: it may not keep the others waiting.
    """
    sent, resting, began = 0, set(), time.monotonic()
    while claimed := claim_due(now=now, size=size, resting=resting):
        for bundle in batches(claimed):
            if bundle[0].channel in resting or time.monotonic() - began > TURN:
                release(bundle)
            else:
                sent += deliver_batch(bundle, now=now, resting=resting)
        if time.monotonic() - began > TURN:
            break
    return sent


@transaction.atomic
def claim_due(*, now, size=10, resting=()):
    """Lease up to `size` due notices to the caller; two callers never get the same one.

    The lease is a token: who comes back after it ran out, and somebody else has claimed, finds that it is not theirs.
    """
    due = Notice.objects.due(now).exclude(channel__in=resting).order_by("not_before", "pk")
    due = due.select_related("recipient__preference")
    claimed = list(due.select_for_update(skip_locked=True, of=("self",))[:size])
    claimed += rest_of_day(claimed, now=now)
    lease = uuid4()
    for notice in claimed:
        notice.lease, notice.lease_until, notice.tries = lease, now + LEASE, notice.tries + 1
    Notice.objects.bulk_update(claimed, ["lease", "lease_until", "tries"])
    return claimed


def rest_of_day(claimed, *, now):
    """What belongs into the same day's mails and is due in a later batch, or failed with it and waits by itself."""
    readers = {notice.recipient_id for notice in claimed if comes_daily(notice)}
    if not readers:
        return []
    later = Notice.objects.waiting().filter(channel=Channel.MAIL, recipient__in=readers).free(now)
    later = later.filter(Q(not_before__lte=now) | Q(tries__gt=0)).exclude(
        pk__in=[notice.pk for notice in claimed]
    )
    later = later.select_related("recipient__preference").order_by("pk")
    return list(later.select_for_update(skip_locked=True, of=("self",))[:A_DAY])


def batches(notices):
    """One notice at a time, but the mail of those who read it once a day together."""
    daily = [notice for notice in notices if comes_daily(notice)]
    yield from ([notice] for notice in notices if notice not in daily)
    for _, mine in groupby(
        sorted(daily, key=lambda notice: notice.recipient_id), lambda notice: notice.recipient_id
    ):
        yield list(mine)


def comes_daily(notice):
    if notice.kind not in KINDS or notice.recipient is None:
        return False
    return is_daily(notice.channel, KINDS[notice.kind], preference_of(notice.recipient))


def deliver_batch(notices, *, now, resting=None):
    """Send claimed notices of one person together, and write down how it went; returns how many were sent.

    A failing channel costs these a later try, and never the rest of the batch.
    """
    mine, began = [notice for notice in notices if renew_lease(notice)], time.monotonic()
    try:
        outcomes = {notice: outcome_of(notice) for notice in mine}
        messages = {
            notice: outcome for notice, outcome in outcomes.items() if isinstance(outcome, Message)
        }
        receipt = SENDERS[mine[0].channel](messages) if messages else ""
    except Exception as error:  # noqa: BLE001  a channel may fail in any way; the row keeps the trace
        log.warning("notices %s failed: %s", [notice.pk for notice in mine], type(error).__name__)
        if resting is not None and (isinstance(error, TryLater) or time.monotonic() - began > SLOW):
            resting.add(mine[0].channel)
        for notice in mine:
            reschedule(notice, error, now=now)
        return 0
    for notice, outcome in outcomes.items():
        how = (
            {"sent_at": timezone.now(), "receipt": receipt}
            if notice in messages
            else dropped(outcome)
        )
        finish(notice, **how)
    return len(messages)


def dropped(why):
    return {"dropped_at": timezone.now(), "dropped_why": why}


def renew_lease(notice):
    """Renew the lease right before sending. A worker that was slow until its lease ran out finds that it is not its."""
    if notice.channel == Channel.INBOX:
        return True
    return bool(claimed(notice).update(lease_until=timezone.now() + LEASE))


def claimed(notice):
    return Notice.objects.waiting().filter(pk=notice.pk, lease=notice.lease)


def outcome_of(notice):
    """What to tell, or the reason why it is not due any more and is dropped."""
    cls, recipient = KINDS[notice.kind], notice.recipient
    subject = cls.subjects([notice.subject_id]).get(notice.subject_id)
    if subject is None:
        return DropReason.GONE
    if recipient is not None and not (recipient.is_active or cls.essential):
        return DropReason.LEFT
    if recipient is not None and not is_on(
        notice.channel, recipient, cls, preference_of(recipient)
    ):
        return DropReason.OFF
    if notice.channel == Channel.SLACK and slack.is_refused(notice):
        return DropReason.REFUSED
    kind = cls(subject)
    return kind.message(recipient) if kind.still_due(recipient) else DropReason.OVER


def finish(notice, **how):
    claimed(notice).update(lease=None, lease_until=None, **how)


def release(notices):
    """Unlease what was claimed and not tried."""
    for notice in notices:
        finish(notice, tries=notice.tries - 1)


def reschedule(notice, error, *, now):
    """Write down what failed, and when it is tried again: never what no channel will take, or after the last try."""
    if isinstance(error, TryLater):
        finish(notice, tries=notice.tries - 1, not_before=now + timedelta(seconds=error.after))
        return
    is_dead = isinstance(error, Undeliverable) or notice.tries >= LAST_TRY
    name = error.reason if isinstance(error, Undeliverable) else type(error).__name__
    again_at = None if is_dead else now + backoff(notice.tries)
    Attempt.objects.create(notice=notice, at=timezone.now(), error=name[:80], again_at=again_at)
    finish(
        notice, last_error=name[:80], **({"dead_at": now} if is_dead else {"not_before": again_at})
    )


def backoff(tries):
    """From 1 minute to 6 hours with jitter, so that a channel that is back is not stormed."""
    return timedelta(minutes=min(2 ** (tries - 1), 360) * random.uniform(0.8, 1.2))  # noqa: S311  jitter, not a secret
