from django import forms

from core.forms import DayField, LineField
from people.forms.fields import AddressField, PersonField, name_field, refuse_taken
from people.models import Membership, Team, User
from people.queries import only_manager, possible_managers
from people.states import GROUPS, ROLE_WORDS, Role

NO_MANAGER = "Nobody yet"


class PeopleFilter(forms.Form):
    """Filters of the list of people; invalid values are ignored."""

    HERE = ""
    INVITED = "invited"
    LEFT = "left"

    q = LineField(required=False, max_length=120)
    team = forms.ModelChoiceField(Team.objects.all(), required=False, empty_label="All teams")
    show = forms.ChoiceField(
        choices=[(HERE, "Active"), (INVITED, "Not joined yet"), (LEFT, "Left")], required=False
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def values(self):
        self.is_valid()
        names = ("q", "team", "show", "page")
        return {name: self.cleaned_data.get(name) or None for name in names}


class InviteForm(forms.Form):
    name = name_field()
    email = AddressField(
        label="E-mail", help_text="They sign in with it, and the invitation goes there."
    )
    team = forms.ModelChoiceField(Team.objects.all(), required=False, empty_label="No team yet")
    role = forms.ChoiceField(choices=Role, initial=Role.ENGINEER)
    manager = PersonField(User.objects.none(), required=False, empty_label=NO_MANAGER)

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = possible_managers(day)

    def clean_email(self):
        return refuse_taken(self.cleaned_data["email"])


class CorrectForm(forms.Form):
    name = name_field()
    email = AddressField(
        label="E-mail", help_text="A new address gets a new invitation; the old link stops working."
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, initial={"name": person.name, "email": person.email}, **kwargs)
        self.person = person

    def clean_email(self):
        return refuse_taken(self.cleaned_data["email"], exclude=self.person)


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        choices=[(name, ROLE_WORDS[name][0]) for name in GROUPS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Roles",
    )

    def rows(self):
        """Each role as (checkbox, description)."""
        return [(box, ROLE_WORDS[name][1]) for box, name in zip(self["roles"], GROUPS, strict=True)]


class MembershipForm(forms.Form):
    """A membership from a day on: a new one, or a change of `membership`."""

    team = forms.ModelChoiceField(Team.objects.all(), empty_label="Choose a team")
    role = forms.ChoiceField(choices=Role, initial=Role.ENGINEER)
    manager = PersonField(User.objects.none(), required=False, empty_label=NO_MANAGER)
    is_primary = forms.BooleanField(
        required=False,
        label="Main team",
        help_text="Everyone has one main team; its manager is their manager.",
    )
    first_day = DayField(label="From", help_text="Until then, everything stays as it is.")

    def __init__(self, *args, person, day, membership=None, **kwargs):
        super().__init__(*args, initial=initial_values(membership, day), **kwargs)
        self.person = person
        self.membership = membership
        self.fields["manager"].queryset = possible_managers(day, membership).exclude(pk=person.pk)
        if membership is None:
            self.fields["first_day"].help_text = ""

    def clean_first_day(self):
        day = self.cleaned_data["first_day"]
        if self.membership and day < self.membership.first_day:
            raise forms.ValidationError("A membership cannot change before its first day.")
        return day

    def clean(self):
        team = self.cleaned_data.get("team")
        day = self.cleaned_data.get("first_day")
        if team and day and self.overlapping_memberships(team, day).exists():
            self.add_error(
                "team", f"{self.person.name} is already in {team}. Change that membership instead."
            )
        return super().clean()

    def overlapping_memberships(self, team, day):
        memberships = Membership.objects.not_over(day).filter(user=self.person, team=team)
        if self.membership:
            return memberships.exclude(pk=self.membership.pk)
        return memberships


def initial_values(membership, day):
    if membership is None:
        return {"first_day": day}
    names = ("team", "role", "manager", "is_primary")
    return {name: getattr(membership, name) for name in names} | {
        "first_day": max(day, membership.first_day)
    }


class EndMembershipForm(forms.Form):
    last_day = DayField(label="Last day in the team")

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, initial={"last_day": day}, **kwargs)


class TeamForm(forms.Form):
    name = LineField(max_length=Team._meta.get_field("name").max_length, label="Name of the team")

    def __init__(self, *args, team=None, **kwargs):
        super().__init__(*args, initial={"name": team.name if team else ""}, **kwargs)
        self.team = team

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = Team.objects.filter(name__iexact=name)
        if self.team:
            others = others.exclude(pk=self.team.pk)
        if others.exists():
            raise forms.ValidationError("There is already a team with that name.")
        return name


class MembersForm(forms.Form):
    """Adds people to `team`: those without a team are ticked, others chosen one at a time."""

    people = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="People without a team"
    )
    person = PersonField(
        User.objects.none(), required=False, empty_label="Nobody else", label="From another team"
    )
    role = forms.ChoiceField(choices=Role, initial=Role.ENGINEER, label="Their role")
    manager = PersonField(
        User.objects.none(), required=False, empty_label=NO_MANAGER, label="Their manager"
    )

    def __init__(self, *args, team, day, **kwargs):
        super().__init__(*args, initial={"manager": only_manager(team, day)}, **kwargs)
        placed = Membership.objects.not_over(day)
        others = User.objects.active().exclude(pk__in=placed.filter(team=team).values("user"))
        without_team = others.exclude(pk__in=placed.values("user"))
        self.without_team = {str(person.pk): person for person in without_team}
        self.fields["people"].choices = [
            (pk, f"{person.name} ({person.email})") for pk, person in self.without_team.items()
        ]
        self.fields["person"].queryset = others.filter(pk__in=placed.values("user"))
        self.fields["manager"].queryset = possible_managers(day)
        if not self.without_team:
            del self.fields["people"]

    def clean(self):
        if not self.errors and not self.members():
            raise forms.ValidationError("Nobody is selected. Choose who joins the team.")
        return super().clean()

    def members(self):
        """The chosen people, each once."""
        ticked = [self.without_team[pk] for pk in self.cleaned_data.get("people", [])]
        person = self.cleaned_data.get("person")
        return list({*ticked, *([person] if person else [])})


class ManagerForm(forms.Form):
    """Chooses the manager of everybody in a team."""

    manager = PersonField(
        User.objects.none(), empty_label="Choose a manager", label="Manager of all engineers"
    )

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = possible_managers(day)
