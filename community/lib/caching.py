"""The cache, and the site without it: Redis may be away for a while."""

from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


class ForgivingCache(RedisCache):
    """While Redis is away nothing is found here and nothing kept, and whoever asks works it out
    anew. To `add` something fails then, as if another had been first: what counts attempts to sign
    in, or takes a code once, lets nobody through that it cannot count."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return _or(default, super().get, key, default, version)

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        return _or({}, super().get_many, keys, version)

    def has_key(self, key: str, version: int | None = None) -> Any:
        return _or(False, super().has_key, key, version)

    def add(self, key: str, *args: Any, **kwargs: Any) -> Any:
        return _or(False, super().add, key, *args, **kwargs)

    def set(self, key: str, *args: Any, **kwargs: Any) -> Any:
        return _or(None, super().set, key, *args, **kwargs)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return _or(list(data), super().set_many, data, *args, **kwargs)

    def touch(self, key: str, *args: Any, **kwargs: Any) -> Any:
        return _or(False, super().touch, key, *args, **kwargs)

    def delete(self, key: str, version: int | None = None) -> Any:
        return _or(False, super().delete, key, version)

    def delete_many(self, keys: Any, version: int | None = None) -> Any:
        return _or(None, super().delete_many, keys, version)

    def ping(self) -> None:
        """Raises RedisError while Redis is away."""
        self._cache.get_client().ping()


def _or(otherwise: Any, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        return act(*args, **kwargs)
    except RedisError as error:
        # The class only: a message could name a key, and so a member.
        log.warning("cache_unreachable", error=type(error).__name__)
        return otherwise
