"""Inviting a colleague to review a case, and answering the invitation."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from audit.queries import list_history
from cases.models import Case
from core import rate_limits
from core.errors import NotAllowed, Refused
from core.forms import bind, render_form
from core.screen import screen
from people.queries import organisation
from reviews import actions, deadlines, queries
from reviews.forms import DeclineForm, InvitationForm
from reviews.models import ReviewInvitation
from reviews.rules import can_answer_invitation, can_invite, can_withdraw_invitation


def get_visible_invitation(request, pk):
    invitations = ReviewInvitation.objects.visible_to(request.user)
    return get_object_or_404(queries.with_invited(invitations), pk=pk)


@screen("GET", "POST")
def invite(request, pk):
    """The owner of a case, or their manager, invites a colleague to review it."""
    cases = Case.objects.visible_to(request.user).select_related("owner", "customer")
    case = get_object_or_404(cases, pk=pk)
    now = timezone.now()
    require_inviting(case, request.user)
    people = queries.invitable_people(case, request.user)
    form = bind(InvitationForm, request, people=people)
    if form.is_valid():
        rate_limits.consume(request, "invite_reviewer")
        reviewer = form.cleaned_data["reviewer"]
        invitation = actions.invite_reviewer(
            case, reviewer=reviewer, note=form.cleaned_data["note"], by=request.user, now=now
        )
        messages.success(request, f"{reviewer.first_name} gets a notice with your invitation.")
        return redirect("review_invitation", invitation.pk)
    current = organisation()
    context = {
        "case": case,
        "is_owner": case.owner_id == request.user.pk,
        "due_at": deadlines.invitation_due(
            now, request.user.time_zone, current.country if current else ""
        ),
    }
    return render_form(request, "reviews/invite.html", context, form=form)


def require_inviting(case, user):
    if not can_invite(user, case):
        raise NotAllowed("Only the owner of a case and their manager can invite a reviewer.")
    obstacle = queries.find_invitation_obstacle(case)
    if obstacle:
        raise Refused(obstacle)


@screen("GET")
def invitation(request, pk):
    return render_invitation(request, get_visible_invitation(request, pk), DeclineForm())


def render_invitation(request, invitation, form):
    user = request.user
    is_reviewer = invitation.reviewer_id == user.pk
    context = {
        "invitation": invitation,
        "title": queries.invitation_title(invitation, user),
        "is_reviewer": is_reviewer,
        "reads_review": user.pk in (invitation.reviewer_id, invitation.owner_id),
        "can_answer": can_answer_invitation(user, invitation),
        "can_withdraw": can_withdraw_invitation(user, invitation),
        "obstacle": queries.find_invitation_obstacle(invitation.case),
        "is_late": timezone.now() > invitation.due_at,
        "events": list_history(invitation, 10),  # `visible_to` checked access
    }
    return render_form(request, "reviews/invitation.html", context, form=form)


@screen("POST")
def accept(request, pk):
    invitation = get_visible_invitation(request, pk)
    review = actions.accept_invitation(invitation, by=request.user, now=timezone.now())
    return redirect("review_edit", review.pk)


@screen("POST")
def decline(request, pk):
    invitation = get_visible_invitation(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return render_invitation(request, invitation, form)
    reason = form.cleaned_data["reason"]
    actions.decline_invitation(invitation, reason=reason, by=request.user, now=timezone.now())
    messages.success(request, f"Declined. {invitation.invited_by.first_name} gets a notice.")
    return redirect("review_invitation", pk)


@screen("POST")
def withdraw(request, pk):
    invitation = get_visible_invitation(request, pk)
    actions.withdraw_invitation(invitation, by=request.user, now=timezone.now())
    messages.success(request, f"Withdrawn. {invitation.reviewer.first_name} gets a notice.")
    return redirect("review_invitation", pk)
