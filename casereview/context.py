"""Context processor for the frame of every page: navigation, inbox count, theme."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from casereview.navigation import build_navigation
from notifications.queries import unread_count


def page_frame(request):
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return {"demo": settings.DEMO, "theme": theme_of(request), "nav": None, "inbox_count": 0}
    return {
        "demo": settings.DEMO,
        "theme": theme_of(request, user),
        "nav": SimpleLazyObject(lambda: build_navigation(user, section_path(request))),
        "inbox_count": SimpleLazyObject(lambda: unread_count(user)),
    }


def section_path(request):
    """The address that decides which section is current.

    A view sets `request.section_path` if its page belongs to the section of another page.
    """
    return getattr(request, "section_path", request.path)


def theme_of(request, user=None):
    """The cookie of this browser wins over the theme chosen in another one."""
    theme = request.COOKIES.get("theme") or (user.theme if user else "system")
    return theme if theme in ("light", "dark") else "system"
