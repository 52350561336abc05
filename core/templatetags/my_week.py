"""Rows of My week, without a template for each."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.templatetags.casereview import short_day, when
from core.templatetags.icons import lucide

register = template.Library()


@register.simple_tag
def work_item(item):
    """One `core.work_items.WorkItem`."""
    tone = f" tile--{item.tone}" if item.tone else ""
    icon = lucide(item.icon, size=20, aria_hidden="true")
    since = f"<span>{escape(item.since_word)} {when(item.since)}</span>" if item.since else ""
    due = f"<span>due {short_day(item.due_at)}</span>" if item.due_at else ""
    html = (
        f'<li><span class="tile{tone}">{icon}</span>'
        f'<div><strong class="todo__title">{escape(item.what)}</strong> '
        f'<span class="facts"><span class="todo__sub">{escape(item.detail)}</span>{since}{due}'
        "</span></div>"
        f'<div class="todo__end"><a class="button button--s" href="{escape(item.url)}">'
        f"{escape(item.label)}</a></div></li>"
    )
    return mark_safe(html)  # noqa: S308  all texts are escaped
