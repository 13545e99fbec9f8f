"""What is known beside the words adds up with them."""

from moderation.detectors import OPEN, Known, Thresholds, screen

AGE_AND_WORK = "A 47-year-old firefighter with a swollen calf. Would you scan both legs?"
TOWN = "He came in again from Whitby with the other calf."


def kinds(text, known):
    return {finding.kind for finding in screen(text, known) if finding.family == "identifying"}


def test_what_was_written_before_of_the_same_case_counts():
    assert not kinds(TOWN, Known())
    told = kinds(TOWN, Known(earlier=(AGE_AND_WORK,)))
    assert "place" in told
    (first, *_) = screen(TOWN, Known(earlier=(AGE_AND_WORK,)))
    assert "with what you wrote before" in first.why


def test_a_post_that_adds_nothing_is_not_held_for_what_was_said_before():
    whole = f"{AGE_AND_WORK} {TOWN}"
    assert kinds(whole, Known())
    assert not kinds("Thank you all, we scanned both legs.", Known(earlier=(whole,)))


def test_the_authors_workplace_is_a_place():
    assert not kinds(AGE_AND_WORK, Known())
    said = AGE_AND_WORK + " Seen on our ward."
    assert not kinds(said, Known())
    assert "workplace" in kinds(said, Known(workplace="St Elsewhere's, Leeds"))


def test_a_workplace_adds_nothing_to_an_age_and_a_day():
    said = "A 47-year-old man on our ward last night with a swollen calf."
    assert not kinds(said, Known(workplace="St Elsewhere's, Leeds"))


def test_fewer_details_are_enough_where_the_public_reads():
    assert kinds(AGE_AND_WORK, OPEN)


def test_how_many_are_enough_is_the_sites_to_say():
    strict = Known(thresholds=Thresholds(details=2))
    assert kinds(AGE_AND_WORK, strict)
