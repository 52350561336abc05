from django.contrib.auth import get_user_model

from audit.models import Event


def history_of(subject, limit=50):
    """The events about `subject`, newest first, each with the `actor` who may meanwhile be gone (then None).

    A model names in `QUIET_EVENTS` the verbs that are not for everybody who may see it.
    """
    quiet = getattr(subject, "QUIET_EVENTS", ())
    events = list(Event.objects.about(subject).exclude(verb__in=quiet)[:limit])
    actors = get_user_model()._base_manager.in_bulk({event.actor_id for event in events})
    for event in events:
        event.actor = actors.get(event.actor_id)
    return events


def history_for(user, subject, limit=50):
    """`history_of` for a page that cannot know whether its reader may see `subject`: then there is none."""
    return history_of(subject, limit) if subject and is_visible(subject, user) else []


def is_visible(subject, user):
    """A model without `visible_to` is for nobody, and nothing is for nobody signed in."""
    if not getattr(user, "is_authenticated", False):
        return False
    rows = type(subject)._default_manager.all()
    return hasattr(rows, "visible_to") and rows.visible_to(user).filter(pk=subject.pk).exists()
