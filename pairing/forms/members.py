import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from core.text import join_words, one_line
from pairing.forms.fields import offer_choices
from pairing.queries import find_active_people
from people.models import Team

MOST_NAMES = 100
NAMED = 5  # of those that a first name may mean
AHEAD = timedelta(days=366)


class PeopleForm(forms.Form):
    """People by name or e-mail address, several with commas between them."""

    who = forms.CharField(label="People", max_length=5000, required=False)

    def clean_who(self):
        pieces = [
            piece
            for piece in map(parse_person, re.split(r"[,;\n]", self.cleaned_data["who"]))
            if piece
        ]
        if len(pieces) > MOST_NAMES:
            raise ValidationError(f"At most {MOST_NAMES} people at once.")
        people_by_text = find_active_people(pieces)
        if problems := [
            problem for piece in pieces if (problem := problem_of(piece, people_by_text[piece]))
        ]:
            raise ValidationError(problems)
        return [people_by_text[piece][0] for piece in pieces]


class MembersForm(PeopleForm):
    team = forms.TypedChoiceField(
        label="Or all engineers of a team", required=False, empty_value=None
    )

    first_day = forms.DateField(
        label="From",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Leave empty for the next draw.",
    )

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        offer_choices(self.fields["team"], Team.objects.visible_to(user), ("", "No team"))

    def clean_first_day(self):
        day = self.cleaned_data["first_day"]
        if day and not self.today <= day <= self.today + AHEAD:
            raise ValidationError("Choose a day in the next twelve months.")
        return day

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("who") and not data.get("team"):
            self.add_error("who", "Name at least one person, or choose a team.")
        return data


class LeadForm(PeopleForm):
    who = forms.CharField(
        label="Add a lead", max_length=400, error_messages={"required": "Name a person."}
    )


def parse_person(piece):
    """The address in "Ana Duarte <ana@support.example>", else the whole text, on one line."""
    address = re.search(r"<([^<>]+@[^<>]+)>", piece)
    return one_line(address[1] if address else piece)


def problem_of(text, people, *, where=""):
    """Why `text`, which may mean any of `people`, does not name one person; "" if it does."""
    if not people:
        return f"Nobody{where} is called “{text}”. Use a name or an e-mail address."
    if len(people) == 1:
        return ""
    names = {person.name for person in people}
    if len(names) == 1:
        return f"{len(people)} people are called “{text}”. Use the e-mail address."
    return f"“{text}” may mean {join_words(sorted(names)[:NAMED])}. Use the full name."
