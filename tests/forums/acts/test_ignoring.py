"""A member whom one ignores is left out everywhere, and can tell by nothing."""

import re
import uuid

import pytest
from django.utils import timezone

from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import following, indexing, listing, reading, resuming
from forums.kinds import kind_of
from forums.kinds.kind import LATEST
from forums.models import Ignore, Level, State
from moderation.deciding import Choice, decide
from moderation.models import Case
from moderation.screening import screen_subject
from tests.forums.acts.test_once import HANDS, at_once
from tests.rooms import add_post, add_topic


@pytest.fixture
def anna(people, viewer_of):
    return viewer_of(people.anna)


@pytest.fixture
def by_nina(rooms, people):
    topic = add_topic(rooms.open, people.nina, "Opened by Nina")
    add_post(topic, people.nina, "Words of Nina.")
    return topic


def board_titles(viewer, board, look=LATEST):
    board, _ = listing.get_board(viewer, board.slug)
    return [row.topic.title for row in listing.topic_list(viewer, board, look, None).rows]


def on_index(viewer, board):
    rows = [row for room in indexing.board_index(viewer) for row in room.rows]
    return next(row for row in rows if row.board.pk == board.pk)


def test_their_topics_are_in_no_list_and_no_count(rooms, people, anna, by_nina):
    following.follow_topic(anna, by_nina, Level.TRACK)
    assert by_nina.title in board_titles(anna, rooms.open)
    assert on_index(anna, rooms.open).new == "2"
    following.ignore(anna, people.nina.pk)
    assert by_nina.title not in board_titles(anna, rooms.open)
    row = on_index(anna, rooms.open)
    assert (row.new, row.newest.title) == ("1", rooms.open_topic.title)
    recent = [row.topic.title for row in listing.recent_topics(anna, 12)]
    assert recent == [rooms.open_topic.title, rooms.closed_topic.title]
    assert following.followed_topics(anna).rows == []


def test_a_page_is_as_long_as_ever_since_they_are_left_out_before_it_is_cut(
    rooms, people, anna, monkeypatch
):
    monkeypatch.setattr(listing, "TOPICS_PER_PAGE", 3)
    for n in range(8):
        author = people.nina if n % 2 else people.bela
        add_post(add_topic(rooms.open, author, f"Topic {n}"), author, "Words.")
    following.ignore(anna, people.nina.pk)
    assert board_titles(anna, rooms.open) == ["Topic 6", "Topic 4", "Topic 2"]


def test_their_questions_do_not_wait_for_an_answer_from_one_who_ignores_them(rooms, people, anna):
    unanswered = next(look for look in kind_of(rooms.closed).looks if look.key == "unanswered")
    add_post(add_topic(rooms.closed, people.bela, "Asked by Bela"), people.bela, "How?")
    assert "Asked by Bela" in board_titles(anna, rooms.closed, unanswered)
    following.ignore(anna, people.bela.pk)
    assert "Asked by Bela" not in board_titles(anna, rooms.closed, unanswered)


def test_in_a_topic_a_line_stands_for_their_post_and_it_can_be_shown(rooms, people, anna):
    following.ignore(anna, people.nina.pk)
    topic = reading.get_topic_or_404(anna, rooms.open_topic.pk)
    _, slots = reading.topic_page(anna, topic, None)
    assert [(slot.number, slot.state) for slot in slots] == [
        (1, State.PUBLISHED),
        (2, reading.IGNORED),
    ]
    assert slots[1].post is None
    _, slots = reading.topic_page(anna, topic, None, with_ignored=True)
    assert slots[1].post.pk == rooms.open_reply.pk


def test_what_they_say_is_no_news(rooms, people, anna):
    following.ignore(anna, people.nina.pk)
    add_post(rooms.open_topic, people.nina, "Words of Nina.")
    assert resuming.news(anna, rooms.open_topic, 2) == []
    heard = add_post(rooms.open_topic, people.bela, "Words of Bela.")
    assert resuming.news(anna, rooms.open_topic, 2) == [heard.pk]


def test_a_pinned_topic_stands_for_those_who_ignore_its_author_too(rooms, people, anna, by_nina):
    by_nina.is_pinned = True
    by_nina.save()
    following.ignore(anna, people.nina.pk)
    assert board_titles(anna, rooms.open)[0] == by_nina.title


def test_they_are_read_again_when_that_is_wanted(rooms, people, anna, by_nina):
    for _ in range(2):
        following.ignore(anna, people.nina.pk)
    assert following.ignores(anna, people.nina.pk)
    for _ in range(2):
        following.hear(anna, people.nina.pk)
    assert by_nina.title in board_titles(anna, rooms.open)


def test_only_who_ignores_is_spared(rooms, people, anna, by_nina, viewer_of):
    following.ignore(anna, people.nina.pk)
    assert by_nina.title in board_titles(viewer_of(people.cara), rooms.open)


def test_no_one_ignores_themselves(people, anna):
    with pytest.raises(Refused):
        following.ignore(anna, people.anna.pk)
    assert not Ignore.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_ignore_once(transactional_db, people):
    viewer = viewer_for(people.cara)
    results = at_once(lambda _: following.ignore(viewer, people.nina.pk), range(HANDS))
    assert results == [None] * HANDS
    assert Ignore.objects.count() == 1


# What differs between any two times that a page is made.
# Keys, signatures with their second, and the clock of the page.
MADE_ANEW = re.compile(
    r'name="(csrfmiddlewaretoken|key|writer)"\s+value="[^"]*"|data-(key|now)="[^"]*"'
)


def test_the_ignored_see_no_difference_anywhere(rooms, people, client_for, by_nina, anna):
    nina = client_for(people.nina)
    pages = [
        "/",
        "/boards/",
        "/b/cardiology/",
        by_nina.get_absolute_url(),
        rooms.open_topic.get_absolute_url(),
        f"/members/{people.anna.pk}/",
        f"/t/{by_nina.pk}/news/?after=0",
        "/following/",
        "/ignored/",
        "/inbox/",
        f"/b/cardiology/names/?q={people.anna.name[:3]}",
    ]

    def seen():
        return {
            page: (response.status_code, MADE_ANEW.sub("", response.text))
            for page in pages
            for response in [nina.get(page)]
        }

    before = seen()
    assert before["/boards/"][0] == 200
    following.ignore(anna, people.nina.pk)
    assert seen() == before


def test_what_a_moderator_decides_still_reaches_whoever_ignores_them(
    rooms, people, anna, viewer_of, run_outbox, client_for
):
    following.ignore(anna, people.moira.pk)
    post = add_post(rooms.closed_topic, people.anna, "Dr Sharma is a useless, lying idiot.")
    screen_subject("post", post.pk)
    case = Case.objects.get()
    reason = "Criticise what was said, not the person."
    choice = Choice("hide", uuid.uuid4(), 1, rule="respect", reason=reason)
    decision = decide(viewer_of(people.moira), case.pk, case.version, choice)
    OutboxEntry.objects.update(due_at=timezone.now())  # the minute of undoing is over
    run_outbox()
    assert "hid your post" in client_for(people.anna).get("/inbox/").text
    assert reason in client_for(people.anna).get(f"/moderation/decisions/{decision.pk}/").text
