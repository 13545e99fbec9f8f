"""Loaded by `-p tests.environment` before Django's settings: tests are tests, however started.

Each parallel process gets a Redis database of its own, because some tests empty theirs, and a
folder of its own for pictures: their databases give the same numbers to what lies there.
"""

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

from community.dev.addresses import redis_url
from community.dev.testing import browser

os.environ.setdefault("ENVIRONMENT", "test")
os.environ.setdefault("REDIS_URL", redis_url(database=1))
if "PICTURES_DIR" not in os.environ:
    # Those that this process starts get it with the environment.
    os.environ["PICTURES_DIR"] = tempfile.mkdtemp(prefix="pictures-")
    atexit.register(shutil.rmtree, os.environ["PICTURES_DIR"], ignore_errors=True)
if found := browser():
    os.environ["CHROMIUM"] = found
if worker := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw"):
    url, own = os.environ["REDIS_URL"], int(worker) + 1
    os.environ["REDIS_URL"] = re.sub(
        r"(?<=[/=])\d+$", lambda number: str(int(number[0]) + own), url
    )
    os.environ["PICTURES_DIR"] = str(Path(os.environ["PICTURES_DIR"]) / worker)
