from people.actions.absences import add_absence, change_absence, remove_absence
from people.actions.account_mails import (
    send_address_confirmation,
    send_password_changed,
    send_password_reset,
)
from people.actions.accounts import change_account, set_password
from people.actions.invitations import accept_invitation, invite_person, withdraw_invitation
from people.actions.memberships import change_membership, end_membership, start_membership
from people.actions.organisation import change_organisation, set_up
from people.actions.people import (
    add_person,
    change_roles,
    correct_person,
    deactivate_person,
    reactivate_person,
)
from people.actions.profile import change_profile, change_readme, change_slack_id, change_theme
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
    "add_person",
    "send_password_reset",
    "send_address_confirmation",
    "change_absence",
    "change_account",
    "change_membership",
    "change_organisation",
    "change_profile",
    "change_readme",
    "change_roles",
    "change_slack_id",
    "change_theme",
    "confirm_proposals",
    "correct_person",
    "create_team",
    "deactivate_person",
    "delete_team",
    "dismiss_proposals",
    "end_membership",
    "forget_sessions",
    "invite_person",
    "propose_people",
    "reactivate_person",
    "remove_absence",
    "rename_team",
    "restore_proposal",
    "set_password",
    "set_up",
    "sign_out_everywhere",
    "start_membership",
    "send_password_changed",
    "withdraw_invitation",
]
