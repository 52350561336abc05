from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people.forms.fields import name_field
from people.models import Team
from people.states import Role

AS_ABOVE = ""


class ProposalsForm(forms.Form):
    """Confirms the ticked proposals, with a team and a role for all or for each."""

    team = forms.ModelChoiceField(
        Team.objects.all(), required=False, empty_label="No team yet", label="Team for all"
    )
    role = forms.ChoiceField(choices=Role, initial=Role.ENGINEER, label="Role for all")

    def __init__(self, *args, proposals, teams, tick_all=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = {proposal.pk: proposal for proposal in proposals}
        self.teams = {str(team.pk): team for team in teams}
        team_choices = [
            (AS_ABOVE, "As above"),
            *((pk, team.name) for pk, team in self.teams.items()),
        ]
        for pk, proposal in self.proposals.items():
            name = proposal.name
            self.fields |= {
                f"name_{pk}": name_field(label=f"Name of {name}", initial=name, required=False),
                f"pick_{pk}": forms.BooleanField(
                    required=False, initial=tick_all, label=f"Choose {name}"
                ),
                f"email_{pk}": forms.CharField(
                    required=False,
                    initial=proposal.email,
                    max_length=254,
                    label=f"E-mail of {name}",
                ),
                f"team_{pk}": forms.ChoiceField(
                    choices=team_choices, required=False, label=f"Team of {name}"
                ),
                f"role_{pk}": forms.ChoiceField(
                    choices=[(AS_ABOVE, "As above"), *Role.choices],
                    required=False,
                    label=f"Role of {name}",
                ),
            }

    def rows(self):
        parts = ("pick", "name", "email", "team", "role")
        for pk, proposal in self.proposals.items():
            yield {"proposal": proposal} | {part: self[f"{part}_{pk}"] for part in parts}

    def clean(self):
        ticked = self.ticked()
        if not ticked:
            raise ValidationError("Nobody is selected. Select the people who belong here.")
        for proposal in ticked:
            self.clean_name(proposal)
            self.clean_address(proposal)
        return super().clean()

    def clean_name(self, proposal):
        """An empty name becomes the proposed one; an invalid name keeps its error."""
        field = f"name_{proposal.pk}"
        if field not in self.errors:
            self.cleaned_data[field] = self.cleaned_data.get(field) or proposal.name

    def clean_address(self, proposal):
        field = f"email_{proposal.pk}"
        email = (self.cleaned_data.get(field) or "").strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            if email:
                sentence = f"{email} is not an e-mail address."
            else:
                sentence = f"{proposal.name} needs an e-mail address to be invited."
            self.add_error(field, sentence)
        self.cleaned_data[field] = email

    def ticked(self):
        return [
            proposal
            for pk, proposal in self.proposals.items()
            if self.cleaned_data.get(f"pick_{pk}")
        ]

    def choices(self):
        """(proposal, name, e-mail, team or None, role) of all ticked, for `confirm_proposals`."""
        return [self.choice(proposal) for proposal in self.ticked()]

    def choice(self, proposal):
        get = self.cleaned_data.get
        team = self.teams.get(get(f"team_{proposal.pk}")) or get("team")
        return (
            proposal,
            get(f"name_{proposal.pk}"),
            get(f"email_{proposal.pk}"),
            team,
            get(f"role_{proposal.pk}") or get("role"),
        )
