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
        "nav": SimpleLazyObject(lambda: build_navigation(user, request.path)),
        "inbox_count": SimpleLazyObject(lambda: unread_count(user)),
    }


def theme_of(request, user=None):
    """The cookie of this browser wins over what the person chose in another one."""
    theme = request.COOKIES.get("theme") or (user.theme if user else "system")
    return theme if theme in ("light", "dark") else "system"
