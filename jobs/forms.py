from django import forms


class SeenForm(forms.Form):
    """What an open page already shows: the version of the progress."""

    version = forms.CharField(required=False, max_length=60)

    def value(self):
        return self.cleaned_data["version"] if self.is_valid() else ""
