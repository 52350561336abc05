from people.models.absence import Absence
from people.models.address import AddressChange
from people.models.invitation import Invitation, Proposal
from people.models.team import Membership, Organisation, Team
from people.models.user import User

__all__ = [
    "Absence",
    "AddressChange",
    "Invitation",
    "Membership",
    "Organisation",
    "Proposal",
    "Team",
    "User",
]
