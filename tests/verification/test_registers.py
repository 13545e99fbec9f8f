"""The numbers of each register: what is one, what its normal form is, what it says of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification.models import Register
from verification.registers import REGISTERS, OtherProfession, Unreadable

GOOD = [
    ("gmc", " c123 4567 ", "1234567", "doctor"),
    ("gmc", "0000001", "0000001", "doctor"),
    ("nmc", "71a2998e", "71A2998E", "nurse, midwife or nursing associate"),
    ("gdc", "12345", "12345", "dentist or dental care professional"),
    ("gdc", "012345", "12345", "dentist or dental care professional"),
    ("gdc", "cd 123 456", "123456", "dentist or dental care professional"),
    ("gdc", "CD012345", "12345", "dentist or dental care professional"),
    ("gphc", "2012345", "2012345", "pharmacist or pharmacy technician"),
    ("hcpc", "ph 095159", "PH095159", "physiotherapist"),
    ("hcpc", "PA1234", "PA1234", "paramedic"),
    ("hcpc", "odp 12345", "ODP12345", "operating department practitioner"),
    ("hcpc", "PYL012345", "PYL012345", "practitioner psychologist"),
    ("hcpc", "HAD1234", "HAD1234", "hearing aid dispenser"),
    ("hcpc", "PY012345", "PY012345", "health and care professional"),
    ("hcpc", "ZZ12345", "ZZ12345", "health and care professional"),
    ("goc", "01-12345", "01-12345", "optometrist"),
    ("goc", "d – 1234", "D-1234", "dispensing optician"),
    ("imc", "012345", "012345", "doctor registered in Ireland"),
    ("ahpra", "med0001234567", "MED0001234567", "doctor registered in Australia"),
    ("ahpra", "NMW 0001 234 567", "NMW0001234567", "nurse or midwife"),
    ("ahpra", "XYZ0001234567", "XYZ0001234567", "health practitioner in Australia"),
    ("npi", "1234567893", "1234567893", "healthcare provider in the United States"),
]
BAD = {
    "gmc": ["", "123456", "12345678", "B1234567", "1234567A", "1-234567", "C123456"],
    "nmc": ["71A2998", "7A12998E", "71A29988", "A71A2998E", "71-A2998E"],
    "gdc": [
        "123",
        "1234567",
        "CD12345",
        "CD1234567",
        "DC123456",
        "000000",
        "0000123456",
        "CD000123",
    ],
    "gphc": ["201234", "20123456", "C2012345", "P2012345"],
    "hcpc": ["PH123", "PH1234567", "P095159", "PHX95159", "095159", "PH-095159", "PYLX1234"],
    "goc": [
        "0112345",
        "1-12345",
        "01-123",
        "01-123456",
        "D12345",
        "DD-1234",
        "01--12345",
        "C-12345",
    ],
    "imc": ["12345", "1234567", "I123456"],
    "ahpra": ["MED000123456", "ME00001234567", "MED00012345678", "0001234567"],
    "npi": ["1234567898", "3234567893", "123456789", "12345678930", "0234567893"],
}


def test_every_register_that_can_be_chosen_is_known():
    assert set(REGISTERS) == set(Register.values)


@pytest.mark.parametrize(("key", "typed", "normal", "profession"), GOOD)
def test_a_number_and_what_its_holder_is(key, typed, normal, profession):
    register = REGISTERS[key]
    assert register.normalise(typed) == normal
    assert register.profession(normal) == profession


@pytest.mark.parametrize(("key", "typed"), [(k, typed) for k in BAD for typed in BAD[k]])
def test_what_is_no_number_is_said_with_an_example(key, typed):
    with pytest.raises(Unreadable) as refused:
        REGISTERS[key].normalise(typed)
    assert REGISTERS[key].help_text.split(".")[0] in str(refused.value)
    assert REGISTERS[key].example in str(refused.value)


@pytest.mark.parametrize("key", REGISTERS)
def test_the_example_is_a_number_and_the_words_have_it(key):
    register = REGISTERS[key]
    assert register.normalise(register.example) == register.example
    assert register.example in register.help_text


@pytest.mark.parametrize("key", REGISTERS)
@pytest.mark.parametrize(
    "typed",
    [
        "1" * 5000,
        "1" * 41,
        "１２３４５６７",
        "٣" * 7,
        "12\x0034567",
        "\x1f1234567",
        "123\x854567",
        "\u200b1234567",
        "\u2028123456",
        "01\u00ad12345",
    ],
)
def test_no_register_reads_what_was_not_typed_plainly(key, typed):
    with pytest.raises(Unreadable):
        REGISTERS[key].normalise(typed)


@pytest.mark.parametrize(("key", "typed"), [("hcpc", "ſL12345"), ("nmc", "71ı2998E")])
def test_a_letter_that_only_resembles_one_is_not_made_one(key, typed):
    with pytest.raises(Unreadable):
        REGISTERS[key].normalise(typed)


@pytest.mark.parametrize("key", REGISTERS)
@given(typed=st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_is_answered(key, typed):
    try:
        normal = REGISTERS[key].normalise(typed)
    except (Unreadable, OtherProfession) as answer:
        assert str(answer)
        return
    assert REGISTERS[key].normalise(normal) == normal


def test_only_two_registers_are_of_doctors():
    assert {key for key, register in REGISTERS.items() if register.is_of_doctors} == {"gmc", "imc"}


def test_an_associate_is_refused_kindly_and_no_letter_is_stripped():
    with pytest.raises(OtherProfession, match=r"open boards are yours .* self-declared"):
        REGISTERS["gmc"].normalise("a1234567")


@pytest.mark.parametrize("key", REGISTERS)
def test_each_has_a_page_where_a_verifier_looks_it_up(key):
    normal = next(normal for k, _, normal, _ in GOOD if k == key)
    assert REGISTERS[key].public_url(normal).startswith("https://")
