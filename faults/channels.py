"""Far ends that refuse, reset, hang, and accept without saying so."""

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

MOODS = (*["ok"] * 6, "429:1", "500", "html", "reset", "taken_then_reset", "hang")
DEALT = random.Random(5).choices(MOODS, k=5000)
LONGEST = 8 + 4  # seconds: a turn, and a last mail whose steps just do not hang too long


@scenario(guards=["retry", "timeout"])
def mail(without):
    """Reference: perf-reliability F11."""
    count = 120 if not without else 60
    with mail_sink(ILL) as sink, times() as spent:
        with running(
            "worker", "beat", without=without, EMAIL_URL=sink.url, FAULTS_TIMES=str(spent.path)
        ):
            queue_at_once(count)
            wait_until_sent(90 if not without else 20)
            longest = spent.longest()
        yield "mails that never arrived", count - len(sink.accepted), 0
        yield "mails that arrived twice, beyond those accepted and cut off", doubled(sink), 0
        yield "notices that are not marked as sent", infrastructure.ask(WAITING), 0
        yield "longest that a task kept its worker, seconds", longest, LONGEST


@scenario(guards=["retry"])
def slack(without):
    """Each message goes to a room of its own, so that it is known at the far end; then the same by a webhook."""
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
        yield "notices that are not marked as sent", infrastructure.ask(WAITING), 0
    infrastructure.change("TRUNCATE notifications_notice CASCADE")
    with running_slack("webhook", without) as sink:
        queue_at_once(count // 2, "slack", rooms=True)
        wait_until_sent(90 if not without else 15)
        yield "messages by webhook that never arrived", max(0, count // 2 - len(sink.taken)), 0
        yield "notices by webhook that are not marked as sent", infrastructure.ask(WAITING), 0


@contextmanager
def running_slack(how, without):
    with slack_sink(hang=3, moods=deque(DEALT)) as sink:
        given = {"SLACK_API_URL": sink.api_url, "SLACK_BOT_TOKEN": sink.token}
        if how == "webhook":
            given = {"SLACK_WEBHOOK_URL": sink.webhook_url, "SLACK_BOT_TOKEN": ""}
        with override_settings(**given), running("worker", "beat", without=without, **given):
            yield sink


def cut_off(sink):
    """How often it took a message and did not say so."""
    used = DEALT[: len(DEALT) - len(sink.moods)]
    return used.count("taken_then_reset")


def doubled(sink):
    """A mail that was taken and not confirmed has to be sent again."""
    return sink.doubled - sink.faults["accept and reset"]


def queue_at_once(count, channel="mail", *, rooms=False):
    admin, now = UserFactory(superuser=True), timezone.now()
    for number in range(count):
        target = f"room-{number}" if rooms else ""
        send_test(channel, by=admin, now=now + timedelta(microseconds=number), target=target)


class times:
    """What each task took, as the workers write it down."""

    def __enter__(self):
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "times"
        return self

    def __exit__(self, *error):
        self.folder.cleanup()

    def longest(self):
        """Seconds; one that has not ended has taken until now."""
        begun, ended = {}, {}
        for line in self.path.read_text().splitlines():
            task, what, moment = line.split()
            (begun if what == "begun" else ended)[task] = float(moment)
        return max(ended.get(task, time.monotonic()) - moment for task, moment in begun.items())
