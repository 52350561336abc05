"""The marks of the criteria above the rubric, built in Python because there are many."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from core.templatetags.icons import lucide

register = template.Library()

ICONS = {"yes": "check", "no": "x", "na": "minus"}
MARK = (
    '<li data-answer="{}"{}><a href="#criterion-{}">{}<span class="vh">{}, {}: {}</span></a></li>'
)


@register.simple_tag
def marks(checklist):
    """The items of the list, from (criterion, answer, whether it has an error)."""
    rows = []
    for criterion, value, has_problem in checklist:
        problem = mark_safe(" data-problem") if has_problem else ""
        label = "n/a" if value == "na" else value or "open"
        number = criterion.position
        face = _face(number, value, has_problem)
        rows.append((value, problem, number, face, number, criterion.heading, label))
    return format_html_join("\n", MARK, rows)


def _face(number, value, has_problem):
    if has_problem or value not in ICONS:
        return format_html('<span aria-hidden="true">{}</span>', "!" if has_problem else number)
    return lucide(ICONS[value], size=16, aria_hidden="true")
