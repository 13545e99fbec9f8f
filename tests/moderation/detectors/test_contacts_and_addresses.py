import pytest

from moderation.detectors import Action, screen
from tests.moderation.detectors.reading import kinds, marked, only, stopped


@pytest.mark.parametrize(
    "number",
    ["07700 900123", "07700900123", "+44 7700 900123", "0044 7700 900 123", "07700-900-123"],
)
def test_somebodys_mobile_is_held(number):
    text = f"Daughter is on {number} day and night"
    assert marked(text, "phone") == [number]
    assert only(text).action == Action.HOLD


@pytest.mark.parametrize(
    "text",
    [
        "Samaritans 116 123 and NHS 111 are open now.",
        "BMA wellbeing 0330 123 1245, free.",
        "Switchboard is 0161 496 0000 and slow.",
        "0800 027 5678 is the freephone.",
    ],
)
def test_numbers_of_bodies_are_left_alone(text):
    assert screen(text) == []


def test_the_writers_own_number_is_only_a_nudge():
    assert only("Call me on 07700 900123").action == Action.NUDGE
    assert only("My email is anil.desai@nhs.net").action == Action.NUDGE


def test_an_address_of_mail_is_held_unless_it_is_an_office():
    assert kinds("the son is j.t.ferris@outlook.com") == {"email"}
    assert kinds("the son is j.ferris (at) outlook (dot) com") == {"email"}
    assert screen("Book with courses.admin@rcpe.ac.uk by Friday") == []


def test_a_handle_counts_where_a_platform_is_named():
    assert kinds("His brother put it on Twitter @bigmart_hull") == {"handle"}
    assert screen("@anna I agree entirely") == []


@pytest.mark.parametrize("postcode", ["LS6 2AB", "SW1A 1AA", "M1 1AE", "B33 8TH", "DN55 1PT"])
def test_a_postcode_is_held_and_on_open_boards_stops_the_post(postcode):
    text = f"The patient's postcode is {postcode}."
    assert marked(text, "postcode") == [postcode]
    assert only(text).action == Action.HOLD
    assert stopped(text, "open") == {"postcode"}
    assert stopped(text, "closed") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Doors 9.00, the college, 11 St Andrews Place, London NW1 4LE, venue as last year.",
        "Meeting at BMA House, Tavistock Square, WC1H 9JP.",
        "MR T2, L5 1st or L4 5th rib?",
        "lens SN60WF, B12 5mg, T4 2pm",
    ],
)
def test_venues_and_levels_are_no_homes(text):
    assert not kinds(text, "open") & {"postcode", "address"}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Lives at 14 Elm Road on her own", "14 Elm Road"),
        ("they live at 27 Harbour View, no heating", "27 Harbour View"),
        ("Address Flat 6, Marlowe Court since 2019", "Flat 6, Marlowe Court"),
        ("home is 3 railway cottages", "3 railway cottages"),
        ("Found collapsed in Station Road by a walker", "Station Road"),
    ],
)
def test_where_somebody_lives_or_fell_is_found(text, address):
    assert marked(text, "address") == [address]


def test_news_and_profiles_about_the_patient_are_held():
    link = "https://www.bbc.co.uk/news/uk-england-12345678"
    assert kinds(f"This is about the lad we had in: {link}") == {"news"}
    assert screen(f"Pay talks: {link}") == []
    assert kinds("Her mum, facebook.com/leanne.carter.92, posted it") == {"profile"}
