"""How often one person, or one address, may do what costs much or guesses. The apps declare the rates.

Counted by allauth, in the cache, which is a table of the database while Valkey is away.
"""

import math
import time

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache

from core.app_config import declared
from core.errors import RateLimited


def consume(request, action, **other):
    """Count one of `action`; raises `RateLimited`, which says when to come back, where the limit is reached.

    `other` names rates that are not ours (`app`, `config`) and the `key` of a rate that counts by one.
    """
    _ask(request, action, **other)


def require_quota(request, action):
    """As `consume`, and counts nothing: for what counts only if it turns out wrong."""
    _ask(request, action, dry_run=True)


def rates():
    """The limits by action: what the apps declare, single ones replaced by settings.RATE_LIMITS."""
    if settings.RATE_LIMITS is None:
        return {}
    return declared("rate_limits") | settings.RATE_LIMITS


def _ask(request, action, *, dry_run=False, **other):
    where = {"app": "casereview", "action": action, "config": rates()} | other
    if not ratelimit.consume(request, **where, limit_get=True, dry_run=dry_run):
        raise rate_limit_error(request, **where)


def rate_limit_error(request, **where):
    seconds = math.ceil(max((seconds for seconds in waits(request, **where)), default=1))
    words = f"That was a lot in a short time, so there is a pause. Go on in {format_wait(seconds)}."
    return RateLimited(words, max(1, seconds))


def waits(request, *, app, action, config=None, key=None):
    """For each rate that is used up the seconds until the oldest of what counts is forgotten."""
    now = time.time()
    for rate in ratelimit.get_rates(app=app, action=action, config=config):
        place = ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key)
        times = [at for at in cache.get(place, []) if at > now - rate.duration]
        if len(times) >= rate.amount:
            yield times[-1] + rate.duration - now


def format_wait(seconds):
    number, word = (seconds, "second") if seconds < 100 else (math.ceil(seconds / 60), "minute")
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
