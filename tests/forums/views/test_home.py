import pytest

from forums import following
from forums.models import BoardReading, Level, Reading
from tests.rooms import add_post, add_topic


@pytest.fixture(autouse=True)
def everything(rooms):
    return rooms


def test_a_stranger_is_shown_what_this_is_and_the_open_boards_only(rooms, client_for):
    text = client_for().get("/").text
    assert rooms.open.name in text
    assert rooms.closed.name not in text


def test_a_doctor_sees_what_was_said_last_wherever_they_may_read(rooms, people, client_for):
    text = client_for(people.anna).get("/").text
    assert rooms.closed_topic.title in text
    assert rooms.open_topic.title in text


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_others_see_the_open_topics_only(who, rooms, people, client_for):
    text = client_for(getattr(people, who)).get("/").text
    assert rooms.open_topic.title in text
    assert rooms.closed_topic.title not in text


def test_the_manager_sees_closed_boards_with_her_second_factor_and_not_without(
    rooms, people, client_for
):
    assert rooms.closed_topic.title in client_for(people.moira).get("/").text
    without = client_for(people.moira, second_factor=False).get("/").text
    assert rooms.closed_topic.title not in without


def sections(text):
    """{heading: what stands under it} of the page."""
    parts = text.split("<main")[1].split("<h2")[1:]
    return {part.split(">")[1].split("<")[0].strip(): part for part in parts}


def test_a_member_sees_the_boards_of_their_specialty_until_they_follow_some(
    rooms, people, client_for, viewer_of
):
    found = sections(client_for(people.anna).get("/").text)["Your boards"]
    assert rooms.closed.name in found
    assert rooms.open.name in found
    assert found.count("<b>1</b> new") == 2
    following.follow_board(viewer_of(people.anna), rooms.open, Level.TRACK)
    found = sections(client_for(people.anna).get("/").text)["Your boards"]
    assert rooms.open.name in found
    assert rooms.closed.name not in found


def test_what_one_follows_stands_first_where_it_has_news_and_only_once(
    rooms, people, client_for, viewer_of
):
    following.follow_topic(viewer_of(people.anna), rooms.closed_topic, Level.TRACK)
    found = sections(client_for(people.anna).get("/").text)
    assert rooms.closed_topic.title in found["New in what you follow"]
    assert rooms.closed_topic.title not in found["What was said last"]
    Reading.objects.update(last_number=2)
    found = sections(client_for(people.anna).get("/").text)
    assert "New in what you follow" not in found
    assert rooms.closed_topic.title in found["What was said last"]


def test_questions_that_wait_in_ones_specialty_are_shown_to_those_who_may_read_them(
    rooms, people, client_for
):
    topic = add_topic(rooms.closed, people.bela, "What would you do?")
    add_post(topic, people.bela, "Really.")
    heading = f"Waiting for an answer in {people.anna.specialty.name}"
    found = sections(client_for(people.anna).get("/").text)
    assert topic.title in found[heading]
    assert "/unanswered/cardiology/" in found[heading]
    type(people.nina).objects.filter(pk=people.nina.pk).update(specialty=people.anna.specialty)
    assert heading not in sections(client_for(people.nina).get("/").text)
    assert heading not in sections(client_for(people.bela).get("/").text)


def test_what_is_muted_is_not_among_what_was_said_last(rooms, people, client_for, viewer_of):
    following.follow_topic(viewer_of(people.anna), rooms.closed_topic, Level.MUTE)
    BoardReading.objects.create(user=people.anna, board=rooms.open, level=Level.MUTE)
    text = client_for(people.anna).get("/").text
    assert rooms.closed_topic.title not in text
    assert rooms.open_topic.title not in text
    assert rooms.open_topic.title in client_for(people.nina).get("/").text
