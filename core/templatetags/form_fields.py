"""Fields of forms, written in Python: a form has a dozen, and a template for each is slow."""

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from core.templatetags.casereview import control, widget_type
from core.templatetags.icons import lucide

register = template.Library()

OPTIONAL = ' <span class="field__mark">optional</span>'


@register.simple_tag
def form_field(field):
    """What `as_crispy_field` shows; everyday fields without a template."""
    is_plain = widget_type(field) in ("plain", "password")
    return plain_field(field) if is_plain else as_crispy_field(field)


@register.simple_tag
def plain_field(field):
    """An input, a select or a text area with its label and its notes."""
    html = control(field)
    if widget_type(field) == "password":
        html = f'<div class="input-wrap">{html}{_show_button(field)}</div>'
    return mark_safe(  # noqa: S308  labels are escaped
        f'<div class="field">{_label(field)}{html}{field_notes(field)}</div>'
    )


@register.simple_tag
def field_notes(field):
    """The help text of a field and what is wrong with it."""
    html = ""
    if field.help_text:
        text = conditional_escape(field.help_text)
        html = f'<div class="field__help" id="{field.auto_id}_helptext">{text}</div>'
    if field.errors:
        icon = lucide("circle-alert", size=16, aria_hidden="true")
        errors = " ".join(conditional_escape(error) for error in field.errors)
        html += f'<div class="field__error" id="{field.auto_id}_error">{icon}'
        html += f" <span>{errors}</span></div>"
    return mark_safe(html)  # noqa: S308  help texts and errors are escaped


def _label(field):
    if not field.label:
        return ""
    mark = "" if field.field.required else OPTIONAL
    label = conditional_escape(field.label)
    return f'<label class="field__label" for="{field.id_for_label}">{label}{mark}</label>'


def _show_button(field):
    icon = lucide("eye", size=18, aria_hidden="true")
    return (
        f'<button class="icon-button if-script" type="button" data-show="{field.id_for_label}"'
        f' aria-label="Show the password" aria-pressed="false">{icon}</button>'
    )
