import pytest

from moderation.detectors import Action, screen
from tests.moderation.detectors.reading import kinds, marked, only, stopped


@pytest.mark.parametrize(
    "date",
    [
        "12/3/58",
        "12/03/1958",
        "12.3.58",
        "12-03-1958",
        "12 March 1958",
        "12th March 1958",
        "12th of March '58",
        "12 Mar 58",
        "March 12, 1958",
        "1958-03-12",
        "1958/03/12",
        "12 / 3 / 58",
        "120358",
        "12 03 1958",
    ],
)
@pytest.mark.parametrize("cue", ["DOB", "d.o.b.", "Date of birth:", "dob -"])
def test_a_date_of_birth_in_any_british_form_stops_the_post(cue, date):
    text = f"{cue} {date} and no allergies"
    assert stopped(text) == {"date_of_birth"}
    assert marked(text, "date_of_birth") == [date]


@pytest.mark.parametrize(
    "text",
    [
        "She was born on 12 March 1958 in the same village.",
        "Born 12/3/58, three stents.",
        "12/3/58 DOB, as on the band",
        "DOB\n12/03/1958",
        "twelfth of March 1958 is her date of birth",
    ],
)
def test_births_are_told_in_many_ways(text):
    assert stopped(text) == {"date_of_birth"}


def test_a_birthday_without_its_year_is_held():
    assert only("Her birthday is 9th October").action == Action.HOLD


@pytest.mark.parametrize(
    "text",
    [
        "Babies born after 01/07/2024 get the new vaccine.",
        "Everyone born since 1 September 2008 has one dose.",
        "Those born between 1 January 1957 and 31 December 1963 are eligible.",
        "Confirmed name and DOB before the scan.",
        "NICE NG240, published 19 March 2024.",
        "ARCP is on 3 July 2025.",
        "The strike on 14 June 2025 fell on my exam.",
        "45/13/2024 is no date, DOB or not",
    ],
)
def test_dates_of_cohorts_and_calendars_are_left_alone(text):
    assert kinds(text) == set()


def test_a_full_date_of_what_happened_to_a_patient_is_held():
    finding = only("He was admitted on 12 March 2024 with syncope.")
    assert (finding.kind, finding.action) == ("date", Action.HOLD)


def test_a_month_is_no_exact_date():
    assert screen("He was admitted in March 2024 with syncope.") == []
