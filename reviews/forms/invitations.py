from django import forms

from core.forms import ProseField
from people.forms.fields import PersonField
from people.models import User


class InvitationForm(forms.Form):
    """Who to invite to review a case; `people` are those who can be."""

    reviewer = PersonField(
        User.objects.none(),
        label="Colleague",
        empty_label="Choose a colleague",
        error_messages={
            "required": "Choose a colleague.",
            "invalid_choice": "Choose a colleague from the list.",
        },
    )
    note = ProseField(
        label="Note",
        required=False,
        max_length=1000,
        help_text="What you would like them to look at.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = people


class DeclineForm(forms.Form):
    reason = ProseField(
        label="Reason",
        required=False,
        max_length=500,
        help_text="Only the people in this invitation see it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
