"""Whose the server processes and their folders are. PostgreSQL refuses to run as root, so there
it runs as `nobody`; what that account cannot reach is kept where it can, and no folder of the
user's is opened for it."""

import os
import pwd
import subprocess
from pathlib import Path
from typing import Any

from community.dev import Problem
from community.dev.addresses import LOCAL, MARK

ASIDE = Path("/var/lib") / f"grandround-{MARK}"  # only ever used by root


def postgres_account() -> dict[str, Any]:
    """What subprocess needs to run PostgreSQL as the right account: nothing unless we are root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def works(*command: str | Path) -> bool:
    """Whether that account can run this: asked by trying, so the kernel answers."""
    try:
        done = subprocess.run(
            command,
            cwd="/",
            capture_output=True,
            timeout=20,
            check=False,
            **postgres_account(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def data_home() -> Path:
    """Where embedded data lives: beside the code, unless the server's account cannot get there."""
    LOCAL.mkdir(parents=True, exist_ok=True)
    if not postgres_account() or works("/usr/bin/env", "test", "-x", LOCAL):
        return LOCAL
    return ASIDE


def private_folder(path: Path) -> None:
    """Make a folder that only the server's account may enter, and see that it really is ours."""
    path.mkdir(parents=True, exist_ok=True)
    _see_it_is_ours(path)
    os.chown(path, _owner(), -1)
    path.chmod(0o700)


def socket_folder(path: Path) -> None:
    """The same in /tmp, where anybody might have made the folder above it before us."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _see_it_is_ours(path.parent)
    private_folder(path)


def _owner() -> int:
    return postgres_account().get("user", os.getuid())


def _see_it_is_ours(path: Path) -> None:
    if path.is_symlink() or path.stat().st_uid not in {_owner(), os.getuid()}:
        raise Problem(f"{path} belongs to another account. Remove it, or run as its owner.")
