"""Find people by an e-mail address, a full name or a first name."""

from functools import reduce
from operator import or_

from django.contrib.auth import get_user_model
from django.db.models import Q


def match_people(people, text):
    """The `people` that `text` may mean; a full name takes precedence over a first name."""
    text = text.casefold()
    for part in (_address, _name, _first_name):
        matches = [person for person in people if part(person).casefold() == text]
        if matches:
            return matches
    return []


def find_active_people(texts):
    """{text: the active people it may mean}, in one query."""
    if not texts:
        return {}
    wanted = reduce(or_, (_may_mean(text) for text in texts))
    people = list(get_user_model().objects.active().filter(wanted))
    return {text: match_people(people, text) for text in texts}


def _may_mean(text):
    return Q(email__iexact=text) | Q(name__iexact=text) | Q(name__istartswith=f"{text} ")


def _address(person):
    return person.email


def _name(person):
    return person.name


def _first_name(person):
    return person.first_name
