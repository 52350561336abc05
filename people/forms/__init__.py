from people.forms.doors import AcceptForm, SetUpForm
from people.forms.me import AbsenceForm, ProfileForm, ReadmeForm, SlackForm, SwitchesForm, ThemeForm
from people.forms.proposals import ProposalsForm
from people.forms.roster import (
    CorrectForm,
    EndMembershipForm,
    InviteForm,
    MembershipForm,
    PeopleFilter,
    RolesForm,
    TeamForm,
)

__all__ = [
    "AbsenceForm",
    "AcceptForm",
    "CorrectForm",
    "EndMembershipForm",
    "InviteForm",
    "MembershipForm",
    "PeopleFilter",
    "ProfileForm",
    "ProposalsForm",
    "ReadmeForm",
    "RolesForm",
    "SetUpForm",
    "SlackForm",
    "SwitchesForm",
    "TeamForm",
    "ThemeForm",
]
