"""References: only what can hardly be anything else, and always to its own address."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.lib import rendering
from community.lib.references import Reference, mention_at, of_address, trimmed

NICE = "https://www.nice.org.uk/guidance/"
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"


def html_of(source):
    return rendering.render(source).html


def cited(source):
    """(label, name, address) of each reference that a text in a sentence shows."""
    chips = html_of(f"See {source} there.").split('<a href="')[1:]
    found = []
    for chip in chips:
        address, _, rest = chip.partition('"')
        if 'class="cite"' in rest:
            label = rest.partition('cite__kind">')[2].partition("<")[0]
            found.append((label, rest.partition("</span>&nbsp;")[2].partition("<")[0], address))
    return found


@pytest.mark.parametrize(
    "source, label, name, address",
    [
        ("doi:10.1136/bmj.n71", "DOI", "10.1136/bmj.n71", "https://doi.org/10.1136/bmj.n71"),
        ("doi: 10.1136/bmj.n71", "DOI", "10.1136/bmj.n71", "https://doi.org/10.1136/bmj.n71"),
        ("DOI 10.1136/bmj.n71.", "DOI", "10.1136/bmj.n71", "https://doi.org/10.1136/bmj.n71"),
        (
            "http://dx.doi.org/10.1000/a_b_c",
            "DOI",
            "10.1000/a_b_c",
            "https://doi.org/10.1000/a_b_c",
        ),
        ("doi.org/10.1000/182", "DOI", "10.1000/182", "https://doi.org/10.1000/182"),
        (
            "(doi:10.1016/S0140-6736(20)30183-5)",
            "DOI",
            "10.1016/S0140-6736(20)30183-5",
            "https://doi.org/10.1016/S0140-6736(20)30183-5",
        ),
        (
            "https://doi.org/10.1016/S0140-6736%2820%2930183-5",
            "DOI",
            "10.1016/S0140-6736(20)30183-5",
            "https://doi.org/10.1016/S0140-6736(20)30183-5",
        ),
        ("<https://doi.org/10.1000/182>", "DOI", "10.1000/182", "https://doi.org/10.1000/182"),
        ("PMID: 123", "PMID", "123", f"{PUBMED}123/"),
        ("PMID 29562145,", "PMID", "29562145", f"{PUBMED}29562145/"),
        (f"{PUBMED}29562145", "PMID", "29562145", f"{PUBMED}29562145/"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/123", "PMID", "123", f"{PUBMED}123/"),
        ("NG136", "NICE", "NG136", f"{NICE}ng136"),
        ("(CG181)", "NICE", "CG181", f"{NICE}cg181"),
        ("TA1013,", "NICE", "TA1013", f"{NICE}ta1013"),
        ("NICE NG28", "NICE", "NG28", f"{NICE}ng28"),
        ("NICE guideline NG28", "NICE guideline", "NG28", f"{NICE}ng28"),
        ("NICE quality standard QS9", "NICE quality standard", "QS9", f"{NICE}qs9"),
        ("https://www.nice.org.uk/guidance/ng136", "NICE guidance", "NG136", f"{NICE}ng136"),
        ("http://nice.org.uk/guidance/NG136/", "NICE guidance", "NG136", f"{NICE}ng136"),
        ("nice.org.uk/guidance/ta694", "NICE guidance", "TA694", f"{NICE}ta694"),
        ("www.nice.org.uk/guidance/hst15.", "NICE guidance", "HST15", f"{NICE}hst15"),
        (
            "https://bnf.nice.org.uk/drugs/amlodipine/",
            "BNF",
            "Amlodipine",
            "https://bnf.nice.org.uk/drugs/amlodipine/",
        ),
        (
            "bnf.nice.org.uk/drugs/co-amoxiclav",
            "BNF",
            "Co-amoxiclav",
            "https://bnf.nice.org.uk/drugs/co-amoxiclav/",
        ),
        (
            "https://bnfc.nice.org.uk/drugs/sodium-valproate/",
            "BNFC",
            "Sodium valproate",
            "https://bnfc.nice.org.uk/drugs/sodium-valproate/",
        ),
    ],
)
def test_a_reference_is_known_by_its_words_or_its_address(source, label, name, address):
    assert cited(source) == [(label, name, address)]


@pytest.mark.parametrize(
    "source",
    [
        "10.1136/bmj.n71",
        "doi:10.1/x",
        "doi:n71",
        "his doi was fine",
        "29562145",
        "PMID",
        "PMID: 0123",
        "PMID: 123456789",
        "PMID 943 476 5919",
        "PMID 943-476-5919",
        "PMID: 12.5",
        "XPMID: 123",
        "TA 12",
        "TA12",
        "NG12 3AB",
        "PH123",
        "ng136",
        "XNG136",
        "NG136B",
        "NG136-B",
        "NG136.5",
        "NG12345",
        "#NG136",
        "room TA123",
        "Ward no. CG101",
        "specimen: NG1234",
        "a nice NG28",
        "NICE 136",
        "`NG136`",
        "`PMID: 123`",
        "\n\n    NG136 and doi:10.1136/bmj.n71\n\n",
        "\n\n```\nPMID: 123\n```\n\n",
        "[NG136](https://example.org)",
        "https://example.org/NG136",
        "https://example.org/doi:10.1136/bmj.n71",
        "https://www.nice.org.uk/guidance/ng136/chapter/recommendations",
        "https://www.nice.org.uk/guidance/ng136?x=1",
        "https://doi.org/10.1000/182?locatt=a",
        "https://doi.org.evil.example/10.1000/182",
        "https://evil.example/doi.org/10.1000/182",
        "https://nice.org.uk.evil.example/guidance/ng136",
        "https://bnf.nice.org.uk/drugs/",
        "https://bnf.nice.org.uk/drugs/Amlo_dipine/",
        "https://bnf.nice.org.uk/interactions/amlodipine/",
        "https://doi.org/10.1000/%3Cscript%3E",
        "https://doi.org/10.1000/a%20b",
    ],
)
def test_what_is_or_may_be_something_else_is_none(source):
    assert cited(source) == []


def test_an_address_into_a_guideline_goes_on_leading_there():
    address = "https://www.nice.org.uk/guidance/ng136/chapter/recommendations"
    assert f'href="{address}"' in html_of(address)


def test_an_authors_own_words_for_a_reference_stay():
    html = html_of("[Smith 2021](https://doi.org/10.1136/bmj.n71)")
    assert "cite" not in html
    assert ">Smith 2021</a>" in html


CARD = (
    '<p><a href="https://www.nice.org.uk/guidance/ng136" class="cite cite--card" '
    'rel="nofollow noopener ugc"><span class="cite__kind">NICE</span> '
    '<span class="cite__name">NG136</span> <span class="cite__host">www.nice.org.uk</span></a></p>'
)


def test_alone_in_its_paragraph_it_is_a_card_that_says_where_it_leads():
    assert CARD in html_of("As in:\n\nNG136\n\nSo there.")


@pytest.mark.parametrize(
    "source", ["NG136.", "NG136 CG181", "NG136\nCG181", "- NG136", "> NG136", "# NG136", "*NG136*"]
)
def test_in_any_company_it_is_a_chip(source):
    assert 'class="cite"' in html_of(source)
    assert "cite--card" not in html_of(source)


scraps = (
    "doi: 10.1136/ bmj PMID NICE NG136 TA 12 https:// http:// www. doi.org/ nice.org.uk/guidance/ "
    "pubmed.ncbi.nlm.nih.gov/ bnf.nice.org.uk/drugs/ ng136 % %3C ( ) . , ? # @ / - é 1 23"
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from([" ", *scraps.split()]), max_size=8).map("".join))
def test_whatever_is_found_leads_by_https_to_one_of_the_five_hosts(text):
    hosts = {
        "doi.org",
        "pubmed.ncbi.nlm.nih.gov",
        "www.nice.org.uk",
        "bnf.nice.org.uk",
        "bnfc.nice.org.uk",
    }
    mention = mention_at(text, 0)
    for found in [of_address(text), mention and mention[0]]:
        if found:
            assert found.host in hosts
            assert found.address.startswith(f"https://{found.host}/")
            assert of_address(found.address) is not None
            assert not set(found.address) & set(" <>\"'`\\")
    if mention:
        assert 0 < mention[1] <= len(text)


def test_a_reference_knows_its_host():
    assert Reference("DOI", "10.1000/1", "https://doi.org/10.1000/1").host == "doi.org"


@pytest.mark.parametrize(
    "address, kept",
    [
        ("a.", "a"),
        ("a).", "a"),
        ("a_(b)", "a_(b)"),
        ("a_(b))", "a_(b)"),
        ("a)?!", "a"),
        ("...", ""),
        ("a/", "a/"),
    ],
)
def test_the_punctuation_of_the_sentence_is_left_to_it(address, kept):
    assert trimmed(address) == kept
