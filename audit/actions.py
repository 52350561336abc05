from django.db import connection

from audit.models import Event


def record(verb, subject, *, by, now, **facts):
    """Write one event in the caller's transaction.

    `facts` are ids, states and counts, never the text of a review. Raises `RuntimeError` outside a transaction,
    because an event that could survive a rolled-back change would be a lie.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record belongs inside the transaction of the change it tells of")
    return Event.objects.create(
        at=now,
        actor_id=by.pk,
        verb=verb,
        subject_label=subject._meta.label_lower,
        subject_id=subject.pk,
        facts=facts,
    )


def record_all(verb, subjects, *, by, now):
    """Write one event for each (subject, facts) of `subjects` in a few statements, for imports of thousands of rows."""
    if not connection.in_atomic_block:
        raise RuntimeError(
            "audit.record_all belongs inside the transaction of the changes it tells of"
        )
    events = [
        Event(
            at=now,
            actor_id=by.pk,
            verb=verb,
            subject_label=subject._meta.label_lower,
            subject_id=subject.pk,
            facts=facts,
        )
        for subject, facts in subjects
    ]
    Event.objects.bulk_create(events, batch_size=2000)
