import logging

import pytest
from django.db import transaction

from casereview.tests.personas import requests
from casereview.tests.personas.world import build
from core.logs import JsonFormatter


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Built once, in a transaction that is never committed: nothing is left for other tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def savepoint(world, db):
    """Each test is rolled back to the world as it was built."""


@pytest.fixture(scope="package", autouse=True)
def log_lines():
    """What the log of a deployment would hold of all that is asked here, a line each."""
    handler = logging.Handler(logging.INFO)
    lines = []
    handler.emit = lambda record: lines.append(JsonFormatter().format(record))
    loggers = [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield lines
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.fixture(scope="package")
def looks():
    return {}


@pytest.fixture
def look(world, looks):
    """Every page is looked at once by everybody, and judged from several sides."""

    def look(row):
        if str(row) not in looks:
            looks[str(row)] = requests.look(world, row)
        return looks[str(row)]

    return look
