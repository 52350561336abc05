"""The status of mail and Slack. Passwords and tokens are never shown, only whether they are set."""

from email.utils import parseaddr

from django.conf import settings as configured
from django.urls import reverse

from core.status_lines import GOOD, INFO, WARN, Line, Part, judged
from notifications.queries import refusals

NOT_SMTP = (
    "Set EMAIL_URL to your mail server. "
    "Until then notices stay in the inbox, and invitation links must be copied."
)
ELSEWHERE = {"console": "the log", "locmem": "memory", "dummy": "nowhere"}
NO_SLACK = "Set SLACK_BOT_TOKEN to announce draws in channels and to write to people."
WEBHOOK_ONLY = (
    "A webhook alone cannot message people: their notices go by mail and inbox. "
    "Set SLACK_BOT_TOKEN."
)


def status_parts(request, now):
    return [mail_part(configured), slack_part(configured, refusals())]


def mail_part(settings):
    return Part("Mail", tuple(mail_lines(settings)), order=20)


def mail_lines(settings):
    how = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if how == "filebased":
        yield Line(
            "Sent by", f"No server: mail is written to {settings.EMAIL_FILE_PATH}", WARN, NOT_SMTP
        )
    elif not settings.MAIL_CONFIGURED:
        yield Line("Sent by", f"No server: mail goes to {ELSEWHERE.get(how, how)}", WARN, NOT_SMTP)
    else:
        yield Line("Sent by", f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}", GOOD)
        secure = (
            "TLS"
            if getattr(settings, "EMAIL_USE_TLS", False)
            else "SSL" * getattr(settings, "EMAIL_USE_SSL", False)
        )
        yield judged(
            secure, "Encrypted", secure or "No", "Use smtp+tls:// or smtp+ssl:// in EMAIL_URL."
        )
        yield Line(
            "Signs in", "With a user name" if settings.EMAIL_HOST_USER else "Without a user name"
        )
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    real = "." in address.rpartition("@")[2]
    yield judged(
        real, "From", address or name, "Set DEFAULT_FROM_EMAIL to an address of your own domain."
    )


def slack_part(settings, disabled):
    """`disabled` are the targets that Slack refuses, as (name, what to do about it)."""
    return Part("Slack", (*slack_lines(settings), *disabled_lines(disabled)), order=25)


def slack_lines(settings):
    if settings.SLACK_BOT_TOKEN:
        yield Line(
            "Writes by",
            "A bot token, to channels and people",
            GOOD,
            "Send a test to check that it arrives.",
        )
    elif settings.SLACK_WEBHOOK_URL:
        yield Line("Writes by", "A webhook, to its one channel", WARN, WEBHOOK_ONLY)
    else:
        yield Line("Writes by", "Not set up", INFO, NO_SLACK)
    if settings.SLACK_API_URL != "https://slack.com/api/":
        yield Line(
            "Address",
            settings.SLACK_API_URL,
            WARN,
            "Not Slack’s own: unset SLACK_API_URL unless you mean it.",
        )


def disabled_lines(disabled):
    for name, remedy in disabled:
        address = reverse("admin:notifications_disabledtarget_changelist")
        yield Line("Refuses", name, WARN, remedy, address, "Enable it again")
