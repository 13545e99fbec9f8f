"""`check_claim`: what the register says of a claim, for administrators."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def check(**options):
    out = io.StringIO()
    call_command("check_claim", stdout=out, **options)
    return json.loads(out.getvalue())


@pytest.fixture
def stream(monkeypatch):
    def run(lines):
        data = b"".join(line if isinstance(line, bytes) else line.encode() for line in lines)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        out = io.StringIO()
        call_command("check_claim", "--jsonl", stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return run


def line(number="1234567", surname="Chater", given="Susan", register="gmc"):
    claim = {"register": register, "number": number, "surname": surname, "given": given}
    return json.dumps(claim) + "\n"


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "clear"),
        ({"number": "c 1234567"}, "clear"),
        ({"surname": "Carter"}, "wrong_name"),
        ({"number": "7654321"}, "not_found"),
        ({"number": "12345"}, "unreadable"),
        ({"surname": "…"}, "unreadable"),
        ({"number": "A1234567"}, "refused"),
        ({"register": "nmc", "number": "71A2998E"}, "not_found"),
    ],
)
def test_each_outcome(entry, stream, changes, outcome):
    claim = {"register": "gmc", "number": "1234567", "surname": "Chater", "given": "Susan"}
    claim |= changes
    expected = {"outcome": outcome, "register": claim["register"]}
    assert check(**claim) == expected
    (answer,) = stream([line(**changes)])
    assert bool(answer.pop("error", "")) == (outcome == "unreadable")
    assert answer == expected


def test_a_status_that_is_not_in_order_is_a_problem(add_entry):
    add_entry(status="suspended")
    found = check(number="1234567", surname="Chater", given="Susan")
    assert found == {"outcome": "problem", "register": "gmc"}


def test_many_are_answered_in_order_with_few_queries(entry, stream, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = stream(line(number=f"{1234567 + n % 2}") for n in range(1200))
    assert [answer["outcome"] for answer in found] == ["clear", "not_found"] * 600


BROKEN = [
    "no json\n",
    "[1, 2]\n",
    '{"register": "gmc"}\n',
    '{"register": "gmc", "number": 1234567, "surname": "Chater", "given": "Susan"}\n',
    line(register="xyz"),
    "[" * 100_000 + "\n",
    b"\xff\xfe{}\n",
    line(surname="Chater").encode().replace(b"Susan", b"Sus\xffan"),
    "\n",
    "null\n",
    "1" * 5000 + "\n",
    '{"register": ["gmc"], "number": {}, "surname": null, "given": true}\n',
    line(surname="Cha\0ter"),
    line(number="123\0004567"),
    line(number="1" * 100_000),
    line(surname="a\u0316\u0301" * 1000),
    line(given=""),
    line(number="\ud800"),
]


def test_what_is_no_claim_is_said_on_its_line_and_stops_nothing(entry, stream):
    found = stream(each for broken in BROKEN for each in (broken, line()))
    assert [answer["outcome"] for answer in found] == ["unreadable", "clear"] * len(BROKEN)
    assert all(answer["error"].endswith(".") for answer in found[::2])
    assert {answer["register"] for answer in found} == {"gmc", None}


def test_the_last_line_needs_no_end_and_the_first_may_have_a_mark(entry, stream):
    found = stream([b"\xef\xbb\xbf", line(), line().strip()])
    assert [answer["outcome"] for answer in found] == ["clear", "clear"]


def test_an_answer_says_no_more_than_its_outcome(entry, stream):
    (answer,) = stream([line(surname="Carter")])
    assert answer == {"outcome": "wrong_name", "register": "gmc"}


def test_nothing_in_nothing_out(stream):
    assert stream([]) == []


def test_what_is_missing_is_named():
    with pytest.raises(CommandError, match="--surname, --given"):
        call_command("check_claim", number="1234567")
    for typed in ("xyz", "GMC", ""):
        with pytest.raises(CommandError, match="No such register"):
            check(register=typed, number="1", surname="Chater", given="Susan")
