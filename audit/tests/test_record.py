from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from audit.actions import record, record_all
from audit.demo import flush_database
from audit.models import Event
from people.models import Team, User
from people.tests.factories import TeamFactory, UserFactory

pytestmark = pytest.mark.database

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


@pytest.fixture
def event(db):
    return record("team renamed", TeamFactory(), by=UserFactory(), now=NOW, before=1)


def test_record_keeps_who_what_and_when_without_foreign_keys(event):
    event = Event.objects.get()
    assert (event.verb, event.subject_label, event.at, event.facts) == (
        "team renamed",
        "people.team",
        NOW,
        {"before": 1},
    )
    assert not [field for field in Event._meta.get_fields() if field.is_relation]


def test_event_cannot_be_changed(event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(verb="nothing happened")
    assert Event.objects.get().verb == "team renamed"


def test_event_cannot_be_deleted(event):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.delete()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM audit_event")
    assert Event.objects.count() == 1


def test_trail_cannot_be_truncated(event):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_event")
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_flush_of_the_demo_empties_the_trail_and_locks_it_again():
    with transaction.atomic():
        record("team renamed", TeamFactory(), by=UserFactory(), now=NOW)
    flush_database()
    assert not Event.objects.exists()
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_event")


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_raises():
    team = TeamFactory()
    user = UserFactory()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record("team renamed", team, by=user, now=NOW)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_record_of_a_change_that_is_rolled_back_is_gone_too():
    team = TeamFactory()
    user = UserFactory()

    @transaction.atomic
    def rename():
        record("team renamed", team, by=user, now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rename()
    assert not Event.objects.exists()


def test_event_outlives_its_actor_and_its_subject(event):
    Team.objects.all().delete()
    User.objects.people().delete()
    assert Event.objects.get().verb == "team renamed"


@pytest.mark.django_db(transaction=True)
def test_record_all_writes_an_event_for_each_subject_in_a_transaction_alone(
    django_assert_max_num_queries,
):
    teams = TeamFactory.create_batch(3)
    by = UserFactory()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record_all("team renamed", [(team, {}) for team in teams], by=by, now=NOW)
    with transaction.atomic(), django_assert_max_num_queries(1):
        record_all(
            "team renamed", [(team, {"row": row}) for row, team in enumerate(teams)], by=by, now=NOW
        )
    assert sorted(Event.objects.values_list("subject_id", "facts__row")) == [
        (t.pk, n) for n, t in enumerate(teams)
    ]


@pytest.mark.parametrize(
    ("facts", "summary"),
    [
        ({}, ""),
        ({"updated": 1, "left_out": 0, "moved": True}, "updated 1, left out 0, moved yes"),
        ({"fields": ["name", "zone"], "team": None}, "fields name and zone, team none"),
        (
            {"changes": {"status": ["open", "solved"], "parent_id": [None, 5]}},
            "changes status open → solved, parent id none → 5",
        ),
    ],
)
def test_summary_of_an_event_is_one_line_of_facts(facts, summary):
    assert Event(facts=facts).summary == summary
