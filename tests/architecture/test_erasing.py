"""Nothing is erased without a word on legal holds: each place that deletes is in this table, with
how it keeps what a hold wants kept, or why there is nothing to keep."""

import ast

import pytest

from tests.architecture.test_style import name_of, python_files

KEPT = "offered to the law desk's keeper first"
STANDS = "what it said stands elsewhere"
WORDLESS = "says that something is so, and holds nobody's words"
OURS = "is the site's own, and nothing that a member gave"

ERASES = {
    "community/inbox/mailing.py:want_mail": WORDLESS,
    "community/members/tasks.py:forget_old_sessions": OURS,
    "community/members/ties.py:unfollow": WORDLESS,
    "community/members/ties.py:block": WORDLESS,
    "community/members/ties.py:unblock": WORDLESS,
    "community/pipeline/once.py:forget": OURS,
    "community/pipeline/tasks.py:clear": OURS,
    "verification/claiming.py:_put": WORDLESS,
    "verification/claiming.py:_note_evidence": WORDLESS,
    "verification/papers.py:_delete": KEPT,
    "verification/rechecking.py:_settle_open": WORDLESS,
    "verification/vouching.py:take_back": WORDLESS,
    "verification/vouching.py:settle": WORDLESS,
    "moderation/bench/tuning.py:forget": OURS,
    "moderation/flagging.py:_open_or_bump": OURS,
    "moderation/law/holding.py:drop_copies": "what no hold needs any more",
    "moderation/linking.py:unlink": OURS,
    "moderation/screening.py:enter": OURS,
    "moderation/sealed/filing.py:_discard": "of originals that are not held, once they are dropped",
    "moderation/sealed/retaining.py:_drop": "asks first whether a hold stands",
    "forums/attaching.py:remove": KEPT,
    "forums/attaching.py:_delete": KEPT,
    "forums/bookmarking.py:remove": KEPT,
    "forums/carrying.py:take_details": STANDS,
    "forums/drafting.py:discard": KEPT,
    "forums/drafting.py:keep": STANDS,
    "forums/drafting.py:clear_old": KEPT,
    "forums/drafting.py:_write": KEPT,
    "forums/exposing.py:opened_up": OURS,
    "forums/following.py:hear": WORDLESS,
    "forums/granting.py:dismiss": WORDLESS,
    "forums/inviting.py:clear_old": WORDLESS,
    "forums/marking.py:_put": WORDLESS,
    "forums/merging.py:carry_drafts": STANDS,
    "forums/naming.py:hear": WORDLESS,
    "forums/picturing.py:discard": "asked before by delete_files, or of what belongs to nothing",
    "forums/redacting.py:remove": KEPT,
    "forums/splitting.py:split": OURS,
    "forums/storing.py:empty": KEPT,
    "forums/undoing.py:_bring_back": OURS,
}

DELETES = {"delete", "_raw_delete"}


def erasing(source: str) -> set[str]:
    """Names of the functions in which something is told to delete itself."""
    return {
        function.name
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in DELETES
    }


def all_that_erase() -> set[str]:
    files = (path for path in python_files() if name_of(path).split("/")[0] != "tests")
    return {f"{name_of(path)}:{name}" for path in files for name in erasing(path.read_text())}


def test_each_place_that_erases_has_decided_on_legal_holds():
    assert all_that_erase() == set(ERASES)


@pytest.mark.parametrize(
    "body", ["post.delete()", "Post.objects.filter(pk=1).delete()", "[x.delete() for x in y]"]
)
def test_the_rule_finds_what_it_looks_for(body):
    assert erasing(f"def clear():\n    {body}") == {"clear"}
    assert not erasing("def clear():\n    delete_files(post)")
