from datetime import timedelta

import pytest
from django.utils import timezone

from forums.limits import TOPICS_PER_PAGE
from forums.models import Board, State, Topic
from tests.rooms import add_post, add_topic


@pytest.mark.parametrize("who", [None, "anna", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_everyone_reads_an_open_board(who, rooms, people, client_for):
    client = client_for(getattr(people, who) if who else None)
    response = client.get("/b/cardiology/")
    assert response.status_code == 200
    assert rooms.open_topic.title in response.text


@pytest.mark.parametrize("who", ["anna", "bela", "moira"])
def test_doctors_and_managers_read_a_closed_board(who, rooms, people, client_for):
    response = client_for(getattr(people, who)).get("/b/cardiology-clinical/")
    assert response.status_code == 200
    assert rooms.closed_topic.title in response.text


@pytest.mark.parametrize("who", [None, "cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_all_others_a_closed_board_is_no_board(who, rooms, people, client_for):
    client = client_for(getattr(people, who) if who else None)
    closed, missing = client.get("/b/cardiology-clinical/"), client.get("/b/no-such-board/")
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


def test_a_manager_without_second_factor_reads_no_closed_board(rooms, people, client_for):
    client = client_for(people.moira, second_factor=False)
    assert client.get("/b/cardiology-clinical/").status_code == 404


def test_those_who_may_write_are_offered_to(rooms, people, client_for):
    assert "/b/cardiology/new/" in client_for(people.nina).get("/b/cardiology/").text


def test_a_suspended_member_is_told_why_not(rooms, people, client_for):
    text = client_for(people.eve).get("/b/cardiology/").text
    assert "Your account is suspended" in text
    assert 'href="/b/cardiology/new/"' not in text


def test_a_stranger_is_offered_to_sign_in(rooms, client_for):
    assert "Sign in to take part" in client_for().get("/b/cardiology/").text


def test_a_read_only_board_says_so(rooms, people, client_for, make_read_only):
    make_read_only(rooms.open)
    assert "read-only" in client_for(people.anna).get("/b/cardiology/").text


def test_the_twin_is_named_to_those_who_may_see_it(rooms, people, client_for):
    assert rooms.closed.name in client_for(people.anna).get("/b/cardiology/").text
    assert rooms.closed.name not in client_for(people.nina).get("/b/cardiology/").text


def many_topics(rooms, people, count):
    return [
        add_post(add_topic(rooms.open, people.anna, f"Topic number {n:03}"), people.anna, "Words.")
        for n in range(count)
    ]


def test_topics_move_by_key_newest_first_and_each_once(rooms, people, client_for):
    posts = many_topics(rooms, people, TOPICS_PER_PAGE + 5)
    client = client_for()
    first = client.get("/b/cardiology/").text
    last_shown = posts[5]
    assert first.index("Topic number 034") < first.index("Topic number 005")
    assert "Topic number 004" not in first
    assert f"?before={last_shown.pk}" in first
    second = client.get(f"/b/cardiology/?before={last_shown.pk}").text
    assert "Topic number 004" in second
    assert "Topic number 005" not in second


@pytest.mark.parametrize("key", ["x", "-1", "0", "9" * 30, "%00", "１"])
def test_nonsense_for_a_key_begins_at_the_top_or_gives_nothing(key, rooms, client_for):
    assert client_for().get(f"/b/cardiology/?before={key}").status_code == 200


def test_a_pinned_topic_stands_above_the_newer_and_once(rooms, people, client_for):
    many_topics(rooms, people, 2)
    Topic.objects.filter(pk=rooms.open_topic.pk).update(is_pinned=True)
    text = client_for().get("/b/cardiology/").text
    assert text.index(rooms.open_topic.title) < text.index("Topic number 001")
    assert text.count(rooms.open_topic.title) == 1


def test_a_held_topic_is_seen_by_its_author_and_the_managers_alone(rooms, people, client_for):
    topic = add_topic(rooms.open, people.nina, "What waits for a moderator")
    add_post(topic, people.nina, "Words.", State.HELD)
    for who in (people.nina, people.moira):
        assert topic.title in client_for(who).get("/b/cardiology/").text
    for who in (people.anna, people.eve, None):
        assert topic.title not in client_for(who).get("/b/cardiology/").text


def test_an_empty_board_says_so(rooms, people, client_for):
    from forums.demo.boards import open_board

    open_board("radiology", {})
    assert "Nothing here yet" in client_for().get("/b/radiology/").text


# --- Reading and following -----------------------------------------------------------------------


def test_each_look_is_a_tab_and_keeps_itself_over_pages(rooms, people, client_for):
    for n in range(TOPICS_PER_PAGE + 2):
        topic = add_topic(rooms.closed, people.anna, f"Question number {n:03}")
        add_post(topic, people.anna, "How?")
    client, where = client_for(people.bela), "/b/cardiology-clinical/"
    text = client.get(where).text
    for link in (f'"{where}"', f'"{where}?show=unanswered"', f'"{where}?show=useful"'):
        assert f"href={link}" in text
    first = client.get(f"{where}?show=unanswered").text
    assert "?show=unanswered&amp;before=" in first
    older = first.split("&amp;before=")[1].split('"')[0]
    second = client.get(f"{where}?show=unanswered&before={older}").text
    assert "Question number 000" in second
    assert "Question number 000" not in first


def test_a_pinned_topic_stands_on_the_first_page_alone(rooms, people, client_for):
    many_topics(rooms, people, TOPICS_PER_PAGE + 2)
    Topic.objects.filter(pk=rooms.open_topic.pk).update(is_pinned=True)
    client = client_for()
    first = client.get("/b/cardiology/").text
    older = first.split("?before=")[1].split('"')[0]
    second = client.get(f"/b/cardiology/?before={older}").text
    assert first.count(rooms.open_topic.title) == 1
    assert rooms.open_topic.title not in second
    assert "Topic number 000" in second


def test_a_row_leads_to_where_its_reader_left_off_and_says_how_much_is_new(
    rooms, people, client_for
):
    client, topic = client_for(people.cara), Topic.objects.get(pk=rooms.open_topic.pk)
    client.post(f"/t/{topic.pk}/read/", {"number": 2})
    assert "topic-row--unread" not in client.get("/b/cardiology/").text
    for n in range(3, 25):
        add_post(topic, people.nina, f"Reply {n}.")
    text = client.get("/b/cardiology/").text
    assert f'href="{topic.get_absolute_url()}#p3"' in text
    assert "22 new" in text
    client.post(f"/t/{topic.pk}/read/", {"number": 21})
    assert f'href="{topic.get_absolute_url()}?page=2#p22"' in client.get("/b/cardiology/").text


def test_to_a_stranger_nothing_is_new(rooms, client_for):
    assert "topic-row--unread" not in client_for().get("/b/cardiology/").text


def test_one_can_follow_a_board_and_mark_it_read(rooms, people, client_for):
    text = client_for(people.cara).get("/b/cardiology/").text
    assert 'action="/b/cardiology/follow/"' in text
    assert 'action="/b/cardiology/read/"' in text
    assert f'name="upto" value="{rooms.open_topic.bump_id}"' in text
    assert "/follow/" not in client_for().get("/b/cardiology/").text


def test_a_board_says_until_when_it_is_locked_and_why_to_all(rooms, people, client_for):
    Board.objects.filter(pk=rooms.open.pk).update(
        locked_until=timezone.now() + timedelta(days=2), locked_why="A storm."
    )
    for who in (None, people.cara, people.moira):
        text = client_for(who).get("/b/cardiology/").text
        assert "Locked until" in text
        assert "A storm." in text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (45, "45 seconds"), (60, "1 minute"), (600, "10 minutes")],
)
def test_a_board_says_how_slow_it_is(seconds, words, rooms, people, client_for):
    Board.objects.filter(pk=rooms.open.pk).update(slow_seconds=seconds)
    assert f"Slow mode: {words} between" in client_for(people.cara).get("/b/cardiology/").text


def test_a_group_leads_to_its_members_and_moderators_to_tending(rooms, people, client_for):
    assert "/b/cardiology/tend/" in client_for(people.moira).get("/b/cardiology/").text
    text = client_for(people.anna).get("/b/cardiology/").text
    assert "/b/cardiology/tend/" not in text
    assert "/b/cardiology/members/" not in text
    Board.objects.filter(pk=rooms.open.pk).update(audience=Board.Audience.GROUP)
    assert "/b/cardiology/members/" in client_for(people.anna).get("/b/cardiology/").text
