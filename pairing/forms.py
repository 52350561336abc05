import re
from datetime import date, timedelta
from functools import cache, reduce
from operator import or_
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

from core.weeks import WEEK, monday_of
from core.workdays import country_choices
from pairing.models import MOST_REVIEWS_EACH, Pool
from pairing.states import Cadence, Visibility
from people.models import Team, User
from people.text import one_line
from rubrics.models import Rubric

SLOW = "slow"
AREAS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
MOST_NAMES = 100


class LongSelect(forms.Select):
    """A select of hundreds: Django draws each option by a template of its own, which takes longer than the page."""

    def render(self, name, value, attrs=None, renderer=None):
        rows = ((key, " selected" if str(key) == str(value or "") else "", label) for key, label in self.choices)
        options = format_html_join("", '<option value="{}"{}>{}</option>', rows)
        return format_html("<select{}>{}</select>", flatatt(self.build_attrs(attrs or {}, {"name": name})), options)


class HintedRadios(forms.RadioSelect):
    """Radio cards: a name and a sentence each."""

    def __init__(self, hints):
        super().__init__()
        self.hints = hints

    def create_option(self, name, value, *args, **kwargs):
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(value, "")}


@cache
def zone_choices():
    places = (zone for zone in sorted(available_timezones()) if zone.startswith(AREAS))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in places)]


def monday_choices(today, known=None):
    """This week's Monday and the next eight, and the one that is set already."""
    mondays = {monday_of(today) + n * WEEK for n in range(9)} | ({known} if known else set())
    return [(monday.isoformat(), f"Monday {monday.day} {monday:%B %Y}") for monday in sorted(mondays)]


class PoolForm(forms.ModelForm):
    """The settings of a pool. `settings()` gives them as the actions take them."""

    cadence_kind = forms.ChoiceField(
        label="Cadence",
        choices=[(Cadence.WEEKLY, "Every week"), (Cadence.BIWEEKLY, "Every two weeks"), (SLOW, "Start slow")],
        widget=HintedRadios(
            {
                Cadence.WEEKLY: "52 draws a year",
                Cadence.BIWEEKLY: "Two weeks for each review",
                SLOW: "Every two weeks, weekly from a date",
            }
        ),
    )
    weekly_from = forms.DateField(
        label="Weekly from",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Only for “Start slow”.",
    )
    first_monday = forms.TypedChoiceField(label="First cycle", coerce=date.fromisoformat)
    announce_hour = forms.TypedChoiceField(
        label="Hour", coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)], initial=9
    )
    time_zone = forms.ChoiceField(label="Time zone", choices=zone_choices, widget=LongSelect)
    country = forms.ChoiceField(
        label="Public holidays",
        required=False,
        choices=lambda: [("", "None"), *country_choices()],
        widget=LongSelect,
    )
    reviews_each = forms.IntegerField(
        label="Reviews each, per cycle", min_value=1, max_value=MOST_REVIEWS_EACH, initial=1
    )
    visibility = forms.ChoiceField(
        label="Who may read reviews",
        choices=Visibility,
        initial=Visibility.PAIR,
        widget=HintedRadios(
            {
                Visibility.PAIR: "Reviewer and case owner. Recommended",
                Visibility.MANAGERS: "The managers of either side may read too",
                Visibility.TEAM: "Every member may read every review",
            }
        ),
    )
    rubric = forms.TypedChoiceField(label="Rubric")

    class Meta:
        model = Pool
        fields = ["name", "announce_hour", "time_zone", "country", "reviews_each", "visibility"]

    def __init__(self, *args, today, is_drawn=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        _choose_from(self.fields["rubric"], Rubric.objects.choosable(keeping=self.instance.rubric_id))
        if is_drawn:
            del self.fields["first_monday"]
        else:
            known = self.instance.first_monday
            self.fields["first_monday"].choices = monday_choices(today, known)
            self.initial.setdefault("first_monday", known or monday_of(today) + WEEK)
        self.initial |= {"rubric": self.instance.rubric_id} | self._cadence_now()

    def clean_name(self):
        return one_line(self.cleaned_data["name"])

    def clean(self):
        data = super().clean()
        slow, on = data.get("cadence_kind") == SLOW, data.get("weekly_from")
        if slow and not on and "weekly_from" not in self.errors:
            self.add_error("weekly_from", "Say from which day on the draws are weekly.")
        if slow and on and not self.today < on < self.today + timedelta(days=366):
            self.add_error("weekly_from", "Choose a day of the next twelve months.")
        return data

    def settings(self):
        names = (*self.Meta.fields, "rubric", "first_monday")
        data = {name: self.cleaned_data[name] for name in names if name in self.fields}
        slow = self.cleaned_data["cadence_kind"] == SLOW
        return data | {
            "cadence": Cadence.BIWEEKLY if slow else self.cleaned_data["cadence_kind"],
            "change_on": self.cleaned_data["weekly_from"] if slow else None,
            "changed_cadence": Cadence.WEEKLY if slow else "",
        }

    def _cadence_now(self):
        pool = self.instance
        if not pool.change_on:
            return {"cadence_kind": pool.cadence}
        if pool.change_on > self.today:
            return {"cadence_kind": SLOW, "weekly_from": pool.change_on}
        return {"cadence_kind": pool.changed_cadence}


class PeopleForm(forms.Form):
    """People by name or e-mail address, several with commas between them."""

    who = forms.CharField(label="People", max_length=5000, required=False)

    def clean_who(self):
        pieces = [piece for piece in map(_asked, re.split(r"[,;\n]", self.cleaned_data["who"])) if piece]
        if len(pieces) > MOST_NAMES:
            raise ValidationError(f"At most {MOST_NAMES} people at once.")
        found = _found(pieces)
        if problems := [problem for piece in pieces if (problem := _problem(piece, found[piece]))]:
            raise ValidationError(problems)
        return [found[piece][0] for piece in pieces]


class MembersForm(PeopleForm):
    team = forms.TypedChoiceField(label="Or all engineers of a team", required=False, empty_value=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        _choose_from(self.fields["team"], Team.objects.visible_to(user), ("", "No team"))

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("who") and not data.get("team"):
            self.add_error("who", "Name at least one person, or choose a team.")
        return data


class LeadForm(PeopleForm):
    who = forms.CharField(label="Add a lead", max_length=400, error_messages={"required": "Name a person."})


class SkipForm(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="One sentence. Reviewer, case owner and leads can read it.",
        error_messages={"required": "Say in one sentence why."},
    )

    def clean_reason(self):
        return one_line(self.cleaned_data["reason"])


def _choose_from(field, rows, *more):
    """Offer `rows`, read once: a field of Django's own asks the database again for every look at its choices."""
    known = {str(row.pk): row for row in rows}
    field.choices = [*more, *((key, str(row)) for key, row in known.items())]
    field.coerce = known.__getitem__


def _asked(piece):
    """What was typed about one person: the address of "Ana Duarte <ana@support.example>", else all of it."""
    address = re.search(r"<([^<>]+)>", piece)
    return one_line(address[1] if address else piece).casefold()


def _found(pieces):
    """{piece: the active people it may mean}: by address, else by whole name."""
    if not pieces:
        return {}
    wanted = reduce(or_, (Q(email__iexact=piece) | Q(name__iexact=piece) for piece in pieces))
    people = list(User.objects.active().filter(wanted))
    by_address = {person.email.casefold(): [person] for person in people}
    return {
        piece: by_address.get(piece) or [person for person in people if person.name.casefold() == piece]
        for piece in pieces
    }


def _problem(piece, people):
    if not people:
        return f"Nobody active is called “{piece}”: use the whole name or the e-mail address."
    return f"{len(people)} people are called “{piece}”: use the e-mail address." if len(people) > 1 else ""
