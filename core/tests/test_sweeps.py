import logging
from uuid import uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.contrib.auth.models import Group
from django.db import DatabaseError, OperationalError, connection, transaction

from core.errors import Refused, StaleState
from core.locks import try_advisory_lock
from core.sweeps import each_row, run_sweep
from core.tests.concurrency import run_elsewhere

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def groups():
    return [Group.objects.create(name=name) for name in "abc"]


def act_but(bad, error):
    """Rename each group but `bad`, for which it raises after a write of its own."""

    @transaction.atomic
    def act(group):
        Group.objects.filter(pk=group.pk).update(name=f"{group.name} done")
        if group == bad:
            raise error
        return group

    return act


def names():
    return sorted(Group.objects.filter(name__regex="^[abc]").values_list("name", flat=True))


@pytest.mark.parametrize("error", [ValueError("her words"), DatabaseError(), KeyError()])
def test_run_sweep_with_one_failing_row_does_the_others_and_names_it(groups, error, caplog):
    assert run_sweep("test.rename", lambda: groups, act_but(groups[1], error)) == 2
    assert names() == ["a done", "b", "c done"]
    [line] = caplog.records
    assert line.getMessage() == f"test.rename: failed for auth.group {groups[1].pk}"


def test_run_sweep_after_a_failed_statement_goes_on_with_the_next_row(groups):
    @transaction.atomic
    def act(group):
        if group == groups[0]:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        return Group.objects.filter(pk=group.pk).update(name=f"{group.name} done")

    assert run_sweep("test.rename", lambda: groups, act) == 2
    assert names() == ["a", "b done", "c done"]


@pytest.mark.parametrize("error", [StaleState("It moved on."), Refused("Not now.")])
def test_run_sweep_of_a_row_that_moved_on_is_no_failure(groups, error, caplog):
    caplog.set_level(logging.INFO)
    assert run_sweep("test.rename", lambda: groups, act_but(groups[0], error)) == 2
    assert [line.levelname for line in caplog.records] == ["INFO"]


@pytest.mark.parametrize("error", [OperationalError("gone"), SoftTimeLimitExceeded()])
def test_run_sweep_stops_at_what_would_stop_every_row(groups, error):
    with pytest.raises(type(error)):
        run_sweep("test.rename", lambda: groups, act_but(groups[1], error))
    assert names() == ["a done", "b", "c"]


def test_run_sweep_counts_rows_with_a_result_and_numbers_as_they_are(groups):
    results = iter([None, True, 40])
    assert run_sweep("test.count", lambda: groups, lambda group: next(results)) == 41


@pytest.mark.django_db(transaction=True)
def test_run_sweep_that_runs_elsewhere_asks_for_no_rows():
    name = f"test.{uuid4()}"
    with try_advisory_lock(name):
        assert run_elsewhere(lambda: run_sweep(name, lambda: 1 / 0, str)) == 0
    assert run_sweep(name, lambda: "ab", str) == 2


def test_each_row_labels_tuples_by_their_parts(groups, caplog):
    assert not list(each_row("test.pairs", [(groups[0], "words")], lambda row: 1 / 0))
    assert f"test.pairs: failed for auth.group {groups[0].pk}, str" in caplog.text
