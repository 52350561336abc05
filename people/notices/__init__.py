from people.notices.absences import AbsenceAdded
from people.notices.accounts import AccountChanged
from people.notices.addresses import AddressChanged, AddressRestored, AddressToConfirm
from people.notices.invitations import InvitationSent
from people.notices.passwords import PasswordChanged, PasswordReset
from people.notices.proposals import ProposalsWaiting

__all__ = [
    "AbsenceAdded",
    "AccountChanged",
    "AddressChanged",
    "AddressRestored",
    "AddressToConfirm",
    "InvitationSent",
    "PasswordChanged",
    "PasswordReset",
    "ProposalsWaiting",
]
