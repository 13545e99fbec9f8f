"""How long does the worst text take that a post may hold?

Run by hand: `ENVIRONMENT=test python -m tests.load.render_hostile [WORD]`. Each line is a text of
20,000 characters made to be slow: what was decided about it and how long that took, how long
rendering takes (whether or not it was accepted), the parts of that, and the sum the decision rests
on. Times are milliseconds of
the processor, the best of three. Then come texts put together at random out of the same
marks, as many as RANDOM says (400 unless told), of which only the slowest are shown. It ends with
the worst that was accepted: more than 250 ms is a fault.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import Any

from community.lib import rendering
from community.lib.rendering import cleaning, fitting
from community.lib.rendering.markdown import parser

ALLOWED = 250  # milliseconds
SIZE = rendering.MAX_LENGTH

REPEATED = {
    "plain words": "words and more words. ",
    "one long word": "a",
    "emphasis": "*a* ",
    "emphasis, tight": "*a*",
    "emphasis never closed": "*a _b ",
    "emphasis never opened": "a* b_ ",
    "emphasis of threes": "***a",
    "emphasis mixed": "*a **b",
    "emphasis alternating": "*_",
    "emphasis by sixes": "a**b**c* ",
    "underscores": "_a__b",
    "strike": "~~a~~ ",
    "strike runs": "~~a",
    "brackets open": "[",
    "brackets and breaks": "[\n",
    "brackets pairs": "[]",
    "brackets nested": "[a](",
    "brackets half closed": "[[]",
    "brackets chained": "[a][",
    "brackets quoted": '[a](b "',
    "brackets pointed": "[a](<b",
    "brackets rounded": "[](",
    "images": "![",
    "links": "[a](b) ",
    "links titled": '[a](b "c") ',
    "links to members": "[@a](/members/1/) ",
    "code": "`a` ",
    "code never closed": "`a",
    "code and brackets": "`[",
    "pointed autolinks": "<a:b> ",
    "pointed brackets": "<",
    "pointed to the right": "a>",
    "pointed comments": "<!",
    "pointed at": "<a@",
    "pointed tags": "<a>",
    "ampersands": "&",
    "entities": "&amp;",
    "entities by number": "&#x26;",
    "entities unfinished": "&a",
    "quotation marks": '"',
    "backslashes": "\\*",
    "exclamations": "!",
    "hashes": "#",
    "headings": "# a\n",
    "headings underlined": "a\n=\n",
    "rules": "---\n",
    "fences": "```\n",
    "fences inline": "```a`\n",
    "code blocks": "    a\n\nb\n\n",
    "lines": "a\n",
    "lines hard": "a\\\n",
    "paragraphs": "a\n\n",
    "quotes": "> a\n\n",
    "quotes answered": "> # a\nb\n",
    "quotes answered, apart": "> a\nb\n\n",
    "quotes in lists": "- > # a\nb\n",
    "quotes deep": ">" * 18 + "a\n",
    "quotes deep parted": ">" * 18 + "a\n\n",
    "lists": "- a\n",
    "lists loose": "- a\n\n",
    "lists numbered": "1. a\n",
    "lists empty": "1.\n",
    "lists deep": "- " * 9 + "a\n",
    "lists too deep": "- " * 20 + "a\n",
    "lists in quotes": "> - " * 6 + "a\n",
    "lists of rules": "* * a\n",
    "tasks": "- [x] a\n",
    "tables small": "a|b\n-|-\n",
    "tables parted": "a|b\n-|-\n\n",
    "pipes": "|",
    "definitions": "[a]: u\n",
    "definitions parted": "[a]: u\n\n",
    "definitions open": "[a\n",
    "definitions titled": '[a]: b "\n',
    "notes": "[^1]: a\n",
    "note marks": "[^1]",
    "note marks unfinished": "[^",
    "folds": "::: more a\n",
    "folds closed": "::: more\n:::\n",
    "folds filled": "::: more\na\n:::\n",
    "colons": ":::",
    "colon lines": ":::\n",
    "addresses": "http://a.b ",
    "addresses bracketed": "(http://a.b",
    "addresses of brackets": "http://a.b/)))))",
    "addresses unfinished": "http:// ",
    "addresses joined": "http://",
    "schemes": "1://",
    "www": "www.",
    "www apart": "www. ",
    "www links": "www.a.b ",
    "dotted hosts": "www.a.b.c.d.e ",
    "doi": "doi:10.1000/a ",
    "doi unfinished": "doi:10. ",
    "doi joined": "doi:10.1000/",
    "pmid": "PMID: 1 ",
    "pmid joined": "PMID ",
    "nice": "NG136 ",
    "nice cued": "NICE NG1 ",
    "nice words": "NICE guideline guideline guideline ",
    "nice rooms": "room NG136 ",
    "bnf": "bnf.nice.org.uk/drugs/a ",
    "bnf hyphens": "bnf.nice.org.uk/drugs/a-a-a-a-a-a- ",
    "redactions": "[redacted]",
    "spaces": "a ",
    "tabs": "\ta",
    "accents": "é ",
    "faces": "😀",
}


def whole() -> Iterator[tuple[str, str]]:
    """Texts whose badness is in their shape, with a name each."""
    yield "backticks growing", "".join(f"e{'`' * i}" for i in range(1, 200))
    yield "definitions many", "\n".join(f"[{i}]: x" for i in range(2_000))
    yield "definitions used", "".join(f"[{i}]: x\n" for i in range(900)) + "[1]" * 4_000
    yield "definition endless", '[a]: b "\n' + "c\n" * 9_000
    yield "label endless", "[" + "a\n" * 9_000
    yield "brackets open, then closed", "[" * 10_000 + "]" * 10_000
    yield "bracket open before marks", "[" * 10 + "+ " * 9_990
    yield "brackets open before marks", "[# " * 100 + "+" * 19_000
    yield "brackets open before links", "[" * 30 + "[a](b) " * 2_000
    yield "brackets round", "[a](" + "(" * 19_000
    yield "lazy quotation", ">" * 18 + "a\n" * 1_900
    yield "lazy quotation, deeper", ">" * 100 + "a\n" * 9_000
    yield "lazy list", "- " * 9 + "a\n" * 1_900
    yield "list by indent", "\n".join("  " * (i % 9) + "- a" for i in range(1_600))
    yield "quotes growing", "\n".join(">" * (i % 18) + "a" for i in range(1_700))
    yield "table wide", "|" * 50 + "\n" + "|-" * 49 + "|\n" + "a|\n" * 1_900
    yield "table completed", "a|" * 45 + "\n" + "-|" * 45 + "\n" + "b\n" * 1_900
    yield "table very wide", "a|" * 1_000 + "\n" + "-|" * 1_000 + "\n" + "b\n" * 1_900
    yield "table long", "|a|b|\n|-|-|\n" + "|a|b|\n" * 1_990
    yield "table in quotes", "> a|b\n> -|-\n" + "> a|b\n" * 1_900
    yield "notes many", "".join(f"[^{i}] " for i in range(999)) + "\n" + notes(range(999))
    yield "notes to notes", "[^0]\n\n" + "".join(f"[^{i}]: [^{i + 1}]\n" for i in range(1_200))
    yield "notes to all", "[^0]\n\n" + "".join(f"[^{i}]: " + "[^1]" * 9 + "\n" for i in range(400))
    yield "notes in notes", "".join("    " * i + f"[^{i}]: a\n" for i in range(90))
    yield "note marked often", "[^1]: a\n\n" + "[^1]" * 4_900
    yield "folds deep", "".join(":" * (40 - i) + " more\n" for i in range(37)) + "a"
    yield "address endless", "https://a.b/" + "(" * 9_000 + ")" * 9_000
    yield "address dotted", "https://" + "a." * 9_900
    yield "doi endless", "doi:10.1000/" + ")." * 9_900
    yield "one code block", "```\n" + '<a href="&">\n' * 1_500
    yield "spaces endless", "a" + " " * 19_900 + "b"


def notes(numbers: range) -> str:
    return "\n".join(f"[^{i}]: a" for i in numbers)


def shuffled(count: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    marks = [*REPEATED.values(), "\n", "\n\n", "> ", "- ", "    ", "a", " ", "|", ")", "]", ">"]
    for number in range(count):
        unit = "".join(dice.choice(marks) for _ in range(dice.randint(2, 6)))
        yield f"shuffled {number}: {unit!r}"[:60], unit * (SIZE // len(unit))


def best_of(times: int, act: Callable[[], Any]) -> float:
    spent = []
    for _ in range(times):
        began = time.process_time()
        act()
        spent.append(time.process_time() - began)
    return min(spent) * 1000


def refused(source: str) -> bool:
    try:
        rendering.require_fit(source)
    except rendering.Unfit:
        return True
    return False


def measure(name: str, source: str, times: int = 3) -> tuple[float, bool, str]:
    """Milliseconds to render, whether it is accepted, and a line that tells of it."""
    asking = best_of(times, lambda: refused(source))
    accepted = not refused(source)
    whole = best_of(times, lambda: rendering.render(source))
    parsing = best_of(1, lambda: parser().render(source, {}))
    html = parser().render(source, {})
    bleaching = best_of(1, lambda: cleaning.by_bleach().clean(html))
    blocks: list[Any] = []
    parser().block.parse(source, parser(), {}, blocks)
    told = fitting.cost(blocks).total() / 1000
    line = f"{name:42.42} {'yes' if accepted else 'no':3} {asking:6.0f} {whole:8.0f}"
    return whole, accepted, f"{line} {parsing:8.0f} {bleaching:8.0f} {told:8.0f}"


def main() -> None:
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    say(f"{'text':42} fit asking   render  parsing   bleach      sum")
    texts = [(name, "".join(islice(cycle(unit), SIZE))) for name, unit in REPEATED.items()]
    texts += list(whole())
    found = []
    for name, source in texts:
        if word in name:
            found.append((*measure(name, rendering.tidy(source[:SIZE])), name))
            say(found[-1][2])
    count = int(os.environ.get("RANDOM", "0" if word else "400"))
    odd = [
        (*measure(name, rendering.tidy(source[:SIZE]), times=1), name)
        for name, source in shuffled(count, random.Random(1))
    ]
    accepted = [one for one in odd if one[1]]
    for one in sorted(accepted, reverse=True)[:12]:
        say(one[2])
    found += odd
    worst = max((one for one in found if one[1]), default=None)
    if worst:
        say(
            f"\nThe worst that is accepted takes {worst[0]:.0f} ms ({worst[3]}); at most {ALLOWED}."
        )
    usual = rendering.tidy(USUAL[:2_000])
    best = best_of(9, lambda: rendering.render(usual))
    say(f"A usual post of 2,000 characters takes {best:.1f} ms.")


USUAL = (
    "A man in his forties, **collapsed** at the finish of a marathon; see NG136 and "
    "https://doi.org/10.1136/bmj.n71.\n\n> [Bela K wrote](/p/3/):\n> Troponin 900, falling.\n\n"
    "- ECG: *early repolarisation*\n- Echo normal[^1]\n- [x] CK sent\n\n"
    "| | now | 6 h |\n|-|-|-|\n| TnT | 900 | 410 |\n\n[^1]: By a registrar.\n\n"
    + "What would you do with him overnight, and who needs an angiogram at all? "
    * 20
)


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
