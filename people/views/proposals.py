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
    """Proposals are private: for everybody else the pages do not exist."""
    if not can_manage_people(request.user):
        raise Http404


@screen("GET", "POST")
def proposals(request):
    require_coordinator(request)
    page = queries.proposals_page(
        request.user, state=ProposalState.OPEN, page=request.GET.get("page")
    )
    rows = posted_proposals(request) if request.method == "POST" else page.object_list
    teams = list(Team.objects.visible_to(request.user))
    form = bind(ProposalsForm, request, proposals=rows, teams=teams, tick_all="all" in request.GET)
    if form.is_valid():
        created, linked = actions.confirm_proposals(
            form.choices(), by=request.user, now=timezone.now()
        )
        messages.success(request, confirmation_message(created, linked))
        return redirect("invitations" if created else "proposals")
    return render_form(request, "people/proposals.html", {"page": page, "teams": teams}, form=form)


def posted_proposals(request):
    """The proposals of the posted page; the pages may have shifted meanwhile."""
    rows = Proposal.objects.visible_to(request.user).filter(pk__in=posted_ids(request, "row"))
    return queries.add_matches(list(rows.exclude(state=ProposalState.CONFIRMED)))


def posted_ids(request, name):
    return read_ids(request.POST.getlist(name))


def confirmation_message(created, linked):
    sentences = []
    if created:
        sentences.append(f"{count_of(len(created), 'person', 'people')} added and invited.")
    if linked:
        people = count_of(len(linked), "existing person", "existing people")
        sentences.append(f"{people} linked to the helpdesk.")
    return " ".join(sentences) or "Somebody else has already confirmed them."


@screen("GET")
def dismissed(request):
    require_coordinator(request)
    page = queries.proposals_page(
        request.user, state=ProposalState.DISMISSED, page=request.GET.get("page")
    )
    return render(request, "people/dismissed.html", {"page": page})


@screen("POST")
def dismiss_proposals(request):
    require_coordinator(request)
    selected = [pk for pk in posted_ids(request, "row") if f"pick_{pk}" in request.POST]
    rows = list(Proposal.objects.visible_to(request.user).filter(pk__in=selected))
    number = actions.dismiss_proposals(rows, by=request.user, now=timezone.now())
    if number:
        messages.success(request, f"{number} dismissed. You can restore them under Dismissed.")
    else:
        messages.warning(request, "Nobody is selected. Select the people to dismiss.")
    return redirect("proposals")


@screen("POST")
def restore_proposal(request, pk):
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)
    actions.restore_proposal(proposal, by=request.user, now=timezone.now())
    messages.success(request, f"{proposal.name} is proposed again.")
    return redirect("dismissed_proposals")
