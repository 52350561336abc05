"""The rows of the inbox, without a template: a page has thirty of them with two forms each."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from core.templatetags.icons import lucide

register = template.Library()

ROW = """
<li class="post" id="notice-{id}"{unread}>
  <form method="post" action="{open}">
    {csrf}
    <button class="post__line" id="open-{id}" type="submit">
      {icon}
      <span class="post__text">
        {voice}
        <span class="post__title">{title}</span>
        {detail}
      </span>
    </button>
  </form>
  <div class="post__end">
    <span class="post__time">{time}</span>
    <form method="post" action="{mark}"
          hx-post="{mark}" hx-target="#notice-{id}" hx-swap="outerHTML">
      {csrf}
      <button class="button button--s post__do" id="mark-{id}" type="submit">
        {mark_label}
        <span class="vh">: {title}</span>
        <kbd class="post__key if-script" aria-hidden="true">R</kbd>
      </button>
    </form>
  </div>
</li>"""
DETAIL = '<span class="post__detail">{}</span>'
VOICE = mark_safe('<span class="vh">Unread:</span>')
UNREAD = mark_safe(" data-unread")
CSRF = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'


@register.simple_tag(takes_context=True)
def notice_rows(context, notices):
    """A row for each of `notices`, which have their `message`."""
    csrf = format_html(CSRF, context["csrf_token"])
    return format_html_join("", "{}", ((notice_row(notice, csrf),) for notice in notices))


def notice_row(notice, csrf):
    message = notice.message
    is_read = notice.read_at is not None
    return format_html(
        ROW,
        id=notice.pk,
        unread="" if is_read else UNREAD,
        voice="" if is_read else VOICE,
        open=reverse("open_notice", args=[notice.pk]),
        mark=reverse("mark_unread" if is_read else "mark_read", args=[notice.pk]),
        mark_label=mark_label(is_read),
        csrf=csrf,
        icon=lucide(message.icon, size=18, aria_hidden="true"),
        title=message.title,
        detail=format_html(DETAIL, message.body) if message.body else "",
        time=f"{timezone.localtime(notice.created_at):%H:%M}",
    )


def mark_label(is_read):
    if is_read:
        return format_html("{} Mark as unread", lucide("mail", size=16, aria_hidden="true"))
    return format_html("{} Mark as read", lucide("check", size=16, aria_hidden="true"))
