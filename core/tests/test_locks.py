import pytest

from core.locks import try_advisory_lock
from core.tests.concurrency import run_elsewhere

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def held_elsewhere(name):
    """What another session is told."""

    def ask():
        with try_advisory_lock(name) as is_ours:
            return is_ours

    return run_elsewhere(ask)


def test_lock_in_use_is_refused_at_once_and_free_again_afterwards():
    with try_advisory_lock("sweep") as is_locked:
        assert is_locked
        assert not held_elsewhere("sweep")
        assert held_elsewhere("another")
    assert held_elsewhere("sweep")


def test_lock_of_a_sweep_that_failed_is_free_again():
    with pytest.raises(ZeroDivisionError), try_advisory_lock("sweep"):
        raise ZeroDivisionError
    assert held_elsewhere("sweep")
