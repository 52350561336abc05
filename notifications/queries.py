from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Case, Count, Exists, F, Max, Min, Q, Subquery, Value, When
from django.utils import timezone

from core.prepared_queries import prepared_query
from notifications.models import DisabledTarget, Notice
from notifications.registry import KINDS, Message
from notifications.slack.connection import has_bot, is_connected
from notifications.slack.refusals import WEBHOOK, WORKSPACE, what_to_do
from notifications.topics import kinds_about

GONE = Message(title="What this was about no longer exists", body="", url="", icon="circle-dashed")
READ_OF_NOTICE = ("kind", "subject_id", "created_at", "read_at")


@dataclass(frozen=True)
class InboxState:
    """How many notices are unread, the key of the newest, and how many came after a given one."""

    unread: int
    newest: int
    new: int


def inbox(user, *, before=None, unread=False, about="", size=30):
    """One page of a person's inbox by day, newest first.

    `unread` and `about` (a topic) filter it. Returns `days`, a list of (local day, notices), and
    the key of the next page or None. Each notice has its `message`.
    """
    notices = Notice.objects.visible_to(user)
    if before:
        notices = notices.filter(pk__lt=before)
    if unread:
        notices = notices.unread()
    if about:
        notices = notices.filter(kind__in=kinds_about(about))
    notices = list(notices.only(*READ_OF_NOTICE).order_by("-pk")[: size + 1])
    page = with_messages(notices[:size], user)
    days = [
        (day, list(its))
        for day, its in groupby(page, lambda notice: timezone.localdate(notice.created_at))
    ]
    return days, page[-1].pk if len(notices) > size else None


def state_of_inbox(user, *, after=0):
    """What an open page polls, in one query; `after` is the newest notice that it shows."""
    facts = Notice.objects.visible_to(user).aggregate(
        unread=Count("pk", filter=Q(read_at=None)),
        newest=Max("pk", default=0),
        new=Count("pk", filter=Q(pk__gt=after)),
    )
    return InboxState(**facts)


def with_messages(notices, user):
    """Give each notice its `message`; one whose subject is gone says so.

    Kinds that fetch their subjects by the same functions share the queries.
    """
    batches = defaultdict(list)
    for notice in notices:
        batches[loader_of(notice.kind)].append(notice)
    for loader, batch in batches.items():
        subjects = {}
        if loader:
            ids = {notice.subject_id for notice in batch}
            subjects = KINDS[batch[0].kind].subjects_for(ids, user)
        for notice in batch:
            subject = subjects.get(notice.subject_id)
            notice.message = KINDS[notice.kind](subject).message(user) if subject else GONE
    return notices


def loader_of(kind):
    """Equal for kinds whose subjects are fetched together; None for an unknown kind."""
    if kind not in KINDS:
        return None
    cls = KINDS[kind]
    return cls.model, cls.subjects.__func__, cls.subjects_for.__func__


def unread_count(user):
    return sum(row.number for row in _unread_by_channel(user))


@prepared_query
def _unread_by_channel(user):
    """Prepared, because every page shows the number."""
    notices = Notice.objects.visible_to(user).unread().order_by()
    return notices.values("channel").annotate(number=Count("pk")).values_list("number", named=True)


@dataclass(frozen=True)
class Outbox:
    """Counts of the outbox: waiting, due, dead letters, and since when the oldest due one waits."""

    waiting: int
    due: int
    oldest_due: datetime | None
    dead: int
    now: datetime

    @property
    def age(self):
        """How long the oldest due notice has been waiting; it grows while no worker delivers."""
        return self.now - self.oldest_due if self.oldest_due else timedelta(0)


def outbox(now):
    due = Q(not_before__lte=now)
    figures = Notice.objects.waiting().aggregate(
        waiting=Count("pk"), due=Count("pk", filter=due), oldest_due=Min("not_before", filter=due)
    )
    return Outbox(**figures, dead=Notice.objects.dead().count(), now=now)


def slack_reach(user):
    """Whether Slack can message a person.

    "off", "webhook" (channel only), "unknown" (no member ID), "refused" or "ready".
    """
    if not has_bot():
        return "webhook" if is_connected() else "off"
    if not user.slack_id:
        return "unknown"
    refused = DisabledTarget.objects.filter(address__in=[user.slack_id, WORKSPACE]).exists()
    return "refused" if refused else "ready"


def refusals():
    """(name, remedy) of each address that Slack refuses; none while Slack is not connected."""
    if not is_connected():
        return []
    return [
        (str(target), what_to_do(target.reason)) for target in DisabledTarget.objects.all()[:20]
    ]


def news_of_channel(channel):
    """Annotations about the notices to the Slack channel that the expression `channel` names.

    `news_arrived_at`: when the last one arrived. `news_waits`: whether one waits.
    `news_error`: the error of the newest, if it was given up.
    `news_refused`: Slack's code, if Slack refuses the channel.
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
