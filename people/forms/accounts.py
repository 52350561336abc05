from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from people import actions
from people.forms.fields import AddressField, refuse_taken


class OwnPasswordField(forms.CharField):
    """Asks for your own password, which somebody in a borrowed session does not know."""

    def __init__(self, **options):
        widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        super().__init__(strip=False, widget=widget, **options)


def refuse_wrong_password(user, password):
    if not user.has_usable_password():
        raise ValidationError("You have no password yet. Choose one on your profile first.")
    if not user.check_password(password):
        raise ValidationError("That is not your password.")


class AddressForm(forms.Form):
    email = AddressField(
        label="New e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="You get a link there. Until you open it, nothing changes.",
    )
    own_password = OwnPasswordField(label="Your password")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email == self.user.email:
            raise ValidationError("You sign in with this address already.")
        return refuse_taken(email, exclude=self.user)

    def clean_own_password(self):
        refuse_wrong_password(self.user, self.cleaned_data["own_password"])


class PasswordResetForm(forms.Form):
    """Replaces allauth's form, which takes longer for an address that has an account."""

    email = AddressField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def save(self, request):
        actions.send_password_reset(self.cleaned_data["email"], now=timezone.now())
