"""How often a wrong set-up code may be typed from one address before it has to wait."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache

LIMIT, WINDOW = 10, 600


def is_throttled(request):
    return cache.get(_key(request), 0) >= LIMIT


def count_wrong(request):
    """The window begins with the first wrong code. One that ends between the two calls has begun anew."""
    key = _key(request)
    if not cache.add(key, 1, WINDOW):
        try:
            cache.incr(key)
        except ValueError:
            cache.set(key, 1, WINDOW)


def _key(request):
    """The adapter knows how many proxies to trust."""
    return f"people:setup:{get_adapter().get_client_ip(request)}"
