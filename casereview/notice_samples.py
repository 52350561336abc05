"""A real example of every kind of notice, for the pages that preview them."""

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
    """`announcement` is what is posted to a Slack channel, if the kind is sent to channels."""

    kind: type[NoticeKind]
    message: Message
    recipient: User | None
    at: datetime | None
    announcement: Message | None = None

    @property
    def slacks(self):
        """(label, payload) of what a person and a channel get by Slack."""
        payloads = []
        if self.recipient and "slack" in self.kind.channels:
            to_person = payload(self.message, settings.BASE_URL, self.kind.reason)
            payloads.append(("To the person", to_person))
        if self.announcement:
            payloads.append(("To the channel", payload(self.announcement, settings.BASE_URL)))
        return payloads


def kinds_by_topic():
    """(topic, kinds) in order, each kind as (name, channels, first line of its docstring)."""
    names = topics()
    kinds = {}
    for name, kind in KINDS.items():
        topic = names.get(kind.__module__.partition(".")[0], "Case Review itself")
        purpose = (kind.__doc__ or "").partition("\n")[0]
        kinds.setdefault(topic, []).append((name, kind.channels, purpose))
    return sorted(kinds.items())


def find_sample(kind, user):
    """The newest notice of `kind` to `user`, or None. Other people's notices are private.

    In the demo it is anybody's, or built from the newest subject.
    """
    notices = Notice.objects.filter(kind=kind.kind).select_related("recipient").order_by("-pk")
    if kind.channels:
        notices = notices.filter(target="")
    if not settings.DEMO:
        notices = notices.filter(recipient=user)
    notice = notices.first()
    subject = subject_of(kind, notice.subject_id) if notice else None
    if subject:
        return build_sample(kind(subject), notice.recipient, notice.created_at)
    newest = kind.model._base_manager.order_by("-pk").first() if settings.DEMO else None
    subject = subject_of(kind, newest.pk) if newest else None
    return invent_sample(kind(subject), user) if subject else None


def subject_of(kind, pk):
    return kind.subjects([pk]).get(pk)


def invent_sample(notice, user):
    recipient = next((person for person in notice.recipients() if person), user)
    return build_sample(notice, recipient if notice.channels else None, None)


def build_sample(notice, recipient, at):
    """Leave out the link of a kind that is only mailed: it signs the recipient in."""
    message = notice.message(recipient)
    if notice.channels == ("mail",):
        message = replace(message, url=SECRET)
    announcement = notice.message(None) if notice.targets() else None
    return Sample(type(notice), message, recipient, at, announcement)


def find_mailed(name, user):
    """The sample of the kind called `name` or None, and the (kind, message) pairs of its mail.

    The name `DAY` means the daily digest.
    """
    if name == DAY:
        return None, messages_of_day(user)
    sample = find_sample(KINDS[name], user)
    if sample and "mail" in sample.kind.channels:
        return sample, [(sample.kind, sample.message)]
    return sample, []


def messages_of_day(user):
    """The (kind, message) of the last notices of one inbox."""
    person = user
    if settings.DEMO:
        person = fullest_inbox() or user
    notices = list(Notice.objects.visible_to(person).order_by("-pk")[:IN_A_DAY])
    return [
        (KINDS[notice.kind], notice.message)
        for notice in with_messages(notices, person)
        if notice.message.url
    ]


def fullest_inbox():
    return User.objects.annotate(number=Count("notices")).order_by("-number").first()
