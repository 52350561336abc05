from notifications.slack.sending import is_refused, send

__all__ = ["is_refused", "send"]
