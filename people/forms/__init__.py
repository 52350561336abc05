from people.forms.accounts import AddressForm
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
    ShortcutsForm,
    SlackForm,
    SwitchesForm,
    ThemeForm,
)
from people.forms.proposals import ProposalsForm

__all__ = [
    "AbsenceForm",
    "AcceptForm",
    "AddressForm",
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
    "ShortcutsForm",
    "SlackForm",
    "SwitchesForm",
    "TeamForm",
    "ThemeForm",
]
