"""Controls and choices of our own."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join


class LongSelect(forms.Select):
    """A select of hundreds: Django draws each option by a template of its own, which takes longer than the page."""

    def render(self, name, value, attrs=None, renderer=None):
        rows = (
            (key, " selected" if str(key) == str(value or "") else "", label)
            for key, label in self.choices
        )
        options = format_html_join("", '<option value="{}"{}>{}</option>', rows)
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(attrs or {}, {"name": name})), options
        )


class HintedRadios(forms.RadioSelect):
    """Radio cards: a name and a sentence each."""

    def __init__(self, hints):
        super().__init__()
        self.hints = hints

    def create_option(self, name, value, *args, **kwargs):
        return super().create_option(name, value, *args, **kwargs) | {
            "hint": self.hints.get(value, "")
        }


def choose_from(field, rows, *more):
    """Offer `rows`, read once: a field of Django's own asks the database again for every look at its choices."""
    known = {str(row.pk): row for row in rows}
    field.choices = [*more, *((key, str(row)) for key, row in known.items())]
    field.coerce = known.__getitem__
