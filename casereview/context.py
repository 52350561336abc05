"""What the frame of every page needs: navigation, inbox count, theme."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from notifications.queries import unread_count

ITEMS = (
    ("my_week", "My week", ("/",)),
    ("reviews", "Reviews", ("/reviews/",)),
    ("cases", "Cases", ("/cases/", "/customers/")),
    ("draws", "Draws", ("/draws/", "/pools/", "/pairings/")),
    ("people", "People", ("/people/", "/teams/", "/memberships/", "/absences/")),
)


@dataclass(frozen=True)
class Item:
    url: str
    label: str
    current: bool


def page(request):
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "demo": settings.DEMO,
        "theme": theme_of(request, user if signed_in else None),
        "nav": navigation(request.path) if signed_in else [],
        "inbox_count": SimpleLazyObject(lambda: unread_count(user)) if signed_in else 0,
    }


def theme_of(request, user):
    """The cookie of this browser decides before what the person chose on another one."""
    chosen = request.COOKIES.get("theme") or (user.theme if user else "system")
    return chosen if chosen in ("light", "dark") else "system"


def navigation(path):
    """The items of the bar; each is current on every address that belongs to it."""
    return [Item(reverse(name), label, belongs(path, prefixes)) for name, label, prefixes in ITEMS]


def belongs(path, prefixes):
    return path == "/" if prefixes == ("/",) else path.startswith(prefixes)
