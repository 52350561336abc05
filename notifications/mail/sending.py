"""Send notices as mail, and sort the answers of the mail server."""

from smtplib import SMTPDataError, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from core.request_logging import current_id
from notifications.exceptions import Undeliverable
from notifications.mail.rendering import render_mail, switches_url
from notifications.registry import KINDS


def send(messages):
    """Send one mail with all of `messages`, a mapping of one person's notices to their messages.

    Returns the Message-ID as receipt; a retry has the same one, so that receivers can drop doubles.
    Raises `Undeliverable` if the server will never take it.
    """
    (first, message), *_ = messages.items()
    letter = render_mail([(KINDS[notice.kind], said) for notice, said in messages.items()])
    headers = headers_of(list(messages))
    mail = EmailMultiAlternatives(
        letter.subject, letter.text, to=[message.to or first.recipient.email], headers=headers
    )
    mail.attach_alternative(letter.html, "text/html")
    post(mail)
    return headers["Message-ID"][:120]


def headers_of(notices):
    """With a link to unsubscribe, and a reference that threads mails about one subject."""
    host = urlsplit(settings.BASE_URL).hostname
    kind = KINDS[notices[0].kind]
    headers = {
        "Message-ID": f"<notice-{notices[0].pk}@{host}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    if current_id():
        headers["X-Request-ID"] = current_id()
    if not kind.essential:
        headers["List-Unsubscribe"] = f"<{switches_url()}>"
    if len(notices) == 1 and kind.model:
        headers["References"] = f"<{kind.model._meta.label_lower}-{notices[0].subject_id}@{host}>"
    return headers


def post(mail):
    """Raises `Undeliverable` for a permanent refusal of the mail or its recipient."""
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        refuse_for_good(*(code for code, _ in error.recipients.values()), error=error)
        raise
    except SMTPDataError as error:
        refuse_for_good(error.smtp_code, error=error)
        raise


def refuse_for_good(*codes, error):
    """Codes 530 to 539 refuse our sign-in, not the mail: an admin can fix that."""
    for code in codes:
        if 500 <= code < 600 and code // 10 != 53:
            raise Undeliverable(f"smtp_{code}") from error
