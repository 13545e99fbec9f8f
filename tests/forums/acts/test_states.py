"""Hold, hide, restore, remove, withdraw: what they do to a post and to what its topic tells."""

import pytest

from community import subjects
from community.lib.verdicts import Refused
from forums import posting, withdrawing
from forums.models import Post, Revision, State, Topic
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic


@pytest.fixture
def posts():
    return subjects.of("post")


def state_of(post):
    return Post.objects.get(pk=post.pk).state


def told(topic):
    topic = Topic.objects.get(pk=topic.pk)
    return topic.state, topic.reply_count, topic.bump_id


def test_a_held_reply_is_neither_counted_nor_the_newest_until_restored(rooms, posts):
    assert posts.hold(rooms.open_reply.pk)
    assert state_of(rooms.open_reply) == State.HELD
    assert told(rooms.open_topic) == (State.PUBLISHED, 0, rooms.open_post.pk)
    posts.restore(rooms.open_reply.pk)
    assert told(rooms.open_topic) == (State.PUBLISHED, 1, rooms.open_reply.pk)


def test_holding_twice_holds_once_and_a_hidden_one_is_not_held(rooms, posts):
    assert posts.hold(rooms.open_reply.pk)
    assert not posts.hold(rooms.open_reply.pk)
    posts.hide(rooms.open_reply.pk)
    assert not posts.hold(rooms.open_reply.pk)
    assert state_of(rooms.open_reply) == State.HIDDEN
    assert told(rooms.open_topic)[1] == 0


def test_a_topic_shares_the_state_of_its_first_post(rooms, posts):
    posts.hold(rooms.open_post.pk)
    assert told(rooms.open_topic) == (State.HELD, 1, rooms.open_reply.pk)
    posts.restore(rooms.open_post.pk)
    assert told(rooms.open_topic) == (State.PUBLISHED, 1, rooms.open_reply.pk)


def test_what_is_removed_leaves_no_word_and_cannot_be_restored(rooms, people, posts, viewer_of):
    posting.edit(viewer_of(people.bela), rooms.closed_reply, draft("Second."), 1)
    assert posts.remove(rooms.closed_reply.pk)["fields"] == {"body": "Second."}
    post = Post.objects.get(pk=rooms.closed_reply.pk)
    assert (post.source, post.html, post.text, post.state) == ("", "", "", State.REMOVED)
    assert not Revision.objects.exists()
    posts.restore(post.pk)
    posts.hide(post.pk)
    assert state_of(post) == State.REMOVED


def test_removing_the_first_post_takes_the_title_with_it(rooms, posts):
    assert posts.remove(rooms.open_post.pk)["fields"] == {
        "title": "Applying for ST4 next year",
        "body": "What did the panel ask you?",
    }
    topic = Topic.objects.get(pk=rooms.open_topic.pk)
    assert (topic.title, topic.state) == ("Removed topic", State.REMOVED)


def test_a_topic_all_of_whose_posts_are_gone_has_no_newest(rooms, people, posts):
    topic = add_topic(rooms.open, people.nina, "Alone")
    post = add_post(topic, people.nina, "Words.")
    posts.hide(post.pk)
    assert told(topic) == (State.HIDDEN, 0, 0)


def test_withdrawing_empties_the_history_and_is_counted_at_once(rooms, people, viewer_of):
    viewer = viewer_of(people.nina)
    post = posting.edit(viewer, rooms.open_reply, draft("Second."), 1)
    assert withdrawing.withdraw(viewer, post).state == State.WITHDRAWN
    assert told(rooms.open_topic) == (State.PUBLISHED, 0, rooms.open_post.pk)
    assert not Revision.objects.exists()


def test_what_was_held_meanwhile_is_not_withdrawn(rooms, people, posts, viewer_of):
    posts.hold(rooms.open_reply.pk)
    with pytest.raises(Refused):
        withdrawing.withdraw(viewer_of(people.nina), rooms.open_reply)
    assert Post.objects.get(pk=rooms.open_reply.pk).source


def test_a_subject_reads_as_it_stands(rooms, posts):
    first, reply = posts.read(rooms.closed_post.pk), posts.read(rooms.open_reply.pk)
    assert list(first.fields) == ["title", "body"]
    assert list(reply.fields) == ["body"]
    assert (first.audience, reply.audience) == ("closed", "open")
    assert posts.read(987654321) is None


@pytest.mark.parametrize(
    "who, sees", [("anna", 4), ("moira", 4), ("nina", 2), ("eve", 2), ("dan", 2), ("vera", 2)]
)
def test_a_subject_asks_the_gate(who, sees, rooms, people, posts, viewer_of):
    ids = set(Post.objects.values_list("pk", flat=True))
    assert len(posts.visible_ids(viewer_of(getattr(people, who)), ids)) == sees
