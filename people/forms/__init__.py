from people.forms.accounts import AddressForm
from people.forms.onboarding import AcceptForm, SetUpForm
from people.forms.people import (
    CorrectForm,
    EndMembershipForm,
    InviteForm,
    ManagerForm,
    MembersForm,
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
    "ManagerForm",
    "MembersForm",
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
