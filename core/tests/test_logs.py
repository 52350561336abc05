"""What the database says about a row it refuses does not reach the log."""

import json
import logging

import pytest
from celery.signals import setup_logging
from django.conf import settings
from django.db import DatabaseError, connection

from casereview import celery as composed
from core.logs import JsonFormatter, LineFormatter

WORDS = "these words are for two people"


def record(message, **extra):
    made = logging.LogRecord("x", logging.ERROR, "x.py", 1, message, (), None)
    vars(made).update(extra)
    return made


def said_by(formatter, error, message="Internal Server Error"):
    record = logging.LogRecord(
        "x", logging.ERROR, "x.py", 1, message, (), (type(error), error, None)
    )
    return formatter.format(record)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql", ["INSERT INTO audit_event (verb) VALUES (%s)", "SELECT %s::text::integer", "SELEC %s"]
)
def test_line_formatter_leaves_out_what_the_database_quotes(sql):
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute(sql.replace("(verb)", "(id, verb)").replace("(%s)", "(1, %s)"), [WORDS])
    assert WORDS in str(caught.value)
    assert WORDS not in said_by(LineFormatter(), caught.value, repr(caught.value))


def test_line_formatter_keeps_what_it_is_called_and_where():
    said = said_by(LineFormatter("%(levelname)s %(message)s"), ValueError("no such day"))
    assert said == "ERROR Internal Server Error\nValueError: no such day"


def test_worker_uses_the_same_lines(monkeypatch):
    said = []
    monkeypatch.setattr(composed, "dictConfig", said.append)
    setup_logging.send(sender=None)
    assert said == [settings.LOGGING]


@pytest.mark.parametrize(
    "said",
    [
        "mail to ana.duarte@support.example failed",
        "ValueError: ana+x@a.example is not one",
        "<ana@a.example>",
    ],
)
def test_address_of_a_person_is_left_out(said):
    assert "a.example" not in LineFormatter().format(record(said)).replace("support", "a")


def test_json_is_one_object_a_line_with_what_is_listed_alone():
    line = JsonFormatter().format(record("two\nlines", secret="hunter2", ms=12))
    told = json.loads(line)
    assert "\n" not in line
    assert told.pop("time").endswith("+00:00")
    assert told == {"level": "ERROR", "logger": "x", "message": "two\nlines", "ms": 12}


@pytest.mark.django_db
def test_json_of_a_refused_row_leaves_out_what_the_database_quotes():
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute("SELECT %s::text::integer", [WORDS])
    line = said_by(JsonFormatter(), caught.value, repr(caught.value))
    assert WORDS not in line
    assert "DataError" in json.loads(line)["error"]
