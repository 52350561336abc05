"""The demo people you can sign in as with one click."""

from ipaddress import ip_address

from django.conf import settings

from core.app_config import find_contributions

FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")


def demo_personas():
    """Every app's `demo.PERSONAS`, merged: what you find as each person, by e-mail address."""
    personas = {}
    for _, of_app in find_contributions("demo", "PERSONAS"):
        personas |= of_app
    return personas


def may_use_demo(request):
    """Whether the one-click sign-in is open: with DEMO=1, to a browser on this machine.

    The peer of the connection decides, because a client can send any Host header. Behind a proxy
    every peer looks local, so a forwarded request is refused.
    """
    if not settings.DEMO or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:  # a Unix socket has no peer address
        return False
