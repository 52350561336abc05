"""What became of the tests that an admin sent."""

from dataclasses import dataclass

from django.utils.timezone import localtime

from casereview.configured.lines import BAD, GOOD, INFO, WARN
from core.dates import moment
from notifications.life import state_of
from notifications.models import Notice
from notifications.notices import Test
from notifications.states import Channel

SHOWN = 3


@dataclass(frozen=True)
class Fate:
    """`words` say how it stands, `state` in one word: waiting, sent, dropped or dead."""

    notice: Notice
    state: str
    words: str
    verdict: str

    @property
    def by(self):
        return (
            f"Slack, {self.notice.target}"
            if self.notice.target
            else self.notice.get_channel_display()
        )


def last_tests(user, now):
    """The newest tests that `user` sent, each with its fate, and whether one still waits; in two queries."""
    tests = Notice.objects.filter(kind=Test.kind, subject_id=user.pk).exclude(channel=Channel.INBOX)
    fates = [
        fate_of(test, now) for test in tests.order_by("-pk").prefetch_related("attempts")[:SHOWN]
    ]
    return {"fates": fates, "waits": any(fate.state == "waiting" for fate in fates)}


def fate_of(notice, now):
    state, here = state_of(notice), localtime(now)
    tried = list(notice.attempts.all())

    def at(value):
        return moment(localtime(value), here)

    if state == "sent":
        return Fate(notice, state, f"Sent {at(notice.sent_at)}", GOOD)
    if state == "dropped":
        return Fate(notice, state, f"Not sent: {notice.get_dropped_why_display()}", WARN)
    if state == "dead":
        return Fate(notice, state, f"Given up {at(notice.dead_at)}: {notice.last_error}", BAD)
    if tried:
        again = at(notice.not_before) if notice.not_before > now else "any moment"
        return Fate(
            notice,
            state,
            f"Failed {at(tried[-1].at)}: {tried[-1].error}. Tried again {again}",
            WARN,
        )
    return Fate(notice, state, f"Waits for a worker since {at(notice.created_at)}", INFO)
