"""Accounts and reference data. Everything that can be changed here goes through actions."""

from people.admin.onboarding import (
    AddressAdmin,
    AddressChangeAdmin,
    InvitationAdmin,
    ProposalAdmin,
    SessionAdmin,
)
from people.admin.people import PersonAdmin, RoleAdmin
from people.admin.teams import AbsenceAdmin, MembershipAdmin, OrganisationAdmin, TeamAdmin

__all__ = [
    "AbsenceAdmin",
    "AddressAdmin",
    "AddressChangeAdmin",
    "InvitationAdmin",
    "MembershipAdmin",
    "OrganisationAdmin",
    "PersonAdmin",
    "ProposalAdmin",
    "RoleAdmin",
    "SessionAdmin",
    "TeamAdmin",
]
