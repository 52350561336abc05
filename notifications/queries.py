from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from notifications.models import DisabledTarget, Notice
from notifications.registry import KINDS, Message
from notifications.slack.refusals import WEBHOOK, WORKSPACE, what_to_do
from notifications.topics import kinds_about

GONE = Message(title="What this was about is no longer there", body="", url="", icon="circle-dashed")


@dataclass(frozen=True)
class InboxState:
    """How many notices are unread, the key of the newest, and how many came after the one that was asked about."""

    unread: int
    newest: int
    new: int


def inbox(user, *, before=None, unread=False, about="", size=30):
    """One page of a person's inbox by day, newest first, with one query for each kind of subject on it.

    `unread` and `about` (a topic) narrow it. Returns `days`, a list of (local day, notices), and `older`, the key of
    the next page or None. Each notice carries its `message`.
    """
    notices = Notice.objects.visible_to(user)
    if before:
        notices = notices.filter(pk__lt=before)
    if unread:
        notices = notices.unread()
    if about:
        notices = notices.filter(kind__in=kinds_about(about))
    notices = list(notices.order_by("-pk")[: size + 1])
    page = with_messages(notices[:size], user)
    days = [(day, list(its)) for day, its in groupby(page, lambda notice: timezone.localdate(notice.created_at))]
    return days, page[-1].pk if len(notices) > size else None


def state_of_inbox(user, *, after=0):
    """What a page that is open asks again and again, in one query; `after` is the newest notice that it shows."""
    facts = Notice.objects.visible_to(user).aggregate(
        unread=Count("pk", filter=Q(read_at=None)),
        newest=Max("pk", default=0),
        new=Count("pk", filter=Q(pk__gt=after)),
    )
    return InboxState(**facts)


def with_messages(notices, user):
    """Give each notice its `message`; one whose subject is gone says that it is."""
    for kind in {notice.kind for notice in notices}:
        mine = [notice for notice in notices if notice.kind == kind]
        subjects = KINDS[kind].subjects({notice.subject_id for notice in mine}) if kind in KINDS else {}
        for notice in mine:
            subject = subjects.get(notice.subject_id)
            notice.message = KINDS[kind](subject).message(user) if subject else GONE
    return notices


def unread_count(user):
    return Notice.objects.visible_to(user).unread().count()


@dataclass(frozen=True)
class Outbox:
    """What waits, when the oldest of what is due by now became due, and how many were given up (dead letters)."""

    waiting: int
    due: int
    oldest_due: datetime | None
    dead: int
    now: datetime

    @property
    def age(self):
        """How long the oldest due row has been waiting: what grows when nobody delivers."""
        return self.now - self.oldest_due if self.oldest_due else timedelta(0)


def outbox(now):
    due = Q(not_before__lte=now)
    found = Notice.objects.waiting().aggregate(
        waiting=Count("pk"), due=Count("pk", filter=due), oldest_due=Min("not_before", filter=due)
    )
    return Outbox(**found, dead=Notice.objects.dead().count(), now=now)


def slack_reach(user):
    """Whether Slack can message a person: "off", "webhook" (a channel alone), "unknown" (who they are), "refused" or
    "ready".
    """
    if not settings.SLACK_BOT_TOKEN:
        return "webhook" if settings.SLACK_WEBHOOK_URL else "off"
    if not user.slack_id:
        return "unknown"
    refused = DisabledTarget.objects.filter(address__in=[user.slack_id, WORKSPACE]).exists()
    return "refused" if refused else "ready"


def refusals():
    """Where Slack refuses, and what to do about it."""
    return [(str(target), what_to_do(target.reason)) for target in DisabledTarget.objects.all()[:20]]


@dataclass(frozen=True)
class ChannelNews:
    """How a Slack channel fares: when it last got something, whether more waits, and what is in the way.

    `refused` is the code of the refusal, `error` that of the newest that was given up.
    """

    arrived_at: datetime | None = None
    waits: bool = False
    refused: str = ""
    error: str = ""

    @property
    def remedy(self):
        return what_to_do(self.refused or self.error)


def news_of_channel(target):
    """From the newest rows of the outbox that are for a Slack channel; in two queries."""
    newest = list(Notice.objects.filter(target=target).order_by("-pk")[:20])
    address = [target] if settings.SLACK_BOT_TOKEN else [WEBHOOK]
    refused = DisabledTarget.objects.filter(address__in=[*address, WORKSPACE]).first()
    return ChannelNews(
        arrived_at=next((notice.sent_at for notice in newest if notice.sent_at), None),
        waits=any(not (notice.sent_at or notice.dropped_at or notice.dead_at) for notice in newest),
        refused=refused.reason if refused else "",
        error=newest[0].last_error if newest and newest[0].dead_at else "",
    )
