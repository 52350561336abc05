from functools import reduce
from operator import or_

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Q, Subquery

from audit.models import Event

LONGEST_ID = 18  # digits that fit into the column


def history_of(subject, limit=50):
    """The events about `subject`, newest first, each with the `actor` who may meanwhile be gone (then None)."""
    return with_actors(events_about(subject)[:limit])


def events_about(subject):
    """A model names in `QUIET_EVENTS` the verbs that are not for everybody who may see it."""
    return Event.objects.about(subject).exclude(verb__in=getattr(subject, "QUIET_EVENTS", ()))


def with_actors(events):
    events = list(events)
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


def events_for(user, shown):
    """The events that `user` may read in admin, each with its `actor_name`.

    `shown` are the models that admin has pages of; of any other one they read what is about things they may see.
    """
    about = [Q(subject_label__in=[model._meta.label_lower for model in shown])]
    for model in set(apps.get_models()) - set(shown):
        rows = model._default_manager.all()
        if hasattr(rows, "visible_to"):
            about.append(
                Q(
                    subject_label=model._meta.label_lower,
                    subject_id__in=rows.visible_to(user).values("pk"),
                )
            )
    events = Event.objects.filter(reduce(or_, about))
    for model in apps.get_models():
        if quiet := getattr(model, "QUIET_EVENTS", ()):
            events = events.exclude(subject_label=model._meta.label_lower, verb__in=quiet)
    actor = get_user_model()._base_manager.filter(pk=OuterRef("actor_id"))
    return events.annotate(actor_name=Subquery(actor.values("name")[:1]))


def found_events(events, words):
    """Those with all of `words`: an id, a kind of thing, what was done, or a person who did it or to whom."""
    for word in words.split():
        if word.isdecimal():
            events = events.filter(subject_id=word) if len(word) <= LONGEST_ID else events.none()
            continue
        people = (
            get_user_model()
            ._base_manager.filter(Q(name__icontains=word) | Q(email__icontains=word))
            .values("pk")
        )
        person = Q(subject_label=get_user_model()._meta.label_lower, subject_id__in=people)
        thing = Q(subject_label__icontains=word) | Q(verb__icontains=word)
        events = events.filter(thing | person | Q(actor_id__in=people))
    return events


def actors_by_name():
    """Everybody who ever did something, as (id, name)."""
    acted = get_user_model()._base_manager.filter(pk__in=Event.objects.values("actor_id"))
    return list(acted.order_by("name", "pk").values_list("pk", "name"))


def subject_labels():
    """The label of every kind of thing that something happened to."""
    return list(
        Event.objects.order_by("subject_label").values_list("subject_label", flat=True).distinct()
    )
