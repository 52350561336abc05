from datetime import timedelta

from django import forms

from core.forms import DayField
from monthly.queries.stand_ins import find_overlap, possible_stand_ins
from monthly.states import StandInState
from people.forms.fields import PersonField
from people.models import User

LONGEST = timedelta(days=183)


class StandInForm(forms.Form):
    """`manager` is the manager who is away; None lets a coordinator choose among `managers`."""

    person = PersonField(
        User.objects.none(), label="Who stands in", empty_label="Choose a colleague"
    )
    first_day = DayField(label="First day")
    last_day = DayField(label="Last day")

    def __init__(self, *args, manager=None, managers=None, day, stand_in=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.absent_manager = manager
        self.day = day
        self.stand_in = stand_in
        self.fields["person"].queryset = possible_stand_ins(manager)
        if manager is None:
            field = PersonField(managers, label="Who is away", empty_label="Choose a manager")
            self.fields = {"manager": field, **self.fields}
        if stand_in:
            self._fix_what_has_begun()

    def _fix_what_has_begun(self):
        stand_in = self.stand_in
        self.initial |= {
            "person": stand_in.person_id,
            "first_day": stand_in.first_day,
            "last_day": stand_in.last_day,
        }
        if stand_in.state == StandInState.ACTIVE:
            self.fields["person"].disabled = True
            self.fields["first_day"].disabled = True

    def clean(self):
        values = super().clean()
        manager = self.absent_manager or values.get("manager")
        first_day = values.get("first_day")
        last_day = values.get("last_day")
        if manager and values.get("person") == manager:
            self.add_error("person", "Choose somebody other than the manager who is away.")
        if not (first_day and last_day):
            return values
        if last_day < first_day:
            self.add_error("last_day", "The last day is before the first one.")
        elif last_day < self.day:
            self.add_error("last_day", "That day has passed. Choose today or a later day.")
        elif last_day - first_day > LONGEST:
            self.add_error("last_day", "Choose six months at most.")
        elif manager:
            sentence = find_overlap(manager, first_day, last_day, exclude=self.stand_in)
            if sentence:
                self.add_error("first_day", sentence)
        return values
