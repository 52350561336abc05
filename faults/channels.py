"""Mail servers and Slack that refuse, reset, hang, or accept without confirming."""

import random
import time
from collections import deque
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import override_settings
from django.utils import timezone

from faults import infrastructure, scenario
from faults.stack import running
from faults.workers import WAITING, wait_until_sent
from notifications.actions import send_test
from people.tests.factories import UserFactory
from tests.sinks.slack import slack_sink
from tests.sinks.smtp import ILL, mail_sink

OUTCOMES = (*["ok"] * 6, "429:1", "500", "html", "reset", "taken_then_reset", "hang")
PLANNED = random.Random(5).choices(OUTCOMES, k=5000)
MAX_SECONDS = 8 + 4  # one turn of the task, and a last mail just below its timeouts


@scenario(guards=["retry", "timeout"])
def mail(without):
    count = 120 if not without else 60
    with mail_sink(ILL) as sink, TaskTimes() as spent:
        with running(
            "worker", "beat", without=without, EMAIL_URL=sink.url, FAULTS_TIMES=str(spent.path)
        ):
            queue_at_once(count)
            wait_until_sent(90 if not without else 20)
            longest = spent.longest()
        yield "mails that never arrived", count - len(sink.accepted), 0
        yield "mails that arrived twice, beyond those accepted and cut off", doubled(sink), 0
        yield "notices that are not marked as sent", infrastructure.query_value(WAITING), 0
        yield "longest that a task kept its worker, seconds", longest, MAX_SECONDS


@scenario(guards=["retry"])
def slack(without):
    """Each message goes to its own room, so the receiver knows it; then the same by webhook."""
    count = 60 if not without else 30
    with running_slack("bot", without) as sink:
        queue_at_once(count, "slack", rooms=True)
        wait_until_sent(90 if not without else 15)
        rooms = {body["channel"] for body in sink.taken}
        yield "messages of the bot that never arrived", count - len(rooms), 0
        yield (
            "messages that arrived twice, beyond those cut off",
            len(sink.taken) - len(rooms) - cut_off(sink),
            0,
        )
        yield "notices that are not marked as sent", infrastructure.query_value(WAITING), 0
    infrastructure.execute("TRUNCATE notifications_notice CASCADE")
    with running_slack("webhook", without) as sink:
        queue_at_once(count // 2, "slack", rooms=True)
        wait_until_sent(90 if not without else 15)
        yield "messages by webhook that never arrived", max(0, count // 2 - len(sink.taken)), 0
        yield (
            "notices by webhook that are not marked as sent",
            infrastructure.query_value(WAITING),
            0,
        )


@contextmanager
def running_slack(connection, without):
    with slack_sink(hang=3, moods=deque(PLANNED)) as sink:
        settings = {"SLACK_API_URL": sink.api_url, "SLACK_BOT_TOKEN": sink.token}
        if connection == "webhook":
            settings = {"SLACK_WEBHOOK_URL": sink.webhook_url, "SLACK_BOT_TOKEN": ""}
        with override_settings(**settings), running("worker", "beat", without=without, **settings):
            yield sink


def cut_off(sink):
    """How often Slack accepted a message without confirming it."""
    used = PLANNED[: len(PLANNED) - len(sink.moods)]
    return used.count("taken_then_reset")


def doubled(sink):
    """Doubled mails, apart from those accepted without confirmation: they have to be sent again."""
    return sink.doubled - sink.faults["accept and reset"]


def queue_at_once(count, channel="mail", *, rooms=False):
    admin = UserFactory(superuser=True)
    now = timezone.now()
    for number in range(count):
        target = f"room-{number}" if rooms else ""
        send_test(channel, by=admin, now=now + timedelta(microseconds=number), target=target)


class TaskTimes:
    """How long each task took, as the workers record it."""

    def __enter__(self):
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "times"
        return self

    def __exit__(self, *error):
        self.folder.cleanup()

    def longest(self):
        """Seconds of the longest task; an unfinished one counts until now."""
        begun = {}
        ended = {}
        for line in self.path.read_text().splitlines():
            task, event, time_of_event = line.split()
            (begun if event == "begun" else ended)[task] = float(time_of_event)
        return max(ended.get(task, time.monotonic()) - start for task, start in begun.items())
