"""Who follows a member is told of the topics they open under their own name, and of no others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.events import UNDO
from community.members.models import Block, Follow
from community.pipeline.models import OutboxEntry
from forums import mentioning, posting, telling
from forums.models import BoardReading, Ignore, Post, Reading
from tests.forums.masks import sign
from tests.forums.writing import draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]

OPENED = "Anna Sharma opened a topic"


@pytest.fixture
def later(run_outbox):
    """later() is when the author's minute is over: all work that was put by for it is done."""

    def pass_minute():
        ago = timezone.now() - UNDO - timedelta(seconds=1)
        Post.objects.filter(created_at__gt=ago).update(created_at=ago)
        for _ in range(3):
            OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())
            run_outbox()

    return pass_minute


@pytest.fixture
def opens(rooms, people, viewer_of):
    def start(words="A question.", board=None):
        return posting.start_topic(
            viewer_of(people.anna), board or rooms.open, draft(words, title="A topic")
        )

    return start


def follow(*users, followed):
    for user in users:
        Follow.objects.create(user=user, followed=followed)


def told(user):
    return list(user.notifications.order_by("pk").values_list("text", flat=True))


def test_a_follower_is_told_once_the_minute_is_over(people, opens, later, run_outbox):
    follow(people.bela, followed=people.anna)
    post = opens()
    run_outbox()
    assert told(people.bela) == []
    later()
    later()
    assert told(people.bela) == [OPENED]
    note = people.bela.notifications.get()
    assert (note.url, note.subject_id) == (post.get_absolute_url(), post.pk)
    assert told(people.nina) == told(people.anna) == []


def test_not_of_a_reply(rooms, people, viewer_of, later):
    follow(people.nina, followed=people.anna)
    posting.reply(viewer_of(people.anna), rooms.open_topic, draft("A reply."))
    later()
    assert OPENED not in told(people.nina)


def test_not_of_what_they_may_not_read(rooms, people, opens, later):
    follow(people.bela, people.nina, people.eve, people.dan, followed=people.anna)
    opens(board=rooms.closed)
    later()
    assert told(people.bela) == [OPENED]
    for who in (people.nina, people.eve, people.dan):
        assert told(who) == []


def test_never_of_what_stands_under_a_pseudonym(rooms, people, opens, later):
    follow(people.bela, followed=people.anna)
    sign(opens(board=rooms.closed), "Quiet Heron")
    later()
    assert told(people.bela) == []


def test_for_the_strongest_reason_only(rooms, people, opens, later):
    follow(people.bela, people.nina, followed=people.anna)
    for user in (people.bela, people.nina):
        BoardReading.objects.create(user=user, board=rooms.open, level="watch")
    opens(f"{mentioning.link_to(people.bela.pk, people.bela.name)}, what do you think?")
    later()
    assert told(people.bela) == ["Anna Sharma mentioned you"]
    assert told(people.nina) == [OPENED]


def test_not_where_they_hear_nothing(rooms, people, opens, later):
    follow(people.bela, people.nina, people.stu, followed=people.anna)
    BoardReading.objects.create(user=people.bela, board=rooms.open, level="mute")
    Ignore.objects.create(user=people.nina, ignored=people.anna)
    opens()
    later()
    assert (told(people.bela), told(people.nina)) == ([], [])
    assert told(people.stu) == [OPENED]


def test_whom_the_author_blocks_follows_for_nothing(people, opens, later):
    follow(people.bela, people.nina, followed=people.anna)
    Block.objects.create(user=people.anna, blocked=people.bela)
    opens()
    later()
    assert (told(people.bela), told(people.nina)) == ([], [OPENED])


def test_many_are_told_in_turns_and_then_those_who_watch(rooms, people, opens, later, monkeypatch):
    monkeypatch.setattr(telling, "TOLD_AT_ONCE", 2)
    followers = [people.bela, people.cara, people.dan, people.nina, people.stu]
    follow(*followers, followed=people.anna)
    BoardReading.objects.create(user=people.moira, board=rooms.open, level="watch")
    opens()
    later()
    assert [told(user) for user in followers] == [[OPENED]] * 5
    assert told(people.moira) == ["A new topic on a board you watch"]


def test_nothing_a_blocked_member_does_is_told_to_who_blocks_them(
    rooms, people, viewer_of, opens, later
):
    """A mention, a quotation, a reply in their topic, and where they watch."""
    bela = people.bela
    Block.objects.create(user=bela, blocked=people.anna)
    Reading.objects.create(user=bela, topic=rooms.open_topic, level="watch")
    BoardReading.objects.create(user=bela, board=rooms.open, level="watch")
    at = mentioning.link_to(bela.pk, bela.name)
    quotation = f"> [Bela Kovács wrote](/p/{rooms.open_post.pk}/):\n>\n> Panel?"
    posting.reply(viewer_of(people.anna), rooms.open_topic, draft(f"{at}, see.\n\n{quotation}"))
    opens(f"{at}, see.")
    later()
    assert told(bela) == []
    posting.reply(viewer_of(people.nina), rooms.open_topic, draft("I, too."))
    later()
    assert told(bela) == ["New replies in your topic"]
