import pytest
from django.http import Http404

from forums.models import Post, State
from moderation.bench import previewing
from moderation.bench.previewing import preview
from moderation.detectors.phrases import Unclear
from tests.moderation.bench.common import ADVERT
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def moira(viewer_of, people):
    return viewer_of(people.moira)


@pytest.fixture
def say(rooms):
    def make(source, topic=None):
        return add_post(topic or rooms.open_topic, rooms.open_reply.author, source)

    return make


def words_of(hit):
    return "".join(words for words, _ in hit.pieces)


def marked_in(hit):
    return [words for words, mark in hit.pieces if mark]


def test_it_says_what_of_the_newest_would_be_marked_and_where(moira, rooms, say):
    post = say(ADVERT)
    say("I would repeat the troponin.")
    seen = preview(moira, "glisten* income")
    assert (seen.looked_at, seen.matched) == (Post.objects.count(), 1)
    (hit,) = seen.hits
    assert (hit.title, hit.url) == (rooms.open_topic.title, post.get_absolute_url())
    assert marked_in(hit) == ["glistening income"]


def test_a_title_is_read_too(moira, rooms):
    rooms.open_topic.title = "A glistening income"
    rooms.open_topic.save()
    assert preview(moira, "glistening income").matched == 1


def test_of_a_long_text_it_shows_a_piece(moira, say):
    say(f"{'Before. ' * 50}{ADVERT} {'After. ' * 50}")
    (hit,) = preview(moira, "glisten* income").hits
    assert marked_in(hit) == ["glistening income"]
    assert len(words_of(hit)) < 180
    assert words_of(hit).startswith("… ")
    assert words_of(hit).endswith(" …")


def test_accents_and_letters_that_look_alike_do_not_shift_the_marks(moira, say):
    say("Ça, “très” cher – glistening іncome for café owners")
    (hit,) = preview(moira, "glistening income").hits
    assert marked_in(hit) == ["glistening іncome"]


def test_all_are_counted_and_the_newest_are_shown(moira, say):
    for _ in range(previewing.SHOWN + 3):
        last = say(ADVERT)
    seen = preview(moira, "purple herons")
    assert (seen.matched, len(seen.hits)) == (previewing.SHOWN + 3, previewing.SHOWN)
    assert seen.hits[0].url == last.get_absolute_url()


def test_it_reads_no_more_than_the_newest(moira, say, monkeypatch):
    say(ADVERT)
    say("I would repeat the troponin.")
    monkeypatch.setattr(previewing, "PREVIEWED", 1)
    assert preview(moira, "purple herons").looked_at == 1
    assert preview(moira, "purple herons").matched == 0


def test_it_reads_closed_boards_and_what_is_hidden_but_not_what_is_gone(moira, rooms, say):
    say(ADVERT, rooms.closed_topic)
    Post.objects.filter(pk=say(ADVERT).pk).update(state=State.HIDDEN)
    Post.objects.filter(pk=say(ADVERT).pk).update(state=State.WITHDRAWN)
    assert preview(moira, "purple herons").matched == 2


def test_it_costs_one_query_however_many_there_are(moira, say, django_assert_num_queries):
    preview(moira, "purple herons")
    for _ in range(30):
        say(ADVERT)
    with django_assert_num_queries(1):
        preview(moira, "purple herons")


def test_what_is_common_is_said_to_be(moira, say):
    for _ in range(100):
        say("Nothing.")
    for _ in range(20):
        say(ADVERT)
    assert preview(moira, "purple herons").is_too_common
    assert not preview(moira, "glistening banana").is_too_common


def test_of_a_few_posts_none_is_common(moira, say):
    say(ADVERT)
    assert not preview(moira, "purple herons").is_too_common


def test_nonsense_is_refused(moira):
    with pytest.raises(Unclear):
        preview(moira, "**")


@pytest.mark.parametrize("name", ["anna", "vera", "adam", "mo"])
def test_only_community_managers_look(viewer_of, people, mo, name):
    with pytest.raises(Http404):
        preview(viewer_of(mo if name == "mo" else getattr(people, name)), "purple herons")
