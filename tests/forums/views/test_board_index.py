import pytest

from forums.models import Post, State
from forums.storing import change_state, lock


@pytest.fixture(autouse=True)
def everything(rooms):
    return rooms


def test_anyone_sees_the_open_boards(rooms, client_for):
    text = client_for().get("/boards/").text
    assert rooms.open.get_absolute_url() in text
    assert rooms.open_topic.title in text
    assert rooms.closed.get_absolute_url() not in text


@pytest.mark.parametrize("who", ["anna", "bela", "moira"])
def test_those_who_may_read_a_closed_board_see_it_before_its_open_twin(
    who, rooms, people, client_for
):
    text = client_for(getattr(people, who)).get("/boards/").text
    closed, open_ = rooms.closed.get_absolute_url(), rooms.open.get_absolute_url()
    assert text.index(closed) < text.index(open_)
    assert "verified doctors" in text[text.index(closed) : text.index(open_)]
    assert "everyone" in text[text.index(open_) :]


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_others_do_not_learn_that_there_is_one(who, rooms, people, client_for):
    text = client_for(getattr(people, who)).get("/boards/").text
    assert rooms.open.get_absolute_url() in text
    assert rooms.closed.get_absolute_url() not in text
    assert rooms.closed_topic.title not in text


def test_a_held_topic_is_not_a_boards_latest(rooms, client_for):
    topic, post = lock(rooms.open_post.pk)
    change_state(topic, post, State.HELD)
    assert Post.objects.get(pk=post.pk).state == State.HELD
    text = client_for().get("/boards/").text
    assert rooms.open_topic.title not in text
    assert "Nothing yet" in text
