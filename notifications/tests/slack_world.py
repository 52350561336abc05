"""What the tests of Slack share: a kind for a person and a channel, and rows of it."""

from datetime import UTC, datetime

from notifications.models import Notice
from notifications.registry import Announcement, Message, Section
from notifications.states import Channel
from notifications.tests.kinds import TeamNotice
from people.tests.factories import TeamFactory, UserFactory

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
MEMBER = "U024BE7LH"
ROOT = "the-first-of-its-thread"


class TeamNews(TeamNotice):
    kind = "test_team_news"
    channels = (Channel.SLACK,)
    told_targets = ()

    def targets(self):
        return self.told_targets

    def message(self, recipient):
        title = f"Hello {self.subject.name}"
        url = f"/teams/{self.subject.pk}/"
        if recipient:
            return Message(title, "Some words", url)
        lists = (Section("Pairs", ("Ana reviews Bo", "Bo reviews Ana")),)
        follows = ROOT if self.subject.name.startswith("Again") else ""
        return Announcement(
            title, "Drawn", url, sections=lists, facts=(("Seed", "5eed"),), follows=follows
        )


def for_person(**team):
    return row(TeamFactory(**team), recipient=UserFactory(slack_id=MEMBER))


def for_channel(target="#support", key="", **team):
    return row(TeamFactory(**team), key=key, target=target)


def row(subject, key="", **to):
    key = key or f"{TeamNews.kind}:{subject.pk}:slack"
    fields = {"kind": TeamNews.kind, "channel": Channel.SLACK, "created_at": NOW, "not_before": NOW}
    return Notice.objects.create(key=key, subject_id=subject.pk, **fields, **to)
