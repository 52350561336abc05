from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from reviews.states import MEETING_HORIZON


class MeetingForm(forms.Form):
    """A time in the zone of the person who proposes it."""

    starts_at = forms.DateTimeField(
        label="Day and time",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": "Choose a day and a time."},
    )

    def clean_starts_at(self):
        starts_at = self.cleaned_data["starts_at"]
        now = timezone.now()
        is_near = abs(starts_at.year - now.year) <= 1  # the calendar ends in the year 9999
        if not is_near or not now < starts_at < now + MEETING_HORIZON:
            raise ValidationError("Choose a time in the next 90 days.")
        return starts_at


class PlanForm(forms.Form):
    """The planned day; empty removes the plan."""

    day = forms.DateField(required=False)
