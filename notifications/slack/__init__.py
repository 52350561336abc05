from notifications.slack.members import find_member
from notifications.slack.sending import is_refused, send

__all__ = ["find_member", "is_refused", "send"]
