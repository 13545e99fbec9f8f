"""Quote a post: its lines behind ">", under a link that says whose they are and leads there."""

import re

from community.lib.links import links_of
from community.lib.rendering import prose_lines
from forums.casework import without_answer
from forums.limits import QUOTED_AT_MOST
from forums.models import Post

_POST = re.compile(r"/p/(\d{1,18})/")
_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_SPECIAL = re.compile(r"([\\`*_\[\]<>~&|])")
_WROTE = " wrote"


def quotation(post: Post) -> str:
    """The post as a quotation to begin a reply with: its own words, without what it quotes itself,
    up to QUOTED_AT_MOST characters, and never a case's hidden answer. Its author and its pseudonym
    must be loaded."""
    quoted = [f"> {line}".rstrip() for line in _own_lines(without_answer(post.source))]
    author = _SPECIAL.sub(r"\\\1", post.byline.name)
    return "\n".join([f"> [{author}{_WROTE}]({post.get_absolute_url()}):", ">", *quoted, "", ""])


def quoted_posts(html: str) -> list[int]:
    """Ids of the posts that a post says it quotes; what a quotation quotes in turn is not said."""
    said = [link for link in links_of(html) if link.quotes == 1 and link.text.endswith(_WROTE)]
    found = [_POST.fullmatch(link.href) for link in said]
    return list(dict.fromkeys(int(match[1]) for match in found if match))


def quoted_blocks(source: str) -> list[tuple[int, int]]:
    """Half-open ranges of the lines that quote, those that go on without a ">" among them."""
    lines = source.split("\n")
    quoting = {place for place, line in enumerate(lines) if line.lstrip().startswith(">")}
    for first, last, quoted in prose_lines(source):
        if quoted:
            quoting.update(range(first, last))
    blocks: list[tuple[int, int]] = []
    for place in sorted(quoting):
        if blocks and blocks[-1][1] == place:
            blocks[-1] = (blocks[-1][0], place + 1)
        else:
            blocks.append((place, place + 1))
    return blocks


def _own_lines(source: str) -> list[str]:
    """The lines of a source without its quotations. Code that is cut short is closed again."""
    lines: list[str] = []
    fence, length = "", 0
    for line in source.split("\n"):
        mark = _FENCE.match(line)
        if not fence and line.lstrip().startswith(">"):
            line = ""
        elif mark and not fence:
            fence = mark[1]
        elif mark and line.strip() and not line.strip().strip(fence[0]) and mark[1] >= fence:
            fence = ""
        if not line and (not lines or not lines[-1]) and not fence:
            continue  # one empty line is enough where a quotation was
        length += len(line) + 1
        if length > QUOTED_AT_MOST:
            room = QUOTED_AT_MOST - (length - len(line) - 1)
            lines += [*([f"{line[:room].rstrip()} …"] if room > 40 and not fence else ["…"])]
            break
        lines.append(line)
    if fence:
        lines.append(fence)
    while lines and not lines[-1]:
        lines.pop()
    return lines
