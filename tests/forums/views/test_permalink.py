import pytest

from forums.models import Post, State, Topic
from tests.rooms import add_post


def test_a_permalink_leads_to_the_post_on_its_page(rooms, people, client_for):
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    posts = [add_post(topic, people.anna, f"Number {n}.") for n in range(3, 43)]
    client, where = client_for(), topic.get_absolute_url()
    for number, place in (
        (20, "#p20"),
        (21, "?page=2#p21"),
        (40, "?page=2#p40"),
        (41, "?page=3#p41"),
    ):
        response = client.get(f"/p/{posts[number - 3].pk}/")
        assert response.status_code == 302
        assert response.url == where + place


@pytest.mark.parametrize("who", ["anna", "bela", "moira"])
def test_those_who_may_read_a_closed_post_are_led_to_it(who, rooms, people, client_for):
    response = client_for(getattr(people, who)).get(f"/p/{rooms.closed_reply.pk}/")
    assert response.url == f"{rooms.closed_topic.get_absolute_url()}#p2"


@pytest.mark.parametrize("who", [None, "cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_there_is_no_such_post(who, rooms, people, client_for):
    client = client_for(getattr(people, who) if who else None)
    closed, missing = client.get(f"/p/{rooms.closed_reply.pk}/"), client.get("/p/987654321/")
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 19, "9" * 60])
def test_any_number_is_answered(number, client_for, rooms):
    assert client_for().get(f"/p/{number}/").status_code == 404


LEFT = [State.HELD, State.HIDDEN, State.REMOVED, State.WITHDRAWN]


@pytest.mark.parametrize("state", LEFT)
def test_a_post_that_left_a_line_in_its_place_leads_there_and_tells_no_more_than_the_line(
    state, rooms, people, client_for
):
    Post.objects.filter(pk=rooms.open_reply.pk).update(state=state)
    where, place = f"/p/{rooms.open_reply.pk}/", f"{rooms.open_topic.get_absolute_url()}#p2"
    for who in (people.nina, people.moira, people.anna, people.eve, None):
        response = client_for(who).get(where)
        assert (response.status_code, response.url) == (302, place)
        assert response.content == b""


@pytest.mark.parametrize("state", LEFT)
def test_of_a_closed_board_it_leads_nowhere_still(state, rooms, people, client_for):
    Post.objects.filter(pk=rooms.closed_reply.pk).update(state=state)
    closed, missing = f"/p/{rooms.closed_reply.pk}/", "/p/987654321/"
    for who in (people.cara, people.dan, people.eve, people.nina, people.adam, None):
        client = client_for(who)
        assert client.get(closed).content == client.get(missing).content
        assert client.get(closed).status_code == 404


def test_what_was_undone_was_never_there_not_even_for_its_author(rooms, people, client_for):
    Post.objects.filter(pk=rooms.open_reply.pk).update(state=State.UNDONE)
    for who in (people.nina, people.moira, None):
        assert client_for(who).get(f"/p/{rooms.open_reply.pk}/").status_code == 404


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.REMOVED, State.WITHDRAWN])
def test_the_title_of_a_topic_that_is_not_to_be_seen_is_in_no_redirect(
    state, rooms, people, client_for
):
    Topic.objects.filter(pk=rooms.open_topic.pk).update(state=state, title="Zqcanaryxv")
    Post.objects.filter(pk=rooms.open_post.pk).update(state=state)
    for pk in (rooms.open_post.pk, rooms.open_reply.pk):
        response = client_for(people.anna).get(f"/p/{pk}/")
        assert response.status_code == 404
        assert "canary" not in str(response.items()) + response.text


def test_a_permalink_survives_a_new_title(rooms, client_for):
    Topic.objects.filter(pk=rooms.open_topic.pk).update(title="Another title")
    response = client_for().get(f"/p/{rooms.open_reply.pk}/")
    assert response.url == f"/t/{rooms.open_topic.pk}/another-title/#p2"


def test_a_reply_goes_out_of_sight_with_its_topic(rooms, people, client_for):
    Topic.objects.filter(pk=rooms.open_topic.pk).update(state=State.HIDDEN)
    where = f"/p/{rooms.open_reply.pk}/"
    assert client_for(people.anna).get(where).status_code == 404
    assert client_for(people.moira).get(where).status_code == 302
