"""Slack is connected by a bot's token (channels and people) or by a webhook (one channel)."""

from django.conf import settings


def is_connected():
    return bool(settings.SLACK_BOT_TOKEN or settings.SLACK_WEBHOOK_URL)


def has_bot():
    """Whether people can be messaged; a webhook alone posts to its one channel."""
    return bool(settings.SLACK_BOT_TOKEN)
