import io
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command

GOOD = {"id": 7, "text": "NHS number 943 476 5919", "audience": "closed"}


@pytest.fixture
def screened(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """screened(bytes) hands them to the command and reads what it writes."""

    def run(given: bytes) -> list[dict]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given)))
        call_command("screen")
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def lines(*posts: object) -> bytes:
    return "\n".join(json.dumps(post) for post in posts).encode() + b"\n"


def test_each_line_gets_its_verdict(screened):
    (answer,) = screened(lines(GOOD))
    (finding,) = answer.pop("findings")
    assert answer == {
        "id": 7,
        "identifying": True,
        "offensive": False,
        "action": "block",
        "spans": [[11, 23]],
    }
    assert finding.pop("why")
    assert finding == {"kind": "nhs_number", "start": 11, "end": 23, "score": 0.99}


def test_a_clean_post_has_no_action(screened):
    (answer,) = screened(lines({"id": "a", "text": "Sats 94 on air.", "audience": "open"}))
    assert (answer["action"], answer["findings"]) == ("none", [])


def test_offence_is_told(screened):
    (answer,) = screened(lines({"id": 1, "text": "You moron.", "audience": "closed"}))
    assert (answer["offensive"], answer["identifying"], answer["action"]) == (True, False, "flag")


def test_the_audience_matters_and_closed_is_assumed(screened):
    text = "The patient's postcode is LS6 2AB"
    closed, open_ = screened(
        lines({"id": 1, "text": text}, {"id": 2, "text": text, "audience": "open"})
    )
    assert (closed["action"], open_["action"]) == ("hold", "block")


def test_a_bad_line_is_told_and_the_rest_goes_on(screened):
    bad = b'{"id": 1,\n\xff\xfe\n[]\n{"id": 4}\n{"id": 5, "text": 3}\n'
    bad += b'{"id": 6, "text": "x", "audience": "all"}\n\n'
    *refused, good = screened(bad + lines(GOOD))
    assert [(answer["id"], answer["line"]) for answer in refused] == [
        (None, 1),
        (None, 2),
        (None, 3),
        (4, 4),
        (5, 5),
        (6, 6),
    ]
    assert all(answer["error"] for answer in refused)
    assert good["id"] == 7


def test_offsets_count_code_points(screened):
    (answer,) = screened(lines({"id": 1, "text": "\U0001f600 NHS no 943\u200b4765919"}))
    assert answer["spans"] == [[9, 20]]


def test_answers_are_streamed():
    """The first answer comes while the input is still open."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "screen"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(lines(GOOD))
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 7
    process.stdin.close()
    assert process.wait(timeout=30) == 0
