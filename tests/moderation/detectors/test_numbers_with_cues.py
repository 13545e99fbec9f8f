import pytest

from moderation.detectors import Action, screen
from tests.moderation.detectors.reading import kinds, marked, only, stopped


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("MRN 50218837 post TAVI", "50218837"),
        ("MRN: RXK204417", "RXK204417"),
        ("his hospital number is R4471023", "R4471023"),
        ("Hosp no. 123456A", "123456A"),
        ("Unit number 0338812", "0338812"),
        ("PID: 4471023", "4471023"),
        ("accession no 24H0117734", "24H0117734"),
        ("lab number B2331904 clotted", "B2331904"),
        ("specimen no. H24/12345", "H24/12345"),
        ("patient id 8812345", "8812345"),
    ],
)
def test_a_hospital_number_is_found_after_its_cue(text, number):
    assert marked(text, "hospital_number") == [number]
    assert stopped(text) == {"hospital_number"}


@pytest.mark.parametrize(
    "text",
    [
        "Lab say 12345 samples a day go through that analyser.",
        "Bleep 2148 has been dead since August, extension 45521 too.",
        "PID in 2024 is still under-diagnosed.",
        "The hospital has 12345 staff.",
        "GMC 1234567 here. Eleven weeks to change my address.",
        "My GMC number is 7654321.",
        "CK 48000 and platelets 120000.",
    ],
)
def test_other_figures_are_left_alone(text):
    assert screen(text) == []


@pytest.mark.parametrize(
    "number", ["AB 12 34 56 C", "AB123456C", "JN-45-67-89-A", "jn456789a", "AB.12.34.56.C"]
)
def test_a_national_insurance_number_stops_the_post(number):
    assert stopped(f"NI number {number} on the sick note") == {"national_insurance"}


def test_a_national_insurance_number_needs_no_cue_in_its_full_form():
    assert stopped("It says AB123456C on it") == {"national_insurance"}
    assert stopped("NINO AB123456") == {"national_insurance"}
    assert screen("Model AB123456 is discontinued") == []


@pytest.mark.parametrize("prefix", ["BG", "GB", "NK", "KN", "TN", "NT", "ZZ", "DA", "AO"])
def test_prefixes_that_are_never_issued_are_no_ni_number(prefix):
    assert screen(f"code {prefix}123456C") == []


def test_passports_licences_and_plates_stop_the_post():
    assert stopped("Passport 512345678 was photographed") == {"passport"}
    assert stopped("licence JONES710238DA9PQ in the notes") == {"driving_licence"}
    assert stopped("Blue Corsa, registration LN63 KXW") == {"vehicle"}


def test_a_plate_needs_a_vehicle():
    assert screen("CD34 POS and CD19 NEG blasts") == []


def test_devices_and_donations_are_flagged_and_on_open_boards_held():
    text = "pacemaker serial number PJN445566H"
    assert only(text).action == Action.FLAG
    assert only(text, "open").action == Action.HOLD
    assert kinds("Unit G1234 56 789 012 was half in") == {"device"}
