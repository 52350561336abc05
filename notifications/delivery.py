"""Claiming what is due from the outbox, and sending it by its channel."""

import logging
import random
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from notifications.models import Notice
from notifications.registry import KINDS
from notifications.states import Channel

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
LAST_TRY = 12


def deliver(notice):
    """Send `notice`; False says that it is not due any more and is dropped."""
    cls = KINDS[notice.kind]
    subject = cls.subjects([notice.subject_id]).get(notice.subject_id)
    if subject is None or not notice.recipient.is_active or not cls(subject).still_due(notice.recipient):
        return False
    if notice.channel == Channel.MAIL:
        send_mail(notice, cls(subject).message(notice.recipient))
    return True


def send_mail(notice, message):
    """The Message-ID is the row's own, so that a receiver can drop the double of a retry."""
    mail = EmailMessage(
        subject=message.title,
        body=f"{message.body}\n\n{settings.BASE_URL}{message.url}\n",
        to=[notice.recipient.email],
        headers={"Message-ID": f"<notice-{notice.pk}@casereview>"},
    )
    mail.send()


@transaction.atomic
def claim_due(*, now, size=50):
    """Lease up to `size` due notices to the caller and return their ids; two callers never get the same one."""
    ids = list(Notice.objects.due(now).select_for_update(skip_locked=True).values_list("pk", flat=True)[:size])
    Notice.objects.filter(pk__in=ids).update(lease_until=now + LEASE, tries=F("tries") + 1)
    return ids


def deliver_due(*, now):
    """Deliver everything that is due, one claimed batch after the other; returns how many were sent."""
    sent = 0
    while ids := claim_due(now=now):
        for notice in Notice.objects.filter(pk__in=ids, sent_at__isnull=True).select_related("recipient"):
            sent += deliver_one(notice, now=now)
    return sent


def deliver_one(notice, *, now):
    """Send one claimed notice and write down how it went. A failing channel costs a later try, never the batch."""
    try:
        still_due = deliver(notice)
    except Exception as error:  # noqa: BLE001  a channel may fail in any way; the row keeps the trace
        log.warning("notice %s failed on try %s: %s", notice.pk, notice.tries, type(error).__name__)
        put_off(notice, now=now)
        return False
    Notice.objects.filter(pk=notice.pk).update(**{"sent_at" if still_due else "dropped_at": timezone.now()})
    return still_due


def put_off(notice, *, now):
    """Back off from 1 minute to 6 hours with jitter, so that a channel that is back is not stormed."""
    if notice.tries >= LAST_TRY:
        Notice.objects.filter(pk=notice.pk).update(dead_at=now, lease_until=None)
        return
    minutes = min(2 ** (notice.tries - 1), 360) * random.uniform(0.8, 1.2)  # noqa: S311  jitter, not a secret
    Notice.objects.filter(pk=notice.pk).update(not_before=now + timedelta(minutes=minutes), lease_until=None)
