"""Where the draws of a pool are announced, and how that goes."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.timezone import localtime

from core.moments import moment
from notifications.queries import news_of_channel

NOT_CONNECTED = "Slack is not connected here: draws are told by inbox and mail alone."
ONE_CHANNEL = "Slack is connected by a webhook, which posts to its own channel whatever name stands here."


@dataclass(frozen=True)
class Announcing:
    """One sentence with its icon and colour; `can_try` where a test would say more."""

    words: str
    icon: str = "info"
    tint: str = ""
    can_try: bool = False
    aside: str = ""


def announcing(pool, now):
    if not (settings.SLACK_BOT_TOKEN or settings.SLACK_WEBHOOK_URL):
        return Announcing(NOT_CONNECTED)
    if not pool.channel:
        return Announcing("Draws are told to everybody in person, and in no channel.")
    aside = "" if settings.SLACK_BOT_TOKEN else ONE_CHANNEL
    words, icon, tint = _told(news_of_channel(pool.channel), now)
    return Announcing(words, icon, tint, can_try=True, aside=aside)


def _told(news, now):
    if news.refused or news.error:
        code = news.refused or news.error
        return f"The last message did not arrive ({code}). {news.remedy}", "triangle-alert", "warn"
    if news.waits:
        return "A message waits to be sent.", "clock", ""
    if news.arrived_at:
        return f"The last message arrived {moment(localtime(news.arrived_at), localtime(now))}.", "circle-check", "good"
    return "Nothing was posted yet: the next draw is the first.", "info", ""
