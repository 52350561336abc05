from django import forms

from core.forms import LineField
from monthly.models import Selection


class ChoiceForm(forms.Form):
    """The second case. `seen` is the choice that the page showed; 0 for none."""

    case = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**63 - 1)
    reason = LineField(
        label="Why this one",
        help_text="In your own words: what went well, or what you would like to talk about.",
        required=False,
        max_length=Selection._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
