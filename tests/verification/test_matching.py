import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification.matching import (
    LONGEST_NAME,
    Outcome,
    mailbox_fits,
    match,
    same_given,
    same_person,
    same_surname,
    words_of,
)
from verification.models import RegisterEntry, Status


@pytest.mark.parametrize(
    ("claimed", "registered"),
    [
        ("CHATER", "Chater"),
        ("Nunez", "Nuñez"),
        ("Astrom", "Åström"),
        ("Soren", "Søren"),
        ("OBrien", "O'Brien"),
        ("O’Brien", "O'Brien"),
        ("O Brien", "O'Brien"),
        ("Smith Jones", "Smith-Jones"),
        ("Smith‑Jones", "Smith-Jones"),
        ("Smithjones", "Smith-Jones"),
        ("Smith", "Smith-Jones"),
        ("Jones", "Smith-Jones"),
        ("Smith-Jones", "Jones"),
        ("Berg", "van der Berg"),
        ("Vanderberg", "van der Berg"),
        ("Rashid", "al-Rashid"),
        ("Al Rashid", "al-Rashid"),
        ("MacGiolla", "Mac Giolla"),
        ("Le", "Le"),
        ("de Souza", "D'Souza de"),
    ],
)
def test_surnames_that_are_spelt_differently_are_the_same(claimed, registered):
    if claimed == "de Souza":
        assert not same_surname(claimed, registered)  # a letter more is another name
    else:
        assert same_surname(claimed, registered)


@pytest.mark.parametrize(
    ("claimed", "registered"),
    [
        ("Chater", "Carter"),
        ("Mac", "Mac Giolla"),
        ("O", "O'Brien"),
        ("van", "van der Berg"),
        ("Smith-Brown", "Smith-Jones"),
        ("Smi", "Smith-Jones"),
        ("S", "Smith"),
        ("", "Smith"),
        ("-", "-"),
    ],
)
def test_surnames_that_differ_are_not(claimed, registered):
    assert not same_surname(claimed, registered)


@pytest.mark.parametrize(
    ("claimed", "registered"),
    [
        ("Susan", "Susan"),
        ("Sue", "Sue Ann"),
        ("S.", "Susan"),
        ("Susan", "S"),
        ("Jo", "Joanna"),
        ("Anne", "Anne-Marie"),
        ("Annemarie", "Anne-Marie"),
        ("Zoe", "Zoë"),
        ("J. P.", "John Paul"),
    ],
)
def test_a_given_name_by_its_beginning(claimed, registered):
    assert same_given(claimed, registered)


@pytest.mark.parametrize(
    ("claimed", "registered"),
    [("Susan", "Sarah"), ("P.", "John Paul"), ("", "Susan"), ("Susan", ""), ("1", "Susan")],
)
def test_another_given_name_is_another(claimed, registered):
    assert not same_given(claimed, registered)


@pytest.mark.parametrize(
    "name",
    [
        "Susan Chater",
        "Dr Susan Chater",
        "Prof. S. Chater",
        "Susan Mary Chater",
        "Chater, Susan",
        "CHATER Susan Mary",
        "Susan Chater-Jones",
    ],
)
def test_an_account_of_this_name_may_be_theirs(name):
    assert same_person(name, "Chater", "Susan")


@pytest.mark.parametrize(
    "name",
    ["", "Susan", "Chater", "Dr Chater", "Susan Carter", "Peter Chater", "Dr", "Susan " * 100],
)
def test_an_account_of_another_name_is_not(name):
    assert not same_person(name, "Chater", "Susan")


@pytest.mark.parametrize(
    ("local", "surname", "given"),
    [
        ("dr.susan.chater", "Chater", "Susan"),
        ("susan.m.chater3", "Chater", "Susan"),
        ("jo.smith", "Smith", "Joanna"),
        ("joanna.smith", "Smith", "Jo"),
        ("ward.ann", "Ward", "Ann"),
        ("s.chater", "Chater", "S."),
        ("jpsmith", "Smith", "John Paul"),
        ("johnpaul.smith", "Smith", "John-Paul"),
        ("m.ali", "Ali", "Mohammed"),
        ("ali", "Ali", "Mohammed"),
        ("sli", "Li", "Shu"),
        ("ann.ward", "Ward", "Ann"),
        ("s.o'neill", "O’Néill", "Seán"),
        ("susan.van.der.berg", "van der Berg", "Susan"),
        ("susan.berg", "van der Berg", "Susan"),
    ],
)
def test_a_mailbox_that_carries_the_name_fits(local, surname, given):
    assert mailbox_fits(local, surname, given)


@pytest.mark.parametrize(
    ("local", "surname", "given"),
    [
        ("s+chater", "Chater", "Susan"),  # the mailbox is s
        ("info+susan.chater", "Chater", "Susan"),
        ("susan%chater", "Chater", "Susan"),
        ("susan.secretary.chater", "Chater", "Susan"),
        ("chater.secretary", "Chater", "Susan"),
        ("secretary.chater", "Chater", "S."),
        ("sarah.chater", "Chater", "S."),
        ("ward3", "Ward", "Ann"),
        ("rota", "Ota", "Rie"),
        ("li", "Li", "Shu"),
        ("p.chater", "Chater", "Susan"),
        ("susan.chaterson", "Chater", "Susan"),
        ("dr", "Chater", "Susan"),
        ("susan", "", "Susan"),
        ("chater", "Chater", ""),
        ("", "Chater", "Susan"),
        ("chater" + "1" * 100, "Chater", "Susan"),
    ],
)
def test_a_mailbox_that_does_not_carry_it_does_not(local, surname, given):
    assert not mailbox_fits(local, surname, given)


def test_what_is_far_too_long_for_a_name_is_none():
    slow = "\u0316\u0301" * 50_000 + "a"  # putting marks in order takes the square of their number
    assert words_of(slow) == []
    assert words_of("a" * LONGEST_NAME)


names = st.text(
    st.characters(categories=["Lu", "Ll", "Lo", "Mn", "Zs", "Pd", "Po"]), min_size=1, max_size=40
).filter(words_of)


@given(names)
def test_every_name_is_its_own(name):
    assert same_surname(name, name)
    assert same_given(name, name)


@given(names, names)
def test_the_order_of_comparing_does_not_matter(one, other):
    assert same_surname(one, other) == same_surname(other, one)
    assert same_given(one, other) == same_given(other, one)


@given(st.from_regex(r"[A-Za-zÀ-ÖØ-öø-ÿ]{2,20}(-[A-Za-zÀ-ÖØ-öø-ÿ]{2,20})?", fullmatch=True))
def test_case_accents_and_hyphens_do_not_matter(name):
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    assert same_surname(name, plain.upper().replace("-", " "))


@pytest.mark.django_db
class TestMatch:
    def test_clear(self, entry):
        assert match("gmc", "C1234567", "chater", "S") is Outcome.CLEAR

    @pytest.mark.parametrize(
        "status", [Status.SUSPENDED, Status.UNKNOWN, Status.PROVISIONAL_UNLICENSED, Status.DECEASED]
    )
    def test_a_status_that_does_not_open_the_door_is_a_problem(self, add_entry, status):
        add_entry(status=status)
        assert match("gmc", "1234567", "Chater", "Susan") is Outcome.PROBLEM

    def test_not_found_and_unreadable_are_different_answers(self, entry):
        assert match("gmc", "7654321", "Chater", "Susan") is Outcome.NOT_FOUND
        assert match("gmc", "765432", "Chater", "Susan") is Outcome.UNREADABLE
        assert match("gmc", "1234567", "...", "Susan") is Outcome.UNREADABLE
        assert match("gmc", "1234567", "Cha\0ter", "Susan") is Outcome.UNREADABLE
        assert match("gmc", "1234567", "Chater" * 10_000, "Susan") is Outcome.UNREADABLE

    def test_a_register_without_a_file_has_no_entry(self, entry):
        assert match("nmc", "71A2998E", "Chater", "Susan") is Outcome.NOT_FOUND
        assert match("gphc", "1234567", "Chater", "Susan") is Outcome.NOT_FOUND
        assert match("nmc", "71A2998", "Chater", "Susan") is Outcome.UNREADABLE

    def test_a_status_that_nobody_heard_of_is_a_problem(self, entry):
        RegisterEntry.objects.update(status="of_the_future")
        assert match("gmc", "1234567", "Chater", "Susan") is Outcome.PROBLEM

    def test_wrong_name(self, entry):
        assert match("gmc", "1234567", "Carter", "Susan") is Outcome.WRONG_NAME
        assert match("gmc", "1234567", "Chater", "Peter") is Outcome.WRONG_NAME

    def test_an_associates_number_is_refused(self, entry):
        assert match("gmc", "A1234567", "Chater", "Susan") is Outcome.REFUSED
