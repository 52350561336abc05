"""Parts of the rubric that a review has many of, built in Python because templates are slow."""

import html
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from comments.templatetags.threads import comment_form
from core.templatetags.icons import lucide
from reviews.states import AnswerValue

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


@register.simple_tag
def said_head(criterion):
    """Number, title and answer of a criterion that is read."""
    return _said_head(criterion.position, criterion.heading, criterion.answer.value)


@register.simple_tag(takes_context=True)
def comment_fold(context, criterion, url, placeholder=""):
    """The folded form for the first comment on a criterion."""
    label = f"Comment on {criterion.heading}"
    hidden = {"name": "criterion", "value": criterion.pk}
    form = comment_form(context, url, label, placeholder=placeholder, **hidden)
    icon = lucide("message-circle", size=14, aria_hidden="true")
    return mark_safe(  # noqa: S308  the form is safe
        f'<details class="fold said__form">\n<summary>\n{icon}\nComment'
        f'<span class="vh"> on {html.escape(criterion.heading)}</span>\n</summary>\n'
        f"{form}</details>"
    )


@lru_cache(maxsize=1024)
def _said_head(number, heading, value):
    icon = lucide(ICONS.get(value, "minus"), size=16, aria_hidden="true")
    label = AnswerValue(value).label if value else "open"
    return SafeString(
        f'<span class="said__number" aria-hidden="true">{number}</span>\n'
        f'<h2 class="said__title" id="said-{number}">{html.escape(heading)}</h2>\n'
        f'<span class="verdict verdict--{value or "na"}">\n{icon}\n{label}\n</span>'
    )


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
