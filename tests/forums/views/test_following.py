import pytest

from forums import following
from forums.limits import TOPICS_PER_PAGE
from forums.models import BoardReading, Ignore, Level, Reading
from tests.rooms import add_post, add_topic

OUTSIDE = ["cara", "dan", "eve", "nina", "stu", "vera", "adam"]


# --- A topic, a board ----------------------------------------------------------------------------


@pytest.mark.parametrize("level", Level.values)
def test_a_topic_is_followed_as_closely_as_one_says(level, rooms, people, client_for):
    client, topic = client_for(people.cara), rooms.open_topic
    response = client.post(f"/t/{topic.pk}/follow/", {"level": level})
    assert response.url == topic.get_absolute_url()
    assert Reading.objects.get().level == level
    words = {"watch": "Watching", "track": "Following", "": "Follow", "mute": "Muted"}[level]
    summary = client.get(topic.get_absolute_url()).text.split("<summary class=", 1)[1]
    assert words in summary[: summary.index("</summary>")]


@pytest.mark.parametrize("level", Level.values)
def test_a_board_is_followed_as_closely_as_one_says(level, rooms, people, client_for):
    response = client_for(people.cara).post("/b/cardiology/follow/", {"level": level})
    assert response.url == "/b/cardiology/"
    assert BoardReading.objects.get().level == level


@pytest.mark.parametrize("sent", [{}, {"level": "x"}, {"level": "watch\x00"}, {"level": "W" * 999}])
@pytest.mark.parametrize("where", ["/t/{}/follow/", "/b/cardiology/follow/"])
def test_no_such_level_is_said_and_changes_nothing(where, sent, rooms, people, client_for):
    response = client_for(people.cara).post(where.format(rooms.open_topic.pk), sent)
    assert response.status_code == 400
    assert not Reading.objects.exists()
    assert not BoardReading.objects.exists()


@pytest.mark.parametrize("who", OUTSIDE)
def test_what_one_may_not_see_cannot_be_followed(who, rooms, people, client_for):
    client, sent = client_for(getattr(people, who)), {"level": "watch"}
    for closed, missing in (
        (f"/t/{rooms.closed_topic.pk}/follow/", "/t/987654321/follow/"),
        ("/b/cardiology-clinical/follow/", "/b/no-such-board/follow/"),
    ):
        answers = client.post(closed, sent), client.post(missing, sent)
        assert {answer.status_code for answer in answers} == {404}
        assert answers[0].content == answers[1].content
    assert not Reading.objects.exists()
    assert not BoardReading.objects.exists()


def test_one_is_led_back_to_where_one_was_but_to_no_other_site(rooms, people, client_for):
    client, where = client_for(people.cara), f"/t/{rooms.open_topic.pk}/follow/"
    back = client.post(where, {"level": "", "next": "/following/?show=new"})
    assert back.url == "/following/?show=new"
    for bad in ("https://elsewhere.test/", "//elsewhere.test", "javascript:alert(1)", "\x00"):
        assert client.post(where, {"level": "", "next": bad}).url.startswith("/t/")


# --- The page ------------------------------------------------------------------------------------


def test_the_page_shows_what_one_follows_and_how_to_stop(rooms, people, client_for, viewer_of):
    anna = viewer_of(people.anna)
    following.follow_topic(anna, rooms.closed_topic, Level.WATCH)
    following.follow_board(anna, rooms.open, Level.TRACK)
    text = client_for(people.anna).get("/following/").text
    assert rooms.closed_topic.title in text
    assert rooms.open.name in text
    assert rooms.open_topic.title not in text
    assert f'formaction="/t/{rooms.closed_topic.pk}/follow/"' in text
    assert 'formaction="/b/cardiology/follow/"' in text
    assert rooms.closed_topic.title not in client_for(people.bela).get("/following/").text


def test_only_what_has_news_is_a_click_away(rooms, people, client_for, viewer_of):
    anna = viewer_of(people.anna)
    following.follow_topic(anna, rooms.closed_topic, Level.TRACK)
    client = client_for(people.anna)
    assert rooms.closed_topic.title in client.get("/following/?show=new").text
    Reading.objects.update(last_number=2)
    text = client.get("/following/?show=new").text
    assert rooms.closed_topic.title not in text
    assert "You are up to date" in text


def test_a_long_list_is_read_page_by_page_each_once(rooms, people, client_for, viewer_of):
    cara = viewer_of(people.cara)
    for n in range(TOPICS_PER_PAGE + 2):
        topic = add_topic(rooms.open, people.nina, f"Topic number {n:03}")
        add_post(topic, people.nina, "Words.")
        following.follow_topic(cara, topic, Level.TRACK)
    client = client_for(people.cara)
    first = client.get("/following/").text
    older = first.split("before=")[1].split('"')[0]
    second = client.get(f"/following/?before={older}").text
    for n in range(TOPICS_PER_PAGE + 2):
        title = f"Topic number {n:03}</a>"
        assert first.count(title) + second.count(title) == 1, title


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "%00", "1.2"])
@pytest.mark.parametrize("page", ["/following/", "/ignored/"])
def test_nonsense_for_a_key_is_a_page(page, key, rooms, people, client_for):
    assert client_for(people.cara).get(f"{page}?before={key}").status_code == 200


def test_who_follows_nothing_is_told_how(rooms, people, client_for):
    assert "You follow no topics yet" in client_for(people.cara).get("/following/").text


# --- Ignoring ------------------------------------------------------------------------------------


def test_a_members_page_has_a_button_and_ones_own_has_none(rooms, people, client_for):
    client = client_for(people.cara)
    assert f'action="/ignore/{people.nina.pk}/"' in client.get(f"/members/{people.nina.pk}/").text
    assert "/ignore/" not in client.get(f"/members/{people.cara.pk}/").text


def test_ignoring_and_hearing_again(rooms, people, client_for):
    client, where = client_for(people.cara), f"/ignore/{people.nina.pk}/"
    client.post(where, {"action": "add"})
    client.post(where, {"action": "add"})
    assert people.nina.name in client.get("/ignored/").text
    topic = client.get(rooms.open_topic.get_absolute_url()).text
    assert "A post by a member you ignore." in topic
    assert "good luck" not in topic
    shown = client.get(f"{rooms.open_topic.get_absolute_url()}?page=1&ignored=show").text
    assert "good luck" in shown
    back = client.post(where, {"action": "remove", "next": "/ignored/"})
    assert back.url == "/ignored/"
    assert "You ignore no one." in client.get("/ignored/").text
    assert not Ignore.objects.exists()


def test_without_a_word_it_is_the_other_of_what_is(people, client_for):
    client, where = client_for(people.cara), f"/ignore/{people.nina.pk}/"
    client.post(where)
    assert Ignore.objects.count() == 1
    client.post(where)
    assert Ignore.objects.count() == 0


def test_no_one_can_ignore_themselves(people, client_for):
    response = client_for(people.cara).post(f"/ignore/{people.cara.pk}/", {"action": "add"})
    assert response.status_code == 403
    assert "You cannot ignore yourself." in response.text


@pytest.mark.parametrize("action", ["x", "\x00", "A" * 999])
def test_another_action_is_none(action, people, client_for):
    response = client_for(people.cara).post(f"/ignore/{people.nina.pk}/", {"action": action})
    assert response.status_code == 400
    assert not Ignore.objects.exists()


def test_it_tells_no_one_which_members_there_are(people, client_for):
    eve = client_for(people.eve)  # suspended: members' pages are closed to her
    there, missing = eve.post(f"/ignore/{people.nina.pk}/"), eve.post("/ignore/987654321/")
    assert there.status_code == missing.status_code == 403
    assert client_for(people.cara).post("/ignore/987654321/").status_code == 404
    assert not Ignore.objects.exists()
