"""The launcher is tried on folders of its own, with spaces and accents in their names."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from community.dev.postgres import Postgres
from community.dev.redis import Redis


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    # Not tmp_path: it is closed to the account that PostgreSQL runs as when we are root.
    folder = Path(tempfile.mkdtemp(prefix="ward round é ", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def postgres(home: Path) -> Iterator[Postgres]:
    server = Postgres(home / "data", home / "sockets", home / "log", lasting=False)
    server.start()
    yield server
    server.wipe()


@pytest.fixture
def redis(home: Path) -> Iterator[Redis]:
    server = Redis(home / "redis", home / "sockets", home / "redis.log")
    yield server
    server.wipe()
