"""The links of cleaned HTML: where each leads, what it says, whether it stands in a quotation."""

from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass
class Link:
    """`quotes` is how many quotations it is inside of: 0 is the author's own text."""

    href: str
    quotes: int
    text: str = ""


def links_of(html: str) -> list[Link]:
    reader = _Links()
    reader.feed(html)
    reader.close()
    return reader.links


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[Link] = []
        self.quotes = 0
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self.quotes += 1
        elif tag == "a":
            self.links.append(Link(dict(attrs).get("href") or "", self.quotes))
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self.quotes -= 1
        elif tag == "a":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.links[-1].text += data
