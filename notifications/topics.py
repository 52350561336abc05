"""Inbox topics: one per app that sets `notices_about`."""

from core.app_config import our_apps
from notifications.registry import KINDS


def topics():
    """The word for each topic, by the label of its app, highest floor first."""
    return {
        config.label: config.notices_about
        for config in reversed(our_apps())
        if config.notices_about
    }


def kinds_about(topic):
    return [kind for kind, cls in KINDS.items() if cls.__module__.partition(".")[0] == topic]
