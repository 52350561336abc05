"""The test of text leaks finds a leak: a log line, a notice, an event, a session."""

import logging
import sys

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction

from audit.actions import record
from casereview.celery import app
from people.tests.factories import UserFactory
from reviews.tests import text_search
from reviews.tests.factories import sent_review

pytestmark = pytest.mark.django_db(transaction=True)


WORD = "planted-leak"


LEAKS = {
    "audit": transaction.atomic(
        lambda review: record("leak", review, by=review.owner, now=review.saved_at, text=WORD)
    ),
    "cache": lambda review: cache.set("leak", {"text": WORD}),
    "cache key": lambda review: cache.set(WORD, 1),
    "task": lambda review: app.send_task("notifications.deliver_due", kwargs={"text": WORD}),
    "mail": lambda review: mail.send_mail("Leak", f"He wrote: {WORD}", None, ["a@b.example"]),
    "log": lambda review: logging.getLogger("django.request").error("Refused: %s", WORD),
    "print": lambda review: print(WORD),
    "stderr": lambda review: print(WORD, file=sys.stderr),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_leak_is_found(output, leak):
    review = sent_review()
    LEAKS[leak](review)
    seen = [
        text_search.in_columns([WORD]),
        text_search.in_valkey([WORD]),
        text_search.in_mail([WORD]),
    ]
    cache.clear()
    assert any([*seen, text_search.in_text([WORD], **output())])


def test_leak_into_a_session_is_found(client):
    client.force_login(UserFactory())
    session = client.session
    session["draft"] = WORD
    session.save()
    assert text_search.in_columns([WORD]) == {WORD: {"django_session.session_data"}}
