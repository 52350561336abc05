from django.db import transaction

from audit.actions import record
from core.concurrency import lock
from core.errors import NotAllowed, Refused, StaleState
from notifications.actions import queue
from people.models import Absence
from people.notices import AbsenceAdded
from people.queries import find_absence_conflict, today
from people.rules import can_add_absence
from people.signals import absences_changed


@transaction.atomic
def add_absence(person, *, first_day, last_day, by, now):
    """Enter an absence of `person` from `first_day` to `last_day`, both included; returns it.

    Raises `Refused` if it overlaps another absence. The person gets a notice if `by` is not them.
    """
    _require(person, by, now)
    person = lock(person)
    _refuse_clash(person, first_day, last_day, None, by)
    absence = Absence.objects.create(user=person, first_day=first_day, last_day=last_day)
    record("absence added", person, by=by, now=now, **_facts(absence))
    if by.pk != person.pk:
        queue(AbsenceAdded(absence), now=now)
    absences_changed.send(sender=Absence, user=person, by=by, now=now)
    return absence


@transaction.atomic
def change_absence(absence, *, first_day, last_day, by, now):
    """Change the days of an absence. Raises `Refused` if it would overlap another one."""
    _require(absence.user, by, now)
    person = lock(absence.user)
    _refuse_clash(person, first_day, last_day, absence, by)
    if not Absence.objects.filter(pk=absence.pk).update(first_day=first_day, last_day=last_day):
        raise StaleState("This absence has been removed.", person)
    absence.first_day = first_day
    absence.last_day = last_day
    record("absence changed", person, by=by, now=now, **_facts(absence))
    absences_changed.send(sender=Absence, user=person, by=by, now=now)


@transaction.atomic
def remove_absence(absence, *, by, now):
    """Delete an absence, as if it had never been entered."""
    _require(absence.user, by, now)
    if not Absence.objects.filter(pk=absence.pk).delete()[0]:
        raise StaleState("This absence has been removed.", absence.user)
    record("absence removed", absence.user, by=by, now=now, **_facts(absence))
    absences_changed.send(sender=Absence, user=absence.user, by=by, now=now)


def _require(person, by, now):
    if not can_add_absence(by, person, today(now)):
        raise NotAllowed("Only you and your managers can enter your absences.")


def _refuse_clash(person, first_day, last_day, absence, by):
    sentence = find_absence_conflict(person, first_day, last_day, reader=by, exclude=absence)
    if sentence:
        raise Refused(sentence)


def _facts(absence):
    return {"first_day": absence.first_day.isoformat(), "last_day": absence.last_day.isoformat()}
