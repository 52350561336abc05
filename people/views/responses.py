"""What the views of people have in common: refusing and signing in."""

from allauth.account.utils import perform_login

from core.errors import NotAllowed

FOR_COORDINATORS = "This is done by the coordinators of the programme."


def require(allowed, sentence=FOR_COORDINATORS):
    """Say so before a form is filled in; the action would refuse all the same."""
    if not allowed:
        raise NotAllowed(sentence)


def sign_in(request, person, *, to):
    """Begin a session as `person`, in allauth's list of sessions like any other, and lead on to the URL named `to`."""
    return perform_login(request, person, redirect_url=to)
