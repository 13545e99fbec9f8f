import csv
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.core.cache import cache

from community.members.viewer import viewer_for
from verification import deciding
from verification.models import Decision
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
