"""Several containers start at once, and each tries to migrate."""

import pytest

from casereview.tests.processes.conftest import start

pytestmark = [pytest.mark.database, pytest.mark.sweep]


def test_two_that_migrate_at_once_both_come_through(empty):
    both = [start(empty, "manage.py", "migrate", "--no-input", "-v", "0") for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [(process.returncode, words) for process, words in zip(both, said, strict=True)] == [
        (0, "")
    ] * 2
