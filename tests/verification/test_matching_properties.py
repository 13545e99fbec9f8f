"""What matching forgives and what it never does, over names and statuses of all kinds."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from verification.matching import (
    GLUED,
    OFFICES,
    PARTICLES,
    TITLES,
    mailbox_fits,
    same_given,
    same_person,
    same_surname,
    words_of,
)
from verification.models import Status
from verification.registers import Opens
from verification.registers.gmc import ERASED, OPENS, STATUSES, standing_for, statuses

NAMES = st.text("abcdefghijklmnoprstuwyzäéøłñ", min_size=2, max_size=12)
SPACES = st.sampled_from([" ", "  ", "\t", "\u00a0"])
DASHES = st.sampled_from(list("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"))
KNOWN = [
    *STATUSES,
    f"{ERASED} after fitness to practise panel hearing",
    f"{ERASED} false declaration",
]


@given(status=st.sampled_from(KNOWN), space=SPACES, dash=DASHES, upper=st.booleans())
def test_a_status_means_the_same_however_it_is_spelt(status, space, dash, upper):
    spelt = status.replace(" ", space).replace("-", dash)
    spelt = spelt.upper() if upper else spelt.title()
    assert statuses(f"{space}{spelt}{space}") == statuses(status) != Status.UNKNOWN


@given(text=st.text(max_size=80))
def test_what_is_unheard_of_is_unknown_and_opens_nothing(text):
    if statuses(text) is Status.UNKNOWN:
        assert standing_for(Status.UNKNOWN) is Opens.NOTHING
    else:  # then it is one of those we know, but for what spelling forgives
        assert words_of(text)[:1][0] in {word.split()[0] for word in STATUSES}


@pytest.mark.parametrize("status", Status)
def test_only_statuses_in_order_are_clear(status):
    clear = {Status.LICENSED, Status.PROVISIONAL, Status.TEMPORARY, Status.UNLICENSED}
    assert standing_for(status).is_clear == (status in clear)
    assert (status in OPENS) == (status is not Status.UNKNOWN)


@given(name=NAMES, form=st.sampled_from(["NFC", "NFD"]), upper=st.booleans())
def test_case_accents_and_composition_do_not_matter(name, form, upper):
    other = unicodedata.normalize(form, name.upper() if upper else name.title())
    assert same_surname(name, other)
    assert same_surname(other, name)


@given(one=NAMES, other=NAMES, dash=DASHES)
def test_either_half_of_a_double_barrelled_name_will_do(one, other, dash):
    both = f"{one}{dash}{other}"
    if not {*words_of(one), *words_of(other)} & (PARTICLES | GLUED):  # those are no halves
        assert same_surname(one, both)
        assert same_surname(both, other)
    assert same_surname(both, f"{one} {other}")


@given(
    name=NAMES,
    particle=st.sampled_from(["van", "van der", "de", "al-", "Ibn"]),
    space=st.sampled_from(["", " ", "  ", "\u00a0"]),
    mark=st.sampled_from(["", "'", "’", "`"]),
)
def test_particles_spaces_and_apostrophes_do_not_matter(name, particle, space, mark):
    spelt = f"{space}{particle} {name[0]}{mark}{name[1:]}{space}"
    assert same_surname(name, spelt) or words_of(name)[0] in PARTICLES
    assert same_surname(spelt, f"{particle}{name}")


PLAIN_NAMES = st.text("abcdefghijklmnoprstuwyz", min_size=3, max_size=12).filter(
    lambda name: name not in PARTICLES | GLUED | OFFICES | TITLES
)


@given(
    first=PLAIN_NAMES,
    last=PLAIN_NAMES,
    form=st.sampled_from(["{f}.{l}", "{i}.{l}", "{i}{l}", "{l}{i}", "{l}.{f}", "{f}_{l}7", "{l}"]),
)
def test_a_mailbox_made_of_a_name_fits_it_and_no_other(first, last, form):
    local = form.format(f=first, l=last, i=first[0])
    assume(local not in OFFICES)
    assert mailbox_fits(local, last.upper(), first.title())
    assert not mailbox_fits(local, "qqq", first)
    assume(last not in first)
    assert not mailbox_fits(first, last, first)


@given(one=NAMES, other=NAMES)
def test_names_match_both_ways_or_not_at_all(one, other):
    assert same_surname(one, other) == same_surname(other, one)
    assert same_given(one, other) == same_given(other, one)


@given(one=st.text("abc", min_size=3, max_size=8), other=st.text("xyz", min_size=3, max_size=8))
def test_names_without_a_letter_in_common_never_match(one, other):
    assert not same_surname(one, other)
    assert not same_given(one, other)
    assert not same_person(f"{one} {one}", other, other)
    assert not mailbox_fits(f"{one}.{one}", other, other)


@given(text=st.text(max_size=60), other=st.text(max_size=60))
def test_no_text_breaks_the_comparison(text, other):
    same_surname(text, other)
    same_given(text, other)
    same_person(text, other, other)
    mailbox_fits(text, other, other)


FITS = """susan.chater s.chater schater chaters chater.susan susan.chater2 s_chater chater
susan.jones3 s.chaterjones susan.chater-jones sjones chater-jones.s""".split()


@pytest.mark.parametrize("local", FITS)
def test_an_address_that_carries_the_name_fits(local):
    assert mailbox_fits(local, "Chater-Jones", "Susan Mary")


@pytest.mark.parametrize(
    "local",
    "susan sc s.c chat info cardiology.secretary susan.carter jane.chater ward7 2 _".split(),
)
def test_an_address_that_does_not_carry_it_does_not(local):
    assert not mailbox_fits(local, "Chater-Jones", "Susan Mary")


def test_accents_apostrophes_and_particles_are_forgiven_in_an_address():
    assert mailbox_fits("sean.oneill", "O’Néill", "Seán")
    assert mailbox_fits("j.berg", "van den Berg", "Jan")
    assert mailbox_fits("j.vandenberg", "van den Berg", "Jan")
