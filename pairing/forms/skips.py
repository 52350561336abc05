from django import forms

from core.text import one_line


class SkipForm(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="One sentence. Reviewer, case owner and leads can see it.",
        error_messages={"required": "Give the reason in one sentence."},
    )

    def clean_reason(self):
        return one_line(self.cleaned_data["reason"])
