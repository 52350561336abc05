"""Send notices to Slack: by a bot to people and channels, or by a webhook to its channel."""

import logging

from django.conf import settings
from slack_sdk import WebClient, WebhookClient
from slack_sdk.errors import SlackApiError

from notifications.exceptions import AddressRefused, TryLater, Undeliverable
from notifications.models import DisabledTarget, Notice
from notifications.registry import KINDS
from notifications.slack.blocks import payload
from notifications.slack.connection import has_bot, is_connected
from notifications.slack.refusals import OF_MESSAGE, OF_WORKSPACE, PASSING, WEBHOOK, WORKSPACE

log = logging.getLogger(__name__)
log.setLevel(logging.WARNING)  # below it the library would log what is sent
UNKNOWN = "unknown_answer"
PATIENCE = 30  # seconds, where Slack asks to wait and does not say how long


class SlackUnavailable(Exception):
    """Slack has a problem; retried like a broken connection. Holds only Slack's code."""


def send(messages):
    """Post the message of one notice; returns the receipt, "C123/1699.0001" or "webhook"."""
    [(notice, message)] = messages.items()
    reason = "" if notice.target else KINDS[notice.kind].reason
    content = payload(message, settings.BASE_URL, reason)
    if has_bot():
        return by_bot(notice, content, follows=getattr(message, "follows", ""))
    if is_connected() and notice.target:
        return by_webhook(content)
    raise Undeliverable("slack_not_set_up")


def by_bot(notice, content, *, follows=""):
    channel, thread = place_of(notice, follows)
    try:
        answer = client().chat_postMessage(
            channel=channel, thread_ts=thread, unfurl_links=False, unfurl_media=False, **content
        )
    except SlackApiError as error:
        raise error_of(error.response, address_of(notice)) from None
    return f"{answer['channel']}/{answer['ts']}"


def place_of(notice, follows):
    """The channel, and the message to reply to if the notice `follows` one that arrived there."""
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
        raise SlackUnavailable(reason)
    raise AddressRefused(reason, WEBHOOK)


def error_of(response, address):
    """The exception for an error of the Web API."""
    reason = code_of(response.get("error") or "")
    if response.status_code == 429 or reason in ("ratelimited", "rate_limited"):
        return TryLater(seconds(response.headers))
    if response.status_code >= 500 or reason in PASSING or reason == UNKNOWN:
        return SlackUnavailable(reason)
    if reason in OF_MESSAGE:
        return Undeliverable(reason)
    return AddressRefused(reason, WORKSPACE if reason in OF_WORKSPACE else address)


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
    """Whether Slack refused the address of `notice`, and no admin has fixed that yet."""
    address = address_of(notice) if has_bot() else WEBHOOK
    return DisabledTarget.objects.filter(address__in=[address, WORKSPACE]).exists()


def seconds(headers):
    """Retry-After in seconds, an hour at most: a proxy may have sent nonsense."""
    values = (value for name, value in headers.items() if name.lower() == "retry-after")
    value = str(next(values, ""))
    return min(int(value), 3600) if value.isdecimal() else PATIENCE


def code_of(text):
    """Slack's code, or "unknown_answer" for anything else, such as the page of a proxy."""
    word = str(text).strip().lower()
    is_code = word.isascii() and word.replace("_", "").isalnum() and len(word) <= 60
    return word if is_code else UNKNOWN
