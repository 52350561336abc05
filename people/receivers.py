from django.contrib.auth.models import Group

from people.models import User
from people.states import GROUPS


def make_reference_rows(sender, **kwargs):
    """Groups and the SYSTEM user, made after every migrate, because rows of data migrations vanish when tests flush."""
    for name in GROUPS:
        Group.objects.get_or_create(name=name)
    User.objects.get_or_create(
        email=User.SYSTEM_EMAIL, defaults={"name": "Case Review", "is_active": False, "password": "!"}
    )
