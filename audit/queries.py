from functools import reduce
from operator import or_

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Q, Subquery

from audit.models import Event

LONGEST_ID = 18  # digits that fit into the column


def list_history(subject, limit=50, people=()):
    """The newest events about `subject`, each with its `actor`, or None if that person is gone.

    `people` are those that the page has loaded anyway: usually nobody else is an actor.
    """
    return with_actors(list_events(subject)[:limit], people)


def list_events(subject):
    """Without the verbs that the model hides from readers by `HIDDEN_EVENTS`."""
    return Event.objects.about(subject).exclude(verb__in=getattr(subject, "HIDDEN_EVENTS", ()))


def with_actors(events, people=()):
    events = list(events)
    actors = {person.pk: person for person in people}
    others = {event.actor_id for event in events} - {None, *actors}
    if others:
        actors |= get_user_model()._base_manager.in_bulk(others)
    for event in events:
        event.actor = actors.get(event.actor_id)
    return events


def list_visible_history(user, subject, limit=50):
    """`list_history` for a page that cannot know whether `user` may see `subject`; empty if not."""
    if subject and is_visible(subject, user):
        return list_history(subject, limit)
    return []


def is_visible(subject, user):
    """Models without `visible_to` are visible to nobody; anonymous users see nothing."""
    if not getattr(user, "is_authenticated", False):
        return False
    rows = type(subject)._default_manager.all()
    return hasattr(rows, "visible_to") and rows.visible_to(user).filter(pk=subject.pk).exists()


def list_visible_events(user, registered):
    """The events that `user` may read in the admin, each with its `actor_name`.

    They see every event about the models `registered` in the admin. About other models they see the
    events of objects that are visible to them.
    """
    subjects = [Q(subject_label__in=[model._meta.label_lower for model in registered])]
    for model in set(apps.get_models()) - set(registered):
        rows = model._default_manager.all()
        if hasattr(rows, "visible_to"):
            ids = rows.visible_to(user).values("pk")
            subjects.append(Q(subject_label=model._meta.label_lower, subject_id__in=ids))
    events = Event.objects.filter(reduce(or_, subjects))
    for model in apps.get_models():
        hidden = getattr(model, "HIDDEN_EVENTS", ())
        if hidden:
            events = events.exclude(subject_label=model._meta.label_lower, verb__in=hidden)
    actor = get_user_model()._base_manager.filter(pk=OuterRef("actor_id"))
    return events.annotate(actor_name=Subquery(actor.values("name")[:1]))


def search_events(events, text):
    """Events that match all words of `text`: an id, model, verb, or person (actor or subject)."""
    for word in text.split():
        if word.isdecimal():
            events = events.filter(subject_id=word) if len(word) <= LONGEST_ID else events.none()
        else:
            events = events.filter(matches_word(word))
    return events


def matches_word(word):
    people = (
        get_user_model()
        ._base_manager.filter(Q(name__icontains=word) | Q(email__icontains=word))
        .values("pk")
    )
    is_actor = Q(actor_id__in=people)
    is_subject = Q(subject_label=get_user_model()._meta.label_lower, subject_id__in=people)
    return Q(subject_label__icontains=word) | Q(verb__icontains=word) | is_actor | is_subject


def list_actors():
    """Everybody with an event, as (id, name)."""
    actors = get_user_model()._base_manager.filter(pk__in=Event.objects.values("actor_id"))
    return list(actors.order_by("name", "pk").values_list("pk", "name"))


def list_subject_labels():
    """The label of every model that has events."""
    labels = Event.objects.order_by("subject_label").values_list("subject_label", flat=True)
    return list(labels.distinct())
