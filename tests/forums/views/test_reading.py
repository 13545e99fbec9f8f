import pytest

from community.members.models import Standing
from community.members.standing import close
from forums.models import BoardReading, Reading, State
from tests.rooms import add_post

NONSENSE = ["", "x", "-1", "1.5", "9" * 30, "\x00", "１"]
OUTSIDE = ["cara", "dan", "eve", "nina", "stu", "vera", "adam"]


def number_read(user):
    return Reading.objects.filter(user=user).values_list("last_number", flat=True).first()


# --- Up to a post --------------------------------------------------------------------------------


def test_the_button_notes_how_far_one_has_read_and_leads_back_there(rooms, people, client_for):
    client, topic = client_for(people.cara), rooms.open_topic
    assert "I have read to here" in client.get(topic.get_absolute_url()).text
    response = client.post(f"/t/{topic.pk}/read/", {"number": 2})
    assert (response.status_code, response.url) == (302, f"{topic.get_absolute_url()}#p2")
    assert number_read(people.cara) == 2
    text = client.get(topic.get_absolute_url()).text
    assert "Next time you go on from here." in text
    assert "I have read to here" not in text


def test_a_script_is_sent_no_page_for_it(rooms, people, client_for):
    response = client_for(people.cara).post(
        f"/t/{rooms.open_topic.pk}/read/", {"number": 1}, headers={"X-Requested-With": "fetch"}
    )
    assert (response.status_code, response.content) == (204, b"")
    assert number_read(people.cara) == 1


@pytest.mark.parametrize("number", NONSENSE)
def test_nonsense_for_a_number_is_no_number_and_changes_nothing(number, rooms, people, client_for):
    response = client_for(people.cara).post(f"/t/{rooms.open_topic.pk}/read/", {"number": number})
    assert response.status_code == 400
    assert number_read(people.cara) is None


@pytest.mark.parametrize("who", OUTSIDE)
def test_of_a_topic_that_one_may_not_see_nothing_is_noted(who, rooms, people, client_for):
    client = client_for(getattr(people, who))
    closed = client.post(f"/t/{rooms.closed_topic.pk}/read/", {"number": 1})
    missing = client.post("/t/987654321/read/", {"number": 1})
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content
    assert not Reading.objects.exists()


@pytest.mark.parametrize("page", ["/t/{}/read/", "/boards/read/", "/b/cardiology/read/"])
def test_marking_read_is_sent_and_never_only_looked_at(page, rooms, people, client_for):
    where = page.format(rooms.open_topic.pk)
    assert client_for(people.cara).get(where).status_code == 405
    assert client_for().post(where).url.startswith("/accounts/login/")
    assert not Reading.objects.exists()
    assert not BoardReading.objects.exists()


# --- A board, or everything ----------------------------------------------------------------------


def test_a_board_is_marked_read(rooms, people, client_for):
    client = client_for(people.cara)
    assert "<b>1</b> new" in client.get("/boards/").text
    response = client.post("/b/cardiology/read/", {"upto": rooms.open_topic.bump_id})
    assert response.url == "/b/cardiology/"
    assert "<b>1</b> new" not in client.get("/boards/").text


def test_a_closed_board_is_no_board_to_mark(rooms, people, client_for):
    response = client_for(people.nina).post("/b/cardiology-clinical/read/")
    assert response.status_code == 404
    assert not BoardReading.objects.exists()


@pytest.mark.parametrize("upto", NONSENSE)
def test_everything_is_marked_read_whatever_is_said_of_the_newest(upto, rooms, people, client_for):
    client = client_for(people.anna)
    assert client.get("/boards/").text.count("<b>1</b> new") == 2
    assert client.post("/boards/read/", {"upto": upto}).url == "/boards/"
    assert "<b>1</b> new" not in client.get("/boards/").text


# --- Going on ------------------------------------------------------------------------------------


def test_one_goes_on_with_the_first_post_that_was_not_read(rooms, people, client_for):
    client, topic = client_for(people.cara), rooms.open_topic
    for n in range(40):
        add_post(topic, people.nina, f"Reply {n}.")
    where = topic.get_absolute_url()
    assert client.get(f"/t/{topic.pk}/new/").url == where
    client.post(f"/t/{topic.pk}/read/", {"number": 19})
    assert client.get(f"/t/{topic.pk}/new/").url == f"{where}#p20"
    client.post(f"/t/{topic.pk}/read/", {"number": 20})
    assert client.get(f"/t/{topic.pk}/new/").url == f"{where}?page=2#p21"
    client.post(f"/t/{topic.pk}/read/", {"number": 42})
    assert client.get(f"/t/{topic.pk}/new/").url == f"{where}?page=3#p42"


@pytest.mark.parametrize("who", OUTSIDE)
def test_there_is_nothing_to_go_on_with_where_one_may_not_read(who, rooms, people, client_for):
    client = client_for(getattr(people, who))
    closed, missing = client.get(f"/t/{rooms.closed_topic.pk}/new/"), client.get("/t/9876543/new/")
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


# --- What came meanwhile -------------------------------------------------------------------------


def test_an_open_page_is_told_of_what_came_and_where_it_is(rooms, people, client_for):
    client, where = client_for(people.cara), f"/t/{rooms.open_topic.pk}/news/?after=2"
    assert client.get(where).status_code == 204
    post = add_post(rooms.open_topic, people.nina, "Wordsofthereply.")
    text = client.get(where).text
    assert "1 new reply" in text
    assert f'href="/p/{post.pk}/"' in text
    assert "Wordsofthereply" not in text
    add_post(rooms.open_topic, people.bela, "More.")
    assert "2 new replies" in client.get(where).text


@pytest.mark.parametrize("after", NONSENSE)
def test_nonsense_for_where_one_is_brings_no_news(after, rooms, people, client_for):
    client = client_for(people.cara)
    response = client.get(f"/t/{rooms.open_topic.pk}/news/", {"after": after})
    assert (response.status_code, response.content) == (204, b"")


def test_what_is_not_to_be_read_is_no_news(rooms, people, client_for):
    for state in (State.HELD, State.HIDDEN, State.REMOVED, State.WITHDRAWN, State.UNDONE):
        add_post(rooms.open_topic, people.nina, "Words.", state)
    where = f"/t/{rooms.open_topic.pk}/news/?after=2"
    for who in (people.cara, people.moira, people.nina):
        assert client_for(who).get(where).status_code == 204


def test_who_loses_the_room_is_told_no_more_of_it(rooms, people, client_for):
    client, where = client_for(people.anna), f"/t/{rooms.closed_topic.pk}/news/?after=1"
    assert client.get(where).status_code == 200
    close(people.anna.pk, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
    response, missing = client.get(where), client.get("/t/987654321/news/?after=1")
    assert response.status_code == missing.status_code == 404
    assert response.content == missing.content
