"""The sign-in address and the first password of a person. Other passwords: allauth's pages."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from core import rate_limits
from core.forms import bind, render_form
from core.screen import screen
from people import actions
from people.forms import AddressForm
from people.models import AddressChange
from people.tokens import link_to_reset, pk_to_confirm, pk_to_restore


@screen("GET", "POST")
def change_address(request):
    now = timezone.now()
    form = bind(AddressForm, request, user=request.user)
    if form.is_bound:
        rate_limits.consume(request, "own_password")
    if form.is_valid():
        email = form.cleaned_data["email"]
        actions.request_address(request.user, email=email, by=request.user, now=now)
        messages.success(request, f"We sent a link to {email}. Open it to confirm the address.")
        return redirect("change_address")
    waiting = AddressChange.objects.visible_to(request.user).waiting(now).first()
    return render_form(request, "people/change_address.html", {"waiting": waiting}, form=form)


@screen("GET", "POST")
def confirm_address(request, token):
    """Only for the person, signed in: a mistyped address may be somebody else's."""
    now = timezone.now()
    changes = AddressChange.objects.visible_to(request.user).waiting(now)
    change = changes.filter(pk=pk_to_confirm(token)).first()
    if change is None:
        return render(request, "people/address_link_ended.html", status=410)
    if request.method == "POST":
        actions.confirm_address(change, by=request.user, now=now)
        messages.success(request, f"You sign in with {change.new_email} from now on.")
        return redirect("me")
    return render(request, "people/confirm_address.html", {"change": change})


@screen("GET", "POST", public=True)
def restore_address(request, token):
    """Restore the old address; works signed out, too."""
    rate_limits.require_quota(request, "invitation")
    now = timezone.now()
    change = AddressChange.objects.filter(pk=pk_to_restore(token)).select_related("user").first()
    if change is None:
        rate_limits.consume(request, "invitation")
        raise Http404
    if not AddressChange.objects.restorable(now).filter(pk=change.pk).exists():
        return render(request, "people/address_link_ended.html", status=410)
    if request.method == "POST":
        person = actions.restore_address(change, now=now)
        logout(request)  # this browser may have been signed in to the account
        return redirect(link_to_reset(person))
    return render(request, "people/restore_address.html", {"change": change})


@screen("GET", "POST")
def choose_password(request):
    """For people without a password. A mailed link, because nothing else proves who they are."""
    if request.user.has_usable_password():
        return redirect("account_change_password")
    if request.method == "POST":
        rate_limits.consume(request, "own_password")
        actions.send_password_reset(request.user.email, now=timezone.now())
        messages.success(request, f"We sent a link to {request.user.email}.")
        return redirect("me")
    return render(request, "people/choose_password.html")
