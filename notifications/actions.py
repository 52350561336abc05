from django.db import connection, transaction

from audit.actions import record
from core.errors import NotAllowed
from notifications.models import Notice, Preference
from notifications.tasks import deliver_due


def queue(notice, *, now, not_before=None):
    """Put `notice` (a `NoticeKind` with its subject) into the outbox for each of its recipients and channels.

    Belongs in the caller's transaction; a key that is there already is left alone, so that asking twice tells once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is queued inside the transaction of the change it tells of")
    rows = [
        Notice(
            kind=notice.kind,
            key=f"{notice.key(recipient)}:{channel}",
            recipient=recipient,
            channel=channel,
            subject_id=notice.subject.pk,
            created_at=now,
            not_before=not_before or now,
        )
        for recipient in notice.recipients()
        for channel in notice.channels
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    transaction.on_commit(hint_delivery, robust=True)


def hint_delivery():
    """For speed only: the sweep finds every row whose hint is lost, so a broker that is down costs nothing."""
    deliver_due.apply_async(retry=False)


@transaction.atomic
def mark_read(notice, *, by, now):
    """Note when its recipient first opened an inbox notice; later openings change nothing."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=now)


@transaction.atomic
def mark_all_read(*, by, now):
    """Empty the count of a person's inbox."""
    return Notice.objects.visible_to(by).unread().update(read_at=now)


@transaction.atomic
def change_switches(user, *, mail, slack, by, now):
    """Set how `user` is told. Only oneself may, so `by` and `user` are the same person."""
    if by != user:
        raise NotAllowed("Only you can change how you are told.")
    Preference.objects.update_or_create(user=user, defaults={"mail": mail, "slack": slack})
    record("switches changed", user, by=by, now=now, mail=mail, slack=slack)
