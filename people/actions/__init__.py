from people.actions.absences import add_absence, change_absence, remove_absence
from people.actions.accounts import change_account
from people.actions.addresses import (
    confirm_address,
    forget_address_changes,
    request_address,
    restore_address,
)
from people.actions.invitations import accept_invitation, invite_person, withdraw_invitation
from people.actions.memberships import (
    add_members,
    assign_manager,
    change_membership,
    end_membership,
    start_membership,
)
from people.actions.organisation import change_organisation, set_up
from people.actions.passwords import change_password, send_password_reset, set_password
from people.actions.people import (
    add_person,
    change_roles,
    correct_person,
    deactivate_person,
    reactivate_person,
)
from people.actions.profile import (
    change_profile,
    change_readme,
    change_review_layout,
    change_shortcuts,
    change_slack_id,
    change_theme,
)
from people.actions.proposals import (
    confirm_proposals,
    dismiss_proposals,
    propose_people,
    restore_proposal,
)
from people.actions.sessions import forget_sessions, sign_out_everywhere
from people.actions.teams import create_team, delete_team, rename_team

__all__ = [
    "accept_invitation",
    "add_absence",
    "add_members",
    "add_person",
    "assign_manager",
    "send_password_reset",
    "change_absence",
    "change_account",
    "change_membership",
    "change_organisation",
    "change_password",
    "change_profile",
    "change_readme",
    "change_review_layout",
    "change_roles",
    "change_shortcuts",
    "change_slack_id",
    "change_theme",
    "confirm_address",
    "confirm_proposals",
    "correct_person",
    "create_team",
    "deactivate_person",
    "delete_team",
    "dismiss_proposals",
    "end_membership",
    "forget_address_changes",
    "forget_sessions",
    "invite_person",
    "propose_people",
    "reactivate_person",
    "remove_absence",
    "rename_team",
    "request_address",
    "restore_address",
    "restore_proposal",
    "set_password",
    "set_up",
    "sign_out_everywhere",
    "start_membership",
    "withdraw_invitation",
]
