"""Whether this process lives, and whether what it stands on answers."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from community.celery import app
from community.lib.caching import ForgivingCache

log = structlog.get_logger(__name__)


@login_not_required
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok", "instance": settings.INSTANCE_ID})


@login_not_required
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    checks = {"database": _database, "cache": _cache, "broker": _broker}
    answers = {name: _answers(name, check) for name, check in checks.items()}
    status = 200 if all(answers.values()) else 503
    return JsonResponse(
        {"status": "ok" if status == 200 else "not ready", **answers}, status=status
    )


def _answers(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:
        # Whatever went wrong, the answer is no; the log has the reason, the page does not.
        log.warning("not_ready", part=name, exc_info=True)
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache = caches["default"]
    assert isinstance(cache, ForgivingCache), "see CACHES"
    cache.ping()


def _broker() -> None:
    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
