"""No code goes round the gate: who may ask the database for what members wrote."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.test_style import ROOT, name_of, python_files

# Who may read or write boards, topics, posts and revisions straight from their tables, and why.
MAY_ASK = {
    "forums/access.py",  # the gate itself
    "forums/granting.py",  # what the gate reads
    "forums/newest.py",  # ids by their time
    "forums/kinds/question.py",  # what a topic's kind keeps of it
    "forums/storing.py",  # locks what the gate gave the view
    "forums/posting.py",
    "forums/withdrawing.py",
    "forums/drafting.py",
    "forums/bookmarking.py",
    "forums/inviting.py",
    "forums/opening.py",
    "forums/tending.py",
    "forums/recounting.py",
    "forums/rerendering.py",
    "forums/reminding.py",
    "forums/telling.py",  # what happened, for each whom it concerns, asked of the gate
    "forums/redacting.py",
    "forums/unquoting.py",
    "forums/addressing.py",
    "forums/reinstating.py",
    "forums/said.py",  # of the author's own, for the screening of what they write
    "forums/restraining.py",  # of the author's own, when
    "forums/subjects.py",  # what moderation decided, for everyone
    "forums/locating.py",  # where a report points to, for those who judge it
    "forums/naming.py",  # who signs how
    "forums/unmasking.py",
    "forums/attaching.py",  # what the gate gave the view
    "forums/covering.py",
    "forums/keeping.py",  # what must be kept of what is erased
    "forums/looking.py",
    "forums/picture_subjects.py",
    "forums/polling.py",
    "forums/kinds/case.py",
    "forums/concluding.py",
    "forums/arranging.py",
    "forums/carrying.py",
    "forums/stepping.py",
    "forums/exposing.py",
    "forums/moving.py",
    "forums/splitting.py",
    "forums/merging.py",
    "forums/undoing.py",
}
MAY_ASK_IN = ("forums/demo/", "forums/management/", "forums/admin")

MODELS = {"Board", "Topic", "Post", "Revision", "BoardGroupGrant", "BoardUserGrant"}
MODELS |= {"Draft", "Bookmark", "Invitation"}
MODELS |= {"Picture", "Poll", "Vote", "ClinicalCase", "Pseudonym", "Unmasking", "IgnoredName"}
MODELS |= {"Step", "Trace"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
# The same tables, come at from the other side of a foreign key.
BACKWARDS = {"posts", "topics", "boards", "revisions", "pictures", "votes", "traces", "steps"}


def goes_round(source):
    """(line, words) of each place where `source` asks one of those tables itself."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            if node.attr in MANAGERS and isinstance(node.value, ast.Name):
                if node.value.id in MODELS:
                    yield node.lineno, f"{node.value.id}.{node.attr}"
            elif (
                isinstance(node.value, ast.Attribute)
                and node.value.attr in BACKWARDS
                and node.attr in {"all", "filter", "get", "first", "last", "values_list", "count"}
            ):
                yield node.lineno, f".{node.value.attr}.{node.attr}"
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name in {"get_object_or_404", "get_list_or_404"} and node.args:
                first = node.args[0]
                if isinstance(first, ast.Name) and first.id in MODELS:
                    yield node.lineno, f"{name}({first.id})"


def test_only_the_gate_and_the_use_cases_ask_for_posts():
    found = []
    for path in python_files():
        name = name_of(path)
        if name in MAY_ASK or name.startswith(MAY_ASK_IN):
            continue
        found += [f"{name}:{line} {words}" for line, words in goes_round(path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "Post.objects.get(pk=1)",
        "list(Topic._default_manager.all())",
        "get_object_or_404(Board, slug=slug)",
        "request.user.posts.all()",
        "case.topic.posts.filter(number=1)",
    ],
)
def test_the_rule_finds_what_it_looks_for(source):
    assert list(goes_round(source))


def test_no_template_walks_from_one_thing_to_all_of_its_posts():
    relation = re.compile(r"\.(posts|topics|revisions|boards)\b(?!\.rows|\.next|\.set_aside)")
    for path in (ROOT / "templates").rglob("*.html"):
        assert not relation.search(path.read_text()), name_of(path)


def test_every_contract_between_the_rooms_is_kept():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
