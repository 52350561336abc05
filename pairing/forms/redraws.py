from django import forms

from core.text import one_line


class RedrawForm(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="One sentence. Everybody in the pool can see it.",
        error_messages={"required": "Give the reason in one sentence."},
    )
    take_back = forms.BooleanField(
        label="Also redraw reviews that were started",
        required=False,
        help_text="Their drafts are discarded. The reviewers can still read them.",
    )

    def clean_reason(self):
        return one_line(self.cleaned_data["reason"])
