"""What the database says about a row it refuses does not reach the log."""

import logging

import pytest
from celery.signals import after_setup_logger
from django.db import DatabaseError, connection

from casereview import celery as composed
from core.logs import LineFormatter

WORDS = "these words are for two people"


def said_by(formatter, error, message="Internal Server Error"):
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, message, (), (type(error), error, None))
    return formatter.format(record)


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["INSERT INTO audit_event (verb) VALUES (%s)", "SELECT %s::text::integer", "SELEC %s"])
def test_line_formatter_leaves_out_what_the_database_quotes(sql):
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute(sql.replace("(verb)", "(id, verb)").replace("(%s)", "(1, %s)"), [WORDS])
    assert WORDS in str(caught.value)
    assert WORDS not in said_by(LineFormatter(), caught.value, repr(caught.value))


def test_line_formatter_keeps_what_it_is_called_and_where():
    said = said_by(LineFormatter("%(levelname)s %(message)s"), ValueError("no such day"))
    assert said == "ERROR Internal Server Error\nValueError: no such day"


def test_worker_uses_the_same_lines():
    logger = logging.Logger("worker")
    logger.addHandler(logging.StreamHandler())
    after_setup_logger.send(sender=None, logger=logger, format="%(message)s")
    assert isinstance(logger.handlers[0].formatter, LineFormatter)
    assert composed.app.main == "casereview"
