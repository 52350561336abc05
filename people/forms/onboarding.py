"""Set-up and invitations."""

from django import forms
from django.contrib.auth.forms import SetPasswordMixin

from core.forms import LineField, country_field, zone_field
from people.forms.fields import AddressField, name_field, refuse_taken
from people.models import Organisation, User
from people.tokens import is_setup_code

PASSWORD_HELP = "At least 12 characters. Several words in a row are easy to remember."  # noqa: S105  a hint


def password_fields():
    first, second = SetPasswordMixin.create_password_fields(
        label1="Password", label2="Password again"
    )
    first.help_text = PASSWORD_HELP
    second.help_text = ""
    return first, second


class SetUpForm(SetPasswordMixin, forms.Form):
    """Set-up. The password must not repeat the e-mail or name of the first admin."""

    code = LineField(
        max_length=40,
        help_text="Eight letters. The terminal printed them; <code>manage.py setup_code</code> "
        "prints them again.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    organisation = LineField(max_length=Organisation._meta.get_field("name").max_length)
    time_zone = zone_field(
        browser="choose",
        help_text="The default time zone; each person can choose their own.",
    )
    country = country_field(label="Public holidays of", none="No holidays")
    name = name_field(label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = AddressField(
        label="Your e-mail", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password1, password2 = password_fields()

    def clean_code(self):
        if not is_setup_code(self.cleaned_data["code"]):
            raise forms.ValidationError("This is not the code from the terminal.", code="wrong")
        return self.cleaned_data["code"]

    def clean_email(self):
        return refuse_taken(self.cleaned_data["email"])

    def clean(self):
        self.validate_passwords()
        self.validate_password_for_user(
            User(name=self.cleaned_data.get("name", ""), email=self.data.get("email", ""))
        )
        return super().clean()

    @property
    def has_wrong_code(self):
        return self.has_error("code", "wrong")

    def values(self):
        chosen = ("organisation", "time_zone", "country", "name", "email")
        return {name: self.cleaned_data[name] for name in chosen} | {
            "password": self.cleaned_data["password1"]
        }


class AcceptForm(SetPasswordMixin, forms.Form):
    name = name_field(label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password1, password2 = password_fields()

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["name"].initial = person.name
        self.fields["time_zone"] = zone_field(
            current=person.time_zone,
            browser="offer",
            initial=person.time_zone,
            help_text="You see all times in this zone.",
        )
        self.order_fields(["name", "time_zone", "password1", "password2"])

    def clean(self):
        self.validate_passwords()
        self.validate_password_for_user(self.person)
        return super().clean()

    def values(self):
        chosen = {name: self.cleaned_data[name] for name in ("name", "time_zone")}
        return chosen | {"password": self.cleaned_data["password1"]}
