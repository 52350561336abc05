from notifications.mail.sending import send

__all__ = ["send"]
