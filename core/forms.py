"""Forms: bind them, show refused ones with what was typed, and the fields that all apps share."""

from datetime import date
from functools import partial

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.shortcuts import render

from core.text import one_line
from core.zones import zone_choices

EARLIEST = date(2000, 1, 1)
LATEST = date(2099, 12, 31)


def bind(form_class, request, *args, with_files=False, **kwargs):
    """A form with what was posted; on any other method an unbound one, which judges nothing."""
    if request.method != "POST":
        return form_class(None, *args, **kwargs)
    if with_files:
        kwargs["files"] = request.FILES
    return form_class(request.POST, *args, **kwargs)


def render_form(request, template, context, *, form=None, status=None):
    """The page of a form, which keeps what was typed; 422 if the form was posted and refused.

    `form` is added to the context as "form"; without it, the one that is there counts. `status`
    is for a page that refuses for another reason.
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
    """Text on one line: it may end up in the subject of a mail."""

    def to_python(self, value):
        return one_line(super().to_python(value))


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


class LongSelect(forms.Select):
    """For hundreds of options: Django renders each by its own template, five times as slow."""

    template_name = "core/long_select.html"


def zone_field(*, current="", **options):
    """A select of time zones; `current` stays a choice even if it is one of the old names."""
    choices = partial(zone_choices, keeping=current)
    return forms.ChoiceField(label="Time zone", choices=choices, widget=LongSelect, **options)
