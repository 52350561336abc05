"""Where the draws of a pool are announced, and whether that works."""

from dataclasses import dataclass

from django.db.models import OuterRef
from django.utils.timezone import localtime

from core.dates import format_time
from notifications.queries import news_of_channel
from notifications.slack.connection import has_bot, is_connected
from notifications.slack.refusals import what_to_do
from pairing.models import Pool

NOT_CONNECTED = "Slack is not connected, so draws are announced without it."
ONE_CHANNEL = (
    "Slack is connected by a webhook, which posts to its own channel whatever name you enter here."
)


@dataclass(frozen=True)
class ChannelStatus:
    """Whether announcements arrive, and what to do if not. `can_try`: a test would help."""

    words: str
    remedy: str = ""
    aside: str = ""
    can_try: bool = False


def find_channel_status(pool, now):
    """Without a connection or a channel there is nothing to ask the database."""
    if not is_connected():
        return ChannelStatus(NOT_CONNECTED)
    if not pool.channel:
        return ChannelStatus("Everyone gets a notice of each draw; no channel announces them.")
    news = Pool.objects.filter(pk=pool.pk).values(**news_of_channel(OuterRef("channel"))).get()
    code = news["news_refused"] or news["news_error"]
    remedy = what_to_do(code) if code else ""
    aside = "" if has_bot() else ONE_CHANNEL
    return ChannelStatus(_describe(news, code, now), remedy, aside, can_try=True)


def _describe(news, code, now):
    if code:
        return f"The last message did not arrive: {code}"
    if news["news_waits"]:
        return "A message is waiting to be sent."
    if news["news_arrived_at"]:
        arrived = format_time(localtime(news["news_arrived_at"]), localtime(now))
        return f"The last message arrived {arrived}."
    return "Nothing posted yet: the next draw will be the first."
