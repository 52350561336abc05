"""Views for anonymous people: set-up, invitations, and the demo's personas."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from core import rate_limits
from core.forms import bind, render_form
from core.screen import screen
from people import actions, queries
from people.forms import AcceptForm, SetUpForm
from people.models import User
from people.personas import demo_personas, may_use_demo
from people.states import InvitationState
from people.tokens import invitation_pk
from people.views.responses import sign_in


@screen("GET", "POST", public=True)
def setup(request):
    if queries.is_set_up():
        raise Http404
    rate_limits.require_quota(request, "setup")
    form = bind(SetUpForm, request)
    if form.is_bound and form.has_wrong_code:
        rate_limits.consume(request, "setup")
    elif form.is_valid():
        admin = actions.set_up(**form.values(), now=timezone.now())
        return sign_in(request, admin, to=reverse("first_steps"))
    return render_form(request, "people/setup.html", {}, form=form)


@screen("GET", "POST", public=True)
def invitation(request, token):
    rate_limits.require_quota(request, "invitation")
    invited = queries.get_invitation(invitation_pk(token))
    if invited is None:
        rate_limits.consume(request, "invitation")
        return render(request, "people/invitation_unknown.html", status=404)
    state = invited.state_at(timezone.now())
    if state != InvitationState.OPEN or not invited.user.is_active:
        return render(request, "people/invitation_ended.html", over(invited, state), status=410)
    if request.user.is_authenticated:
        return render(
            request, "people/invitation_signed_in.html", {"invitation": invited}, status=409
        )
    form = bind(AcceptForm, request, person=invited.user)
    if form.is_valid():
        person = actions.accept_invitation(invited, **form.values(), now=timezone.now())
        return sign_in(request, person, to=reverse("my_week"))
    return render_form(request, "people/invitation.html", {"invitation": invited}, form=form)


def over(invited, state):
    newer = invited.user.invitations.open(timezone.now()).exists()
    return {"invitation": invited, "state": state, "has_newer": newer}


@screen("POST", public=True)
def demo_sign_in(request, pk):
    if not may_use_demo(request):
        raise Http404
    person = get_object_or_404(User.objects.active().filter(email__in=demo_personas()), pk=pk)
    return sign_in(request, person, to=reverse("my_week"))
