"""`make check`: everything that can be known without running the site."""

import os
import subprocess
import sys
from pathlib import Path

from community.dev.addresses import ROOT

# Made up, and only as good as `check --deploy` asks: enough to start the settings as production.
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "made-up-for-the-check-of-deployment-settings-0123456789-abcdefghij",
    "SEAL_KEYS": "bWFkZS11cC1mb3ItdGhlLWNoZWNrLW9mLXNldHRpbmc=",
    "IDENTITY_KEYS": "bWFkZS11cC1mb3ItdGhlLWNoZWNrLW9mLXNldHRpbmc=",
    "FINGERPRINT_KEY": "made-up-for-the-check-of-deployment-settings",
    "SITE_URL": "https://forum.example",
    "ALLOWED_HOSTS": "forum.example",
    "DATABASE_URL": "postgres://nobody@localhost/none",
    "REDIS_URL": "redis://localhost:6379/0",
    "EMAIL_URL": "smtp://localhost:25",
    "DEFAULT_FROM_EMAIL": "hello@forum.example",
    "SAFETY_EMAIL": "safety@forum.example",
}
DEVELOPMENT = {"ENVIRONMENT": "test"}

CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("ruff: lint", ["-m", "ruff", "check", "."], DEVELOPMENT),
    ("ruff: format", ["-m", "ruff", "format", "--check", "."], DEVELOPMENT),
    ("mypy: types", ["-m", "mypy"], DEVELOPMENT),
    ("djlint: templates", ["-m", "djlint", ".", "--lint", "--quiet"], DEVELOPMENT),
    (
        "import contracts",
        [str(Path(sys.executable).with_name("lint-imports"))],
        DEVELOPMENT,
    ),
    (
        "makemigrations: nothing missing",
        # Without a database it cannot also compare with what is applied, and warns of that.
        ["-W", "ignore::RuntimeWarning", "manage.py", "makemigrations", "--check", "--dry-run"],
        DEVELOPMENT,
    ),
    (
        "check --deploy",
        ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        PRODUCTION,
    ),
]


def check() -> int:
    """Run each check in turn; the exit code of the first that fails, else 0."""
    for title, command, variables in CHECKS:
        print(f"== {title}", flush=True)
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "community.settings"} | variables
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=False)
        if done.returncode:
            print(f"== {title}: FAILED", flush=True)
            return done.returncode
    return 0
