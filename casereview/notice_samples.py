"""What every kind of notice looks like, shown on real ones, for whoever words them."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Count

from notifications.models import Notice
from notifications.queries import with_messages
from notifications.registry import KINDS, Message, NoticeKind
from notifications.slack.blocks import payload
from notifications.topics import topics
from people.models import User

DAY = "daily"
IN_A_DAY = 6
SECRET = "/a-link-for-its-recipient-alone/"  # noqa: S105  what stands in its place


@dataclass(frozen=True)
class Sample:
    kind: type[NoticeKind]
    message: Message
    recipient: User | None
    at: datetime | None
    announced: Message | None = None

    @property
    def slacks(self):
        """(to whom, payload) of what a person and a channel get by Slack."""
        made = []
        if self.recipient and "slack" in self.kind.channels:
            made.append(
                ("To the person", payload(self.message, settings.BASE_URL, self.kind.reason))
            )
        if self.announced:
            made.append(("To the channel", payload(self.announced, settings.BASE_URL)))
        return made


def kinds_by_topic():
    """The name, the channels and what it is of every kind there is, below the word for its app."""
    words = topics()
    found = {}
    for name, kind in KINDS.items():
        word = words.get(kind.__module__.partition(".")[0], "Case Review itself")
        found.setdefault(word, []).append(
            (name, kind.channels, (kind.__doc__ or "").partition("\n")[0])
        )
    return sorted(found.items())


def sample_of(kind, user):
    """The newest notice of `kind`, or None: a person's own, because what colleagues are told is between them.

    The made-up people of the demo have no secrets: there it is anybody's, or made from the newest subject.
    """
    rows = Notice.objects.filter(kind=kind.kind).select_related("recipient").order_by("-pk")
    rows = rows.filter(target="") if kind.channels else rows
    row = (rows if settings.DEMO else rows.filter(recipient=user)).first()
    subject = subject_of(kind, row.subject_id) if row else None
    if subject:
        return told(kind(subject), row.recipient, row.created_at)
    newest = kind.model._base_manager.order_by("-pk").first() if settings.DEMO else None
    return made_up(kind(subject_of(kind, newest.pk)), user) if newest else None


def subject_of(kind, pk):
    return kind.subjects([pk]).get(pk)


def made_up(notice, user):
    somebody = next((person for person in notice.recipients() if person), user)
    return told(notice, somebody if notice.channels else None, None)


def told(notice, recipient, at):
    """What goes by mail alone lets its recipient in; nobody else may read that link."""
    message = notice.message(recipient)
    if notice.channels == ("mail",):
        message = replace(message, url=SECRET)
    return Sample(
        type(notice), message, recipient, at, notice.message(None) if notice.targets() else None
    )


def seen(name, user):
    """The sample of the kind called `name`, None for a whole day or where there is none, and what its mail tells."""
    if name == DAY:
        return None, day_of(user)
    sample = sample_of(KINDS[name], user)
    mailed = sample and "mail" in sample.kind.channels
    return sample, [(sample.kind, sample.message)] if mailed else []


def day_of(user):
    """The last notices of one inbox as a list of (kind, message)."""
    person = busiest() or user if settings.DEMO else user
    notices = with_messages(
        list(Notice.objects.visible_to(person).order_by("-pk")[:IN_A_DAY]), person
    )
    return [(KINDS[notice.kind], notice.message) for notice in notices if notice.message.url]


def busiest():
    """Who has the fullest inbox."""
    return User.objects.annotate(told=Count("notices")).order_by("-told").first()
