"""The text that is screened and searched: nothing that a reader can see may be missing from it."""

import pytest

from community.lib import rendering
from moderation import detectors

NUMBER = "943 476 5919"  # a valid NHS number
PARTED = "943 **476** 5919"  # which Markdown parts and the page joins


def text_of(source):
    return rendering.render(rendering.tidy(source)).text


WRITTEN = [
    "a[^1]\n\n[^1]: Hers is {}.",
    "[^1]: Nobody refers to {}.",
    "a[^1]\n\n[^1]: a\n\n    and {}",
    "::: more Of {}\nHidden.\n:::",
    "::: more\nHidden: {}.\n:::",
    "| a | b |\n|---|---|\n| c | {} |",
    "| a | {} |\n|---|---|\n| c | d |",
    "- [x] {} seen",
    "> [Anna wrote](/p/1/):\n> {}",
    "# {}",
    "1. a\n2. {}",
    "[@Anna](/members/1/) {}",
    "~~{}~~",
    "[{}](https://example.org)",
]


@pytest.mark.parametrize("source", WRITTEN)
@pytest.mark.parametrize("number", [NUMBER, PARTED])
def test_a_number_is_in_the_text_wherever_it_was_written(source, number):
    assert NUMBER in text_of(source.format(number))


@pytest.mark.parametrize(
    "source",
    [
        "943[^1] 476 5919\n\n[^1]: a",
        "943 476[^1] 59[^1]19\n\n[^1]: a",
        '[a](https://example.org "943 476&#32;5919")',
        "[a][b]\n\n[b]: https://example.org '943&#32;476 5919'",
        "https://bnf.nice.org.uk/drugs/943-476-5919/",
        "943&#32;476&#32;5919",
    ],
)
def test_what_the_page_joins_is_joined_in_the_text(source):
    assert NUMBER in text_of(source)


@pytest.mark.parametrize("source", [s.format(PARTED) for s in WRITTEN])
def test_the_detectors_find_it_there(source):
    assert "nhs_number" in {
        f.kind for f in detectors.screen(text_of(source), detectors.Known("closed"))
    }


def test_identifiers_are_in_the_text_and_are_nobodys_number():
    source = (
        "doi:10.1136/bmj.n71\n\nhttps://doi.org/10.1016/S0140-6736(20)30183-5\n\n"
        "PMID: 29562145 and NG136.\n\n"
        "https://bnf.nice.org.uk/drugs/amlodipine/ https://pubmed.ncbi.nlm.nih.gov/31535829/"
    )
    text = text_of(source)
    for words in ["10.1136/bmj.n71", "10.1016/S0140-6736(20)30183-5", "PMID 29562145", "NG136"]:
        assert words in text
    assert "BNF Amlodipine PMID 31535829" in text
    assert (
        detectors.screen(text, detectors.Known("open"))
        == detectors.screen(source, detectors.Known("open"))
        == []
    )


def test_what_the_house_adds_is_not_in_the_text():
    text = text_of("a[^1] b\n\n- [x] c\n- [ ] d\n\n[^1]: e")
    assert text.split() == ["a", "b", "c", "d", "1.", "e"]


def test_a_colleagues_name_has_no_handle_in_the_text():
    assert text_of("[@Anna Sharma](/members/12/), see @else.") == "Anna Sharma, see @else."


def test_numbers_of_a_list_are_in_the_text():
    assert text_of("3. a\n1. b\n   - c\n1. d").split() == ["3.", "a", "4.", "b", "c", "5.", "d"]


def test_a_title_of_a_link_follows_its_words():
    assert text_of('[a](https://example.org "b") c') == "a (b) c"


def test_where_words_stand_is_told_by_line_and_by_quotation():
    source = "a\n\n> b\n\n```\nc\n```\n\n::: more d\ne\n:::\n\nf[^1]\n\n[^1]: g"
    assert rendering.prose_lines(source) == [
        (0, 1, False),
        (2, 3, True),
        (8, 9, False),
        (9, 10, False),
        (12, 13, False),
        (14, 15, False),
    ]
