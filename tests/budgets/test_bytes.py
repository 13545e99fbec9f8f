"""What a page weighs: on a ward's network, before it is compressed, 50 kB at the very most."""

import pytest

from community.members.models import Specialty, User
from forums.demo.boards import DOCTORS, PUBLIC
from forums.granting import grant_audience
from forums.models import Board, Reading
from tests.rooms import add_post, add_topic

MOST = 50_000
BOARDS = 120

TITLE = "Anticoagulation after an intracranial bleed, mechanical valve: when, {}?"
WORDS = ("I would repeat the troponin at three hours and look at the ECG again, " * 9)[:600]


@pytest.fixture
def many_boards(rooms, people):
    """120 in all: a closed and an open one for each specialty, with a topic on each."""
    for n in range((BOARDS - 2) // 2):
        specialty = Specialty.objects.create(
            name=f"General and internal medicine {n:02}", slug=f"medicine-{n}", position=n + 100
        )
        for audience, word in ((DOCTORS, "clinical"), (PUBLIC, "open")):
            board = Board.objects.create(
                name=f"{specialty.name}, {word}",
                slug=f"general-internal-medicine-{n}-{word}",
                audience=audience,
                specialty=specialty,
            )
            grant_audience(board)
            add_post(add_topic(board, people.nina, TITLE.format(n)), people.nina, "Words.")
    assert Board.objects.count() == BOARDS


def weigh(client, where, marker, count):
    response = client.get(where)
    assert response.text.count(marker) == count
    return len(response.content)


def test_the_index_of_120_boards(many_boards, people, client_for):
    assert weigh(client_for(people.anna), "/boards/", '<li class="room', BOARDS) < MOST


def test_a_board_of_thirty_topics(rooms, people, client_for):
    for n in range(40):
        topic = add_topic(rooms.closed, people.bela, TITLE.format(n))
        add_post(topic, people.bela, "Words.")
        add_post(topic, people.bela, "Words.")
        Reading.objects.create(user=people.anna, topic=topic, last_number=1)
    where = "/b/cardiology-clinical/?show=unanswered"
    assert weigh(client_for(people.anna), where, '<li class="topic-row', 30) < MOST
    where = "/b/cardiology-clinical/"
    assert weigh(client_for(people.anna), where, '<li class="topic-row', 30) < MOST


def test_a_topic_of_twenty_long_posts(rooms, people, client_for):
    """As one who may reply, mark, keep and, their own, edit; each by another member."""
    topic = add_topic(rooms.closed, people.bela, TITLE.format(1))
    specialty = rooms.closed.specialty
    for n in range(20):
        author = people.anna
        if n % 10:
            author = User.objects.create_user(
                f"u{n}@x.test",
                name=f"Bartholomew Featherstone {n}",
                specialty=specialty,
                grade="ST5",
            )
        add_post(topic, author, WORDS)
    Reading.objects.create(user=people.anna, topic=topic, last_number=10)
    text = client_for(people.anna).get(topic.get_absolute_url()).text
    assert 'id="reply"' in text
    assert text.count("/edit/") == 2
    assert weigh(client_for(people.anna), topic.get_absolute_url(), "<article", 20) < MOST
