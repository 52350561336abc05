"""Browsers that somebody has signed in with: their wrong passwords are counted separately.

So nobody can lock a person out by guessing from elsewhere. A signed cookie holds a random id and
whose browser it is. It signs nobody in.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import get_random_string, salted_hmac

SALT = "people.known device"
YEAR = 365 * 24 * 3600
MOST_PEOPLE = 5  # on one browser


def find_device(request, email):
    """The id of this browser if the person with that address signed in with it; or ""."""
    device = read_cookie(request)
    return device["id"] if fingerprint(email) in device["people"] else ""


def remember_device(request, response, email):
    """Write the cookie that makes this browser known for `email`."""
    device = read_cookie(request)
    others = [person for person in device["people"] if person != fingerprint(email)]
    device["people"] = [fingerprint(email), *others][:MOST_PEOPLE]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        Signer(salt=SALT).sign_object(device),
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def read_cookie(request):
    """The content of the cookie; a new device without people if it is missing or forged."""
    value = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        return Signer(salt=SALT).unsign_object(value)
    except (BadSignature, ValueError):
        return {"id": get_random_string(16), "people": []}


def fingerprint(email):
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()[:16]
