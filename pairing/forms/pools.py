import re
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

from core.forms import LongSelect, country_field, zone_field
from core.text import one_line
from core.weeks import WEEK, monday_of
from pairing.forms.fields import HintedRadios, offer_choices
from pairing.models import MOST_REVIEWS_EACH, Pool
from pairing.queries import too_many_reviews
from pairing.states import Cadence, Visibility
from rubrics.models import Rubric

SLOW = "slow"
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
CHANNEL = re.compile(r"[\w-]{1,79}")
CHANNEL_ID = re.compile(r"[CG](?=.*\d)[A-Z0-9]{8,20}")


def monday_choices(today, current=None):
    """This week's Monday, the next eight, and the one that is already set."""
    mondays = {monday_of(today) + n * WEEK for n in range(9)} | ({current} if current else set())
    return [
        (monday.isoformat(), f"Monday {monday.day} {monday:%B %Y}") for monday in sorted(mondays)
    ]


class PoolForm(forms.ModelForm):
    """The settings of a pool. `settings()` returns them as arguments for the actions."""

    cadence_kind = forms.ChoiceField(
        label="Cadence",
        choices=[
            (Cadence.WEEKLY, "Every week"),
            (Cadence.BIWEEKLY, "Every two weeks"),
            (SLOW, "Start slow"),
        ],
        widget=HintedRadios(
            {
                Cadence.WEEKLY: "52 draws a year",
                Cadence.BIWEEKLY: "Two weeks for each review",
                SLOW: "Every two weeks, then weekly from a date",
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
        label="Hour", coerce=int, choices=HOURS, widget=LongSelect, initial=9
    )
    time_zone = zone_field()
    country = country_field(label="Public holidays", none="None")
    reviews_each = forms.IntegerField(
        label="Reviews each, per cycle", min_value=1, max_value=MOST_REVIEWS_EACH, initial=1
    )
    visibility = forms.ChoiceField(
        label="Who may read reviews",
        choices=Visibility,
        initial=Visibility.PAIR,
        widget=HintedRadios(
            {
                Visibility.PAIR: "Nobody else. Recommended",
                Visibility.MANAGERS: "The managers of either side may read too",
                Visibility.TEAM: "Every member may read every review",
            }
        ),
    )
    rubric = forms.TypedChoiceField(label="Rubric")
    channel = forms.CharField(
        label="Slack channel",
        required=False,
        max_length=80,
        help_text=(
            "For example #peer-reviews, or the ID of a private channel. "
            "If empty, draws are not announced in a channel."
        ),
    )

    class Meta:
        model = Pool
        fields = [
            "name",
            "announce_hour",
            "time_zone",
            "country",
            "reviews_each",
            "visibility",
            "channel",
        ]

    def __init__(self, *args, today, is_drawn=False, members=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.members = members
        offer_choices(
            self.fields["rubric"], Rubric.objects.choosable(keeping=self.instance.rubric_id)
        )
        if is_drawn:
            del self.fields["first_monday"]
        else:
            first_monday = self.instance.first_monday
            self.fields["first_monday"].choices = monday_choices(today, first_monday)
            self.initial.setdefault("first_monday", first_monday or monday_of(today) + WEEK)
        self.initial |= {"rubric": self.instance.rubric_id} | self._cadence_now()

    def clean_name(self):
        return one_line(self.cleaned_data["name"])

    def clean_reviews_each(self):
        each = self.cleaned_data["reviews_each"]
        if each != self.initial.get("reviews_each") and (
            obstacle := too_many_reviews(each, self.members)
        ):
            raise ValidationError(obstacle)
        return each

    def clean_channel(self):
        name = one_line(self.cleaned_data["channel"]).lstrip("#")
        if CHANNEL_ID.fullmatch(name):
            return name
        name = name.lower()
        if name and not CHANNEL.fullmatch(name):
            raise ValidationError("A channel name has only letters, digits, - and _, no spaces.")
        return name and f"#{name}"

    def clean(self):
        data = super().clean()
        slow = data.get("cadence_kind") == SLOW
        on = data.get("weekly_from")
        if slow and not on and "weekly_from" not in self.errors:
            self.add_error("weekly_from", "Choose the first day of weekly draws.")
        if slow and on and not self.today < on < self.today + timedelta(days=366):
            self.add_error("weekly_from", "Choose a day in the next twelve months.")
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
