from threading import Thread

import pytest
from django.db import connection

from core.locks import try_advisory_lock

pytestmark = pytest.mark.django_db


def held_elsewhere(name):
    """What another session is told."""
    answers = []

    def ask():
        with try_advisory_lock(name) as mine:
            answers.append(mine)
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    return answers[0]


def test_lock_in_use_is_refused_at_once_and_free_again_afterwards():
    with try_advisory_lock("sweep") as mine:
        assert mine
        assert not held_elsewhere("sweep")
        assert held_elsewhere("another")
    assert held_elsewhere("sweep")


def test_lock_of_a_sweep_that_failed_is_free_again():
    with pytest.raises(ZeroDivisionError), try_advisory_lock("sweep"):
        raise ZeroDivisionError
    assert held_elsewhere("sweep")
