from django import forms

from core.text import one_line


class RedrawForm(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="One sentence. Everybody in the pool can read it.",
        error_messages={"required": "Say in one sentence why."},
    )
    take_back = forms.BooleanField(
        label="Also draw again what was begun",
        required=False,
        help_text="Those drafts end. Their reviewers can still read them.",
    )

    def clean_reason(self):
        return one_line(self.cleaned_data["reason"])
