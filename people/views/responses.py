"""What the views of people have in common: reading a form, refusing, and answering with a page."""

from allauth.account.utils import perform_login
from django.shortcuts import render

from core.errors import NotAllowed

FOR_COORDINATORS = "This is done by the coordinators of the programme."


def posted(request):
    """The data of a form that was sent, or None, so that a form knows whether it is to be judged."""
    return request.POST if request.method == "POST" else None


def page(request, template, context, *, form=None):
    """The page; 422 where it holds a form that was sent and refused."""
    refused = form is not None and form.is_bound and bool(form.errors)
    status = 422 if refused else context.pop("status", 200)
    return render(
        request, template, context | ({} if form is None else {"form": form}), status=status
    )


def require(allowed, sentence=FOR_COORDINATORS):
    """Say so before a form is filled in; the action would refuse all the same."""
    if not allowed:
        raise NotAllowed(sentence)


def sign_in(request, person, *, to):
    """Begin a session as `person`, in allauth's list of sessions like any other, and lead on to the URL named `to`."""
    return perform_login(request, person, redirect_url=to)
