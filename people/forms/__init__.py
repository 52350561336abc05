from people.forms.onboarding import AcceptForm, SetUpForm
from people.forms.people import (
    CorrectForm,
    EndMembershipForm,
    InviteForm,
    MembershipForm,
    PeopleFilter,
    RolesForm,
    TeamForm,
)
from people.forms.profile import (
    AbsenceForm,
    ProfileForm,
    ReadmeForm,
    SlackForm,
    SwitchesForm,
    ThemeForm,
)
from people.forms.proposals import ProposalsForm

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
