"""Fields that several forms share."""

from django import forms

from core.forms import LineField
from people.models import User


class AddressField(forms.EmailField):
    """An e-mail address in lower case, because people sign in with it."""

    def to_python(self, value):
        return super().to_python(value).lower()


class PersonField(forms.ModelChoiceField):
    """A select of people with their addresses, to tell namesakes apart."""

    def label_from_instance(self, person):
        return f"{person.name} ({person.email})"


def name_field(**options):
    return LineField(
        label=options.pop("label", "Name"),
        max_length=User._meta.get_field("name").max_length,
        **options,
    )


def refuse_taken(email, exclude=None):
    """Raise a `ValidationError` if somebody other than `exclude` has this address."""
    others = User.objects.filter(email__iexact=email)
    if exclude:
        others = others.exclude(pk=exclude.pk)
    person = others.first()
    if person:
        state = "is already here" if person.is_active else "was here and has left"
        raise forms.ValidationError(f"{person.name} {state} under this address.")
    return email
