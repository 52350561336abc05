"""Fields that several forms of people share."""

from datetime import date
from functools import partial

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from core.text import one_line
from people.models import User
from people.zones import zone_choices

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


class LineField(forms.CharField):
    """Text of one line: it may stand in the subject of a mail."""

    def to_python(self, value):
        return one_line(super().to_python(value))


class ProseField(forms.CharField):
    """Text of many lines. Browsers send two characters for a line break; one is counted and kept."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class AddressField(forms.EmailField):
    """An e-mail address, which is kept in small letters because it is the sign-in."""

    def to_python(self, value):
        return super().to_python(value).lower()


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [
        MinValueValidator(EARLIEST, "Choose a day from the year 2000 on."),
        MaxValueValidator(LATEST, "Choose a day before the year 2100."),
    ]


class LongSelect(forms.Select):
    """For hundreds of options: Django renders each by a template of its own, which takes five times as long."""

    template_name = "people/_select.html"


class PersonField(forms.ModelChoiceField):
    """A select of people; two of one name are told apart by their address."""

    def label_from_instance(self, person):
        return f"{person.name} ({person.email})"


def name_field(**options):
    return LineField(
        label=options.pop("label", "Name"),
        max_length=User._meta.get_field("name").max_length,
        **options,
    )


def zone_field(*, current="", **options):
    """A select of zones; `current` stays a choice even if it is one of the old names."""
    choices = partial(zone_choices, keeping=current)
    return forms.ChoiceField(label="Time zone", choices=choices, widget=LongSelect, **options)


def taken_by(email, leaving_out=None):
    """The person who has this address already, or None."""
    others = User.objects.filter(email__iexact=email)
    return others.exclude(pk=leaving_out.pk).first() if leaving_out else others.first()


def refuse_taken(email, leaving_out=None):
    person = taken_by(email, leaving_out)
    if person:
        state = "is here already" if person.is_active else "was here and has left"
        raise forms.ValidationError(f"{person.name} {state} under this address.")
    return email
