from django.contrib.auth.models import Group
from django.utils import timezone

from core import rate_limits
from people import session_limits
from people.models import User
from people.states import GROUPS


def make_reference_rows(sender, **kwargs):
    """Create groups and the SYSTEM user after `migrate`.

    Not in a data migration: tests that flush the database would lose the rows.
    """
    for name in GROUPS:
        Group.objects.get_or_create(name=name)
    User.objects.get_or_create(
        email=User.SYSTEM_EMAIL,
        defaults={"name": "Case Review", "is_active": False, "password": "!"},
    )


def begin_session(sender, request, **kwargs):
    session_limits.begin(request.session, timezone.now().timestamp())


def forget_wrong_passwords(sender, request, user, **kwargs):
    """After a password reset, earlier wrong passwords no longer count."""
    rate_limits.clear(request, "sign_in", user.email.lower())
