from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Case, Count, Exists, F, Max, Min, Q, Subquery, Value, When
from django.utils import timezone

from notifications.models import DisabledTarget, Notice
from notifications.registry import KINDS, Message
from notifications.slack.connection import has_bot, is_connected
from notifications.slack.refusals import WEBHOOK, WORKSPACE, what_to_do
from notifications.topics import kinds_about

GONE = Message(
    title="What this was about is no longer there", body="", url="", icon="circle-dashed"
)


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
    days = [
        (day, list(its))
        for day, its in groupby(page, lambda notice: timezone.localdate(notice.created_at))
    ]
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
        subjects = (
            KINDS[kind].subjects({notice.subject_id for notice in mine}) if kind in KINDS else {}
        )
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
    if not has_bot():
        return "webhook" if is_connected() else "off"
    if not user.slack_id:
        return "unknown"
    refused = DisabledTarget.objects.filter(address__in=[user.slack_id, WORKSPACE]).exists()
    return "refused" if refused else "ready"


def refusals():
    """Where Slack refuses, and what to do about it: (name, remedy); none where Slack is not connected."""
    if not is_connected():
        return []
    return [
        (str(target), what_to_do(target.reason)) for target in DisabledTarget.objects.all()[:20]
    ]


def news_of_channel(channel):
    """Annotations that tell how the Slack channel named by the expression `channel` fares.

    `news_arrived_at` is when it last got something, `news_waits` whether more is to come, `news_error` the code of its
    newest that was given up, and `news_refused` that of what Slack refuses there.
    """
    rows = Notice.objects.filter(target=channel).order_by("-pk")
    given_up = Case(When(dead_at__isnull=False, then=F("last_error")), default=Value(""))
    address = channel if has_bot() else Value(WEBHOOK)
    refused = DisabledTarget.objects.filter(Q(address=address) | Q(address=WORKSPACE))
    return {
        "news_arrived_at": Subquery(rows.filter(sent_at__isnull=False).values("sent_at")[:1]),
        "news_waits": Exists(rows.waiting()),
        "news_error": Subquery(rows.annotate(given_up=given_up).values("given_up")[:1]),
        "news_refused": Subquery(refused.values("reason")[:1]),
    }
