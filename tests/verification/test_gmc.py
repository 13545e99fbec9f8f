import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification.models import Status
from verification.registers import Opens, OtherProfession, Unreadable
from verification.registers.gmc import normalise, standing_for, statuses


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234567", "1234567"),
        ("0123456", "0123456"),
        (" 123 4567 ", "1234567"),
        ("123\u00a04567", "1234567"),
        ("C1234567", "1234567"),
        ("c 123 4567", "1234567"),
        ("\t1234567\r\n", "1234567"),
    ],
)
def test_a_number_is_seven_digits_however_it_is_spaced(typed, number):
    assert normalise(typed) == number


@pytest.mark.parametrize("typed", ["A1234567", "a1234567", " A 123 4567"])
def test_an_associates_number_is_refused_kindly_and_sent_to_the_open_boards(typed):
    with pytest.raises(OtherProfession, match="open boards") as refused:
        normalise(typed)
    assert "you may tell members your profession yourself" in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "seven digits"),
        ("123456", "This has 6"),
        ("12345678", "This has 8"),
        ("CC1234567", "seven digits"),
        ("1234567C", "seven digits"),
        ("B1234567", "seven digits"),
        ("GMC1234567", "seven digits"),
        ("A123456", "seven digits"),
        ("123-4567", "seven digits"),
        ("1234567\0", "hidden characters"),
        ("123\u200b4567", "hidden characters"),
        ("\x1b1234567", "hidden characters"),
        ("1234567\x1f", "hidden characters"),
        ("123\x854567", "hidden characters"),
        ("CA1234567", "seven digits"),
        ("AC1234567", "seven digits"),
        ("С1234567", "seven digits"),  # the Cyrillic letter
        ("１２３４５６７", "plain keys"),
        ("١٢٣٤٥٦٧", "plain keys"),
        ("1" * 100_000, "too long"),
    ],
)
def test_what_is_no_number_is_answered_with_what_to_do(typed, words):
    with pytest.raises(Unreadable, match=words):
        normalise(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_seven_digits_or_a_sentence(typed):
    try:
        number = normalise(typed)
    except (Unreadable, OtherProfession) as error:
        assert str(error).endswith(".")
    else:
        assert len(number) == 7
        assert number.isascii()
        assert number.isdigit()
        letters = [c for c in typed if not c.isspace() and c not in "0123456789"]
        assert letters in ([], ["C"], ["c"])


DASHES = ["-", "–", "—", "‑", "‐", "−"]


@pytest.mark.parametrize("dash", DASHES)
@pytest.mark.parametrize("around", ["{} {} {}", "{}{}{}", "{}  {} {}"])
def test_every_dash_and_spacing_means_the_same(dash, around):
    words = around.format("Not Registered", dash, "Administrative Reason")
    assert statuses(words) is Status.ADMINISTRATIVE


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Registered with Licence", Status.LICENSED),
        ("REGISTERED  WITH LICENCE ", Status.LICENSED),
        ("Registered with a licence to practise", Status.LICENSED),
        ("Registered with license", Status.LICENSED),
        ("Registered without a Licence", Status.UNLICENSED),
        ("Registered without a licence to practise", Status.UNLICENSED),
        ("Provisionally registered with Licence", Status.PROVISIONAL),
        ("Provisionally registered without a Licence", Status.PROVISIONAL_UNLICENSED),
        ("Temporary registration with Licence", Status.TEMPORARY),
        ("Temporary registration without a Licence", Status.TEMPORARY_UNLICENSED),
        ("Suspended", Status.SUSPENDED),
        ("Not Registered - Having relinquished registration", Status.RELINQUISHED),
        ("Not Registered - Provisional registration expired", Status.EXPIRED),
        ("Not Registered – Erased after Fitness to Practise panel hearing", Status.ERASED),
        ("Not registered ‑ Erased for fraudulent application", Status.ERASED),
        ("Not Registered - Deceased", Status.DECEASED),
        ("Registered with Conditions XYZ", Status.UNKNOWN),
        ("Registered with Licence, suspended", Status.UNKNOWN),
        ("Not registered with Licence", Status.UNKNOWN),
        ("", Status.UNKNOWN),
    ],
)
def test_statuses_of_the_file_and_of_the_website(words, status):
    assert statuses(words) is status


@given(st.text(max_size=80))
def test_words_never_heard_of_verify_no_one(words):
    if statuses(words) is Status.UNKNOWN:
        assert standing_for(statuses(words)) is Opens.NOTHING


def test_what_each_status_opens():
    assert {status: standing_for(status) for status in Status} == {
        Status.LICENSED: Opens.DOCTOR,
        Status.PROVISIONAL: Opens.DOCTOR,
        Status.TEMPORARY: Opens.DOCTOR_BRIEFLY,
        Status.UNLICENSED: Opens.DOCTOR_UNLICENSED,
        Status.PROVISIONAL_UNLICENSED: Opens.ADMIN_DECIDES,
        Status.TEMPORARY_UNLICENSED: Opens.ADMIN_DECIDES,
        Status.SUSPENDED: Opens.OFF,
        Status.ADMINISTRATIVE: Opens.GRACE,
        Status.RELINQUISHED: Opens.OPEN_BOARDS,
        Status.EXPIRED: Opens.OFF,
        Status.ERASED: Opens.OFF,
        Status.DECEASED: Opens.LOCKED,
        Status.UNKNOWN: Opens.NOTHING,
    }
