import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.urls import reverse

from community.members.models import User
from community.members.roles import Role, roles_of
from community.members.viewer import viewer_for
from verification import deciding, papers, vouching
from verification.models import Claim, Decision, RegisterEntry
from verification.registers import REGISTERS

GMC = REGISTERS["gmc"]
HEADER = [GMC.number_column, *GMC.columns]
HEADER.insert(12, GMC.status_column)
DELTA_HEADER = [*HEADER, "action", "dateProcessed"]


@pytest.fixture(autouse=True)
def fresh_limits(request):
    """Five claims a day are counted in Redis, which outlives a test's transaction."""
    from community.lib.limits import _limiter

    if request.node.get_closest_marker("django_db"):
        _limiter().storage.reset()
        cache.clear()


def row(
    number="1234567", surname="Chater", given="Susan", status="Registered with Licence", **more
):
    """One row of a register's file, as a dict; keyword arguments name columns by field."""
    cells = dict.fromkeys(HEADER, "")
    cells |= {GMC.number_column: number, "Surname": surname, "Given Name": given, "Gender": "W"}
    cells |= {GMC.status_column: status, "PR Date": "5071978", "Year Of Qualification": "1978"}
    return cells | more


@pytest.fixture
def write_file(tmp_path: Path) -> Callable[..., Path]:
    def write(rows: Iterable[dict[str, str]], header: list[str] = HEADER) -> Path:
        path = tmp_path / "register.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def decide(people) -> Callable[..., Decision]:
    def decide(claim, outcome="approve", reason="", verifier=None, **more) -> Decision:
        claim.refresh_from_db()
        viewer = viewer_for(verifier or people.vera)
        return deciding.decide(
            viewer, claim.pk, claim.version, Decision.Outcome(outcome), reason, **more
        )

    return decide


@pytest.fixture
def paper_store(settings, tmp_path: Path) -> Path:
    """Where this test's papers lie: a folder of its own."""
    where = tmp_path / "papers"
    store = settings.STORAGES["papers"]
    options = store["OPTIONS"] | {"location": str(where)}
    settings.PAPERS_DIR = str(where)
    settings.STORAGES = settings.STORAGES | {"papers": store | {"OPTIONS": options}}
    return where


# A page as the reader would give it, where the reader is not the point.
FACE = b"\xff\xd8\xff\xe0 a page with a face on it"


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is one page, and no time is spent on reading it."""
    monkeypatch.setattr(papers, "pages_of", lambda data: [FACE])


@pytest.fixture
def held(people, entry, claim_for, decide, run_outbox) -> Claim:
    """Cara is verified with the number of `entry`."""
    claim = claim_for(people.cara)
    decide(claim)
    run_outbox()
    return claim


def is_doctor(user: User) -> bool:
    """At this moment: a user object remembers the roles it had."""
    return Role.DOCTOR in roles_of(User.objects.get(pk=user.pk))


def letters() -> list[EmailMessage]:
    return [letter for letter in mail.outbox if "Confirm your address" in letter.subject]


@pytest.fixture
def link(ask, run_outbox, django_capture_on_commit_callbacks) -> Callable[..., str]:
    """link() asks for one, as the file's own `ask` does, and reads it in the mail."""

    def link(**asked) -> str:
        assert ask(**asked).status_code == 302
        with django_capture_on_commit_callbacks(execute=True):
            run_outbox()
        found = re.search(r"https?://[^/\s]+(/\S+)", letters()[-1].body)
        assert found
        return found[1]

    return link


@pytest.fixture
def where(claim):
    return reverse("vouch", args=[vouching.token_of(claim)])


@pytest.fixture
def vouch(claim, viewer_of):
    def vouch(who, about=None):
        return vouching.vouch(viewer_of(who), vouching.token_of(about or claim))

    return vouch


def desk_address(paper, number=1, claim_id=None):
    return reverse(
        "admin:verification_claim_paper", args=[claim_id or paper.claim_id, paper.pk, number]
    )


def register_says(**changes):
    RegisterEntry.objects.filter(number="1234567").update(**changes)
