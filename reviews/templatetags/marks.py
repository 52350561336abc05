"""Parts of the rubric that a review has many of, built in Python because templates are slow."""

import html
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from core.templatetags.icons import lucide

register = template.Library()

ICONS = {"yes": "check", "no": "x", "na": "minus"}


@register.simple_tag
def marks(checklist):
    """The marks above the rubric, from (criterion, answer, whether it has an error)."""
    rows = []
    for criterion, value, has_problem in checklist:
        answer = value if value in ICONS else ""  # anything may have been posted
        rows.append(_mark(criterion.position, criterion.heading, answer, has_problem))
    return mark_safe("\n".join(rows))  # noqa: S308  each is safe


@register.simple_tag
def quotes(criterion):
    """The quotations of an answer in the form, above its comment."""
    if criterion.quotations:
        return render_to_string("reviews/_quotes.html", {"criterion": criterion})
    return SafeString(f'<div id="quotes-{criterion.position}" class="quotes"></div>\n')


@lru_cache(maxsize=1024)
def _mark(number, heading, value, has_problem):
    problem = " data-problem" if has_problem else ""
    label = "n/a" if value == "na" else value or "open"
    return (
        f'<li data-answer="{value}"{problem}><a href="#criterion-{number}">'
        f'{_face(number, value, has_problem)}<span class="vh">{number},'
        f" {html.escape(heading)}: {label}</span></a></li>"
    )


def _face(number, value, has_problem):
    if has_problem or value not in ICONS:
        return f'<span aria-hidden="true">{"!" if has_problem else number}</span>'
    return lucide(ICONS[value], size=16, aria_hidden="true")
