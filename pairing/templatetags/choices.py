"""Radio cards, each with a name and a sentence."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from core.templatetags.form_fields import field_notes

register = template.Library()


@register.simple_tag
def choice_cards(field, quiet=False):
    """A field with `HintedRadios`; a quiet label is only for screen readers."""
    cards = []
    for option in field:
        cards.append(
            f'<label class="choice" for="{option.id_for_label}">{option.tag()}'
            f" <strong>{conditional_escape(option.choice_label)}</strong>"
            f" <small>{conditional_escape(option.data['hint'])}</small></label>"
        )
    described = field.aria_describedby
    described = f' aria-describedby="{described}"' if described else ""
    return mark_safe(  # noqa: S308  labels and hints are escaped
        f'<fieldset class="field" id="{field.auto_id}"{described}>'
        f'<legend class="field__label{" vh" if quiet else ""}">'
        f"{conditional_escape(field.label)}</legend>"
        f'<div class="choices">{"".join(cards)}</div>{field_notes(field)}</fieldset>'
    )
