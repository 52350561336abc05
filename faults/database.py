"""Postgres restarts and sessions end while people send their reviews."""

import random
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

from django.conf import settings
from django.test import Client
from django.urls import reverse

from faults import infrastructure, scenario
from faults.stack import running
from reviews.tests.factories import ReviewFactory, posted_rubric

CLIENTS = 4
DRAFTS = 240
PAUSE = 0.3
SENT = "SELECT count(*) FROM reviews_review WHERE state = 'submitted'"
HALF = """
SELECT count(*) FROM reviews_review r WHERE state = 'submitted' AND NOT (
    EXISTS (SELECT 1 FROM reviews_reader x WHERE x.review_id = r.id) AND
    EXISTS (SELECT 1 FROM reviews_answer x WHERE x.review_id = r.id) AND
    EXISTS (
        SELECT 1 FROM notifications_notice x
        WHERE x.kind = 'review_received' AND x.subject_id = r.id
    )
)
"""
CSRF = "f" * 32


@scenario(guards=["unavailable"])
def database(without):
    restarts, ended = (5, 50) if not without else (2, 10)
    drafts = make_drafts(DRAFTS if not without else 80)
    with running("web", without=without) as stack:
        crowd = [Sender(stack, drafts[number::CLIENTS]) for number in range(CLIENTS)]
        for sender in crowd:
            sender.start()
        cut_off = inject_faults(restarts, ended)
        for sender in crowd:
            sender.join()
    answers = sum((sender.answers for sender in crowd), Counter())
    acknowledged = sum(sender.acknowledged for sender in crowd)
    longest = max(sender.longest for sender in crowd)
    print(f"    answers: {dict(answers)}, the longest wait for a review: {longest:.1f} s")
    yield "sessions that were to be cut off and were not", ended - cut_off, 0
    yield (
        "reviews acknowledged as sent and not there",
        acknowledged - infrastructure.query_value(SENT),
        0,
    )
    yield "reviews half sent", infrastructure.query_value(HALF), 0
    yield (
        "answers other than done, done before, in a moment",
        sum(answers.values()) - allowed(answers),
        0,
    )
    yield "reviews not sent in the end", len(drafts) - infrastructure.query_value(SENT), 0


def allowed(answers):
    return answers[302] + answers[409] + answers[503]


def make_drafts(count):
    """Drafts as (address, session of the reviewer, filled form)."""
    drafts = []
    for _ in range(count):
        review = ReviewFactory()
        client = Client()
        client.force_login(review.reviewer)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        drafts.append(
            (
                reverse("review_submit", args=[review.pk]),
                session,
                urllib.parse.urlencode(posted_rubric(review)),
            )
        )
    return drafts


def inject_faults(restarts, ended):
    """Restart and end sessions; returns how many were ended, restarts apart."""
    chance = random.Random(3)
    cut_off = 0
    for _ in range(restarts):
        for _ in range(ended // restarts):
            time.sleep(chance.uniform(0.1, 0.4))
            cut_off += end_a_session()
        infrastructure.restart_database()
    return cut_off


def end_a_session(seconds=5):
    """Wait for a session of the web, which come back with its next requests, and end it."""
    deadline = time.monotonic() + seconds
    while not (ended := infrastructure.terminate_session()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return ended


class Sender(threading.Thread):
    """Sends one review after the other, each until the web confirms it."""

    def __init__(self, stack, drafts):
        super().__init__()
        self.stack = stack
        self.drafts = drafts
        self.answers = Counter()
        self.acknowledged = 0
        self.longest = 0

    def run(self):
        for path, session, body in self.drafts:
            begun = time.monotonic()
            while (answer := self.send(path, session, body)) not in (
                302,
                409,
            ) and time.monotonic() < begun + 30:
                time.sleep(0.2)
            self.acknowledged += answer == 302
            self.longest = max(self.longest, time.monotonic() - begun)
            time.sleep(PAUSE)

    def send(self, path, session, body):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.stack.port}{path}", data=body.encode()
        )
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: CSRF}
        request.add_header(
            "Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items())
        )
        request.add_header("X-CSRFToken", CSRF)
        try:
            status = urllib.request.build_opener(NoRedirects).open(request, timeout=30).status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError as error:
            status = type(error).__name__
        self.answers[status] += 1
        return status


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect is the answer we wait for, so do not follow it."""

    def redirect_request(self, *args):
        return None
