import pytest

from forums.models import Post, State, Topic
from tests.forums.writing import NHS_NUMBER, typed
from tests.rooms import add_post


def reply_to(topic):
    return f"/reply/{topic.pk}/"


@pytest.mark.parametrize("who", ["anna", "cara", "dan", "nina", "stu", "vera", "adam", "moira"])
def test_every_member_replies_on_an_open_board(who, rooms, people, client_for):
    user = getattr(people, who)
    response = client_for(user).post(reply_to(rooms.open_topic), typed("Good luck."))
    post = Post.objects.latest("pk")
    assert response.status_code == 302
    assert response.url == post.get_absolute_url()
    assert (post.topic, post.author, post.number) == (rooms.open_topic, user, 3)
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    assert (topic.reply_count, topic.last_number, topic.bump_id) == (2, 3, post.pk)


def test_a_doctor_replies_on_a_closed_board(rooms, people, client_for):
    client_for(people.anna).post(reply_to(rooms.closed_topic), typed())
    assert Post.objects.latest("pk").topic == rooms.closed_topic


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_a_closed_topic_is_no_topic(who, rooms, people, client_for, written):
    client, before = client_for(getattr(people, who)), written()
    for send in (client.get, lambda where: client.post(where, typed())):
        closed, missing = send(reply_to(rooms.closed_topic)), send("/reply/987654321/")
        assert closed.status_code == missing.status_code == 404
        assert closed.content == missing.content
    assert written() == before


def test_a_suspended_member_is_told_why_not_and_has_the_text_back(
    rooms, people, client_for, written
):
    before = written()
    response = client_for(people.eve).post(reply_to(rooms.open_topic), typed("My own words."))
    assert response.status_code == 403
    assert "Your account is suspended" in response.text
    assert "My own words." in response.text
    assert written() == before


def test_a_lapsed_session_gives_the_text_back(rooms, client_for, written):
    before = written()
    response = client_for().post(reply_to(rooms.open_topic), typed("An hour's <work>."))
    assert response.status_code == 403
    assert "An hour&#x27;s &lt;work&gt;." in response.text
    assert written() == before


def test_whoever_had_to_sign_in_first_comes_back_to_the_reply_box(rooms, people, client_for):
    stranger = client_for().get(reply_to(rooms.open_topic))
    assert stranger.url == f"/accounts/login/?next={reply_to(rooms.open_topic)}"
    member = client_for(people.nina).get(reply_to(rooms.open_topic))
    assert member.url == f"{rooms.open_topic.get_absolute_url()}#reply"


def test_a_locked_topic_takes_no_reply(rooms, people, client_for, lock_topic, written):
    lock_topic(rooms.open_topic)
    before = written()
    response = client_for(people.anna).post(reply_to(rooms.open_topic), typed())
    assert response.status_code == 403
    assert "This topic is locked" in response.text
    assert written() == before


def test_a_held_topic_takes_no_reply_even_from_its_author(rooms, people, client_for, written):
    topic = rooms.open_topic
    Topic.objects.filter(pk=topic.pk).update(state=State.HELD)
    before = written()
    for who in (people.bela, people.moira):
        response = client_for(who).post(reply_to(topic), typed())
        assert response.status_code == 403
        assert "replies wait until that is done" in response.text
    assert client_for(people.anna).post(reply_to(topic), typed()).status_code == 404
    assert written() == before


def test_a_read_only_board_takes_no_reply(rooms, people, client_for, make_read_only, written):
    make_read_only(rooms.open)
    before = written()
    response = client_for(people.anna).post(reply_to(rooms.open_topic), typed())
    assert response.status_code == 403
    assert written() == before


# --- What stops a post ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source, marked",
    [
        (f"NHS number {NHS_NUMBER} please", NHS_NUMBER),
        ("Look up 943 476 5919 please", "943 476 5919"),
        ("Look up 943 **476** 5919 please", "943 **476** 5919"),
        ("Look up 943 [476](https://example.org/a) 5919", "943 [476](https://example.org/a) 5919"),
        ("DOB 12/03/1956", "12/03/1956"),
        ("NI AB123456C", "AB123456C"),
    ],
)
def test_what_names_a_patient_is_marked_in_place_and_not_posted(
    source, marked, rooms, people, client_for, written
):
    client, before = client_for(people.anna), written()
    for topic in (rooms.open_topic, rooms.closed_topic):
        response = client.post(reply_to(topic), typed(source))
        assert response.status_code == 422
        assert f'<mark class="find find--block">{marked}</mark>' in response.text
        assert f"{source}</textarea>" in response.text
        # a reason is no way round these
        again = client.post(reply_to(topic), typed(source, kept_reason="I want to"))
        assert again.status_code == 422
    assert written() == before


def test_a_bare_number_may_be_kept_with_a_reason_which_is_stored(
    rooms, people, client_for, written
):
    client, before = client_for(people.anna), written()
    form = typed("Trial registration 9990000018 is open.")
    stopped = client.post(reply_to(rooms.open_topic), form)
    assert stopped.status_code == 422
    assert 'name="kept_reason"' in stopped.text
    assert written() == before
    blank = client.post(reply_to(rooms.open_topic), form | {"kept_reason": " \u200b "})
    assert blank.status_code == 422
    assert written() == before
    kept = client.post(reply_to(rooms.open_topic), form | {"kept_reason": "A trial's number"})
    assert kept.status_code == 302
    post = Post.objects.latest("pk")
    assert post.source == "Trial registration 9990000018 is open."
    assert post.kept_reason == "A trial's number"


def test_no_field_for_a_reason_is_offered_where_none_would_do(rooms, people, client_for):
    response = client_for(people.anna).post(
        reply_to(rooms.open_topic), typed(f"NHS number {NHS_NUMBER}")
    )
    assert 'name="kept_reason"' not in response.text


def test_the_mended_text_goes_through_with_the_same_form(rooms, people, client_for):
    client, form = client_for(people.anna), typed(f"NHS number {NHS_NUMBER}")
    client.post(reply_to(rooms.open_topic), form)
    response = client.post(reply_to(rooms.open_topic), form | {"source": "NHS number known"})
    assert response.status_code == 302


@pytest.mark.parametrize(
    "source, words",
    [
        ("", "There is nothing written yet."),
        (" \n\u200b\x00", "There is nothing written yet."),
        ("[x]: https://example.org", "There is nothing to read in this yet."),
        ("a" * 20_001, "20001 characters long"),
        (">" * 40 + "deep", "nested too deeply"),
    ],
)
def test_what_does_not_fit_is_told_and_writes_nothing(
    source, words, rooms, people, client_for, written
):
    before = written()
    response = client_for(people.anna).post(reply_to(rooms.open_topic), typed(source))
    assert response.status_code == 422
    assert words in response.text
    assert written() == before


def test_what_cannot_be_seen_is_dropped_before_it_is_stored(rooms, people, client_for):
    client_for(people.anna).post(reply_to(rooms.open_topic), typed("a\x00b\u202ec\x08\r\nd"))
    assert Post.objects.latest("pk").source == "abc\nd"


def test_a_number_cannot_hide_behind_what_cannot_be_seen(rooms, people, client_for, written):
    before = written()
    hidden = "NHS number 943\u200b476\u200b5919"
    response = client_for(people.anna).post(reply_to(rooms.open_topic), typed(hidden))
    assert response.status_code == 422
    assert written() == before


# --- Once ----------------------------------------------------------------------------------------


def test_a_double_click_makes_one_post(rooms, people, client_for):
    client, form = client_for(people.anna), typed()
    first = client.post(reply_to(rooms.open_topic), form)
    second = client.post(reply_to(rooms.open_topic), form)
    assert first.url == second.url
    assert rooms.open_topic.posts.count() == 3


def test_two_members_with_one_key_make_two_posts(rooms, people, client_for):
    form = typed()
    client_for(people.anna).post(reply_to(rooms.open_topic), form)
    client_for(people.nina).post(reply_to(rooms.open_topic), form)
    assert rooms.open_topic.posts.count() == 4


def test_a_machine_is_slowed_down_and_loses_no_text(rooms, people, client_for):
    client = client_for(people.anna)
    answers = [client.post(reply_to(rooms.open_topic), typed(f"No. {n}")) for n in range(13)]
    assert {answer.status_code for answer in answers[:12]} == {302}
    assert answers[12].status_code == 429
    assert "You are posting very fast." in answers[12].text
    assert "No. 12</textarea>" in answers[12].text


def test_a_preview_without_scripts_shows_it_and_writes_nothing(rooms, people, client_for, written):
    before = written()
    response = client_for(people.anna).post(
        reply_to(rooms.open_topic), typed("So **bold**.", preview="1")
    )
    assert response.status_code == 200
    assert "<p>So <strong>bold</strong>.</p>" in response.text
    assert written() == before


def test_a_removed_posts_number_is_not_given_again(rooms, people, client_for):
    add_post(rooms.open_topic, people.nina, "Gone.", State.REMOVED)
    client_for(people.anna).post(reply_to(rooms.open_topic), typed())
    assert Post.objects.latest("pk").number == 4
