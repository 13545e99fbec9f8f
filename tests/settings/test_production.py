"""In production nothing is guessed: a bad or missing value stops the start and is named."""

import os
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet

from community.dev.addresses import ROOT

SAFE = {
    "ENVIRONMENT": "production",
    "SITE_URL": "https://grandround.example",
    "SECRET_KEY": "k3Yz-" * 12 + "that-is-long-and-told-to-no-one",
    "SEAL_KEYS": Fernet.generate_key().decode(),
    "IDENTITY_KEYS": Fernet.generate_key().decode(),
    "FINGERPRINT_KEY": "compared-by-this-and-told-to-no-one-either",
    "ALLOWED_HOSTS": "grandround.example",
    "DATABASE_URL": "postgres://someone@127.0.0.1:1/nothing",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "DEFAULT_FROM_EMAIL": "hello@grandround.example",
    "SAFETY_EMAIL": "safety@grandround.example",
}

REQUIRED = ["SITE_URL", "SECRET_KEY", "SEAL_KEYS", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"]
REQUIRED += ["IDENTITY_KEYS", "FINGERPRINT_KEY", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "SAFETY_EMAIL"]

BAD = {
    "SITE_URL": "http://grandround.example",
    "SECRET_KEY": "short",
    "SEAL_KEYS": "no-fernet-key",
    "IDENTITY_KEYS": "no-fernet-key-either",
    "FINGERPRINT_KEY": "brief",
    "ALLOWED_HOSTS": "*",
    "DATABASE_URL": "sqlite:///db.sqlite3",
    "REDIS_URL": "memcached://127.0.0.1",
    "OUTBOX_RESEND_AFTER": "soon",
    "OUTBOX_SWEEP_EVERY": "0",
    "TRUSTED_PROXY_COUNT": "-1",
    "HSTS_SECONDS": "long",
    "ENVIRONMENT": "staging",
    "TRUSTED_ISSUERS": '[{"id": "nhs", "name": "NHS", "issuer": "http://nhs.example", '
    '"client_id": "us", "secret": "told-to-no-one"}]',
}


def start(*words, **environment):
    """manage.py with these words, in this environment and nothing of ours."""
    system = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=system | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def settings_alone(**environment):
    return start("-c", "import community.settings", **environment)


def test_a_safe_environment_starts_and_passes_djangos_own_check():
    done = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", **SAFE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout + done.stderr


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_value_stops_the_start_and_is_named(name):
    done = settings_alone(**{k: v for k, v in SAFE.items() if k != name})
    assert done.returncode != 0
    assert f"{name} is not set." in done.stderr


@pytest.mark.parametrize("name", BAD)
def test_a_bad_value_stops_the_start_and_is_named(name):
    done = settings_alone(**(SAFE | {name: BAD[name]}))
    assert done.returncode != 0
    assert f"{name} " in done.stderr.splitlines()[-1]
    if name in {"SECRET_KEY", "SEAL_KEYS", "IDENTITY_KEYS", "FINGERPRINT_KEY"}:
        assert BAD[name] not in done.stderr.splitlines()[-1].replace("is shorter", "")


def test_nothing_is_on_for_debugging():
    asked = "from community import settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE,"
    asked += " s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_NAME)"
    done = start("-c", asked, **SAFE, DEBUG="1")
    assert done.stdout.split() == ["False", "True", "True", "True", "__Host-session"]
