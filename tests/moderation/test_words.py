from datetime import timedelta

import pytest

from moderation import words


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(seconds=20), "1 min"),
        (timedelta(minutes=59, seconds=20), "59 min"),
        (timedelta(minutes=59, seconds=40), "1 h"),
        (timedelta(hours=1, minutes=29), "1 h"),
        (timedelta(hours=1, minutes=59), "2 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(hours=71), "3 d"),
        (-timedelta(hours=1, minutes=59), "2 h"),
    ],
)
def test_a_span_is_told_to_the_nearest(span, told):
    assert words.roughly(span) == told


def test_what_is_said_of_one_detail_is_said_of_all_of_them():
    one = "Here it is one of 7 details that together may give the patient away."
    assert words.of_all(one) == "7 details that together may give the patient away."
    assert words.of_all("This attacks a person.") == "This attacks a person."
