"""Claim the due notices of the outbox, send each by its channel, and record the result."""

import logging
import random
import time
from datetime import timedelta
from itertools import groupby

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.leases import owned, take
from notifications import actions, mail, slack
from notifications.channels import is_daily, is_on, preference_of
from notifications.exceptions import AddressRefused, TryLater, Undeliverable
from notifications.models import Attempt, Notice
from notifications.registry import KINDS, Message
from notifications.states import Channel, DropReason

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
LAST_TRY = 12
A_DAY = 200  # the most notices that one day's mail waits for
TURN = 120  # seconds of one call
SLOW = 5  # seconds after which a failure says that the channel hangs
SENDERS = {Channel.INBOX: lambda messages: "", Channel.MAIL: mail.send, Channel.SLACK: slack.send}


def deliver_due(*, now, size=10):
    """Deliver everything that is due, in claims of `size`; returns how many were sent.

    A channel that hangs or asks to wait rests until the next call, so that it never delays others.
    """
    sent = 0
    resting = set()
    began = time.monotonic()
    while notices := claim_due(now=now, size=size, resting=resting):
        for batch in batches(notices):
            if batch[0].channel in resting or time.monotonic() - began > TURN:
                release(batch)
            else:
                sent += deliver_batch(batch, now=now, resting=resting)
        if time.monotonic() - began > TURN:
            break
    return sent


@transaction.atomic
def claim_due(*, now, size=10, resting=()):
    """Lease up to `size` due notices to the caller; two callers never get the same one.

    The lease is a token: once it has run out and somebody else has claimed the row, the old worker
    cannot write to it.
    """
    due = Notice.objects.due(now).exclude(channel__in=resting).order_by("not_before", "pk")
    due = due.select_related("recipient__preference")
    notices = list(due.select_for_update(skip_locked=True, of=("self",))[:size])
    notices += rest_of_day(notices, now=now)
    take(notices, until=now + LEASE)
    for notice in notices:
        notice.tries += 1
    Notice.objects.bulk_update(notices, ["lease", "lease_until", "tries"])
    return notices


def rest_of_day(notices, *, now):
    """More notices for the daily mails of `notices`: due later in this run, or failed before."""
    readers = {notice.recipient_id for notice in notices if comes_daily(notice)}
    if not readers:
        return []
    later = Notice.objects.waiting().filter(channel=Channel.MAIL, recipient__in=readers).free(now)
    later = later.filter(Q(not_before__lte=now) | Q(tries__gt=0))
    later = later.exclude(pk__in=[notice.pk for notice in notices])
    later = later.select_related("recipient__preference").order_by("pk")
    return list(later.select_for_update(skip_locked=True, of=("self",))[:A_DAY])


def batches(notices):
    """Each notice on its own, except daily mail: one batch per person."""
    daily = [notice for notice in notices if comes_daily(notice)]
    yield from ([notice] for notice in notices if notice not in daily)
    daily.sort(key=recipient_id)
    for _, batch in groupby(daily, recipient_id):
        yield list(batch)


def recipient_id(notice):
    return notice.recipient_id


def comes_daily(notice):
    if notice.kind not in KINDS or notice.recipient is None:
        return False
    return is_daily(notice.channel, KINDS[notice.kind], preference_of(notice.recipient))


def deliver_batch(notices, *, now, resting=None):
    """Send claimed notices of one person together, record the result, return how many were sent.

    A failing channel costs these notices a later try and never stops other batches.
    """
    leased = [notice for notice in notices if renew_lease(notice)]
    began = time.monotonic()
    try:
        outcomes = {notice: outcome_of(notice) for notice in leased}
        messages = {
            notice: outcome for notice, outcome in outcomes.items() if isinstance(outcome, Message)
        }
        receipt = SENDERS[leased[0].channel](messages) if messages else ""
    except Exception as error:  # noqa: BLE001  a channel may fail in any way; the row keeps the trace
        is_slow = isinstance(error, TryLater) or time.monotonic() - began > SLOW
        if resting is not None and is_slow:
            resting.add(leased[0].channel)
        record_failure(leased, error, now=now)
        return 0
    for notice, outcome in outcomes.items():
        if notice in messages:
            finish(notice, sent_at=timezone.now(), receipt=receipt)
        else:
            finish(notice, dropped_at=timezone.now(), dropped_why=outcome)
    return len(messages)


def renew_lease(notice):
    """Renew the lease right before sending; False if another worker has the notice by now."""
    if notice.channel == Channel.INBOX:
        return True
    return bool(claimed(notice).update(lease_until=timezone.now() + LEASE))


def claimed(notice):
    """The row of `notice` while its lease is still ours."""
    return owned(notice).waiting()


def outcome_of(notice):
    """The message to send, or the reason to drop the notice because it is not due any more."""
    kind = KINDS[notice.kind]
    recipient = notice.recipient
    subject = kind.subjects([notice.subject_id]).get(notice.subject_id)
    if subject is None:
        return DropReason.GONE
    if recipient is not None and not (recipient.is_active or kind.essential):
        return DropReason.LEFT
    if recipient is not None:
        preference = preference_of(recipient)
        if not is_on(notice.channel, recipient, kind, preference):
            return DropReason.OFF
    if notice.channel == Channel.SLACK and slack.is_refused(notice):
        return DropReason.REFUSED
    about = kind(subject)
    return about.message(recipient) if about.still_due(recipient) else DropReason.OVER


def finish(notice, **changes):
    """Write `changes` and end the lease."""
    claimed(notice).update(lease=None, lease_until=None, **changes)


def release(notices):
    """End the leases of notices that were claimed and not tried."""
    for notice in notices:
        finish(notice, tries=notice.tries - 1)


def record_failure(notices, error, *, now):
    log.warning("notices %s failed: %s", [notice.pk for notice in notices], type(error).__name__)
    if isinstance(error, AddressRefused):
        system = get_user_model().objects.system()
        actions.disable_target(error.address, reason=error.reason, by=system, now=timezone.now())
    for notice in notices:
        reschedule(notice, error, now=now)


def reschedule(notice, error, *, now):
    """Record the failure and the next try; none follows the last or an undeliverable notice."""
    if isinstance(error, TryLater):
        finish(notice, tries=notice.tries - 1, not_before=now + timedelta(seconds=error.after))
        return
    is_undeliverable = isinstance(error, Undeliverable)
    name = (error.reason if is_undeliverable else type(error).__name__)[:80]
    if is_undeliverable or notice.tries >= LAST_TRY:
        retry_at = None
        changes = {"dead_at": now}
    else:
        retry_at = now + backoff(notice.tries)
        changes = {"not_before": retry_at}
    Attempt.objects.create(notice=notice, at=timezone.now(), error=name, again_at=retry_at)
    finish(notice, last_error=name, **changes)


def backoff(tries):
    """From 1 minute to 6 hours, with jitter, so that a channel that recovers is not flooded."""
    return timedelta(minutes=min(2 ** (tries - 1), 360) * random.uniform(0.8, 1.2))  # noqa: S311  jitter, not a secret
