"""Screen texts in bulk: JSON lines in, JSON lines out."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from moderation.detectors import CLOSED, OPEN, screen, verdict

AUDIENCES = {"open": OPEN, "closed": CLOSED}


class Command(BaseCommand):
    help = (
        'Reads lines {"id": …, "text": …, "audience": "closed"|"open"} from standard input and '
        "writes what the detectors find, a line for each. A line that cannot be read gives an "
        '{"error": …, "line": n} and the rest goes on.'
    )
    requires_system_checks: list[str] = []  # no database is needed

    def handle(self, *args: Any, **options: Any) -> None:
        for number, line in enumerate(sys.stdin.buffer, start=1):
            if line.strip():
                print(json.dumps(answer(line, number), ensure_ascii=False), flush=True)


def answer(line: bytes, number: int) -> dict[str, Any]:
    """The verdict on one line, or what is wrong with it."""
    try:
        asked = json.loads(line)
    except ValueError as problem:  # UnicodeDecodeError is one too
        return _refused(None, f"not JSON: {problem}", number)
    if not isinstance(asked, dict):
        return _refused(None, "not a JSON object", number)
    text, audience = asked.get("text"), asked.get("audience", "closed")
    if not isinstance(text, str):
        return _refused(asked.get("id"), '"text" is missing or not a string', number)
    if audience not in AUDIENCES:
        return _refused(asked.get("id"), '"audience" is neither "open" nor "closed"', number)
    findings = screen(text, AUDIENCES[audience])
    judged = verdict(findings)
    return {
        "id": asked.get("id"),
        "identifying": judged.identifying,
        "offensive": judged.offensive,
        "action": judged.action,
        "findings": [
            {
                "kind": finding.kind,
                "start": finding.start,
                "end": finding.end,
                "score": round(finding.score, 2),
                "why": finding.why,
            }
            for finding in findings
        ],
        "spans": [[finding.start, finding.end] for finding in findings],
    }


def _refused(given: Any, error: str, number: int) -> dict[str, Any]:
    return {"id": given, "error": error, "line": number}
