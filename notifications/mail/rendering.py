"""Render the mail of one notice, or of a day's notices: subject, HTML and text."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from notifications.mail.digests import group_messages, sentence_of
from notifications.mail.text import header_line, paragraphs, wrapped

DAILY = "you chose a daily summary"


@dataclass(frozen=True)
class RenderedMail:
    subject: str
    html: str
    text: str


def render_mail(pairs, *, look=""):
    """The mail for the (kind, message) pairs of one person; `look` is light, dark or ""."""
    context = single(*pairs[0]) if len(pairs) == 1 else digest(pairs)
    html = render_to_string(context["template"], context | {"look": look})
    return RenderedMail(context["subject"], html, text_of(context))


def single(kind, message):
    """Essential mail also shows its link as an address, for mail programs without buttons."""
    body = paragraphs(message.body)
    return {
        "template": "notifications/mail/notice.html",
        "subject": header_line(message.title),
        "preheader": body[0] if body else "",
        "paragraphs": body,
        "button": message.button,
        "url": absolute(message.url),
        "shows_address": kind.essential,
        "reason": kind.reason,
        "switches_url": "" if kind.essential else switches_url(),
    }


def digest(pairs):
    groups = group_messages(pairs)
    titles = [message.title for group in groups for message in group.messages]
    return {
        "template": "notifications/mail/digest.html",
        "subject": sentence_of(groups),
        "preheader": header_line(" · ".join(titles)),
        "groups": [
            (group.heading, [row_of(message) for message in group.messages]) for group in groups
        ],
        "button": "Open your inbox",
        "url": absolute(reverse("inbox")),
        "reason": DAILY,
        "switches_url": switches_url(),
    }


def row_of(message):
    return {
        "title": header_line(message.title),
        "detail": header_line(message.body, 200),
        "url": absolute(message.url),
    }


def text_of(context):
    parts = [
        wrapped(context["subject"]),
        *(wrapped(part) for part in context.get("paragraphs", [])),
    ]
    for heading, rows in context.get("groups", []):
        parts += [f"{heading}\n{'-' * len(heading)}", *(row_as_text(row) for row in rows)]
    parts.append(f"{context['button']}:\n{context['url']}")
    parts.append("-- \n" + wrapped(f"You get this mail because {context['reason']}."))
    if context["switches_url"]:
        parts[-1] += f"\nChange how you are notified: {context['switches_url']}"
    return "\n\n".join(parts) + "\n"


def row_as_text(row):
    lines = [
        wrapped(row["title"]),
        wrapped(row["detail"], "  ") if row["detail"] else "",
        f"  {row['url']}",
    ]
    return "\n".join(line for line in lines if line)


def absolute(path):
    return f"{settings.BASE_URL}{path}"


def switches_url():
    return absolute(f"{reverse('me')}#notifications")
