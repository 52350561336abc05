"""Django's Redis cache, with a database table as fallback while Valkey is down."""

import logging
import time
from functools import wraps

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

REST = 5  # seconds without Valkey after a failure, so that a page waits for it once, not ten times
_rests_until = {}  # by address of the server, on the monotonic clock


def with_database_fallback(name):
    """The cache method `name`; without Valkey the table answers, so rate limits go on."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def call(self, *args, **kwargs):
        if time.monotonic() >= _rests_until.get(self.address, 0):
            try:
                return method(self, *args, **kwargs)
            except RedisError as error:
                _rests_until[self.address] = time.monotonic() + REST
                log.warning("cache: %s failed (%s), using the database", name, type(error).__name__)
        return getattr(self.fallback, name)(*args, **kwargs)

    return call


class FallbackRedisCache(RedisCache):
    def __init__(self, server, params):
        super().__init__(server, dict(params))
        self.address = server
        # Django's default of 300 entries is too few: made-up addresses would push out real ones.
        options = {"KEY_PREFIX": params.get("KEY_PREFIX", ""), "OPTIONS": {"MAX_ENTRIES": 100_000}}
        self.fallback = DatabaseCache("people_throttle", options)

    add = with_database_fallback("add")
    get = with_database_fallback("get")
    set = with_database_fallback("set")
    touch = with_database_fallback("touch")
    delete = with_database_fallback("delete")
    get_many = with_database_fallback("get_many")
    has_key = with_database_fallback("has_key")
    incr = with_database_fallback("incr")
    set_many = with_database_fallback("set_many")
    delete_many = with_database_fallback("delete_many")

    def server(self):
        """Name and version of the server ("Valkey 8.1.1"); "" while it is away."""
        try:
            info = self._cache.get_client().info("server")
        except RedisError:
            return ""
        name = "valkey" if "valkey_version" in info else "redis"
        return f"{name.capitalize()} {info[f'{name}_version']}"

    def is_alive(self):
        try:
            return bool(self._cache.get_client().ping())
        except RedisError:
            return False
