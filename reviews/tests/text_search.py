"""Where texts could have leaked: every column, the cache, the broker, mails, logs and output."""

import base64
import json

import redis
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection


def in_columns(words):
    """{word: {"table.column"}} over every table of the database; sessions are decoded."""
    places = {}
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t')
            rows = [
                json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()
            ]
        _note(
            words,
            ((f"{table}.{column}", value) for row in rows for column, value in row.items()),
            places,
        )
    _note(
        words,
        (
            ("django_session.session_data", session.get_decoded())
            for session in Session.objects.all()
        ),
        places,
    )
    return places


def in_valkey(words):
    """The same over every key of the server: the cache, and queued tasks with their arguments."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    places = {}
    for key in client.scan_iter():
        value = (
            client.dump(key)
            if client.type(key) not in READ
            else READ[client.type(key)](client, key)
        )
        _note(
            words,
            [(key.decode(), key), (key.decode(), value), (key.decode(), _unpacked(value))],
            places,
        )
    return places


def in_mail(words):
    """Subject, text, alternatives and headers, as they would be sent."""
    places = {}
    for number, message in enumerate(mail.outbox):
        parts = [message.subject, message.body, *map(str, getattr(message, "alternatives", []))]
        parts += [str(message.extra_headers), message.message().as_string()]
        _note(words, ((f"mail {number}", part) for part in parts), places)
    return places


def in_text(words, **texts):
    places = {}
    _note(words, texts.items(), places)
    return places


READ = {
    b"string": lambda client, key: client.get(key),
    b"list": lambda client, key: client.lrange(key, 0, -1),
    b"hash": lambda client, key: client.hgetall(key),
    b"set": lambda client, key: client.smembers(key),
    b"zset": lambda client, key: client.zrange(key, 0, -1),
}


def _note(words, texts_by_place, places):
    for place, value in texts_by_place:
        text = str(value)
        for word in words:
            if word in text:
                places.setdefault(word, set()).add(place)


def _unpacked(value):
    """The bodies of Celery's messages, which travel as base64 inside JSON."""
    pieces = (
        value
        if isinstance(value, list | tuple | set)
        else getattr(value, "values", lambda: [value])()
    )
    return [base64.b64decode(body) for piece in pieces if (body := _body(piece))]


def _body(piece):
    try:
        return json.loads(piece)["body"]
    except (ValueError, TypeError, KeyError, IndexError):
        return None
