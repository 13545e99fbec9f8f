"""python -m community.dev run | start | stop | status | reset | test [pytest arguments] | check"""

import os
import shutil
import sys
from collections.abc import Callable

from community.dev import Problem, checking, services, supervisor, testing
from community.dev.addresses import LOCAL, ROOT


def start() -> None:
    for service in services.needed():
        service.start()
    status()


def stop() -> None:
    supervisor.stop_running()
    services.stop([services.postgres(), services.redis()])
    status()


def status() -> None:
    needed = services.needed()
    for service in needed:
        print(services.report(service))
    for name, url in services.places().items():
        print(f"{name}='{url}'")
    print(supervisor.running_site() or "The site is not running.")


def reset() -> None:
    """Begin anew. A database that was given in DATABASE_URL is not ours to empty."""
    supervisor.stop_running()
    for name in ("main", "test"):
        services.postgres(name).wipe()
        services.redis(name).wipe()
    for leftover in (LOCAL / "mail", ROOT / "var" / "pictures"):
        shutil.rmtree(leftover, ignore_errors=True)
    for leftover in LOCAL.glob("beat*"):
        leftover.unlink()
    print("The embedded data is gone; `make run` begins anew.")
    if os.environ.get("DATABASE_URL"):
        print("DATABASE_URL is set: that database was not touched.")


VERBS: dict[str, Callable[[], None]] = {
    "run": supervisor.run,
    "start": start,
    "stop": stop,
    "status": status,
    "reset": reset,
}


def main(words: list[str]) -> int:
    match words:
        case ["test", *arguments]:
            return testing.test(arguments)
        case ["check"]:
            return checking.check()
        case [verb] if verb in VERBS:
            VERBS[verb]()
            return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Problem as problem:
        sys.exit(f"{problem}")
    except PermissionError as denied:
        sys.exit(
            f"{denied.filename} is closed to this account. Was it run here as another one, perhaps "
            "as root? Run it as that one, or remove .local as that one."
        )
    except KeyboardInterrupt:
        sys.exit(130)
