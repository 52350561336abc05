from datetime import UTC, date, datetime

import pytest

from audit.models import Event
from audit.tests.trail import verbs
from core.errors import Refused, StaleState
from core.tests.concurrency import errors_of, run_together
from notifications.models import Notice
from people.actions import add_absence, change_absence, remove_absence
from people.models import Absence
from people.queries import find_absence_conflict
from people.tests.factories import AbsenceFactory, UserFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
DECEMBER = (date(2026, 12, 1), date(2026, 12, 4))


def add(person, first_day, last_day, by=None):
    return add_absence(person, first_day=first_day, last_day=last_day, by=by or person, now=NOW)


def test_add_absence_by_oneself_tells_nobody(world):
    assert add(world.engineer, *DECEMBER).days == 4
    assert not Notice.objects.exists()


def test_add_absence_by_ones_manager_tells_the_person(world):
    add(world.engineer, *DECEMBER, by=world.boss)
    assert Notice.objects.get(kind="absence_added", channel="inbox").recipient == world.engineer


def test_add_absence_audit_keeps_the_days(world):
    add(world.engineer, *DECEMBER)
    facts = Event.objects.about(world.engineer).get(verb="absence added").facts
    assert facts == {"first_day": "2026-12-01", "last_day": "2026-12-04"}


def test_add_absence_that_overlaps_is_refused(world):
    with pytest.raises(Refused, match="Start on 5 January"):
        add(world.engineer, date(2027, 1, 2), date(2027, 1, 8))


def test_change_absence_may_overlap_itself_only(world):
    change_absence(
        world.absence,
        first_day=date(2026, 12, 22),
        last_day=date(2027, 1, 5),
        by=world.engineer,
        now=NOW,
    )
    other = AbsenceFactory(user=world.engineer, first_day=DECEMBER[0], last_day=DECEMBER[1])
    with pytest.raises(Refused):
        change_absence(
            other, first_day=DECEMBER[0], last_day=date(2026, 12, 22), by=world.engineer, now=NOW
        )


def test_change_absence_that_was_removed_meanwhile_is_stale(world):
    Absence.objects.filter(pk=world.absence.pk).delete()
    with pytest.raises(StaleState):
        change_absence(
            world.absence, first_day=DECEMBER[0], last_day=DECEMBER[1], by=world.engineer, now=NOW
        )


def test_change_absence_audit_names_the_person(world):
    change_absence(
        world.absence, first_day=DECEMBER[0], last_day=DECEMBER[1], by=world.boss, now=NOW
    )
    assert verbs(world.engineer) == ["absence changed"]


def test_remove_absence_twice_is_stale(world):
    remove_absence(world.absence, by=world.engineer, now=NOW)
    with pytest.raises(StaleState):
        remove_absence(world.absence, by=world.engineer, now=NOW)


def test_remove_absence_audit_names_the_person(world):
    remove_absence(world.absence, by=world.engineer, now=NOW)
    assert verbs(world.engineer) == ["absence removed"]


@pytest.mark.parametrize(
    ("first_day", "last_day", "sentence"),
    [
        (
            date(2027, 1, 2),
            date(2027, 1, 8),
            "2 to 4 January is already in your absence from 21 December to 4 January.",
        ),
        (date(2027, 1, 2), date(2027, 1, 8), "Start on 5 January, or change that one."),
        (date(2026, 12, 18), date(2026, 12, 21), "21 December is already in your absence"),
        (date(2026, 12, 18), date(2026, 12, 21), "End on 20 December, or change that one."),
        (date(2026, 12, 24), date(2026, 12, 25), "There is nothing to add"),
        (date(2026, 12, 1), date(2027, 1, 31), "21 December to 4 January is already"),
        (date(2026, 12, 1), date(2027, 1, 31), "Extend that absence instead."),
    ],
)
def test_absence_clash_names_the_way_out(world, first_day, last_day, sentence):
    assert sentence in find_absence_conflict(
        world.engineer, first_day, last_day, reader=world.engineer
    )


def test_absence_clash_read_by_the_manager_names_the_person(world):
    clash = find_absence_conflict(world.engineer, *[date(2026, 12, 24)] * 2, reader=world.boss)
    assert "in Ana’s absence" in clash


def test_absence_clash_beside_an_absence_is_none(world):
    assert (
        find_absence_conflict(
            world.engineer, date(2027, 1, 5), date(2027, 1, 6), reader=world.engineer
        )
        is None
    )


@pytest.mark.django_db(transaction=True)
def test_add_absence_four_times_at_once_keeps_one():
    person = UserFactory()
    assert len(errors_of(run_together(*(lambda: add(person, *DECEMBER) for _ in range(4))))) == 3
    assert Absence.objects.count() == 1
