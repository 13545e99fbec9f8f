"""How log lines look: JSON, so that a machine can search them. Words of members never go in."""

import re
import sys
import traceback

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


def where_it_broke(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """The traceback and the kind of error, without its message: a database's "Key (number)=(…)
    already exists" would put what a member typed into the log."""
    given = event.pop("exc_info", None)
    kind, _, trace = sys.exc_info() if given is True else given or (None, None, None)
    if kind is not None:
        frames = "".join(traceback.format_tb(trace))
        event["exception"] = f"{frames}{kind.__module__}.{kind.__qualname__}"
    return event


# The address of a topic says its title, which may be a closed board's, or be redacted one day.
_TITLED = re.compile(r"(/t/\d+/)[\w%-]+")


def untitled(path: str) -> str:
    return _TITLED.sub(r"\1…", path)


def without_titles(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Wherever an address stands: Django's own lines name the one that was not found."""
    return {key: untitled(said) if isinstance(said, str) else said for key, said in event.items()}


def without_query(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """A request by its path: a query may hold what was searched for, such as a doctor's number."""
    if isinstance(event.get("request"), str):
        event["request"] = event["request"].partition("?")[0]
    return event


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    where_it_broke,
    without_query,
    without_titles,
]

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *SHARED,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """For the logging of Django, Celery and everyone else, which looks the same."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    )
