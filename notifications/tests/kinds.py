"""Two kinds of notice for tests, about teams: the outbox does not care what they say."""

from django.utils import timezone

from notifications.models import Notice
from notifications.registry import Message, NoticeKind
from notifications.states import Channel
from people.models import Team
from people.tests.factories import TeamFactory, UserFactory


class TeamNotice(NoticeKind):
    kind = "test_team"
    model = Team
    channels = (Channel.INBOX,)
    told = ()

    def recipients(self):
        return self.told

    def still_due(self, recipient):
        return not self.subject.name.startswith("Over")

    def message(self, recipient):
        if self.subject.name == "Broken":
            raise OSError("the channel is away")
        return Message(
            title=f"Hello {self.subject.name}", body="Some words", url=f"/teams/?{self.subject.pk}"
        )


class TeamMail(TeamNotice):
    kind = "test_team_mail"
    channels = (Channel.INBOX, Channel.MAIL)


class TeamInvitation(TeamNotice):
    kind = "test_team_invitation"
    channels = (Channel.MAIL,)
    essential = True


class TeamNews(TeamMail):
    """The number `at` makes its key another one, as the version of a review does."""

    kind = "test_team_news"
    folds = True
    at = 0

    def key(self, recipient):
        return f"{super().key(recipient)}:{self.at}"


def about(subject, *told, kind=TeamNotice):
    notice = kind(subject)
    notice.told = told
    return notice


def make_notice(recipient=None, subject=None, *, sent=True, **fields):
    """A row of the outbox as delivery leaves it."""
    now = timezone.now()
    subject = subject or TeamFactory()
    recipient = recipient or UserFactory()
    row = {"kind": TeamNotice.kind, "channel": Channel.INBOX, "created_at": now, "not_before": now}
    row |= {
        "key": f"{subject.pk}:{recipient.pk}:{Notice.objects.count()}",
        "sent_at": now if sent else None,
    } | fields
    return Notice.objects.create(recipient=recipient, subject_id=subject.pk, **row)
