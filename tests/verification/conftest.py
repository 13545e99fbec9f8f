import csv
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.core.cache import cache

from community.members.viewer import viewer_for
from verification import claiming, deciding
from verification.claiming import Claimed
from verification.models import Claim, Decision, RegisterEntry, RegisterImport, Status
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
def add_entry(db) -> Callable[..., RegisterEntry]:
    note = RegisterImport.objects.create(
        register="gmc", file_name="x", digest="x", rows=0, added=0, changed=0, removed=0, bad=0
    )

    def add(number="1234567", surname="Chater", given_name="Susan", status=Status.LICENSED):
        return RegisterEntry.objects.create(
            register="gmc",
            number=number,
            surname=surname,
            given_name=given_name,
            status=status,
            raw_status=Status(status).label,
            imported=note,
        )

    return add


@pytest.fixture
def entry(add_entry) -> RegisterEntry:
    return add_entry()


@pytest.fixture
def claim_for() -> Callable[..., Claim]:
    def claim(user, number="1234567", surname="Chater", given_name="Susan") -> Claim:
        claimed = Claimed("gmc", number, surname, given_name)
        return claiming.submit(viewer_for(user), claimed, uuid.uuid4())

    return claim


@pytest.fixture
def decide(people) -> Callable[..., Decision]:
    def decide(claim, outcome="approve", reason="", verifier=None) -> Decision:
        claim.refresh_from_db()
        viewer = viewer_for(verifier or people.vera)
        return deciding.decide(viewer, claim.pk, claim.version, Decision.Outcome(outcome), reason)

    return decide
