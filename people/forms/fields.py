"""Fields that several forms of people share."""

from django import forms

from core.forms import LineField
from people.models import User


class AddressField(forms.EmailField):
    """An e-mail address, which is kept in small letters because it is the sign-in."""

    def to_python(self, value):
        return super().to_python(value).lower()


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
