"""`manage.py demo`: only on an empty database, and the same world from the same seed."""

import hashlib
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from casereview.tests.guards.floors import floors
from people.models import User
from people.tests.factories import UserFactory

WEDNESDAY = datetime(2026, 11, 18, 13, 20, tzinfo=UTC)


def run(**options):
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def content():
    """A digest of every column of every row; the clock stands still, so times count too."""
    digest = hashlib.sha256()
    for model in sorted(
        (model for app in floors() for model in apps.get_app_config(app).get_models()), key=str
    ):
        columns = [
            field.column for field in model._meta.concrete_fields if field.column != "password"
        ]
        digest.update(
            repr(
                (model, sorted(map(repr, model._base_manager.values_list(*names(model, columns)))))
            ).encode()
        )
    return digest.hexdigest()


def names(model, columns):
    return [field.attname for field in model._meta.concrete_fields if field.column in columns]


@pytest.mark.django_db
def test_demo_over_people_is_refused_and_leaves_them_alone():
    UserFactory()
    with pytest.raises(CommandError, match="There are people in this database"):
        run()
    assert User.objects.people().count() == 1


@pytest.mark.django_db
def test_demo_over_people_if_empty_says_nothing():
    UserFactory()
    assert run(if_empty=True) == ""
    assert User.objects.people().count() == 1


@pytest.mark.django_db
def test_demo_while_another_is_loading_is_refused(monkeypatch):
    with pytest.raises(CommandError, match="Another process"), another_holds_the_lock():
        run()


class another_holds_the_lock:
    """A second session that loads at the same time."""

    def __enter__(self):
        self.other = connection.copy()
        self.other.cursor().execute(
            "SELECT pg_advisory_lock(hashtextextended('casereview.demo', 0))"
        )

    def __exit__(self, *error):
        self.other.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.sweep
def test_demo_with_the_same_seed_is_the_same_world():
    with time_machine.travel(WEDNESDAY, tick=False):
        said = run(flush=True, seed=7)
        first = content()
        run(flush=True, seed=7)
        assert "600 cases" in said
        assert first == content()
