"""A notice of complaint, step by step: from where to where, with which letter, and when it may be.

Defamation Act 2013, section 5; Defamation (Operators of Websites) Regulations 2013 (SI 2013/3028).
All that is allowed is in STEPS; what is not there is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from community.lib.verdicts import YES, Verdict, no
from moderation.models import Notice

State = Notice.State


class Deed(StrEnum):
    SEND_BACK = "send_back"
    FORWARD = "forward"
    ANSWER = "answer"
    REMOVED = "removed"
    STANDS = "stands"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Complaint:
    """What the complainant wrote: section 5(6) of the Act and regulation 2. `meaning` is why it is
    defamatory of them, and what it means; `untrue` what in it is inaccurate, or an opinion that
    facts do not bear out. `pass_name` and `pass_email` are what the poster may be told."""

    name: str = ""
    email: str = ""
    statement: str = ""
    where: str = ""
    meaning: str = ""
    untrue: str = ""
    cannot_identify: bool = False
    pass_name: bool = False
    pass_email: bool = False


@dataclass(frozen=True)
class Answer:
    """What the poster answered. Without agreement it needs a full name and a postal address."""

    agrees: bool
    name: str = ""
    address: str = ""
    may_pass_on: bool = False

    @property
    def is_complete(self) -> bool:
        return self.agrees or bool(self.name.strip() and self.address.strip())


# What a notice must say, by field of Complaint, as the letter that sends one back lists it.
PARTS = {
    "name": "your name",
    "email": "an e-mail address at which you can be reached",
    "statement": "the statement that you complain of, as it stands on the site",
    "where": "where on the site it stands, such as the link of the post",
    "meaning": "the meaning that you give to the statement, and why it is defamatory of you",
    "untrue": "what in the statement you believe to be inaccurate, or an opinion not supported by "
    "fact",
    "cannot_identify": "that you do not know enough about the poster to bring proceedings against "
    "them",
}

# Said in the letter as well; a notice that is silent on it is read as a "no" to both.
CONSENT = "whether we may give the poster your name and your e-mail address, each yes or no"


@dataclass(frozen=True)
class Matter:
    """A notice as it stands at a moment. `is_gone` says that what it is about is not to be read,
    `is_reachable` whether a letter would come to the poster."""

    notice: Notice
    complaint: Complaint
    answer: Answer | None
    is_gone: bool
    now: datetime
    lacks: tuple[str, ...] = field(default=())
    is_reachable: bool = True

    @property
    def poster_is_late(self) -> bool:
        due = self.notice.poster_due_at
        return self.notice.state == State.WITH_POSTER and due is not None and due <= self.now

    @property
    def must_go(self) -> bool:
        """The poster agreed, did not answer in time or not with all that is needed, or cannot be
        asked at all: then it goes within the first 48 hours (the Schedule of the Regulations)."""
        if self.notice.state == State.RECEIVED:
            return not self.is_reachable and not missing(self.complaint)
        if self.notice.state == State.ANSWERED and self.answer is not None:
            return self.answer.agrees or not self.answer.is_complete
        return self.poster_is_late


def missing(complaint: Complaint) -> tuple[str, ...]:
    """The fields of PARTS that are empty."""
    return tuple(name for name in PARTS if not getattr(complaint, name))


def _may_send_back(matter: Matter) -> Verdict:
    return YES if matter.lacks else no("Say which part is missing.")


def _may_pass_on(matter: Matter) -> Verdict:
    if missing(matter.complaint):
        return no("A part of it is missing: send it back.")
    return YES if matter.is_reachable else no("The poster has left, and no letter reaches them.")


def _may_answer(matter: Matter) -> Verdict:
    return no("The time for an answer is over.") if matter.poster_is_late else YES


def _may_be_removed(matter: Matter) -> Verdict:
    if matter.is_gone:
        return YES
    return no("It can still be read. A moderator hides or removes it first, or removes the words.")


def _may_stand(matter: Matter) -> Verdict:
    if matter.answer and matter.answer.is_complete and not matter.answer.agrees:
        return YES
    return no("It stands only where the poster defends it with their name and postal address.")


def _may_always(matter: Matter) -> Verdict:
    return YES


@dataclass(frozen=True)
class Step:
    """`letter` goes to the complainant, `to_poster` to the poster, both names of templates."""

    deed: Deed
    label: str
    sources: frozenset[State]
    target: State
    may: Callable[[Matter], Verdict] = _may_always
    letter: str = ""
    to_poster: str = ""
    ends: bool = True


_OPEN = frozenset({State.RECEIVED, State.WITH_POSTER, State.ANSWERED})

STEPS: Mapping[Deed, Step] = {
    step.deed: step
    for step in (
        Step(
            Deed.SEND_BACK,
            "Send it back as defective",
            frozenset({State.RECEIVED}),
            State.DEFECTIVE,
            _may_send_back,
            letter="defective",
        ),
        Step(
            Deed.FORWARD,
            "Send it to the poster",
            frozenset({State.RECEIVED}),
            State.WITH_POSTER,
            _may_pass_on,
            letter="passed_on",
            to_poster="to_poster",
            ends=False,
        ),
        Step(
            Deed.ANSWER,
            "Answer",
            frozenset({State.WITH_POSTER}),
            State.ANSWERED,
            _may_answer,
            ends=False,
        ),
        Step(
            Deed.REMOVED,
            "Tell the complainant that it is removed",
            _OPEN,
            State.REMOVED,
            _may_be_removed,
            letter="removed",
        ),
        Step(
            Deed.STANDS,
            "Tell the complainant that it stands",
            frozenset({State.ANSWERED}),
            State.STANDS,
            _may_stand,
            letter="stands",
        ),
        Step(
            Deed.WITHDRAW,
            "The complainant has withdrawn it",
            _OPEN,
            State.WITHDRAWN,
            letter="withdrawn",
        ),
    )
}

OF_THE_DESK = tuple(deed for deed in Deed if deed != Deed.ANSWER)


def may(matter: Matter, deed: Deed) -> Verdict:
    """May this be the next step?"""
    step = STEPS[deed]
    if matter.notice.state not in step.sources:
        return no("This is not the next step of a notice that is where this one is.")
    return step.may(matter)


def next_words(matter: Matter) -> str:
    """What there is to do, in a sentence or two, for the law desk."""
    if matter.notice.ended_at:
        return "This notice has come to its end."
    if matter.notice.state == State.RECEIVED:
        if missing(matter.complaint):
            return "A part of it is missing: send it back, and say what a notice must hold."
        if matter.is_gone:
            return "It is taken down already: tell the complainant."
        if matter.must_go:
            return (
                "The poster has left, and no letter reaches them. Have it taken down, then tell "
                "the complainant."
            )
        return "Read it. If it holds all that a notice must, send it to the poster."
    if matter.must_go and matter.is_gone:
        return "It is taken down: tell the complainant."
    if matter.poster_is_late:
        return "No answer came in time. Have it taken down, then tell the complainant."
    if matter.notice.state == State.WITH_POSTER:
        return "The poster has been asked; there is nothing to do until they answer."
    if matter.answer and matter.answer.agrees:
        return "The poster agrees that it goes. Have it taken down, then tell the complainant."
    if matter.must_go:
        return (
            "The poster gave no name and postal address. Have it taken down, then tell the "
            "complainant."
        )
    return (
        "The poster defends it. Tell the complainant that it stands; if the name or the address is "
        "obviously false, have it taken down instead."
    )


def read(papers: Mapping[str, Any]) -> tuple[Complaint, Answer | None, tuple[str, ...]]:
    """What is in the sealed papers of a notice."""
    answer = Answer(**papers["answer"]) if papers.get("answer") else None
    return Complaint(**papers["complaint"]), answer, tuple(papers.get("lacks", ()))


def papers_of(
    complaint: Complaint, answer: Answer | None = None, lacks: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {
        "complaint": asdict(complaint),
        "answer": asdict(answer) if answer else None,
        "lacks": list(lacks),
    }
