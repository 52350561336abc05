"""Notices as Slack messages: to people and channels by the bot, or to the one channel of a webhook."""

import logging

from django.conf import settings
from slack_sdk import WebClient, WebhookClient
from slack_sdk.errors import SlackApiError

from notifications.exceptions import TryLater, Undeliverable
from notifications.models import DisabledTarget, Notice
from notifications.registry import KINDS
from notifications.signals import target_refused
from notifications.slack.blocks import payload
from notifications.slack.refusals import OF_MESSAGE, OF_WORKSPACE, PASSING, WEBHOOK, WORKSPACE

log = logging.getLogger(__name__)
log.setLevel(logging.WARNING)  # below it the library would log what is sent
UNKNOWN = "unknown_answer"
PATIENCE = 30  # seconds, where Slack asks to wait and does not say how long


class SlackTrouble(Exception):
    """Slack is there and not well: tried again like a broken connection. Its text is Slack's code alone."""


def send(messages):
    """Post the message of one notice; returns what Slack calls it ("C123/1699.0001"), "webhook" for a webhook."""
    [(notice, message)] = messages.items()
    content = payload(
        message, settings.BASE_URL, "" if notice.target else KINDS[notice.kind].reason
    )
    if settings.SLACK_BOT_TOKEN:
        return by_bot(notice, content, follows=getattr(message, "follows", ""))
    if settings.SLACK_WEBHOOK_URL and notice.target:
        return by_webhook(content)
    raise Undeliverable("slack_not_set_up")


def by_bot(notice, content, *, follows=""):
    channel, thread = place_of(notice, follows)
    try:
        answer = client().chat_postMessage(
            channel=channel, thread_ts=thread, unfurl_links=False, unfurl_media=False, **content
        )
    except SlackApiError as error:
        raise told_by_bot(error.response, address_of(notice)) from None
    return f"{answer['channel']}/{answer['ts']}"


def place_of(notice, follows):
    """The channel, and the message to answer where the notice `follows` one that arrived there."""
    receipts = Notice.objects.filter(key=follows, target=notice.target).values_list(
        "receipt", flat=True
    )
    channel, _, thread = (receipts.first() or "").partition("/") if follows else ("", "", "")
    return (channel, thread) if thread else (address_of(notice), None)


def by_webhook(content):
    webhook = WebhookClient(
        settings.SLACK_WEBHOOK_URL, timeout=settings.SLACK_TIMEOUT, retry_handlers=[], logger=log
    )
    answer = webhook.send_dict(content | {"unfurl_links": False, "unfurl_media": False})
    if answer.status_code == 200:
        return WEBHOOK
    reason = code_of(answer.body)
    if answer.status_code == 429:
        raise TryLater(seconds(answer.headers))
    if answer.status_code >= 500 or reason in PASSING:
        raise SlackTrouble(reason)
    target_refused.send(sender=Notice, address=WEBHOOK, reason=reason)
    raise Undeliverable(reason)


def told_by_bot(response, address):
    """The failure that a refusal of the Web API is. A target or workspace that refuses is not asked again."""
    reason = code_of(response.get("error") or "")
    if response.status_code == 429 or reason in ("ratelimited", "rate_limited"):
        return TryLater(seconds(response.headers))
    if response.status_code >= 500 or reason in PASSING or reason == UNKNOWN:
        return SlackTrouble(reason)
    if reason not in OF_MESSAGE:
        address = WORKSPACE if reason in OF_WORKSPACE else address
        target_refused.send(sender=Notice, address=address, reason=reason)
    return Undeliverable(reason)


def client():
    return WebClient(
        settings.SLACK_BOT_TOKEN,
        base_url=settings.SLACK_API_URL,
        timeout=settings.SLACK_TIMEOUT,
        retry_handlers=[],  # the outbox retries, and a sleeping worker would keep others waiting
        logger=log,
    )


def address_of(notice):
    return notice.target or notice.recipient.slack_id


def is_refused(notice):
    """Whether Slack has refused where this one would go, and nobody has mended it yet."""
    address = address_of(notice) if settings.SLACK_BOT_TOKEN else WEBHOOK
    return DisabledTarget.objects.filter(address__in=[address, WORKSPACE]).exists()


def seconds(headers):
    """What Retry-After asks for, an hour at most: it may be a proxy that answers nonsense."""
    asked = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return min(int(asked), 3600) if str(asked).isdecimal() else PATIENCE


def code_of(text):
    """A code as Slack gives them; anything else (a proxy's page) is no code and is not kept."""
    word = str(text).strip().lower()
    return (
        word if word.isascii() and word.replace("_", "").isalnum() and len(word) <= 60 else UNKNOWN
    )
