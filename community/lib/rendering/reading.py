"""The words of cleaned HTML, for screening, search and short extracts.

Whatever an author wrote and a reader can see is here, or a patient's number could be hidden from
the detectors: notes, titles of folded text, cells, the numbers of a list, the title of a link. What
the house adds is not: a mark between two halves of a number would hide it.
"""

import re
from html.parser import HTMLParser

from community.lib.rendering.mentions import MEMBER

# Marks of notes, ways back, and words for who does not see a box: by (tag, class).
_OUR_OWN = {("sup", "note"), ("a", "back"), ("span", "unseen")}


def text_of(html: str) -> str:
    """The words of cleaned HTML, a line for each block."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (line.rstrip() for line in "".join(reader.parts).replace("\u00a0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    BLOCKS = frozenset("p h2 h3 h4 li blockquote pre tr hr ul ol table details summary".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.passing_over = 0  # how many elements deep in something of our own
        self.titles: list[str] = []
        self.numbers: list[int] = []  # the next in each list that is open; -1 where it has none
        self.numbered = False  # just now: what it numbers goes on the same line
        self.in_mention = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.passing_over or (tag, given.get("class")) in _OUR_OWN:
            self.passing_over += 1
            return
        self.in_mention = tag == "a" and bool(MEMBER.fullmatch(given.get("href") or ""))
        if tag == "a":
            self.titles.append(given.get("title") or "")
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag in self.BLOCKS:
            self._begin_line()
        if tag in {"ol", "ul"}:
            self.numbers.append(_first(given) if tag == "ol" else -1)
        elif tag == "li" and self.numbers and self.numbers[-1] >= 0:
            self.parts.append(f"{self.numbers[-1]}. ")
            self.numbers[-1] += 1
            self.numbered = True

    def handle_endtag(self, tag: str) -> None:
        if self.passing_over:
            self.passing_over -= 1
            return
        if tag == "a" and self.titles and (title := self.titles.pop()):
            self.parts.append(f" ({title})")
        if tag in {"ol", "ul"} and self.numbers:
            self.numbers.pop()
        if tag in self.BLOCKS:
            self._begin_line()

    def handle_data(self, data: str) -> None:
        if self.passing_over or (self.numbered and data.isspace()):
            return
        self.numbered = False
        # A colleague's name is told from somebody's handle on another site by its having no @.
        self.parts.append(data.removeprefix("@") if self.in_mention else data)
        self.in_mention = False

    def _begin_line(self) -> None:
        if self.parts and not self.numbered and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")


def _first(attrs: dict[str, str | None]) -> int:
    start = attrs.get("start") or ""
    return int(start) if start.isdecimal() else 1
