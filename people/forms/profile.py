from datetime import timedelta

from django import forms

from core.forms import DayField, LineField, ProseField, SeenAtField, zone_field
from notifications.slack.members import HOW
from notifications.states import MailSwitch
from people.forms.fields import name_field
from people.models import User
from people.models.user import validate_slack_id
from people.queries import find_absence_conflict
from people.states import Theme

README_LENGTH = User._meta.get_field("feedback_readme").max_length
LONGEST = timedelta(days=2 * 365)
FURTHEST = timedelta(days=3 * 365)


class ReadmeForm(forms.Form):
    section = "readme"

    text = ProseField(
        required=False,
        max_length=README_LENGTH,
        label="How I like to receive feedback",
        widget=forms.Textarea(attrs={"class": "input--tall", "rows": 8}),
    )
    seen_at = SeenAtField()

    def __init__(self, *args, user, **kwargs):
        initial = {"text": user.feedback_readme, "seen_at": user.feedback_readme_at}
        super().__init__(*args, initial=initial, **kwargs)
        self.user = user

    def length(self):
        return len((self["text"].value() or "").replace("\r\n", "\n"))


class ProfileForm(forms.Form):
    section = "profile"

    name = name_field(widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, initial={"name": user.name, "time_zone": user.time_zone}, **kwargs)
        self.fields["time_zone"] = zone_field(
            current=user.time_zone,
            browser="offer",
            help_text="You see all times in this zone.",
        )


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=Theme)


class ShortcutsForm(forms.Form):
    single_keys = forms.TypedChoiceField(
        choices=[("on", "On"), ("off", "Off")], coerce=lambda choice: choice == "on"
    )


class SwitchesForm(forms.Form):
    section = "switches"

    mail = forms.ChoiceField(choices=MailSwitch, label="E-mail")
    slack = forms.BooleanField(required=False, label="Slack")


class SlackForm(forms.Form):
    section = "slack"

    slack_id = LineField(
        required=False,
        max_length=40,
        label="Slack member ID",
        help_text=HOW,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "U024BE7LH"}),
    )

    def clean_slack_id(self):
        member = self.cleaned_data["slack_id"].upper()
        if member:
            validate_slack_id(member)
        return member


class AbsenceForm(forms.Form):
    """Days away of `person`, entered by `reader`; `absence` is the one that is changed."""

    section = "absence"

    first_day = DayField(label="First day")
    last_day = DayField(label="Last day")

    def __init__(self, *args, person, reader, day, absence=None, **kwargs):
        start = {"first_day": absence.first_day, "last_day": absence.last_day} if absence else {}
        super().__init__(*args, initial=start, **kwargs)
        self.person = person
        self.reader = reader
        self.day = day
        self.absence = absence

    def clean(self):
        first = self.cleaned_data.get("first_day")
        last = self.cleaned_data.get("last_day")
        if first and last:
            self.clean_days(first, last)
        return super().clean()

    def clean_days(self, first, last):
        if last < first:
            self.add_error("last_day", "The last day is before the first day.")
        elif last - first > LONGEST or last - self.day > FURTHEST:
            self.add_error("last_day", "That is years away. Check the year.")
        elif clash := find_absence_conflict(
            self.person, first, last, reader=self.reader, exclude=self.absence
        ):
            self.add_error("first_day", clash)
