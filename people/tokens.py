"""Derived secrets: links to join or reset a password, the set-up code."""

from hmac import compare_digest

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # no letters that look alike
_invitation = Signer(sep=".", salt="people.invitation")
_confirmation = Signer(sep=".", salt="people.address confirmation")
_way_back = Signer(sep=".", salt="people.address way back")


def token_of(invitation):
    return _invitation.sign(str(invitation.pk))


def link_of(invitation):
    """The path of the invitation, without the host."""
    return reverse("invitation", args=[token_of(invitation)])


def invitation_pk(token):
    return _pk_in(token, _invitation)


def link_to_confirm(change):
    """The path where a person confirms the new address of `change`."""
    return reverse("confirm_address", args=[_confirmation.sign(str(change.pk))])


def pk_to_confirm(token):
    return _pk_in(token, _confirmation)


def link_to_restore(change):
    """The path that restores the old address of `change`; works signed out, too."""
    return reverse("restore_address", args=[_way_back.sign(str(change.pk))])


def pk_to_restore(token):
    return _pk_in(token, _way_back)


def _pk_in(token, signer):
    """The id in a token; None if it is incomplete or forged."""
    try:
        return int(signer.unsign(token))
    except (BadSignature, ValueError):
        return None


def link_to_reset(person):
    """The path where `person` chooses a new password; invalid once they did, or sign in."""
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])


def setup_code():
    """Eight letters derived from the SECRET_KEY, so that only the server can print them."""
    digest = salted_hmac("people.setup", "code", algorithm="sha256").digest()
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:8])
    return f"{letters[:4]}-{letters[4:]}"


def is_setup_code(typed):
    """Whether `typed` is the code, ignoring case, spaces and the dash."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return compare_digest(plain.encode(), setup_code().replace("-", "").encode())
