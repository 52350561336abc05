"""Bind forms, show invalid ones with what was typed, and fields that all apps share."""

from datetime import date, datetime
from functools import cache, lru_cache, partial

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.utils import flatatt
from django.shortcuts import render
from django.utils.choices import BaseChoiceIterator
from django.utils.dateparse import parse_datetime
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import is_aware

from core.text import one_line, without_invisible
from core.workdays import country_choices
from core.zones import zone_choices

EARLIEST = date(2000, 1, 1)
LATEST = date(2099, 12, 31)


def bind(form_class, request, *args, with_files=False, **kwargs):
    """Bind a form to the posted data; on any other method, return it unbound."""
    if request.method != "POST":
        return form_class(None, *args, **kwargs)
    if with_files:
        kwargs["files"] = request.FILES
    return form_class(request.POST, *args, **kwargs)


def render_form(request, template, context, *, form=None, status=None):
    """The page of a form, which keeps what was typed; 422 if the form was posted and refused.

    `form` is added to the context as "form"; without it, the context's own is used. `status` is for
    a page that refuses for another reason.
    """
    if form is not None:
        context = context | {"form": form}
    if status is None:
        status = 422 if is_refused(context.get("form")) else 200
    return render(request, template, context, status=status)


def is_refused(form):
    """Whether `form` (which may be None) was posted and has errors."""
    return form is not None and form.is_bound and bool(form.errors)


class LineField(forms.CharField):
    """Text on one line: it may end up in the subject of a mail, and names have nothing hidden."""

    def to_python(self, value):
        return one_line(without_invisible(super().to_python(value)))


class ProseField(forms.CharField):
    """Text of many lines. Browsers send two characters for a line break; one is kept."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [
        MinValueValidator(EARLIEST, "Choose a day from the year 2000 on."),
        MaxValueValidator(LATEST, "Choose a day before the year 2100."),
    ]


class SeenAtField(forms.Field):
    """The hidden save time of the text on screen, so that no newer text is overwritten.

    None for a text that was never saved, and for a time that cannot be read.
    """

    widget = forms.HiddenInput

    def __init__(self, **options):
        super().__init__(required=False, **options)

    def prepare_value(self, value):
        return value.isoformat() if isinstance(value, datetime) else value

    def to_python(self, value):
        try:
            time = parse_datetime(value or "")
        except ValueError:
            return None
        return time if time and is_aware(time) else None


class FixedChoices(BaseChoiceIterator):
    """Choices in tuples. Django checks every entry of a list each time it looks at the choices."""

    def __init__(self, choices):
        self.choices = choices

    def __iter__(self):
        return iter(self.choices)


class LongSelect(forms.Select):
    """For hundreds of options, which are rendered once: they are the same for everybody.

    Its choices are tuples, so that they can be the key of the rendered options.
    """

    def render(self, name, value, attrs=None, renderer=None):
        options = _render_options(tuple(self.choices))
        chosen = f'<option value="{escape("" if value is None else value)}"'
        options = options.replace(f"{chosen}>", f"{chosen} selected>", 1)
        html_attrs = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(html_attrs), mark_safe(options))  # noqa: S308  escaped below


@lru_cache(maxsize=8)
def _render_options(choices):
    option = '<option value="{}">{}</option>'
    html = []
    for value, label in choices:
        if isinstance(label, tuple):
            options = format_html_join("", option, label)
            html.append(format_html('<optgroup label="{}">{}</optgroup>', value, options))
        else:
            html.append(format_html(option, value, label))
    return "".join(html)


def zone_field(*, current="", browser="", **options):
    """A select of time zones; `current` stays a choice even if it is one of the old names.

    `browser`: what to do with the zone of the browser, "choose" it or "offer" it by a button.
    """
    choices = partial(_fixed_zones, current)
    widget = LongSelect(attrs={"data-browser-zone": browser} if browser else None)
    return forms.ChoiceField(label="Time zone", choices=choices, widget=widget, **options)


def country_field(*, none, **options):
    """A select of the countries with known public holidays; `none` is the label of no country."""
    choices = partial(_fixed_countries, none)
    return forms.ChoiceField(required=False, choices=choices, widget=LongSelect, **options)


@lru_cache(maxsize=8)
def _fixed_zones(current):
    return FixedChoices(zone_choices(keeping=current))


@cache
def _fixed_countries(none):
    return FixedChoices((("", none), *country_choices()))
