from django.db import connection

from audit.models import Event


def record(verb, subject, *, by, now, **facts):
    """Write one event in the caller's transaction.

    `facts` are ids, states and counts, never the text of a review. Raises `RuntimeError` outside a
    transaction, because an event must not survive when its change is rolled back.
    """
    _require_transaction("record")
    event = _build_event(verb, subject, facts, by=by, now=now)
    event.save()
    return event


def record_all(verb, subjects, *, by, now):
    """Write an event for each (subject, facts) in a few statements, for imports of many rows."""
    _require_transaction("record_all")
    events = [_build_event(verb, subject, facts, by=by, now=now) for subject, facts in subjects]
    Event.objects.bulk_create(events, batch_size=2000)


def _require_transaction(name):
    if not connection.in_atomic_block:
        raise RuntimeError(f"call audit.{name} inside the transaction of the change it records")


def _build_event(verb, subject, facts, *, by, now):
    return Event(
        at=now,
        actor_id=by.pk,
        verb=verb,
        subject_label=subject._meta.label_lower,
        subject_id=subject.pk,
        facts=facts,
    )
