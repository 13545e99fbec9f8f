"""What cannot be built here is at least read: the image, the composition, the Makefile."""

import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from community.dev.addresses import ROOT

GIVEN = {
    "SITE_URL": "https://forum.example",
    "ALLOWED_HOSTS": "forum.example",
    "SECRET_KEY": "made-up-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOP",
    "SEAL_KEYS": "bWFkZS11cC1mb3ItdGhlLWNoZWNrLW9mLXNldHRpbmc=",
    "IDENTITY_KEYS": "bWFkZS11cC1mb3ItdGhlLWNoZWNrLW9mLXNldHRpbmc=",
    "FINGERPRINT_KEY": "made-up-0123456789-abcdefghijklmnopqrst",
    "EMAIL_URL": "smtp://mail.example:25",
    "DEFAULT_FROM_EMAIL": "hello@forum.example",
    "SAFETY_EMAIL": "safety@forum.example",
    "POSTGRES_PASSWORD": "secret",
}


def filled(text: str) -> str:
    """`${NAME:?why}` and `${NAME:-default}` as compose reads them."""
    return re.sub(
        r"\$\{(\w+):([?-])([^}]*)\}",
        lambda m: GIVEN[m[1]] if m[2] == "?" else GIVEN.get(m[1], m[3]),
        text,
    )


def as_words(service: dict) -> dict:
    """Its environment as a process gets it: text throughout."""
    given = service.get("environment", {})
    return service | {"environment": {name: str(value) for name, value in given.items()}}


@pytest.fixture(scope="module")
def services() -> dict:
    composition = yaml.safe_load(filled((ROOT / "docker-compose.yml").read_text()))
    return {name: as_words(service) for name, service in composition["services"].items()}


def test_the_composition_gives_the_settings_all_that_production_asks_for(services):
    given = services["worker"]["environment"]
    for name in ("web", "beat", "migrate"):
        assert services[name]["environment"].items() >= given.items()
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_every_service_says_how_it_is(services):
    without = {name for name, service in services.items() if "healthcheck" not in service}
    assert without == {"web"}  # the image's own
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()


def test_images_are_pinned_by_version(services):
    images = [s["image"] for s in services.values() if not s["image"].startswith("grandround:")]
    images += re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert len(images) == 4
    for image in images:
        assert re.search(r":\d+\.\d+(\.\d+)?-", image), image


def test_secrets_have_no_default_in_the_composition():
    text = (ROOT / "docker-compose.yml").read_text()
    for name in GIVEN:
        assert f"${{{name}:?" in text
        assert f"${{{name}:-" not in text


def test_a_python_that_is_too_old_is_named(tmp_path):
    for name in ("Makefile", "requirements-demo.txt"):
        shutil.copy(ROOT / name, tmp_path)
    old = tmp_path / "python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 || exit 1\n')
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "run", "PYTHON=./python"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "needs Python 3.11 or newer, but ./python is Python 3.9.2" in done.stdout
    assert not (tmp_path / ".venv").exists()
