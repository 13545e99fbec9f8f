import pytest


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
