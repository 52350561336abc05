from django import forms
from django.core.exceptions import ValidationError

from core.forms import DayField
from core.text import one_line
from pairing.forms.fields import HintedRadios
from pairing.forms.members import parse_person, problem_of
from pairing.models.exclusions import LONGEST_REASON
from pairing.queries import match_people
from pairing.states import Strength

BOTH = "both"
ONE_WAY = "one_way"


class ExclusionForm(forms.Form):
    """Two people of the pool by name or address, and how strictly to keep them apart."""

    first = forms.CharField(
        label="Reviewer", max_length=400, error_messages={"required": "Name a person."}
    )
    second = forms.CharField(
        label="Case owner", max_length=400, error_messages={"required": "Name a person."}
    )
    strength = forms.ChoiceField(
        label="How strict",
        choices=Strength,
        initial=Strength.HARD,
        widget=HintedRadios(
            {
                Strength.HARD: "These two are never paired",
                Strength.SOFT: "Only if no other draw is possible",
            }
        ),
    )
    direction = forms.ChoiceField(
        label="Direction",
        choices=[(BOTH, "Both ways"), (ONE_WAY, "One way")],
        initial=BOTH,
        widget=HintedRadios(
            {BOTH: "Neither reviews the other", ONE_WAY: "The first does not review the second"}
        ),
    )
    until = DayField(label="Until", required=False, help_text="The last day of the rule.")
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=LONGEST_REASON,
        help_text="For future leads. Members never see it.",
    )

    def __init__(self, *args, people, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.today = today

    def clean_first(self):
        return self._person("first")

    def clean_second(self):
        return self._person("second")

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until < self.today:
            raise ValidationError("That day is in the past.")
        return until

    def clean_reason(self):
        return one_line(self.cleaned_data["reason"])

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", "Nobody reviews themselves anyway: name somebody else.")
        return data

    def rule(self):
        """The fields as arguments for `actions.add_exclusion`."""
        data = dict(self.cleaned_data)
        return data | {"is_symmetric": data.pop("direction") == BOTH}

    def _person(self, name):
        text = parse_person(self.cleaned_data[name])
        people = match_people(self.people.values(), text)
        if problem := problem_of(text, people, where=" in this pool"):
            raise ValidationError(problem)
        return people[0]
