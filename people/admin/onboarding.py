import allauth.account.admin  # registers, before ours replaces it
import allauth.usersessions.admin  # noqa: F401  likewise
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib import admin

from audit.admin import ReadOnlyAdmin, confirmed
from people.actions import (
    dismiss_proposals,
    invite_person,
    restore_proposal,
    sign_out_everywhere,
    withdraw_invitation,
)
from people.models import AddressChange, Invitation, Proposal
from people.rules import can_change_person, can_end_sessions, can_invite
from people.states import ProposalState

admin.site.unregister([EmailAddress, UserSession])


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["user", "invited_by", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_filter = [
        ("accepted_at", admin.EmptyFieldListFilter),
        ("withdrawn_at", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["user", "invited_by"]
    date_hierarchy = "created_at"
    search_fields = ["user__name", "user__email"]
    search_help_text = "A person."
    actions = ["send_again", "withdraw"]

    @confirmed(
        "Invite again",
        effect="Each person gets a new link that is valid for 14 days. The old link stops working.",
        applies_to=lambda invitation, user: can_invite(user, invitation.user),
        skipped_message="These people have already joined, or are not active.",
    )
    def send_again(self, invitation, *, by, now):
        invite_person(invitation.user, by=by, now=now)

    @confirmed(
        "Withdraw",
        effect="Their links stop working.",
        applies_to=lambda invitation, user: (
            not (invitation.accepted_at or invitation.withdrawn_at)
            and can_change_person(user, invitation.user)
        ),
        skipped_message="These have already been accepted or withdrawn.",
        danger=True,
    )
    def withdraw(self, invitation, *, by, now):
        withdraw_invitation(invitation, by=by, now=now)


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    """Confirming takes a team and a role, so it has its own page."""

    list_display = ["name", "email", "source", "external_id", "state", "user", "seen_at"]
    list_filter = ["state", "source"]
    list_select_related = ["user"]
    date_hierarchy = "seen_at"
    search_fields = ["name", "email", "external_id"]
    search_help_text = "A name, an e-mail address, or the id in the helpdesk."
    actions = ["dismiss", "restore"]

    @confirmed(
        "Dismiss",
        effect="They are not proposed again unless somebody restores them.",
        applies_to=lambda proposal, user: proposal.state == ProposalState.OPEN,
        skipped_message="These have already been confirmed or dismissed.",
    )
    def dismiss(self, proposal, *, by, now):
        dismiss_proposals([proposal], by=by, now=now)

    @confirmed(
        "Restore",
        effect="They wait again for a coordinator to confirm them.",
        applies_to=lambda proposal, user: proposal.state == ProposalState.DISMISSED,
        skipped_message="These were not dismissed.",
    )
    def restore(self, proposal, *, by, now):
        restore_proposal(proposal, by=by, now=now)


@admin.register(EmailAddress)
class AddressAdmin(ReadOnlyAdmin):
    """The e-mail addresses of people, and which are verified."""

    list_display = ["email", "user", "primary", "verified"]
    list_filter = ["primary", "verified"]
    list_select_related = ["user"]
    search_fields = ["email", "user__name"]
    search_help_text = "An address or a person."


@admin.register(AddressChange)
class AddressChangeAdmin(ReadOnlyAdmin):
    """Who changed which sign-in address, and whether it was changed back."""

    list_display = ["user", "old_email", "new_email", "changed_by", "confirmed_at"]
    list_select_related = ["user", "changed_by"]
    date_hierarchy = "requested_at"
    search_fields = ["user__name", "old_email", "new_email"]
    search_help_text = "A person or an address."


@admin.register(UserSession)
class SessionAdmin(ReadOnlyAdmin):
    """Where people are signed in."""

    list_display = ["user", "created_at", "last_seen_at", "ip", "user_agent"]
    list_select_related = ["user"]
    list_filter = ["last_seen_at"]
    date_hierarchy = "created_at"
    search_fields = ["user__name", "user__email", "ip"]
    search_help_text = "A person or an IP address."
    fields = ["user", "created_at", "last_seen_at", "ip", "user_agent"]
    actions = ["end"]

    def name_of(self, session):
        return f"{session.user}, {session.ip}"

    @confirmed(
        "Sign the person out everywhere",
        effect="All sessions of each of these people end at once, not only the selected one.",
        applies_to=lambda session, user: can_end_sessions(user, session.user),
        skipped_message="You may not sign these out.",
        danger=True,
    )
    def end(self, session, *, by, now):
        sign_out_everywhere(session.user, by=by, now=now)
