import pytest

from moderation.detectors import Action, Known, check_before_posting, screen
from moderation.detectors.identity.patient_numbers import check_digit_holds
from tests.moderation.detectors.reading import kinds, marked, only, stopped


@pytest.mark.parametrize("number", ["9434765919", "9990000018", "1811431232", "3201234567"])
def test_the_check_digit_holds_for_numbers_that_exist(number):
    assert check_digit_holds(number)


@pytest.mark.parametrize("number", ["9434765918", "1009701234", "9990000019", "9991234560"])
def test_the_check_digit_fails_for_numbers_that_cannot(number):
    assert not check_digit_holds(number)


@pytest.mark.parametrize("digit", "0123456789")
def test_ten_equal_digits_are_nobodys_number(digit):
    assert not check_digit_holds(digit * 10)
    assert screen(f"NHS number {digit * 10}") == []


@pytest.mark.parametrize(
    "written",
    [
        "9434765919",
        "943 476 5919",
        "943-476-5919",
        "943.476.5919",
        "943/476/5919",
        "943 476\u00a05919",
        "943\u2009476\u20115919",
        "943\u200b476\u200b5919",
        "94\u00ad34765919",
        "943  476  5919",
        "943 476\n5919",
        "9 4 3 4 7 6 5 9 1 9",
        "94 34 76 59 19",
        "943**476**5919",
        "\uff19\uff14\uff13 \uff14\uff17\uff16 \uff15\uff19\uff11\uff19",
        "٩٤٣ ٤٧٦ ٥٩١٩",
        "9\ufe0f\u20e34\ufe0f\u20e33\ufe0f\u20e34765919",
    ],
)
def test_an_nhs_number_is_found_however_it_is_split(written):
    text = f"NHS number {written}, please chase."
    (finding,) = screen(text)
    assert finding.kind == "nhs_number"
    assert finding.action == Action.BLOCK
    assert not finding.keepable
    assert text[finding.start : finding.end] == written


def test_printed_spacing_needs_no_cue():
    finding = only("It was 943 476 5919 in the end.")
    assert (finding.kind, finding.action, finding.keepable) == ("nhs_number", Action.BLOCK, False)


def test_a_bare_ten_digit_number_may_be_kept_with_a_reason():
    finding = only("The answer is 9434765919 apparently.")
    assert finding.action == Action.BLOCK
    assert finding.keepable


@pytest.mark.parametrize("cue", ["pt", "Patient", "patient no.", "NHS", "nhs no:", "No.", "NHSno"])
def test_a_cue_makes_it_a_patients_number(cue):
    (finding,) = check_before_posting(f"{cue} 9434765919", Known("closed"))
    assert not finding.keepable


@pytest.mark.parametrize(
    "other",
    [
        "Ticket",
        "Batch",
        "ISBN",
        "Datix",
        "PMID:",
        "Order no.",
        "Tel",
        "phone",
        "Incident ref",
        "Tracking number",
        "Catalogue no",
        "Lot",
        "OMIM",
    ],
)
def test_other_numbers_of_ten_digits_are_left_alone(other):
    assert screen(f"{other} 9434765919 if you need it") == []


def test_addresses_of_pages_and_papers_are_left_alone():
    assert screen("see https://example.org/item/9434765919 and 10.1000/9434765919") == []


def test_the_nearer_word_decides():
    assert kinds("Ticket raised, NHS no 9434765919") == {"nhs_number"}
    assert screen("NHS number asked for, ticket 9434765919") == []


def test_ten_digits_that_fail_the_check_are_nothing():
    assert screen("It says 9434765918 on the form") == []


def test_a_number_called_an_nhs_number_is_held_though_its_check_fails():
    finding = only("NHS number 943 476 5918 on the label")
    assert (finding.kind, finding.action) == ("nhs_number", Action.HOLD)
    assert stopped("NHS number 943 476 5918 on the label") == set()


def test_a_chi_number_is_known_by_its_name_or_its_date():
    assert kinds("CHI 1811431232, third admission") == {"chi_number"}
    assert kinds("pt 181143 1232, third admission") == {"chi_number"}


def test_a_health_and_care_number_is_known_by_its_name_or_its_range():
    assert kinds("H&C no 320 123 4567 transferred") == {"hc_number"}
    assert kinds("pt 3201234567 transferred") == {"hc_number"}


@pytest.mark.parametrize(
    "text",
    [
        "Telephone 07700 900123 for the slides, my mobile is 07700 900123",
        "CK 48000, K 6.1, creat 312, pH 7.21, lactate 4.4, Na 128",
        "BP 120/80 118/76 121/79 over the morning, HR 98 97 95",
        "eGFR 28 31 30 27 25 over five months",
        "card 4929 1234 5678 9012",
        "x9434765919 and 9434765919x and 19434765919",
        "Since 2019-2020 12 34 we have counted",
    ],
)
def test_readings_and_longer_numbers_are_no_patients(text):
    assert not kinds(text) & {"nhs_number", "chi_number", "hc_number"}


def test_two_numbers_in_one_list_are_both_found():
    text = "NHS 943 476 5919, 999 000 0018"
    assert marked(text, "nhs_number") == ["943 476 5919", "999 000 0018"]
