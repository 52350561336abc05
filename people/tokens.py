"""The secrets that are computed and never stored: links of invitations and new passwords, and the code of set-up."""

from hmac import compare_digest

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # nothing that reads like something else
_invitation = Signer(sep=".", salt="people.invitation")


def token_of(invitation):
    return _invitation.sign(str(invitation.pk))


def link_of(invitation):
    """The path that lets its holder in; the address of the deployment goes in front."""
    return reverse("invitation", args=[token_of(invitation)])


def invitation_pk(token):
    """The id in a token of ours; None where it is torn or forged."""
    try:
        return int(_invitation.unsign(token))
    except (BadSignature, ValueError):
        return None


def link_to_reset(person):
    """The path of allauth's page where `person` chooses a new password; ends when they did, or sign in."""
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])


def setup_code():
    """Eight letters that whoever can read the SECRET_KEY can print, and nobody else can guess."""
    digest = salted_hmac("people.setup", "code", algorithm="sha256").digest()
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:8])
    return f"{letters[:4]}-{letters[4:]}"


def is_setup_code(typed):
    """Whether `typed` is the code; case, blanks and the dash do not matter."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return compare_digest(plain.encode(), setup_code().replace("-", "").encode())
