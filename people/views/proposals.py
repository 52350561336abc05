from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from core.forms import bind, render_form
from core.ids import read_ids
from core.screen import screen
from core.text import count_of
from people import actions, queries
from people.forms import ProposalsForm
from people.models import Proposal, Team
from people.rules import can_manage_people
from people.states import ProposalState


def require_coordinator(request):
    """Who was seen by an import and is not here yet is not for everybody: the page is not there for others."""
    if not can_manage_people(request.user):
        raise Http404


@screen("GET", "POST")
def proposals(request):
    require_coordinator(request)
    found = queries.proposals_page(
        request.user, state=ProposalState.OPEN, page=request.GET.get("page")
    )
    rows = sent_rows(request) if request.method == "POST" else found.object_list
    teams = list(Team.objects.visible_to(request.user))
    form = bind(ProposalsForm, request, proposals=rows, teams=teams, tick_all="all" in request.GET)
    if form.is_valid():
        made, linked = actions.confirm_proposals(
            form.choices(), by=request.user, now=timezone.now()
        )
        messages.success(request, told(made, linked))
        return redirect("proposals")
    return render_form(
        request, "people/proposals.html", {"found": found, "teams": teams}, form=form
    )


def sent_rows(request):
    """The proposals that were on the page when it was sent: another coordinator may have moved the pages meanwhile."""
    rows = Proposal.objects.visible_to(request.user).filter(pk__in=sent_ids(request, "row"))
    return queries.add_matches(list(rows.exclude(state=ProposalState.CONFIRMED)))


def sent_ids(request, name):
    return read_ids(request.POST.getlist(name))


def told(made, linked):
    invited = f"{count_of(len(made), 'person', 'people')} made and invited." if made else ""
    known = (
        f"{count_of(len(linked), 'person', 'people')} who was here already got the helpdesk's id."
        if linked
        else ""
    )
    return f"{invited} {known}".strip() or "Somebody else had confirmed them already."


@screen("GET")
def dismissed(request):
    require_coordinator(request)
    found = queries.proposals_page(
        request.user, state=ProposalState.DISMISSED, page=request.GET.get("page")
    )
    return render(request, "people/dismissed.html", {"found": found})


@screen("POST")
def dismiss_proposals(request):
    require_coordinator(request)
    picked = [pk for pk in sent_ids(request, "row") if f"pick_{pk}" in request.POST]
    rows = list(Proposal.objects.visible_to(request.user).filter(pk__in=picked))
    number = actions.dismiss_proposals(rows, by=request.user, now=timezone.now())
    if number:
        messages.success(
            request, f"{number} dismissed. They are under Dismissed, where you can take that back."
        )
    else:
        messages.warning(request, "Nobody was chosen: tick whom to dismiss.")
    return redirect("proposals")


@screen("POST")
def restore_proposal(request, pk):
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)
    actions.restore_proposal(proposal, by=request.user, now=timezone.now())
    messages.success(request, f"{proposal.name} is proposed again.")
    return redirect("dismissed_proposals")
