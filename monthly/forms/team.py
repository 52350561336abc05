from django import forms

from core.forms import LineField
from monthly.models import MonthlyReview, Selection
from monthly.states import Excuse


class RedrawForm(forms.Form):
    """The reason to draw again, which `engineer` sees."""

    reason = LineField(
        label="Why you are drawing again",
        max_length=Selection._meta.get_field("replaced_because").max_length,
        error_messages={"required": "Say why you are drawing again."},
    )

    def __init__(self, data=None, *, engineer):
        super().__init__(data)
        name = engineer.first_name
        self.fields["reason"].help_text = f"{name} sees it with the new case."


class ExcuseForm(forms.Form):
    """Why a month ends without a result; "another reason" needs a note."""

    excuse = forms.ChoiceField(
        label="Reason",
        choices=Excuse,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )
    note = LineField(
        label="In your own words",
        help_text="The two of you can read it.",
        required=False,
        max_length=MonthlyReview._meta.get_field("excuse_note").max_length,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("excuse") == Excuse.REASON and not cleaned.get("note"):
            self.add_error("note", "Say why. The two of you can read it.")
        return cleaned


class OpenMonthForm(forms.Form):
    """One person and one month; `memberships` are the people you can choose."""

    person = forms.ChoiceField(label="Person", error_messages={"required": "Choose a person."})
    month = forms.ChoiceField(label="Month", error_messages={"required": "Choose a month."})

    def __init__(self, data=None, *, memberships, months):
        super().__init__(data)
        self.memberships = {str(membership.user_id): membership for membership in memberships}
        self.months = {f"{month:%Y-%m}": month for month in months}
        names = [(pk, membership.user.name) for pk, membership in self.memberships.items()]
        self.fields["person"].choices = [("", "Choose a person"), *names]
        self.fields["month"].choices = [
            (key, f"{month:%B} {month.year}") for key, month in self.months.items()
        ]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        membership = self.memberships[cleaned["person"]]
        month = self.months[cleaned["month"]]
        opened = MonthlyReview.objects.filter(engineer=membership.user_id, month=month)
        if opened.exists():
            name = membership.user.first_name
            self.add_error("person", f"{name} already has a review for {month:%B}.")
        return cleaned | {"membership": membership, "opens": month}
