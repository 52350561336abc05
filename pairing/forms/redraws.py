from django import forms

from core.text import one_line


class RedrawForm(forms.Form):
    """`plan` is what a redraw can change. A redraw that changes nothing is refused."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="One sentence. Everyone in the pool can see it.",
        error_messages={"required": "Give the reason in one sentence."},
    )
    take_back = forms.BooleanField(
        label="Also redraw reviews that were started",
        required=False,
        help_text="Their drafts are discarded. The reviewers can still read them.",
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        if not plan.begun:
            del self.fields["take_back"]

    def clean_reason(self):
        return one_line(self.cleaned_data["reason"])

    def clean(self):
        data = super().clean()
        takes_back = data.get("take_back", False)
        if not self.plan.is_possible:
            self.add_error(None, self.plan.obstacle or "Nothing would change.")
        elif not self.plan.most and not takes_back:
            self.add_error("take_back", "Nothing changes unless you also redraw these.")
        return data
