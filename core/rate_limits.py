"""Rate limits, by person and by address, for what is expensive or can be guessed.

Apps declare the rates, as in "20/h/user" or "10/m/ip,5/5m/key". The cache keeps the times that
count; while Valkey is away, that is a table of the database.
"""

import hashlib
import ipaddress
import math
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache

from core.app_config import declared
from core.errors import RateLimited
from core.text import count_of

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
RATE = re.compile(r"(\d+)/(\d*)([smhd])/(ip|user|key|ip\+key)")
IPV6_PREFIX = 64  # one network counts as one address: a household owns a whole one
LOCK_SECONDS = 10
LOCK_WAIT = 1  # seconds; a longer wait means a flood of requests


@dataclass(frozen=True)
class Rate:
    """`amount` times in `seconds`, counted per "ip", "user", "key" or "ip+key" (both together)."""

    amount: int
    seconds: int
    per: str


def parse_rates(text):
    """The rates of "20/h/user" or of several separated by commas. Raises ValueError."""
    return [_parse_rate(part.strip()) for part in text.split(",")]


def _parse_rate(text):
    match = RATE.fullmatch(text)
    if not match:
        raise ValueError(f"not a rate: {text!r}")
    amount, number, unit, per = match.groups()
    return Rate(int(amount), int(number or 1) * UNITS[unit], per)


def rates():
    """The limits by action: what the apps declare, single ones replaced by settings.RATE_LIMITS."""
    if settings.RATE_LIMITS is None:
        return {}
    return declared("rate_limits") | settings.RATE_LIMITS


def consume(request, action, key=""):
    """Count one `action` and return when it was counted.

    `key` is what a rate per key counts by, such as an e-mail address.
    Raises RateLimited, which says when to try again, if one of its rates is used up.
    """
    now = time.time()
    slots = _slots(request, action, key)
    for slot in slots:
        with slot.locked():
            times = slot.times(now)
            if len(times) >= slot.rate.amount:
                raise _error([slot.wait(now) for slot in slots])
            slot.save([*times, now])
    return now


def require_quota(request, action, key=""):
    """Like `consume`, but count nothing: for attempts that count only if they fail."""
    now = time.time()
    waits = [slot.wait(now) for slot in _slots(request, action, key)]
    if any(waits):
        raise _error(waits)


def refund(request, action, counted_at, key=""):
    """Take back what `consume` counted at that time."""
    for slot in _slots(request, action, key):
        with slot.locked():
            slot.save([at for at in slot.times(time.time()) if at != counted_at])


def clear(request, action, key=""):
    """Forget everything that counts against `action`."""
    for slot in _slots(request, action, key):
        cache.delete(slot.cache_key)


@dataclass(frozen=True)
class _Slot:
    """The uses of one rate by one person or address."""

    rate: Rate
    cache_key: str

    def times(self, now):
        """When it was used, oldest first, as far as it still counts."""
        return [at for at in cache.get(self.cache_key, []) if at > now - self.rate.seconds]

    def save(self, times):
        cache.set(self.cache_key, times, self.rate.seconds)

    def wait(self, now):
        """Seconds until one use is free again; 0 if one is free now."""
        times = self.times(now)
        if len(times) < self.rate.amount:
            return 0
        return times[0] + self.rate.seconds - now

    @contextmanager
    def locked(self):
        """Keep two requests from taking the last use together. Raises RateLimited if many wait."""
        lock = f"{self.cache_key}:lock"
        deadline = time.monotonic() + LOCK_WAIT
        while not cache.add(lock, 1, timeout=LOCK_SECONDS):
            if time.monotonic() > deadline:
                raise _error([1])
            time.sleep(0.01)
        try:
            yield
        finally:
            cache.delete(lock)


def _slots(request, action, key):
    text = rates().get(action)
    if not text:
        return []
    return [_slot(request, action, rate, key) for rate in parse_rates(text)]


def _slot(request, action, rate, key):
    subject = str(_subject_of(rate, request, key))
    digest = hashlib.sha256(subject.encode()).hexdigest()
    return _Slot(rate, f"rate:{action}:{rate.amount}/{rate.seconds}/{rate.per}:{digest}")


def _subject_of(rate, request, key):
    if rate.per == "user":
        return request.user.pk
    if rate.per == "ip":
        return _network_of(request)
    if rate.per == "ip+key":
        return f"{_network_of(request)} {key}"
    return key


def _network_of(request):
    text = get_adapter().get_client_ip(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if address.version == 4:
        return text
    return ipaddress.ip_network((address, IPV6_PREFIX), strict=False)


def _error(waits):
    seconds = max(1, math.ceil(max(waits)))
    sentence = f"Too many requests in a short time. Try again in {format_wait(seconds)}."
    return RateLimited(sentence, seconds)


def format_wait(seconds):
    """ "40 seconds", or "5 minutes" where seconds no longer matter."""
    if seconds < 100:
        return count_of(seconds, "second")
    return count_of(math.ceil(seconds / 60), "minute")
