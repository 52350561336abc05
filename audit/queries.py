from django.contrib.auth import get_user_model

from audit.models import Event


def history_of(subject, limit=50):
    """The events about `subject`, newest first, each with the `actor` who may meanwhile be gone (then None)."""
    events = list(Event.objects.about(subject)[:limit])
    actors = get_user_model()._base_manager.in_bulk({event.actor_id for event in events})
    for event in events:
        event.actor = actors.get(event.actor_id)
    return events
