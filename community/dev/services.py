"""The embedded services of this clone: which there are, where they keep what, how they stand."""

import os
from collections.abc import Mapping
from pathlib import Path

from community.dev.accounts import data_home
from community.dev.addresses import LOCAL, database_url, redis_url, socket_dir
from community.dev.postgres import Postgres
from community.dev.redis import Redis

LOGS = LOCAL / "log"
Service = Postgres | Redis


def postgres(name: str = "main") -> Postgres:
    return Postgres(
        data_home() / f"postgres-{name}",
        socket_dir(name),
        LOGS / f"postgres-{name}.log",
        lasting=name == "main",
    )


def redis(name: str = "main") -> Redis:
    return Redis(
        LOCAL / f"redis-{name}",
        socket_dir(name),
        LOGS / f"redis-{name}.log",
        lasting=name == "main",
    )


def needed(name: str = "main", given: Mapping[str, str] = os.environ) -> list[Service]:
    """Those that nobody provides: a service with its address in the environment is not started."""
    services: list[Service] = []
    if not given.get("DATABASE_URL"):
        services.append(postgres(name))
    if not given.get("REDIS_URL"):
        services.append(redis(name))
    return services


def places(name: str = "main", given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """DATABASE_URL and REDIS_URL: as given, else those of the embedded services."""
    return {
        "DATABASE_URL": given.get("DATABASE_URL") or database_url(name),
        "REDIS_URL": given.get("REDIS_URL") or redis_url(name),
    }


def stop(services: list[Service]) -> None:
    for service in reversed(services):
        service.stop()


def report(service: Service) -> str:
    state = "running" if service.running() else "stopped"
    return (
        f"{service.name:<12}{state}, data in {_short(service.data)}, log in {_short(service.log)}"
    )


def _short(path: Path) -> Path:
    return path.relative_to(LOCAL.parent) if path.is_relative_to(LOCAL.parent) else path
