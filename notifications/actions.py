import logging
from datetime import timedelta

from celery import current_app
from django.db import connection, transaction
from django.db.models import Q
from kombu.exceptions import OperationalError

from audit.actions import record
from core.errors import NotAllowed, Refused
from notifications.channels import channels_for, preferences_of, without_slack
from notifications.models import DisabledTarget, Notice, Preference
from notifications.notices import TargetRefused, Test
from notifications.registry import KINDS
from notifications.rules import can_enable, can_send_again, can_test
from notifications.slack.connection import is_connected
from notifications.slack.refusals import WEBHOOK, WORKSPACE
from notifications.states import Channel, DropReason
from notifications.topics import kinds_about

log = logging.getLogger(__name__)

FOLD = timedelta(hours=1)


def queue(notice, *, now, not_before=None):
    """Put `notice`, a `NoticeKind` with its subject, into the outbox for recipients and channels.

    Call it inside the transaction of the change. Notices whose key exists are skipped, so queueing
    twice sends once, and so are repetitions of a kind that folds. Raises RuntimeError outside of a
    transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("queue a notice inside the transaction of its change")
    start = max(now, not_before or now)
    rows = [
        *_fold(notice, list(_rows_for_people(notice, now=now, start=start)), now=now),
        *_rows_for_targets(notice, now=now, start=start),
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if not any(function is hint_delivery for _, function, _ in connection.run_on_commit):
        transaction.on_commit(hint_delivery, robust=True)


def _rows_for_people(notice, *, now, start):
    recipients = list(notice.recipients())
    preferences = preferences_of(recipients) if set(notice.channels) != {Channel.INBOX} else {}
    for recipient in recipients:
        key = notice.key(recipient)
        preference = preferences.get(recipient.pk)
        for channel, not_before in channels_for(recipient, notice, preference, now=start):
            yield _row_of(notice, key, channel, now=now, not_before=not_before, recipient=recipient)


def _fold(notice, rows, *, now):
    """For a kind that folds, skip a notice while one waits and within an hour of the last.

    A notice renders the current state when it is sent, so the one that waits says it all.
    """
    if not (notice.folds and rows):
        return rows
    recent = Notice.objects.filter(
        Q(dropped_at=None) | Q(sent_at__isnull=False),
        recipient__in={row.recipient_id for row in rows},
        kind=notice.kind,
        subject_id__in=notice.folded_subjects(),
        not_before__gt=now - FOLD,
    )
    latest = {(row.recipient_id, row.channel): row for row in recent.order_by("not_before")}
    return [row for row in rows if _is_after(latest.get((row.recipient_id, row.channel)), row)]


def _is_after(earlier, row):
    """Whether to keep `row`, which then waits for the hour after an `earlier` notice to end."""
    if earlier is None:
        return True
    row.not_before = max(row.not_before, earlier.not_before + FOLD)
    return bool(earlier.sent_at or earlier.dead_at)


def _rows_for_targets(notice, *, now, start):
    """None while Slack is not connected: old news must not flood the channel on the day it is."""
    if not is_connected():
        return
    for target in notice.targets():
        key = notice.target_key(target)
        yield _row_of(notice, key, Channel.SLACK, now=now, not_before=start, target=target)


def _row_of(notice, key, channel, *, now, not_before, **to):
    return Notice(
        kind=notice.kind,
        key=f"{key}:{channel}",
        channel=channel,
        subject_id=notice.subject.pk,
        created_at=now,
        not_before=not_before,
        **to,
    )


def hint_delivery():
    """Ask a worker to deliver now. Without a broker, the sweep finds the rows a minute later."""
    try:
        current_app.send_task("notifications.deliver_due", retry=False)
    except OperationalError as error:
        log.warning("no hint to deliver (%s): left to the sweep", error)


@transaction.atomic
def settle(kinds, *subjects, now):
    """Drop the notices of these kinds about `subjects`: what they ask for is done or over.

    They disappear from the inbox, and those that wait are never sent. A mail that is sent stays.
    """
    ids = [subject.pk for subject in subjects]
    notices = Notice.objects.filter(kind__in=kinds, subject_id__in=ids, dropped_at=None)
    notices = notices.filter(Q(channel=Channel.INBOX) | Q(sent_at=None))
    notices.update(dropped_at=now, dropped_why=DropReason.OVER)


@transaction.atomic
def mark_read(notice, *, by, now):
    """Record when the recipient first opened an inbox notice; later openings change nothing."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=now)


@transaction.atomic
def mark_read_about(kinds, subject, *, by, now):
    """Mark a person's notices of these kinds about `subject` as read: they saw it on its page."""
    notices = Notice.objects.visible_to(by).unread().filter(kind__in=kinds, subject_id=subject.pk)
    notices.update(read_at=now)


@transaction.atomic
def mark_unread(notice, *, by):
    """Mark an inbox notice as unread again."""
    Notice.objects.visible_to(by).filter(pk=notice.pk).update(read_at=None)


@transaction.atomic
def mark_all_read(*, up_to, by, now, about=""):
    """Mark a person's notices as read, up to the newest on their page (`up_to`); returns how many.

    `about` is the topic that their page was filtered by, or empty.
    """
    notices = Notice.objects.visible_to(by).unread().filter(pk__lte=up_to)
    if about:
        notices = notices.filter(kind__in=kinds_about(about))
    return notices.update(read_at=now)


@transaction.atomic
def change_switches(user, *, mail, slack, by, now):
    """Set how `user` gets notices. Raises `NotAllowed` for anybody else."""
    if by != user:
        raise NotAllowed("Only you can change how you are notified.")
    Preference.objects.update_or_create(user=user, defaults={"mail": mail, "slack": slack})
    record("switches changed", user, by=by, now=now, mail=mail, slack=slack)


@transaction.atomic
def send_again(notices, *, by, now):
    """Put dead letters back into the outbox with all their tries; returns how many.

    Other notices are skipped, so a double click sends once. Raises `NotAllowed` except for admins.
    """
    if not can_send_again(by):
        raise NotAllowed("Only an admin can resend dead letters.")
    dead = list(
        Notice.objects.dead().filter(pk__in=[notice.pk for notice in notices]).select_for_update()
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in dead]).update(
        dead_at=None, tries=0, not_before=now
    )
    for notice in dead:
        record("sent again", notice, by=by, now=now)
    if dead:
        transaction.on_commit(hint_delivery, robust=True)
    return len(dead)


@transaction.atomic
def drop_notices(notices, *, by, now):
    """Take waiting notices and dead letters out of the outbox for good; returns how many.

    Notices that are sent or dropped already are skipped. Raises `NotAllowed` except for admins.
    """
    if not can_send_again(by):
        raise NotAllowed("Only an admin can drop notices.")
    unsent = Notice.objects.filter(
        sent_at=None, dropped_at=None, pk__in=[notice.pk for notice in notices]
    )
    dropped = list(unsent.select_for_update())
    Notice.objects.filter(pk__in=[notice.pk for notice in dropped]).update(
        dropped_at=now, dropped_why=DropReason.BY_HAND, lease=None, lease_until=None
    )
    for notice in dropped:
        record("dropped", notice, by=by, now=now)
    return len(dropped)


@transaction.atomic
def purge_notices(notices):
    """Delete notices of the outbox that ended long ago; returns how many.

    A reminder that is still due stays: without its key, the next sweep would send it again.
    """
    reminders = [notice for notice in notices if _is_reminder(notice)]
    still_due = {notice.pk for notice in _still_due(reminders)}
    over = [notice.pk for notice in notices if notice.pk not in still_due]
    _, deleted = Notice.objects.filter(pk__in=over).delete()
    return deleted.get(Notice._meta.label, 0)


def _is_reminder(notice):
    return notice.kind in KINDS and KINDS[notice.kind].is_reminder


def _still_due(reminders):
    for name in {notice.kind for notice in reminders}:
        of_kind = [notice for notice in reminders if notice.kind == name]
        subjects = KINDS[name].subjects({notice.subject_id for notice in of_kind})
        for notice in of_kind:
            subject = subjects.get(notice.subject_id)
            if subject and KINDS[name](subject).still_due(notice.recipient):
                yield notice


@transaction.atomic
def send_test(channel, *, by, now, target=""):
    """Queue a test notice to `by` by `channel`, or to the Slack channel `target`.

    It is delivered like any notice, so its arrival shows that others will arrive. Raises
    `NotAllowed` except for admins, and `Refused` if Slack cannot reach the target.
    """
    if not can_test(by):
        raise NotAllowed("Only an admin can send a test.")
    if channel == Channel.SLACK:
        if obstacle := without_slack(by, target):
            raise Refused(obstacle)
        try_again([target or by.slack_id, WEBHOOK, WORKSPACE], by=by, now=now)
    queue(Test(by, channel=channel, target=target, at=now), now=now)
    record("test sent", by, by=by, now=now, channel=channel, target=target)


@transaction.atomic
def disable_target(address, *, reason, by, now):
    """Stop sending to a Slack address that refused us, and notify admins once.

    `reason` is Slack's code. Of several workers that are refused at the same time, one notifies.
    """
    target, is_new = DisabledTarget.objects.get_or_create(
        address=address, defaults={"reason": reason, "at": now}
    )
    if is_new:
        record("Slack refused", target, by=by, now=now, address=address, reason=reason)
        queue(TargetRefused(target), now=now)


@transaction.atomic
def enable_target(target, *, by, now):
    """Send to a Slack address again after its fix. Raises `NotAllowed` except for admins."""
    if not can_enable(by):
        raise NotAllowed("Only an admin can enable a Slack target again.")
    try_again([target.address], by=by, now=now)


@transaction.atomic
def try_again(addresses, *, by, now):
    """Forget that these Slack addresses refused, because something about them changed.

    The caller checks the permission. If Slack still refuses, the next message disables them again.
    """
    for target in DisabledTarget.objects.filter(address__in=addresses).select_for_update():
        record("Slack asked again", target, by=by, now=now, address=target.address)
        target.delete()
