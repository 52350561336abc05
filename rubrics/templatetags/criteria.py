"""The answers to a criterion. A rubric has twenty-four of them, and templates make them slow."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from core.templatetags.icons import lucide

register = template.Library()

ICONS = {"yes": "check", "no": "x"}
RADIO = (
    '<label><input type="radio" name="{}" value="{}" id="{}_{}"{}{}>\n'
    '<span class="yesno__face">{} {}</span></label>\n'
)


@register.simple_tag
@lru_cache(maxsize=256)
def criterion_head(position, title, guidance):
    """Number, title and guidance, which are the same for every reader of a version."""
    hint = ""
    if guidance:
        hint = format_html(
            '<p class="criterion__hint" id="criterion-{}-hint">{}</p>', position, guidance
        )
    return format_html(
        '<span class="criterion__number" aria-hidden="true">{0}</span>'
        '<div class="criterion__head">'
        '<h3 class="criterion__title" id="criterion-{0}-title">{1}</h3>{2}</div>',
        position,
        title,
        hint,
    )


@register.simple_tag
def answer_radios(answer):
    """A radio button for each answer that the bound field `answer` offers."""
    field_id = answer.auto_id
    chosen = answer.value()
    invalid = ""
    if answer.errors:
        invalid = format_html(' aria-invalid="true" aria-describedby="{}_error"', field_id)
    rows = []
    for value, label in answer.field.choices:
        if value:
            checked = mark_safe(" checked") if chosen == value else ""
            icon = lucide(ICONS.get(value, "minus"), size=16, aria_hidden="true")
            rows.append((answer.html_name, value, field_id, value, checked, invalid, icon, label))
    return format_html_join("", RADIO, rows)
