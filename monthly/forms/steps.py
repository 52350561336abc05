from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.forms import DayField, LineField
from monthly.models import NextStep
from monthly.states import Outcome


class StepForm(forms.Form):
    """Something that one of the two will do by a given day."""

    text = LineField(
        label="What",
        max_length=NextStep._meta.get_field("text").max_length,
        error_messages={"required": "Say what will be done."},
    )
    owner = forms.ChoiceField(label="Who")
    due_on = DayField(label="By", error_messages={"required": "Choose a day."})

    def __init__(self, *args, people, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["owner"].choices = [
            (pk, "You" if person.pk == user.pk else person.first_name)
            for pk, person in self.people.items()
        ]

    def clean_owner(self):
        return self.people[self.cleaned_data["owner"]]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if "due_on" in self.changed_data:
            refuse_past(day)
        return day


class OutcomeForm(forms.Form):
    """What became of a step; one that is still going needs a new date."""

    outcome = forms.ChoiceField(choices=Outcome)
    due_on = DayField(label="New date", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].widget.attrs["autofocus"] = True  # the only field on the page

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and self.cleaned_data.get("outcome") == Outcome.ONGOING:
            refuse_past(day)
        return day

    def clean(self):
        cleaned = super().clean()
        is_ongoing = cleaned.get("outcome") == Outcome.ONGOING
        if is_ongoing and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Choose the new date.")
        return cleaned


def refuse_past(day):
    if day < timezone.localdate():
        raise ValidationError("Choose today or a later day.")
