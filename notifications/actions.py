from django.db import connection, transaction

from audit.actions import record
from core.errors import NotAllowed
from notifications.channels import switches_of, ways_to
from notifications.models import Notice, Preference
from notifications.rules import can_send_again
from notifications.states import Channel
from notifications.tasks import deliver_due


def queue(notice, *, now, not_before=None):
    """Put `notice` (a `NoticeKind` with its subject) into the outbox for each of its recipients and channels.

    Belongs in the caller's transaction; a key that is there already is left alone, so that asking twice tells once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is queued inside the transaction of the change it tells of")
    recipients = list(notice.recipients())
    switches = switches_of(recipients) if Channel.MAIL in notice.channels else {}
    start = max(now, not_before or now)
    rows = [
        Notice(
            kind=notice.kind,
            key=f"{notice.key(recipient)}:{channel}",
            recipient=recipient,
            channel=channel,
            subject_id=notice.subject.pk,
            created_at=now,
            not_before=moment,
        )
        for recipient in recipients
        for channel, moment in ways_to(recipient, notice, switches.get(recipient.pk), now=start)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if not any(function is hint_delivery for _, function, _ in connection.run_on_commit):
        transaction.on_commit(hint_delivery, robust=True)


def hint_delivery():
    """For speed only: the sweep finds every row whose hint is lost, so a broker that is down costs nothing."""
    deliver_due.apply_async(retry=False)


@transaction.atomic
def mark_read(notice, *, by, now):
    """Note when its recipient first opened an inbox notice; later openings change nothing."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=now)


@transaction.atomic
def mark_all_read(*, up_to, by, now):
    """Empty the count of a person's inbox, as far as they have seen it: `up_to` is the newest notice on their page."""
    return Notice.objects.visible_to(by).unread().filter(pk__lte=up_to).update(read_at=now)


@transaction.atomic
def change_switches(user, *, mail, slack, by, now):
    """Set how `user` is told. Only oneself may, so `by` and `user` are the same person."""
    if by != user:
        raise NotAllowed("Only you can change how you are told.")
    Preference.objects.update_or_create(user=user, defaults={"mail": mail, "slack": slack})
    record("switches changed", user, by=by, now=now, mail=mail, slack=slack)


@transaction.atomic
def send_again(notices, *, by, now):
    """Put dead letters back into the outbox with all their tries; returns how many there were.

    Raises `NotAllowed` for anybody but an admin. What is not dead is left alone, so a double click sends once.
    """
    if not can_send_again(by):
        raise NotAllowed("Only an admin can send dead letters again.")
    dead = list(Notice.objects.dead().filter(pk__in=[notice.pk for notice in notices]).select_for_update())
    Notice.objects.filter(pk__in=[notice.pk for notice in dead]).update(dead_at=None, tries=0, not_before=now)
    for notice in dead:
        record("sent again", notice, by=by, now=now)
    if dead:
        transaction.on_commit(hint_delivery, robust=True)
    return len(dead)
