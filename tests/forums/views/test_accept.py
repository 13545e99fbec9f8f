import re
from datetime import timedelta

import pytest

from forums.models import Board, Post, Question, State, Topic
from tests.rooms import add_post


def acceptance_of(post):
    return f"/p/{post.pk}/accept/"


@pytest.fixture
def topic_page(rooms, client_for):
    def read(who):
        return client_for(who).get(rooms.closed_topic.get_absolute_url()).text

    return read


def offered(text):
    """(post, what is sent) of each button that accepts."""
    return re.findall(r'formaction="/p/(\d+)/accept/" name="accept" value="(\d)"', text)


def test_who_asked_accepts_and_it_is_shown_to_all(rooms, people, client_for, topic_page):
    reply = rooms.closed_reply
    assert offered(topic_page(people.anna)) == [(str(reply.pk), "1")]
    assert offered(topic_page(people.bela)) == []
    response = client_for(people.anna).post(acceptance_of(reply), {"accept": "1"}, follow=True)
    assert response.redirect_chain[-1][0] == f"{rooms.closed_topic.get_absolute_url()}#p2"
    for who in (people.anna, people.bela, people.moira):
        text = topic_page(who)
        assert "Accepted answer" in text
        assert f'href="/p/{reply.pk}/">' in re.search(r'<a class="solved".*?</a>', text, re.S)[0]
        assert f"Answered by {people.bela.name}" in text
    assert "answered" in client_for(people.bela).get("/b/cardiology-clinical/").text


def test_it_is_taken_back(rooms, people, client_for, topic_page):
    client = client_for(people.anna)
    client.post(acceptance_of(rooms.closed_reply), {"accept": "1"})
    assert offered(topic_page(people.anna)) == [(str(rooms.closed_reply.pk), "0")]
    client.post(acceptance_of(rooms.closed_reply), {"accept": "0"})
    assert "Accepted answer" not in topic_page(people.bela)


def test_only_one_post_is_marked_as_the_answer(rooms, people, client_for, topic_page):
    other = add_post(rooms.closed_topic, people.moira, "Another thought.")
    for post in (rooms.closed_reply, other):
        client_for(people.anna).post(acceptance_of(post), {"accept": "1"})
    text = topic_page(people.bela)
    assert text.count("Accepted answer") == 1
    assert f"Answered by {people.moira.name}" in text


def test_an_answer_that_is_hidden_is_named_nowhere(rooms, people, client_for, topic_page):
    client_for(people.anna).post(acceptance_of(rooms.closed_reply), {"accept": "1"})
    # past the use cases, so that what is kept of the question is wrong until the next count
    Post.objects.filter(pk=rooms.closed_reply.pk).update(state=State.HIDDEN)
    text = topic_page(people.anna)
    assert "Accepted answer" not in text
    assert "Answered by" not in text


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=20), "First answer after under a minute"),
        (timedelta(minutes=40, seconds=10), "First answer after 40 min"),
        (timedelta(hours=3, minutes=59), "First answer after 3 h"),
        (timedelta(days=12), "First answer after 12 d"),
    ],
)
def test_the_time_to_the_first_answer_is_told(waited, words, rooms, people, topic_page):
    at = rooms.closed_topic.created_at + waited
    Question.objects.update(first_answer_at=at)
    assert words in topic_page(people.bela)


def test_a_question_that_waits_says_so_and_leads_to_others(rooms, people, topic_page):
    Question.objects.update(first_answer_at=None)
    text = topic_page(people.bela)
    assert "No answer yet" in text
    assert 'href="/unanswered/cardiology/"' in text


def test_a_topic_from_before_the_board_was_for_questions_reads_as_ever(rooms, people, client_for):
    Board.objects.filter(pk=rooms.open.pk).update(kind="question")
    for who in (None, people.bela, people.nina):
        response = client_for(who).get(rooms.open_topic.get_absolute_url())
        assert response.status_code == 200
        assert "No answer yet" not in response.text
    assert client_for(people.bela).get("/b/cardiology/").status_code == 200
    response = client_for(people.bela).post(
        acceptance_of(rooms.open_reply), {"accept": "1"}, follow=True
    )
    assert f"Answered by {people.nina.name}" in response.text


@pytest.mark.parametrize("sent", [{}, {"accept": ""}, {"accept": "2"}, {"accept": "1\x00"}])
def test_nonsense_is_refused_and_changes_nothing(sent, rooms, people, client_for, written):
    client = client_for(people.anna)
    client.post(acceptance_of(rooms.closed_reply), {"accept": "1"})
    before = written()
    assert client.post(acceptance_of(rooms.closed_reply), sent).status_code == 403
    assert written() == before
    assert Question.objects.get().accepted_id == rooms.closed_reply.pk


@pytest.mark.parametrize(("who", "why"), [("bela", "Only who asked"), ("moira", "Only who asked")])
def test_others_who_read_it_are_told_why_not(who, why, rooms, people, client_for, written):
    before = written()
    response = client_for(getattr(people, who)).post(
        acceptance_of(rooms.closed_reply), {"accept": "1"}
    )
    assert response.status_code == 403
    assert why in response.text
    assert written() == before


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_there_is_no_such_post(who, rooms, people, client_for, written):
    client, before = client_for(getattr(people, who)), written()
    closed = client.post(acceptance_of(rooms.closed_reply), {"accept": "1"})
    missing = client.post("/p/987654321/accept/", {"accept": "1"})
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content
    assert written() == before


def test_who_asked_and_lapsed_finds_nothing_to_accept(rooms, people, client_for):
    from community.members.models import Standing
    from community.members.standing import close

    client = client_for(people.anna)
    close(people.anna.pk, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
    assert client.post(acceptance_of(rooms.closed_reply), {"accept": "1"}).status_code == 404


def test_where_nothing_is_asked_nothing_is_offered(rooms, people, client_for):
    assert Topic.objects.get(pk=rooms.open_topic.pk).author == people.bela
    text = client_for(people.bela).get(rooms.open_topic.get_absolute_url()).text
    assert "/accept/" not in text
    response = client_for(people.bela).post(acceptance_of(rooms.open_reply), {"accept": "1"})
    assert response.status_code == 403
