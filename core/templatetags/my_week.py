"""Rows of My week, without a template for each."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.timezone import now

from core.templatetags.casereview import short_day, when
from core.templatetags.icons import lucide

register = template.Library()


@register.simple_tag
def work_item(item):
    """One `core.work_items.WorkItem`."""
    tone = f" tile--{item.tone}" if item.tone else ""
    icon = lucide(item.icon, size=20, aria_hidden="true")
    since = f"<span>{escape(item.since_word)} {when(item.since)}</span>" if item.since else ""
    due = render_due(item.due_at)
    html = (
        f'<li><span class="tile{tone}">{icon}</span>'
        f'<div><strong class="todo__title">{escape(item.what)}</strong> '
        f'<span class="facts"><span class="todo__sub">{escape(item.detail)}</span>{since}{due}'
        "</span></div>"
        f'<div class="todo__end"><a class="button button--s" href="{escape(item.url)}">'
        f"{escape(item.label)}</a></div></li>"
    )
    return mark_safe(html)  # noqa: S308  all texts are escaped


def render_due(due_at):
    """When the item is due; a time that is over stands out."""
    if due_at is None:
        return ""
    if due_at < now():
        return f'<span class="late">was due {short_day(due_at)}</span>'
    return f"<span>due {short_day(due_at)}</span>"
