import pytest

from community.subjects import Changed
from forums import posting, redacting
from forums.models import Post, Revision, Topic
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic

NAME = "Mrs Featherstonehaugh"


@pytest.fixture
def topic(rooms, people):
    topic = add_topic(rooms.closed, people.anna, f"{NAME} and her pacemaker")
    add_post(topic, people.anna, f"Saw **{NAME}** in clinic. {NAME} is well.")
    return topic


def first_of(topic):
    return topic.posts.get(number=1)


def spans_of(text, words=NAME):
    start = text.index(words)
    return [(start, start + len(words))]


def everything_written():
    posts = Post.objects.values_list("source", "html", "text")
    revisions = Revision.objects.values_list("title", "source", "html", "text")
    return str([*posts, *revisions, *Topic.objects.values_list("title")])


def test_the_words_go_from_title_and_text_and_come_back_for_the_sealed_store(topic):
    post = first_of(topic)
    marks = {"title": spans_of(topic.title), "body": spans_of(post.source)}
    original = redacting.redact(post.pk, 1, marks)
    assert original == {"title": f"{NAME} and her pacemaker", "body": post.source}
    assert NAME not in everything_written()
    assert Topic.objects.get(pk=topic.pk).title == "[redacted] and her pacemaker"
    assert '<mark class="redacted">redacted</mark>' in first_of(topic).html


def test_they_go_from_the_history_and_from_quotes(topic, people, viewer_of):
    post = posting.edit(viewer_of(people.anna), first_of(topic), draft(f"Met {NAME}."), 1)
    add_post(topic, people.bela, f"> Met {NAME}.\n\nHow is she?")
    assert redacting.redact(post.pk, 2, {"body": spans_of(post.source)})
    assert NAME not in everything_written().replace(Topic.objects.get(pk=topic.pk).title, "")
    quoting = topic.posts.get(number=2)
    assert quoting.source == "> Met [redacted].\n\nHow is she?"
    assert quoting.version == 2


def test_what_another_said_in_their_own_words_stays(topic, people):
    other = add_post(topic, people.bela, f"I know {NAME} too.")
    post = first_of(topic)
    redacting.redact(post.pk, 1, {"body": spans_of(post.source)})
    other.refresh_from_db()
    assert NAME in other.source


def test_marks_of_an_older_version_are_not_applied(topic, people, viewer_of):
    old = first_of(topic)
    posting.edit(viewer_of(people.anna), old, draft("All of it is new."), 1)
    with pytest.raises(Changed):
        redacting.redact(old.pk, 1, {"body": spans_of(old.source)})
    assert first_of(topic).source == "All of it is new."


def test_an_author_editing_meanwhile_gets_a_conflict_and_cannot_put_it_back(
    topic, people, viewer_of
):
    post = first_of(topic)
    redacting.redact(post.pk, 1, {"body": spans_of(post.source)})
    with pytest.raises(posting.Conflict):
        posting.edit(viewer_of(people.anna), post, draft(f"{NAME} again"), 1)
