"""Sessions: sign people out and delete expired rows."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from audit.actions import record
from core.errors import NotAllowed
from notifications.actions import queue
from people.notices import AccountChanged
from people.rules import can_end_sessions


@transaction.atomic
def sign_out_everywhere(person, *, by, now, keep=""):
    """End the sessions of `person` except the one with the key `keep`; returns their number."""
    if not can_end_sessions(by, person):
        raise NotAllowed("Only you or an admin can sign you out everywhere.")
    ended = delete_sessions(person, now, keep=keep)
    event = record("signed out everywhere", person, by=by, now=now, sessions=ended)
    if by.pk != person.pk:
        queue(AccountChanged(event), now=now)
    return ended


@transaction.atomic
def forget_sessions(*, now):
    """Delete expired sessions; returns their number.

    Keeps the list entries of today: an entry is written shortly before its session.
    """
    forgotten, _ = Session.objects.filter(expire_date__lte=now).delete()
    listed = UserSession.objects.filter(created_at__lt=now - timedelta(days=1))
    listed.exclude(session_key__in=Session.objects.values("pk")).delete()
    return forgotten


def delete_sessions(person, now, *, keep=""):
    """Delete the sessions of `person`, including those that allauth does not list.

    So every live session is decoded: a few milliseconds at several hundred of them, for something
    that people do rarely and that must never miss one.
    """
    UserSession.objects.filter(user=person).exclude(session_key=keep).delete()
    running = Session.objects.filter(expire_date__gt=now).exclude(pk=keep)
    keys = [
        row.pk for row in running.iterator() if row.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    return Session.objects.filter(pk__in=keys).delete()[0]
