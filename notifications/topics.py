"""What a notice is about, as its reader would sort an inbox: an app that has a word for it says so in its config."""

from django.apps import apps

from notifications.registry import KINDS


def topics():
    """The word for each topic, by the label of its app."""
    return {
        config.label: config.notices_about
        for config in apps.get_app_configs()
        if hasattr(config, "notices_about")
    }


def kinds_about(topic):
    return [kind for kind, cls in KINDS.items() if cls.__module__.partition(".")[0] == topic]
