import re
from datetime import timedelta
from functools import reduce
from operator import or_

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from core.text import one_line
from pairing.forms.fields import offer_choices
from people.models import Team, User

MOST_NAMES = 100
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
        people_by_text = _find_people(pieces)
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
        help_text="Empty: from the next draw.",
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
    """The address in "Ana Duarte <ana@support.example>", else the whole text; lower case, on one
    line.
    """
    address = re.search(r"<([^<>]+)>", piece)
    return one_line(address[1] if address else piece).casefold()


def _find_people(pieces):
    """{text: the active people it may mean}: by address, else by full name."""
    if not pieces:
        return {}
    wanted = reduce(or_, (Q(email__iexact=piece) | Q(name__iexact=piece) for piece in pieces))
    people = list(User.objects.active().filter(wanted))
    by_address = {person.email.casefold(): [person] for person in people}
    return {
        piece: by_address.get(piece)
        or [person for person in people if person.name.casefold() == piece]
        for piece in pieces
    }


def problem_of(piece, people):
    if not people:
        return f"Nobody active is called “{piece}”: use the full name or the e-mail address."
    return (
        f"{len(people)} people are called “{piece}”: use the e-mail address."
        if len(people) > 1
        else ""
    )
