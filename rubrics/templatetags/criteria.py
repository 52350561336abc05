"""A criterion with its answers and its comment, built in Python because templates are slow."""

import html
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from core.templatetags.icons import lucide

register = template.Library()

ICONS = {"yes": "check", "no": "x"}
LABEL = (
    'Comment\n<span class="field__mark optional">optional</span>\n'
    '<span class="field__mark needed">needed for a No</span>'
)


@register.simple_tag
def criterion_fieldset(criterion, answer, note, quotes=None):
    """A criterion (with `heading`) and the bound fields `answer` and `note`, to fill in.

    With `quotes` (the HTML of the quotations above the comment), the comment is folded until it is
    needed. Without, it is a preview, which also names the title in self-assessments. The shortcuts
    in writing.js find the parts by their data attributes.
    """
    number = criterion.position
    problem = answer.errors[0] if answer.errors else ""
    is_open = quotes is None or note.value() or note.errors
    described = f' aria-describedby="criterion-{number}-hint"' if criterion.guidance else ""
    add = "" if quotes is None else _add_button(criterion.heading)
    self_title = criterion.self_title if quotes is None else ""
    return mark_safe(  # noqa: S308  the parts escape their texts
        f'<fieldset class="criterion" id="criterion-{number}" data-criterion="{criterion.pk or ""}"'
        f' data-number="{number}"{" data-open" if is_open else ""}'
        f' aria-labelledby="criterion-{number}-title"{described}>\n'
        f"{_head(number, criterion.heading, criterion.guidance, self_title)}\n"
        f"{_answers(criterion, answer, problem)}\n{add}{_why(criterion.why)}"
        f"{_problem(answer, problem)}"
        f'<div class="criterion__comment">\n'
        f'<label class="field__label" for="{note.auto_id}">{LABEL}</label>\n'
        f"{quotes or ''}{_textarea(note)}\n</div>\n</fieldset>\n"
    )


@register.simple_tag
def answer_radios(answer):
    """A radio button for each answer that the bound field `answer` offers."""
    chosen = answer.value()
    has_problem = bool(answer.errors)
    radios = []
    for value, label in answer.field.choices:
        if value:
            is_chosen = chosen == value
            radios.append(
                _radio(answer.html_name, answer.auto_id, value, label, is_chosen, has_problem)
            )
    return mark_safe("".join(radios))  # noqa: S308  each is safe


def _head(number, heading, guidance, self_title):
    hint = ""
    if guidance:
        text = html.escape(guidance)
        hint = f'<p class="criterion__hint" id="criterion-{number}-hint">{text}</p>'
    if self_title:
        text = html.escape(self_title)
        hint += f'<p class="criterion__hint" dir="auto">In self-assessments: “{text}”</p>'
    return (
        f'<span class="criterion__number" aria-hidden="true">{number}</span>'
        '<div class="criterion__head"><h3 class="criterion__title"'
        f' id="criterion-{number}-title">{html.escape(heading)}</h3>{hint}</div>'
    )


def _answers(criterion, answer, problem):
    field_id = answer.auto_id
    invalid = f' aria-invalid="true" aria-describedby="{field_id}_error"' if problem else ""
    return (
        f'<div class="yesno" id="{field_id}" role="radiogroup"'
        f' aria-label="{html.escape(criterion.heading)}"{invalid}>\n{answer_radios(answer)}</div>'
    )


@lru_cache(maxsize=1024)
def _radio(name, field_id, value, label, is_chosen, has_problem):
    checked = " checked" if is_chosen else ""
    invalid = f' aria-invalid="true" aria-describedby="{field_id}_error"' if has_problem else ""
    icon = lucide(ICONS.get(value, "minus"), size=16, aria_hidden="true")
    return SafeString(
        f'<label><input type="radio" name="{name}" value="{value}" id="{field_id}_{value}"'
        f'{checked}{invalid}>\n<span class="yesno__face">{icon} {html.escape(label)}</span>'
        "</label>\n"
    )


def _add_button(heading):
    return (
        '<button class="criterion__add" type="button" data-add-comment>\n'
        f"{lucide('plus', size=14, aria_hidden='true')} Add a comment"
        f'<span class="vh"> on {html.escape(heading)}</span>\n</button>\n'
    )


def _why(why):
    if not why:
        return ""
    return (
        '<details class="criterion__more fold">\n<summary>Why it matters</summary>\n'
        f"<p>{html.escape(why)}</p>\n</details>\n"
    )


def _problem(answer, problem):
    if not problem:
        return ""
    return (
        f'<div class="field__error" id="{answer.auto_id}_error">\n'
        f"{lucide('circle-alert', size=16, aria_hidden='true')}\n"
        f"<span>{html.escape(problem)}</span>\n</div>\n"
    )


def _textarea(note):
    invalid = notes = ""
    if note.errors:
        invalid = f' aria-invalid="true" aria-describedby="{note.auto_id}_error"'
        notes = render_to_string("crispy/notes.html", {"field": note})
    longest = note.field.max_length
    maximum = f' maxlength="{longest}"' if longest else ""
    return (
        f'<textarea name="{note.html_name}" cols="40" rows="1"{maximum}'
        f' class="input" id="{note.auto_id}"{invalid}>\n'
        f"{html.escape(note.value() or '')}</textarea>\n{notes}"
    )
