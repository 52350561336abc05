from notifications.slack.sending import send

__all__ = ["send"]
