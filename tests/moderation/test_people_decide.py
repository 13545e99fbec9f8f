"""No machine ever removes for good or sanctions: a decision has a person, and only use cases that
ask who they are make one."""

import ast
from pathlib import Path

import pytest

from moderation.models import Case, Decision, Sanction
from tests.architecture.test_style import ROOT, name_of, python_files

# Each takes whoever decides from a viewer, or is handed their id by one of the others.
DECIDE = {"moderation/deciding.py", "moderation/appeals/reversing.py"}
SANCTION = {"moderation/sanctioning.py"}

# What acts by itself. None of it may know how to decide, to sanction or to take words away.
MACHINES = [
    "moderation/screening.py",
    "moderation/flagging.py",
    "moderation/opening.py",
    "moderation/rescreening.py",
    "moderation/alarming.py",
    "moderation/asking.py",
    "moderation/tasks.py",
    "forums/looking.py",
    *(name_of(path) for path in (ROOT / "moderation" / "detectors").rglob("*.py")),
]
OF_PEOPLE = {"deciding", "carrying_out", "sanctioning", "reversing"}
FOR_GOOD = {"remove", "redact", "hide", "empty", "impose", "decide"}


def made(source: str, model: str) -> bool:
    """Whether `source` makes a row of this model."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == model:
            return True
        if (
            isinstance(node.func, ast.Attribute)
            and node.func.attr in {"create", "bulk_create", "get_or_create", "update_or_create"}
            and ast.unparse(node.func.value).endswith(
                (f"{model}.objects", f".{model.lower()}s")  # and by whose they are: case.decisions
            )
        ):
            return True
    return False


def makers(model: str) -> set[str]:
    files = [path for path in python_files() if path.parts[-2] != "registers"]
    rooms = [path for path in files if name_of(path).startswith(("moderation/", "forums/"))]
    rooms = [path for path in rooms if not name_of(path).startswith("forums/demo/")]
    return {name_of(path) for path in rooms if made(path.read_text(), model)}


def test_only_people_s_use_cases_make_a_decision():
    assert makers("Decision") == DECIDE


def test_only_they_make_a_sanction():
    assert makers("Sanction") == SANCTION


@pytest.mark.parametrize("name", MACHINES)
def test_no_machine_knows_how_to(name):
    path = Path(ROOT / name)
    assert path.exists()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "moderation":
            assert not {one.name for one in node.names} & OF_PEOPLE, name
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.module.removeprefix("moderation.") not in OF_PEOPLE, name
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in FOR_GOOD, f"{name}: {node.func.attr}"


def takes_away(path: Path) -> bool:
    """Whether it takes a subject from sight or its words away, or sanctions somebody."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of_subject = ast.unparse(node.func.value).startswith(("handler", "subjects.of"))
        if node.func.attr in {"redact", "impose"}:
            return True
        if node.func.attr in {"hide", "remove"} and of_subject:
            return True
    return False


def test_nothing_else_takes_anything_away():
    rooms = [path for path in python_files() if name_of(path).startswith("moderation/")]
    found = {name_of(path) for path in rooms if takes_away(path)}
    assert found == DECIDE | {"moderation/carrying_out.py"}


def test_nothing_else_says_on_an_account_that_it_is_suspended_or_limited():
    found = set()
    for path in python_files():
        if not name_of(path).startswith(("moderation/", "forums/", "verification/", "community/")):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            targets = node.targets if isinstance(node, ast.Assign) else ()
            if any(
                isinstance(one, ast.Attribute) and one.attr in {"suspended_until", "limited_until"}
                for one in targets
            ):
                found.add(name_of(path))
    assert found == SANCTION


def test_a_decision_without_a_person_is_not_possible():
    assert not Decision._meta.get_field("moderator").null
    assert not Sanction._meta.get_field("decision").null
    assert "removed" not in Case.HeldBy.values
