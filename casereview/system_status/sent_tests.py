"""The status of the tests that an admin sent."""

from dataclasses import dataclass

from django.utils.timezone import localtime

from core.dates import format_time
from core.status_lines import BAD, GOOD, INFO, WARN
from notifications.models import Notice
from notifications.notices import Test
from notifications.states import Channel
from notifications.timeline import state_of

SHOWN = 3


@dataclass(frozen=True)
class SentTest:
    """`words` is the status as a sentence, `state` as a word: waiting, sent, dropped or dead."""

    notice: Notice
    state: str
    words: str
    verdict: str

    @property
    def by(self):
        if self.notice.target:
            return f"Slack, {self.notice.target}"
        return self.notice.get_channel_display()


def last_tests(user, now):
    """The newest tests that `user` sent, and whether one still waits; in two queries."""
    notices = Notice.objects.filter(kind=Test.kind, subject_id=user.pk)
    notices = notices.exclude(channel=Channel.INBOX).prefetch_related("attempts")
    tests = [build_sent_test(notice, now) for notice in notices.order_by("-pk")[:SHOWN]]
    return {"tests": tests, "waits": any(test.state == "waiting" for test in tests)}


def build_sent_test(notice, now):
    state = state_of(notice)
    words, verdict = describe(notice, state, now)
    return SentTest(notice, state, words, verdict)


def describe(notice, state, now):
    """The status as (sentence without its full stop, verdict)."""

    def at(value):
        return format_time(localtime(value), localtime(now))

    if state == "sent":
        return f"Sent {at(notice.sent_at)}", GOOD
    if state == "dropped":
        return f"Not sent: {notice.get_dropped_why_display()}", WARN
    if state == "dead":
        return f"Gave up {at(notice.dead_at)}: {notice.last_error}", BAD
    attempts = list(notice.attempts.all())
    if not attempts:
        return f"Waiting for a worker since {at(notice.created_at)}", INFO
    retry = at(notice.not_before) if notice.not_before > now else "any moment"
    return f"Failed {at(attempts[-1].at)}: {attempts[-1].error}. Next try {retry}", WARN
