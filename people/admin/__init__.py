"""Everything technical. Leaving, coming back, inviting and confirming go by the product's own actions here too."""

from people.admin.onboarding import AddressAdmin, InvitationAdmin, ProposalAdmin, SessionAdmin
from people.admin.people import PersonAdmin, RoleAdmin
from people.admin.teams import AbsenceAdmin, MembershipAdmin, OrganisationAdmin, TeamAdmin

__all__ = [
    "AbsenceAdmin",
    "AddressAdmin",
    "InvitationAdmin",
    "MembershipAdmin",
    "OrganisationAdmin",
    "PersonAdmin",
    "ProposalAdmin",
    "RoleAdmin",
    "SessionAdmin",
    "TeamAdmin",
]
