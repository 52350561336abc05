from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.utils import timezone

from core.error_pages import signed_out
from people import session_limits


class SessionLimitsMiddleware:
    """Ends sessions that are idle or too old, in the admin too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        session = request.session
        now = timezone.now().timestamp()
        request.ended_because = (
            session_limits.why_over(session, now) if SESSION_KEY in session else ""
        )
        if request.ended_because:
            logout(request)
            messages.info(request, request.ended_because)
        elif SESSION_KEY in session and session_limits.BEGAN not in session:
            session_limits.begin(session, now)  # it predates the limits
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Passive requests do not count as use. A form posted to the admin keeps its typed text."""
        if (
            request.ended_because
            and request.method == "POST"
            and request.resolver_match.app_name == "admin"
        ):
            return signed_out(request)
        screen = getattr(view, "screen", None)
        if SESSION_KEY in request.session and not (screen and screen.passive):
            session_limits.touch(request.session, timezone.now().timestamp())
        return None


class TimeZoneMiddleware:
    """Renders every page in the zone of its reader."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            with timezone.override(request.user.zone):
                return self.get_response(request)
        return self.get_response(request)
