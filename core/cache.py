"""Django's Redis cache, which may be down without taking a page with it."""

import logging
from functools import wraps

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def or_database(name):
    """With Valkey down, fall back to a table: sign-in throttling must keep counting, or it would be open."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def call(self, *args, **kwargs):
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            log.warning("cache: %s failed (%s), using the database", name, type(error).__name__)
            return getattr(self.fallback, name)(*args, **kwargs)

    return call


class ForgivingRedisCache(RedisCache):
    def __init__(self, server, params):
        super().__init__(server, dict(params))
        # Django's 300 entries would be soon full of made-up names, and with them the count of a real one thrown out.
        options = {"KEY_PREFIX": params.get("KEY_PREFIX", ""), "OPTIONS": {"MAX_ENTRIES": 100_000}}
        self.fallback = DatabaseCache("people_throttle", options)

    add = or_database("add")
    get = or_database("get")
    set = or_database("set")
    touch = or_database("touch")
    delete = or_database("delete")
    get_many = or_database("get_many")
    has_key = or_database("has_key")
    incr = or_database("incr")
    set_many = or_database("set_many")
    delete_many = or_database("delete_many")

    def server(self):
        """Name and version of what answers ("Valkey 8.1.1"), or nothing while it is away."""
        try:
            told = self._cache.get_client().info("server")
        except RedisError:
            return ""
        name = "valkey" if "valkey_version" in told else "redis"
        return f"{name.capitalize()} {told[f'{name}_version']}"

    def is_alive(self):
        try:
            return bool(self._cache.get_client().ping())
        except RedisError:
            return False
