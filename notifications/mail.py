"""Notices as mail: plain text, a link, and an id that stays the same over retries."""

from django.conf import settings
from django.core.mail import EmailMessage


def send(messages):
    """Send one mail with all of `messages`, a mapping of notices of one recipient to what each says.

    The Message-ID is the first row's own, so that a receiver can drop the double of a retry; it is the receipt.
    """
    notices = list(messages)
    message_id = f"<notice-{notices[0].pk}@casereview>"
    EmailMessage(
        subject=subject_of(list(messages.values())),
        body="\n\n".join(text_of(message) for message in messages.values()) + "\n",
        to=[notices[0].recipient.email],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    ).send()
    return message_id


def subject_of(messages):
    """One line, whatever a name holds: a line break would be a second header."""
    title = messages[0].title if len(messages) == 1 else f"{len(messages)} notices from Case Review"
    return " ".join(title.split())


def text_of(message):
    return "\n".join(part for part in (message.title, message.body, f"{settings.BASE_URL}{message.url}") if part)
