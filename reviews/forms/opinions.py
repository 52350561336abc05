"""Asking for a second opinion, passing a question on, and declining it."""

from django import forms

from comments.forms import MAX_LENGTH
from core.dates import format_short_day

OTHER = "other"
REASON_LENGTH = 1000


class AskForm(forms.Form):
    """Which manager is asked, about what, and by when. `offered` is the manager to preselect."""

    manager = forms.ChoiceField(
        label="To",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a manager.",
            "invalid_choice": "Choose one of these managers.",
        },
    )
    other_manager = forms.ChoiceField(label="Another manager", required=False)
    question = forms.CharField(
        label="Your question",
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ask_about = forms.MultipleChoiceField(
        label="About these answers",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose criteria of this review."},
    )
    answer_by = forms.ChoiceField(
        label="Answer by",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a day.",
            "invalid_choice": "That day has passed. Choose another one.",
        },
    )

    def __init__(self, data=None, *, managers, offered, criteria, days, today):
        self.managers = {str(person.pk): person for person in managers}
        self.criteria = {str(criterion.pk): criterion for criterion in criteria}
        self.days = {day.isoformat(): day for day in days}
        self.offered = offered
        first = str(offered.pk) if offered else OTHER
        super().__init__(data, initial={"manager": first, "answer_by": days[1].isoformat()})
        choices = [(OTHER, "Another manager")]
        if offered:
            choices.insert(0, (first, offered.name))
        others = [(pk, name_of_manager(person)) for pk, person in self.managers.items()]
        if offered:
            others = [choice for choice in others if choice[0] != first]
        self.fields["manager"].choices = choices
        self.fields["other_manager"].choices = [("", "Choose a manager"), *others]
        self.fields["ask_about"].choices = [
            (pk, f"{criterion.position} {criterion.heading}")
            for pk, criterion in self.criteria.items()
        ]
        self.fields["answer_by"].choices = [
            (value, name_of_day(day, today)) for value, day in self.days.items()
        ]

    def clean(self):
        cleaned = super().clean()
        pk = cleaned.get("manager")
        if pk == OTHER:
            pk = cleaned.get("other_manager")
            if not pk and "other_manager" not in self.errors:
                self.add_error("other_manager", "Choose a manager from the list.")
        cleaned["person"] = self.managers.get(pk)
        cleaned["chosen"] = [self.criteria[pk] for pk in cleaned.get("ask_about", [])]
        cleaned["day"] = self.days.get(cleaned.get("answer_by"))
        return cleaned


class ForwardForm(forms.Form):
    """Which manager gets the question instead."""

    forward_to = forms.ChoiceField(
        label="To", error_messages={"required": "Choose a manager from the list."}
    )

    def __init__(self, data=None, *, managers):
        self.managers = {str(person.pk): person for person in managers}
        super().__init__(data)
        others = [(pk, name_of_manager(person)) for pk, person in self.managers.items()]
        self.fields["forward_to"].choices = [("", "Choose a manager"), *others]

    @property
    def person(self):
        return self.managers[self.cleaned_data["forward_to"]]


class DeclineOpinionForm(forms.Form):
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def name_of_manager(person):
    if person.away_until:
        return f"{person.name}, away until {format_short_day(person.away_until, person.away_until)}"
    return person.name


def name_of_day(day, today):
    return "Tomorrow" if (day - today).days == 1 else format_short_day(day, today)
