"""The words of a case: its form's fields as one Markdown source, and that source as fields again.

    *Adult, 40 to 64 · female · some weeks ago · emergency department*

    ## Question
    …
    ::: more Reveal the answer
    …
    :::

What is one source keeps its history, is redacted, screened, quoted and drafted like any other, so
nothing of a case has to be thought of twice. Pure.
"""

import re
from collections.abc import Iterator, Mapping

from markdown_it.token import Token

from community.lib.rendering import tidy
from community.lib.rendering.markdown import parser
from forums.models.clinical import ClinicalCase

FACTS: dict[str, dict[str, str]] = {
    "age": {key: label for key, label in ClinicalCase.Age.choices if key != "unsaid"}
    | {"unsaid": "Age not said"},
    "sex": {key: label for key, label in ClinicalCase.Sex.choices if key},
    "when": dict(ClinicalCase.Seen.choices),
    "setting": dict(ClinicalCase.Setting.choices),
}
SECTIONS = {
    "question": "Question",
    "history": "History",
    "findings": "Findings",
    "done": "What was done",
    "asked": "What is asked",
}
ANSWER = "answer"
REVEAL = "Reveal the answer"
WORDS = (*SECTIONS, ANSWER)

_KEYS = {label.lower(): (name, key) for name, of in FACTS.items() for key, label in of.items()}
_HEADS = {f"## {title}": name for name, title in SECTIONS.items()}
_REVEALS = re.compile(rf"(:{{3,}}) more {REVEAL}")
# A line of a member's own that looks like one of ours, with the marks that keep them apart.
_LIKE_OURS = re.compile(
    rf"^\\*(?=(?:{'|'.join(map(re.escape, _HEADS))}|:{{3,}} more {REVEAL})$)", re.M
)
_COLONS = re.compile(r"^[^\S\n]*(:{3,})", re.M)
_NOTE = re.compile(r"^[ >]*\[\^[^\]\n]+\]:", re.M)


def compose(parts: Mapping[str, str]) -> str:
    """The source of these fields; "" where none is filled. What is unknown in it is passed over."""
    blocks = [facts_line(parts)]
    for name, title in SECTIONS.items():
        if words := _words(parts, name):
            blocks.append(f"## {title}\n\n{_LIKE_OURS.sub(_marked, words)}")
    if answer := _words(parts, ANSWER):
        # Nothing in it may close it: what follows would stand there for all to read.
        fence = ":" * (max([2, *(len(colons) for colons in _COLONS.findall(answer))]) + 1)
        blocks.append(f"{fence} more {REVEAL}\n{answer}\n{fence}")
    return "\n\n".join(filter(None, blocks))


def parse(source: str) -> dict[str, str] | None:
    """The fields that `compose` made this source of, or None where it is not one of its own, such
    as one that was written or redacted otherwise."""
    parts = _read(source)
    return parts if compose(parts) == source else None


def facts_line(parts: Mapping[str, str]) -> str:
    said = [of[parts[name]] for name, of in FACTS.items() if parts.get(name) in of]
    if not said:
        return ""
    return f"*{' · '.join([said[0], *(label.lower() for label in said[1:])])}*"


def facts_of(source: str) -> dict[str, str]:
    """What the first line of a source says of a patient: {"age": "middle", …}, what it does not
    say left out."""
    line = source.split("\n", 1)[0]
    if len(line) < 3 or line[0] != "*" or line[-1] != "*":
        return {}
    return dict(_KEYS[said] for said in line[1:-1].lower().split(" · ") if said in _KEYS)


def without_answer(source: str) -> str:
    """The source without what readers have to ask for, to show where they have not asked."""
    lines = source.split("\n")
    for place, line in enumerate(lines):
        if opens := _REVEALS.fullmatch(line.strip()):
            ends = [
                at
                for at, other in enumerate(lines[place + 1 :], place + 1)
                if len(other.strip()) >= len(opens[1]) and not other.strip().strip(":")
            ]
            rest = lines[ends[0] + 1 :] if ends else []
            return without_answer("\n".join([*lines[:place], *rest])).rstrip()
    return source


def unclosed(parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(field, what is wrong) of what would not stay in its field on the page: a code block that is
    left open takes in all that follows, and a note stands under the post, in sight. The source must
    fit (`rendering.require_fit`)."""
    source = compose(parts)
    lines = source.split("\n")
    blocks: list[Token] = []
    parser().block.parse(source, parser(), {}, blocks)
    tops = {
        token.map[0]
        for token in blocks
        if token.level == 0 and token.map and token.type in ("heading_open", "fold_open")
    }
    filled = [name for name in WORDS if _words(parts, name)]
    begins = [at for at, line in enumerate(lines) if line in _HEADS or _REVEALS.fullmatch(line)]
    for before, at in zip(filled, begins[1 : len(filled)], strict=False):
        if at not in tops:
            yield before, "A code block or folded text begins here and does not end. Close it."
            break
    if _NOTE.search(_words(parts, ANSWER)):
        yield ANSWER, "A footnote would stand under the post, in sight. Write it out in the answer."


def _words(parts: Mapping[str, str], name: str) -> str:
    return tidy(parts.get(name) or "").strip()


def _marked(found: re.Match[str]) -> str:
    return f"{found[0]}\\"


def _read(source: str) -> dict[str, str]:
    parts: dict[str, str] = dict(facts_of(source))
    held: dict[str, list[str]] = {}
    name, lines = "", source.split("\n")
    for place, line in enumerate(lines):
        if line in _HEADS:
            name = _HEADS[line]
        elif _REVEALS.fullmatch(line):
            held[ANSWER] = lines[place + 1 : -1]
            break
        elif name:
            held.setdefault(name, []).append(line)
    for name, words in held.items():
        text = "\n".join(words).strip()
        parts[name] = text if name == ANSWER else _LIKE_OURS.sub(_unmarked, text)
    return parts


def _unmarked(found: re.Match[str]) -> str:
    return found[0][1:]


def placed(source: str) -> Iterator[tuple[str, int, int]]:
    """(field, start, end) of the words of each field in a source that `compose` made."""
    name, start, at = "", 0, 0
    for line in [*source.split("\n"), ""]:
        begins = _HEADS.get(line) or (ANSWER if _REVEALS.fullmatch(line) else "")
        if begins and name != ANSWER:
            if name:
                yield name, *_bounds(source, start, at)
            name, start = begins, at + len(line) + 1
        at += len(line) + 1
    if name:
        yield name, *_bounds(source, start, source.rindex("\n") if name == ANSWER else len(source))


def _bounds(source: str, start: int, end: int) -> tuple[int, int]:
    """Of the words between, without the empty lines around them."""
    words = source[start:end]
    return end - len(words.lstrip("\n")), start + len(words.rstrip("\n"))
