"""Workers are killed and the broker is emptied while notices are being sent."""

import random
import time

from django.utils import timezone

from faults import infrastructure, scenario
from faults.stack import running
from notifications.actions import send_test
from people.tests.factories import UserFactory
from tests.sinks.smtp import mail_sink

BURST = 25  # notices between two kills
LIMIT = 60  # seconds for the rest, once nothing breaks any more
WAITING = "SELECT count(*) FROM notifications_notice WHERE sent_at IS NULL"


@scenario(guards=["lease", "claim"])
def workers(without):
    """Notices survive killed workers and an emptied broker; without a guard a short run fails."""
    kills, flushes = (20, 5) if not without else (4, 0)
    with (
        mail_sink(pause=0.08) as sink,
        running("worker", "beat", without=without, EMAIL_URL=sink.url) as stack,
    ):
        stack.start("worker", 2)
        inject_faults(stack, sink, kills=kills, flushes=flushes)
        caught_up = wait_until_sent(LIMIT if not without else 15)
    yield "notices queued and not delivered", kills * BURST - len(sink.accepted), 0
    yield "notices delivered twice, of 100", 100 * sink.doubled / (kills * BURST), 1
    yield "notices left in the outbox", infrastructure.query_value(WAITING), 0
    yield "seconds until all had arrived", caught_up, LIMIT


def inject_faults(stack, sink, *, kills, flushes):
    """Kill one of two workers during each burst; after some, empty and restart the broker."""
    chance = random.Random(20)
    admin = UserFactory(superuser=True)
    for number in range(kills):
        queue_burst(admin)
        wait_for_mail(sink)
        time.sleep(chance.uniform(0.1, 0.8))
        stack.kill("worker", 1 + number % 2)
        if number % 4 == 3 and number // 4 < flushes:
            infrastructure.flush_broker()
            infrastructure.restart_broker()
        stack.start("worker", 1 + number % 2)


def queue_burst(admin):
    """As pages do: a row in the transaction, and a hint to the broker if it is up."""
    for _ in range(BURST):
        send_test("mail", by=admin, now=timezone.now())


def wait_for_mail(sink):
    before = sink.accepted.total()
    infrastructure.wait_until(lambda: sink.accepted.total() > before, seconds=15)


def wait_until_sent(seconds):
    """The seconds until the outbox was empty, at most `seconds`."""
    begun = time.monotonic()
    infrastructure.wait_until(lambda: not infrastructure.query_value(WAITING), seconds)
    return time.monotonic() - begun
