"""Where the embedded services answer: worked out from the project's own path, so that the
supervisor that starts them and the settings that use them agree without a word between them."""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
MARK = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:10]  # tells this clone from another
DATABASE = USER = "grandround"
PORT = 5432  # only names the socket; said outright, or a stray PGPORT would name another


def socket_dir(name: str = "main") -> Path:
    """A short path: a Unix socket's may not be longer than about 100 bytes, a clone's may be.

    Not $TMPDIR: two terminals may differ in it, and then would not find each other.
    """
    return Path("/tmp") / f"grandround-{os.getuid()}-{MARK}" / name  # noqa: S108


def database_url(name: str = "main") -> str:
    host = quote(str(socket_dir(name)), safe="")
    return f"postgres://{USER}@/{DATABASE}?host={host}&port={PORT}"


def redis_url(name: str = "main", database: int = 0) -> str:
    return f"unix://{socket_dir(name) / 'redis.sock'}?db={database}"
