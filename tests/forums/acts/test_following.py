import pytest

from community.members.viewer import viewer_for
from forums import following, posting
from forums.models import BoardReading, Level, Reading
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic


@pytest.fixture
def anna(people, viewer_of):
    return viewer_of(people.anna)


def titles(topics):
    return [row.topic.title for row in topics.rows]


def test_who_opens_a_topic_watches_it_and_has_read_it(rooms, anna):
    post = posting.start_topic(anna, rooms.open, draft("Words.", title="Mine"))
    mine = Reading.objects.get(topic=post.topic)
    assert (mine.level, mine.last_number) == (Level.WATCH, 1)


def test_who_replies_follows_and_has_read_to_their_reply(rooms, anna):
    posting.reply(anna, rooms.open_topic, draft())
    mine = Reading.objects.get()
    assert (mine.level, mine.last_number) == (Level.TRACK, 3)


def test_who_had_only_read_follows_once_they_write(rooms, anna):
    Reading.objects.create(user_id=anna.user_id, topic=rooms.open_topic, last_number=1)
    posting.reply(anna, rooms.open_topic, draft())
    mine = Reading.objects.get()
    assert (mine.level, mine.last_number) == (Level.TRACK, 3)


@pytest.mark.parametrize("level", [Level.MUTE, Level.WATCH])
def test_what_a_member_chose_before_they_wrote_stays(level, rooms, anna):
    following.follow_topic(anna, rooms.open_topic, level)
    posting.reply(anna, rooms.open_topic, draft())
    assert Reading.objects.get().level == level


def test_a_level_can_be_changed_and_changes_nothing_of_what_was_read(rooms, anna):
    Reading.objects.create(user_id=anna.user_id, topic=rooms.open_topic, last_number=2)
    for level in (Level.WATCH, Level.MUTE, Level.NORMAL, Level.TRACK, Level.TRACK):
        following.follow_topic(anna, rooms.open_topic, level)
        mine = Reading.objects.get()
        assert (mine.level, mine.last_number) == (level, 2)


def test_a_boards_level_leaves_its_floor(rooms, anna):
    BoardReading.objects.create(user_id=anna.user_id, board=rooms.open, floor_id=7)
    following.follow_board(anna, rooms.open, Level.MUTE)
    mine = BoardReading.objects.get()
    assert (mine.level, mine.floor_id) == (Level.MUTE, 7)


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_make_one_row(transactional_db, rooms, people):
    viewer, topic, board = viewer_for(people.cara), rooms.open_topic, rooms.open
    acts = [
        lambda: following.follow_topic(viewer, topic, Level.WATCH),
        lambda: following.follow_board(viewer, board, Level.WATCH),
    ] * (HANDS // 2)
    assert at_once(lambda act: act(), acts) == [None] * HANDS
    assert Reading.objects.get().level == BoardReading.objects.get().level == Level.WATCH


def test_followed_topics_are_those_alone_and_the_newest_word_comes_first(rooms, people, anna):
    following.follow_topic(anna, rooms.closed_topic, Level.TRACK)
    following.follow_topic(anna, rooms.open_topic, Level.WATCH)
    muted = add_topic(rooms.open, people.nina, "Muted")
    add_post(muted, people.nina, "Words.")
    following.follow_topic(anna, muted, Level.MUTE)
    assert titles(following.followed_topics(anna)) == [
        rooms.open_topic.title,
        rooms.closed_topic.title,
    ]
    add_post(rooms.closed_topic, people.bela, "One more.")
    assert titles(following.followed_topics(anna))[0] == rooms.closed_topic.title


def test_only_those_with_news_are_shown_where_that_is_wanted(rooms, people, anna):
    following.follow_topic(anna, rooms.closed_topic, Level.TRACK)
    following.follow_topic(anna, rooms.open_topic, Level.TRACK)
    Reading.objects.filter(topic=rooms.open_topic).update(last_number=2)
    found = following.followed_topics(anna, only_new=True)
    assert titles(found) == [rooms.closed_topic.title]
    assert all(row.is_new for row in found.rows)


def test_what_is_followed_is_shown_only_while_it_may_be_read(rooms, people, viewer_of):
    from community.members.models import Standing
    from community.members.standing import close

    bela = viewer_of(people.bela)
    following.follow_topic(bela, rooms.closed_topic, Level.WATCH)
    following.follow_board(bela, rooms.closed, Level.WATCH)
    close(people.bela.pk, Standing.Kind.DOCTOR, actor_id=None, why="lapsed")
    bela = viewer_of(people.bela)
    assert titles(following.followed_topics(bela)) == []
    assert following.followed_boards(bela) == []


def test_own_boards_are_those_followed_or_else_those_of_the_specialty(rooms, people, anna):
    def names():
        anna.memo.clear()
        return [row.board.slug for row in following.own_boards(anna)]

    assert names() == [rooms.closed.slug, rooms.open.slug] or names() == [
        rooms.open.slug,
        rooms.closed.slug,
    ]
    following.follow_board(anna, rooms.closed, Level.MUTE)
    assert names() == [rooms.open.slug]
    following.follow_board(anna, rooms.closed, Level.TRACK)
    assert names() == [rooms.closed.slug]
