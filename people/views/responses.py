"""Refusing and signing in, for several views."""

from allauth.account.utils import perform_login

from core.errors import NotAllowed

FOR_COORDINATORS = "Only coordinators can do this."


def require(allowed, sentence=FOR_COORDINATORS):
    """Refuse before the form is filled in; the action would refuse too."""
    if not allowed:
        raise NotAllowed(sentence)


def sign_in(request, person, *, to):
    """Sign `person` in through allauth, which lists the session, and redirect to `to`."""
    return perform_login(request, person, redirect_url=to)
