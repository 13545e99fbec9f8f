import pytest

from forums.models import State, Topic
from tests.rooms import add_post


def address(topic):
    return topic.get_absolute_url()


@pytest.mark.parametrize("who", [None, "anna", "cara", "dan", "eve", "nina", "stu", "adam"])
def test_everyone_reads_a_topic_of_an_open_board(who, rooms, people, client_for):
    client = client_for(getattr(people, who) if who else None)
    response = client.get(address(rooms.open_topic))
    assert response.status_code == 200
    assert "What did the panel ask you?" in response.text


@pytest.mark.parametrize("who", ["anna", "bela", "moira"])
def test_doctors_and_managers_read_one_of_a_closed_board(who, rooms, people, client_for):
    response = client_for(getattr(people, who)).get(address(rooms.closed_topic))
    assert "Who needs <em>admission</em> for this?" in response.text


@pytest.mark.parametrize("who", [None, "cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_all_others_it_is_no_topic(who, rooms, people, client_for):
    client = client_for(getattr(people, who) if who else None)
    missing = client.get("/t/987654321/any/")
    assert missing.status_code == 404
    # neither by its address, nor by one with another slug, nor with none
    for where in (address(rooms.closed_topic), f"/t/{rooms.closed_topic.pk}/x/"):
        response = client.get(where)
        assert response.status_code == 404
        assert response.content == missing.content
    assert client.get(f"/t/{rooms.closed_topic.pk}/").content == missing.content


def test_a_lapsed_doctor_lost_the_room_at_the_next_request(rooms, people, client_for):
    from community.members.models import Standing
    from community.members.standing import close

    client = client_for(people.anna)
    assert client.get(address(rooms.closed_topic)).status_code == 200
    close(people.anna.pk, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
    assert client.get(address(rooms.closed_topic)).status_code == 404


def test_another_slug_leads_to_the_right_one_and_keeps_the_page(rooms, client_for):
    response = client_for().get(f"/t/{rooms.open_topic.pk}/old-title/?page=2")
    assert response.status_code == 302
    assert response.url == f"{address(rooms.open_topic)}?page=2"


def test_a_title_without_letters_has_an_address(rooms, client_for):
    Topic.objects.filter(pk=rooms.open_topic.pk).update(title="???")
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    assert client_for().get(address(topic)).status_code == 200


def test_page_two_begins_with_post_twenty_one(rooms, people, client_for):
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    for number in range(3, 24):
        add_post(topic, people.anna, f"This is post {number}.")
    client = client_for()
    first, second = client.get(address(topic)).text, client.get(f"{address(topic)}?page=2").text
    assert 'id="p20"' in first
    assert 'id="p21"' not in first
    assert 'id="p21"' in second
    assert 'id="p20"' not in second


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "", "9" * 40, "%00"])
def test_nonsense_for_a_page_is_a_page(page, rooms, client_for):
    assert client_for().get(f"{address(rooms.open_topic)}?page={page}").status_code == 200


STUBS = {
    State.HELD: "A moderator is checking a post here.",
    State.HIDDEN: "A post is hidden by a moderator.",
    State.REMOVED: "A post was removed by a moderator.",
    State.WITHDRAWN: "A post was withdrawn by its author.",
}


@pytest.mark.parametrize("state", STUBS)
def test_a_stub_stands_for_what_may_not_be_read_and_says_nothing_of_it(
    state, rooms, people, client_for
):
    post = add_post(rooms.open_topic, people.nina, "Wordsthatarenotforall.", state)
    for who in (None, people.anna, people.eve, people.adam):
        text = client_for(who).get(address(rooms.open_topic)).text
        assert STUBS[state] in text
        assert f'id="p{post.number}"' in text
        assert "Wordsthatarenotforall" not in text
        assert f"/p/{post.pk}/" not in text


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_author_and_manager_still_read_what_is_set_aside(state, rooms, people, client_for):
    add_post(rooms.open_topic, people.nina, "Wordsthatarenotforall.", state)
    for who in (people.nina, people.moira):
        assert "Wordsthatarenotforall" in client_for(who).get(address(rooms.open_topic)).text


@pytest.mark.parametrize("state", [State.REMOVED, State.WITHDRAWN])
def test_what_is_gone_is_gone_for_author_and_manager_too(state, rooms, people, client_for):
    add_post(rooms.open_topic, people.nina, "Wordsthatarenotforall.", state)
    for who in (people.nina, people.moira):
        assert "Wordsthatarenotforall" not in client_for(who).get(address(rooms.open_topic)).text


def test_a_suspended_author_reads_like_the_public_but_for_their_own_words(
    rooms, people, client_for
):
    add_post(rooms.open_topic, people.anna, "Wordsthatarenotforall.", State.HELD)
    assert "Wordsthatarenotforall" not in client_for(people.eve).get(address(rooms.open_topic)).text


def test_the_composer_stands_where_one_may_write_and_a_reason_where_not(
    rooms, people, client_for, lock_topic
):
    composer, where = 'id="reply"', address(rooms.open_topic)
    assert composer in client_for(people.nina).get(where).text
    eve = client_for(people.eve).get(where).text
    assert composer not in eve
    assert "Your account is suspended" in eve
    stranger = client_for().get(where).text
    assert composer not in stranger
    assert "Sign in to take part" in stranger
    lock_topic(rooms.open_topic)
    locked = client_for(people.nina).get(where).text
    assert composer not in locked
    assert "This topic is locked" in locked


def test_quoting_without_scripts_fills_the_box(rooms, people, client_for):
    text = client_for(people.anna).get(f"{address(rooms.open_topic)}?quote=2").text
    assert f"&gt; [Nina Reyes wrote](/p/{rooms.open_reply.pk}/):" in text
    assert "&gt; Not my exam, but good luck." in text


@pytest.mark.parametrize("quote", ["99", "x", "-1", "9" * 30, "%00"])
def test_quoting_what_is_not_there_quotes_nothing(quote, rooms, people, client_for):
    response = client_for(people.anna).get(f"{address(rooms.open_topic)}?quote={quote}")
    assert response.status_code == 200
    assert "wrote:" not in response.text


def test_what_may_not_be_read_cannot_be_quoted(rooms, people, client_for):
    post = add_post(rooms.open_topic, people.nina, "Wordsthatarenotforall.", State.HIDDEN)
    where = f"{address(rooms.open_topic)}?quote={post.number}"
    assert "Wordsthatarenotforall" not in client_for(people.anna).get(where).text


def test_a_verified_doctor_has_a_badge_and_a_lapsed_one_none(rooms, people, client_for):
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    add_post(topic, people.dan, "I was one.")
    text = client_for().get(address(topic)).text
    dan = text[text.index('id="p3"') :]
    assert "erified doctor" in text[: text.index('id="p3"')]
    assert "erified doctor" not in dan[: dan.index("</article>")]
