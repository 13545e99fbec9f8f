"""What is known beside the words: who reads them, where the author works, what was said before."""

from __future__ import annotations

from dataclasses import dataclass, field

from .phrases import NONE, Phrases


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a detector speaks up. The site may set others (`MODERATION_THRESHOLDS`)."""

    # Hrynaszkiewicz et al., BMJ 2010;340:c181: three indirect identifiers need a human reader.
    details: float = 3
    # One that few people share, such as a rare disease, and one more.
    details_with_a_telling_one: float = 2
    # Who reads an open board may be the patient's neighbour.
    details_on_open_boards: float = 2
    # Log odds of the tagger that somebody would be recognised: from there on a text is flagged.
    told: float = -0.25
    told_on_open_boards: float = -0.5
    # Below it the text tells of nobody, and what patterns take for a name or a detail is only said
    # to its author.
    told_of_nobody: float = -2.0
    # Log odds of the model of tone. At the first a text is flagged: of 2,000 clinical texts left
    # out of its training one was, wrongly. From the second on only its author is told.
    tone: float = 0.3
    tone_to_author: float = 0.1


@dataclass(frozen=True, slots=True)
class Known:
    """`audience` is "open" where the public reads, else "closed"; `workplace` the author's own, as
    their profile names it; `earlier` what they wrote of the same case before, oldest first;
    `phrases` those that the site watches for."""

    audience: str = "closed"
    workplace: str = ""
    earlier: tuple[str, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    phrases: Phrases = NONE

    @property
    def is_open(self) -> bool:
        return self.audience == "open"


CLOSED, OPEN = Known(), Known("open")
