"""Widgets and choices of the forms of pairing."""

from django import forms


class HintedRadios(forms.RadioSelect):
    """Radio cards, each with a name and a sentence."""

    def __init__(self, hints):
        super().__init__()
        self.hints = hints

    def create_option(self, name, value, *args, **kwargs):
        return super().create_option(name, value, *args, **kwargs) | {
            "hint": self.hints.get(value, "")
        }


def offer_choices(field, rows, *more):
    """Offer `rows` as choices, read once: Django's own field queries every time its choices are
    used.
    """
    rows_by_id = {str(row.pk): row for row in rows}
    field.choices = [*more, *((key, str(row)) for key, row in rows_by_id.items())]

    def coerce(key):
        if str(key) not in rows_by_id:
            raise ValueError(f"{key} is not offered")
        return rows_by_id[str(key)]

    field.coerce = coerce
