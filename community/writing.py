"""How to write here, shown by the renderer itself: what is typed and what comes of it."""

from dataclasses import dataclass
from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from community.lib import rendering


@dataclass(frozen=True)
class Example:
    title: str
    source: str
    words: str = ""

    @property
    def html(self) -> str:
        return _html(self.source)


EXAMPLES = [
    Example(
        "Words and paragraphs",
        "**Important**, *so to speak*, ~~taken back~~.\nA new line is a new line.\n\n"
        "An empty line begins a paragraph.",
    ),
    Example("Lists", "- Troponin\n- ECG\n  - and again after six hours\n\n1. First\n2. Second"),
    Example(
        "What is done",
        "- [x] Bloods\n- [ ] Echo",
        "Shown to all as you wrote it; to tick a box, edit the post.",
    ),
    Example(
        "Quotations",
        "> Would you admit him?\n\nI would.",
        "Quote, under each post, does this for you and says whose words they are.",
    ),
    Example("Links", "[The rules](/about/rules/), or just\nhttps://www.gmc-uk.org/guidance"),
    Example(
        "References",
        "As in PMID: 31535829 and NG136, or\nhttps://bnf.nice.org.uk/drugs/amlodipine/\n\n"
        "doi:10.1136/bmj.n71",
        "A DOI, a PMID, NICE guidance and the BNF are known by number or address. Alone in its "
        "paragraph, one becomes a card.",
    ),
    Example("Footnotes", "It falls within a day.[^1]\n\n[^1]: In most; not with renal failure."),
    Example(
        "Tables", "| Test | now | 6 h |\n|---|--:|--:|\n| TnT | 900 | 410 |\n| CK | 1,200 | 980 |"
    ),
    Example(
        "Long reports",
        "::: more The echo report\nNormal size and function.\n\nNo effusion.\n:::",
        "Folded away under a title until a reader opens it.",
    ),
    Example("Headings", "## What happened\n\nHe collapsed.\n\n### Before\n\nNothing."),
    Example(
        "As it is typed", "Between `marks like these`, or for several lines:\n\n```\na  *b*\n```"
    ),
]


@login_not_required
def writing(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/writing.html", {"examples": EXAMPLES})


@lru_cache(len(EXAMPLES))
def _html(source: str) -> str:
    return rendering.render(source).html
