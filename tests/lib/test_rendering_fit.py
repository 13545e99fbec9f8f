"""No text makes the renderer hang: what would take long is refused, with a reason."""

import time
from collections import Counter
from itertools import cycle, islice

import pytest

from community.lib import references, rendering, spans
from community.lib.rendering import fitting
from tests.load.render_hostile import REPEATED, whole

# The parser reads on from each of them to the next empty line; so a post cannot have many.
ANSWERED = "> # a\nb\n"


def refusal(source):
    try:
        rendering.require_fit(source)
    except rendering.Unfit as error:
        return str(error)
    return ""


@pytest.mark.parametrize("length, fits", [(20_000, True), (20_001, False)])
def test_length_is_limited_to_the_character(length, fits):
    assert bool(refusal("a" * length)) is not fits
    if not fits:
        assert "20,001 characters" in refusal("a" * length)


@pytest.mark.parametrize("lines, fits", [(2_000, True), (2_001, False)])
def test_lines_are_limited(lines, fits):
    source = "\n".join(["```", *["a"] * (lines - 2), "```"])
    assert bool(refusal(source)) is not fits
    if not fits:
        assert "2,001 lines" in refusal(source)


@pytest.mark.parametrize(
    "mark, most",
    [("> ", 19), (">", 19), ("- ", 9), ("1. ", 9), ("> - ", 6)],
)
def test_nesting_is_limited_and_nothing_that_fits_is_lost(mark, most):
    assert refusal(mark * most + "WORD") == ""
    assert "WORD" in rendering.render(mark * most + "WORD").text
    assert "nested" in refusal(mark * (most + 1) + "WORD")


@pytest.mark.parametrize("indent", ["  ", "\t"])
def test_nesting_by_indentation_is_limited_too(indent):
    nested = ["\n".join(indent * i + "- WORD" for i in range(depth)) for depth in (9, 10)]
    assert refusal(nested[0]) == ""
    assert rendering.render(nested[0]).text.count("WORD") == 9
    assert "nested" in refusal(nested[1])


def test_folds_and_notes_are_nested_as_quotations_are():
    folds = "\n".join(f"{':' * (30 - i)} more" for i in range(20))
    assert "nested" in refusal(f"{folds}\na")


@pytest.mark.parametrize(
    "source, words",
    [
        ("|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 1_500, "cells"),
        ("a|" * 100 + "\n" + "-|" * 100 + "\n" + "a\n" * 1_000, "cells"),
        (ANSWERED * 900, "an empty line"),
        ("- > # a\nb\n" * 900, "an empty line"),
        (">>> # a\n> # a\n" * 700, "an empty line"),
        ("> - 1. a\n\n" * 900, "paragraphs, lists or quotations"),
        ("https://example.org " * 900, "links"),
        ("a[^1] " * 900 + "\n\n[^1]: a", "footnotes"),
        ("*a*" * 6_000, "marks"),
        ("[" * 20_000, "marks"),
        ("<" * 20_000, "marks"),
    ],
)
def test_what_would_take_long_is_refused_with_what_to_change(source, words):
    assert words in refusal(source)


@pytest.mark.parametrize(
    "source",
    [
        "Words, and more words. " * 850,
        "A paragraph of *some* length, with **marks** and [links](/p/1/).\n\n" * 250,
        "| Sodium | 140 | 135-145 | mmol/L |\n|---|---|---|---|\n"
        + "| K | 4 | 3-5 | mmol/L |\n" * 250,
        "- A list of what was done, line by line\n" * 450,
        "```\n" + "for (i in 1:10) { x[i] <- y[i] * 2 }  # and on\n" * 400 + "```",
        "> Quoted.\nAnswered.\n" * 80,
        "> Quoted.\nAnswered.\n\n" * 300,
        "> Quoted from elsewhere, at some length.\n>\n" * 400,
        "See https://doi.org/10.1136/bmj.n71 for it, and what follows from it.\n\n" * 200,
        "A claim[^1] " * 150 + "\n\n[^1]: Its source.",
    ],
)
def test_what_people_write_fits(source):
    assert refusal(source[: rendering.MAX_LENGTH]) == ""


# --- Cost ----------------------------------------------------------------------------------------

SIZE = 1_000
SMALL = 0.01  # seconds: below this, the clock says little


def spent(act, source):
    began = time.process_time()
    act(source)
    return time.process_time() - began


def read_references(source):
    for start in range(len(source)):
        references.mention_at(source, start)
    references.of_address(source)
    references.trimmed(source)


def align(source):
    spans.alignment(source, source.replace("*", "").replace("[", ""))
    spans.alignment(source, source[::-1])


UNITS = [*REPEATED.values(), "1.", ").", "(.", "10.1/", "NICE guidance ", "-a", "%41", "xx\n"]


@pytest.mark.parametrize("act", [rendering.render, refusal, align, read_references])
def test_cost_grows_as_the_text_does(act):
    for unit in UNITS:
        if act == rendering.render and unit == ANSWERED:
            continue
        short, long = ("".join(islice(cycle(unit), size)) for size in (SIZE, SIZE * 4))
        spent(act, short)
        if spent(act, long) > SMALL:
            grown = (spent(act, long) / max(spent(act, short), SMALL / 8) for _ in range(3))
            assert any(times < 9 for times in grown), unit  # quadratic is 16, cubic 64


def test_whatever_fits_costs_no_more_than_it_may():
    """The decision rests on a sum; `tests/load/render_hostile.py` holds it to the clock."""
    fitting_ones = 0
    for _, source in whole():
        source = rendering.tidy(source[: rendering.MAX_LENGTH])
        if refusal(source):
            continue
        fitting_ones += 1
        assert rendered_pieces(source) < 8_000
    assert fitting_ones > 5


def rendered_pieces(source):
    """Elements and entities: what takes the time."""
    html = rendering.render(source).html
    return html.count("<") + html.count("&")


def test_every_block_and_mark_counts():
    def cost(source):
        blocks = []
        fitting.parser().block.parse(source, fitting.parser(), {}, blocks)
        return fitting.cost(blocks)

    assert cost("a") == Counter(blocks=40)
    for source in [
        "> a",
        "- a",
        "# a *b*",
        "```\n<\n```",
        "a|b\n-|-",
        "::: more *a*\n:::",
        "[^1]: a",
    ]:
        assert cost(source).total() > 40, source
    assert cost("::: more *a*\n:::")["marks"] == cost("*a*")["marks"] > 0
    assert cost("```\n*a* <\n```")["marks"] == cost("<")["marks"]
