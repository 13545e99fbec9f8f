"""Where the site listens, from HOST and PORT: a port that was asked for is a promise, the default
is a wish."""

import errno
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from community.dev import Problem

USUAL = 8000
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 (compared with, not bound to)
HERE = {"", "localhost", "127.0.0.1"}


@dataclass(frozen=True)
class Listening:
    host: str
    port: int
    moved: bool = False  # the usual port was taken

    @property
    def bind(self) -> str:
        return f"{_bracketed(self.host)}:{self.port}"

    @property
    def near(self) -> str:
        """The address at which this machine itself reaches it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    @property
    def url(self) -> str:
        """For people: by name where it can be, because passkeys work on `localhost` but not on a
        bare address."""
        by_name = self.host in HERE or self.host in EVERYWHERE
        return f"http://{'localhost' if by_name else _bracketed(self.host)}:{self.port}"


def choose(given: Mapping[str, str] = os.environ) -> Listening:
    """HOST (default: this machine only) and PORT (default: 8000, or the next free one).

    Raises Problem when the address cannot be had.
    """
    host = given.get("HOST", "")
    host = "127.0.0.1" if host in HERE else host
    if asked := given.get("PORT"):
        return _exactly(host, asked)
    for port in range(USUAL, USUAL + 100):
        why = _refusal(host, port)
        if why is None:
            return Listening(host, port, moved=port != USUAL)
        if why.errno != errno.EADDRINUSE:
            raise Problem(f"HOST={host}: {why.strerror}.")
    raise Problem(f"No port from {USUAL} to {USUAL + 99} is free; name one: make run PORT=9000")


def _exactly(host: str, asked: str) -> Listening:
    if not asked.isdecimal() or not 0 < int(asked) < 65536:
        raise Problem(f"PORT is {asked!r}; it must be a number from 1 to 65535.")
    port = int(asked)
    why = _refusal(host, port)
    if why is None:
        return Listening(host, port)
    if why.errno == errno.EADDRINUSE:
        raise Problem(f"Port {port} on {host} is taken by another program; choose another PORT.")
    raise Problem(f"HOST={host} PORT={port}: {why.strerror}.")


def _refusal(host: str, port: int) -> OSError | None:
    why = _try(host, port)
    if why is None and host == "127.0.0.1":
        # A browser may try ::1 first for `localhost`, and would find another program there.
        other = _try("::1", port)
        if other and other.errno == errno.EADDRINUSE:
            return other
    return why


def _try(host: str, port: int) -> OSError | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as why:
        return why
    return None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
