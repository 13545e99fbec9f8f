"""Rate limits, counted in Redis and keyed to the account: a hospital shares one address."""

from dataclasses import dataclass
from functools import lru_cache

import structlog
from django.conf import settings
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Limit:
    """`rate` as "10/minute"; `reason` is for whoever asks why."""

    name: str
    rate: str
    reason: str

    @property
    def item(self) -> RateLimitItem:
        return parse(self.rate)


class TooFast(Exception):
    """The account did this too often. `wait` is in seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"Too many in a short time; try again in {wait} seconds.")
        self.wait = wait


@lru_cache(1)
def _limiter() -> SlidingWindowCounterRateLimiter:
    url = settings.REDIS_URL
    # the library's spelling of a socket
    url = url.replace("unix://", "redis+unix://", 1) if url.startswith("unix://") else url
    prefix = f"{settings.CACHES['default']['KEY_PREFIX']}:limits"
    storage = storage_from_string(url, key_prefix=prefix, wrap_exceptions=True, socket_timeout=3)
    return SlidingWindowCounterRateLimiter(storage)


def spend(limit: Limit, user_id: int | str) -> None:
    """Count one use, of an account or of what stands for one who has none. Raises TooFast when
    there were too many; a Redis that is down stops no one."""
    try:
        if not _limiter().hit(limit.item, limit.name, str(user_id)):
            stats = _limiter().get_window_stats(limit.item, limit.name, str(user_id))
            import time

            raise TooFast(max(1, int(stats.reset_time - time.time()) + 1))
    except StorageError:
        log.warning("limits_unreachable", limit=limit.name)


def forget(limit: Limit, user_id: int) -> None:
    """Count from nought again, for an account that is new though its number is not: a database
    that was begun anew gives the numbers of the old one again, and Redis remembers those."""
    try:
        _limiter().clear(limit.item, limit.name, str(user_id))
    except StorageError:
        log.warning("limits_unreachable", limit=limit.name)
