"""Under which name a post stands."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from community.audit.models import Entry
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from forums import answering, naming, posting, recounting, withdrawing
from forums.kinds.question import first_answer
from forums.models import Board, IgnoredName, Post, Pseudonym, Question, Topic
from forums.places import Place
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.masks import sign, with_masks
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]


@pytest.fixture
def room(rooms):
    with_masks(rooms.closed)
    return rooms


@pytest.fixture
def bela(people, viewer_of):
    return viewer_of(people.bela)


def masked(words="Not in my name.", **fields):
    return draft(words, masked=True, **fields)


def test_a_pseudonym_is_drawn_at_its_first_use_and_stays(room, people, bela):
    first = posting.start_topic(bela, room.closed, masked(title="One"))
    second = posting.start_topic(bela, room.closed, masked(title="Another"))
    name = Pseudonym.objects.get()
    assert first.pseudonym == first.topic.pseudonym == second.pseudonym == name
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", name.name)
    assert first.byline.name == name.name
    assert first.byline.user is None
    assert first.byline.url == ""


def test_without_the_wish_it_is_ones_own_name(room, people, bela):
    post = posting.start_topic(bela, room.closed, draft(title="One"))
    assert post.pseudonym is None
    assert post.byline.name == people.bela.name
    assert not Pseudonym.objects.exists()


def test_each_board_has_another_name_for_the_same_member(room, people, bela):
    other = Board.objects.create(
        name="Other", slug="other", audience=Board.Audience.DOCTORS, has_pseudonyms=True
    )
    one = naming._pseudonym(bela, room.closed)
    two = naming._pseudonym(bela, other)
    assert one.name != two.name


def test_no_name_is_given_twice_on_whatever_board(room, people, bela, viewer_of, monkeypatch):
    drawn = iter(["Quiet Heron", "quiet heron", "Silver Kite"])
    monkeypatch.setattr(naming, "_draw", lambda **_: next(drawn))
    other = Board.objects.create(
        name="Other", slug="other", audience=Board.Audience.DOCTORS, has_pseudonyms=True
    )
    assert naming._pseudonym(bela, room.closed).name == "Quiet Heron"
    assert naming._pseudonym(viewer_of(people.anna), other).name == "Silver Kite"


def test_when_the_plain_names_are_taken_one_gets_a_number(room, bela, people, monkeypatch):
    monkeypatch.setattr(naming, "ADJECTIVES", ["quiet"])
    monkeypatch.setattr(naming, "NOUNS", ["heron"])
    Pseudonym.objects.create(board=room.closed, user=people.anna, name="Quiet Heron")
    assert re.fullmatch(r"Quiet Heron \d{1,2}", naming._pseudonym(bela, room.closed).name)


def test_the_words_make_no_persons_name():
    people = "amber autumn summer hazel violet olive sandy misty robin martin holly ivy heather"
    assert not set(people.split()) & {*naming.ADJECTIVES, *naming.NOUNS}
    assert len(set(naming.ADJECTIVES)) == len(naming.ADJECTIVES)
    assert len(set(naming.NOUNS)) == len(naming.NOUNS)
    longest = max(map(len, naming.ADJECTIVES)) + max(map(len, naming.NOUNS)) + len("  99")
    assert longest <= 40  # what a case has room for


def test_in_a_topic_the_first_name_stays(room, bela):
    topic = room.closed_topic  # where Bela has written under his own name
    reply = posting.reply(bela, topic, draft("More."))
    assert reply.pseudonym is None
    opened = posting.start_topic(bela, room.closed, masked(title="Masked"))
    after = posting.reply(bela, opened.topic, draft("And more."))
    assert after.pseudonym == opened.pseudonym


def test_what_was_to_be_masked_is_never_posted_under_ones_own_name(room, people, bela, viewer_of):
    with pytest.raises(naming.CannotSign, match="as Bela Kovács"):
        posting.reply(bela, room.closed_topic, masked("A secret."))
    Board.objects.filter(pk=room.closed.pk).update(has_pseudonyms=False)
    with pytest.raises(naming.CannotSign, match="own name"):
        posting.start_topic(bela, room.closed, masked("A secret.", title="Secret"))
    assert not Post.objects.filter(source__contains="secret").exists()


def test_who_is_there_by_office_writes_under_their_name(room, people, viewer_of):
    """A pseudonym there says "verified doctor"."""
    with pytest.raises(naming.CannotSign, match="office"):
        posting.start_topic(viewer_of(people.moira), room.closed, masked(title="One"))


def test_a_topic_that_was_opened_masked_stays_so_when_the_board_has_no_masks_any_more(room, bela):
    opened = posting.start_topic(bela, room.closed, masked(title="Masked"))
    Board.objects.filter(pk=room.closed.pk).update(has_pseudonyms=False)
    topic = Topic.objects.get(pk=opened.topic_id)
    assert posting.reply(bela, topic, draft("More.")).pseudonym == opened.pseudonym


def test_what_was_undone_settles_no_name(room, people, viewer_of):
    anna = viewer_of(people.anna)
    topic = add_topic(room.closed, people.bela, "Another")
    add_post(topic, people.bela, "First.")
    slip = posting.reply(anna, topic, draft("Under my name, by mistake."))
    withdrawing.undo(anna, slip)
    assert posting.reply(anna, topic, masked("Again.")).pseudonym is not None


@pytest.mark.parametrize("audience", [Board.Audience.PUBLIC, Board.Audience.GROUP])
def test_where_the_public_reads_and_in_groups_there_are_none(rooms, audience):
    with pytest.raises(IntegrityError), transaction.atomic():
        Board.objects.create(name="x", slug="x", audience=audience, has_pseudonyms=True)


@pytest.mark.django_db(transaction=True)
def test_twenty_posts_at_once_draw_one_name(transactional_db, rooms, people):
    with_masks(rooms.closed)
    topics = [add_topic(rooms.closed, people.anna, f"Topic {n}") for n in range(HANDS)]
    for topic in topics:
        add_post(topic, people.anna, "First.")
    viewer = viewer_for(people.bela)
    posts = at_once(lambda topic: posting.reply(viewer, topic, masked()).pseudonym_id, topics)
    assert len(set(posts)) == 1, posts
    assert Pseudonym.objects.count() == 1


# --- What a composer says ------------------------------------------------------------------------


def test_the_composer_offers_a_choice_only_where_there_is_one(room, people, bela, viewer_of):
    new = naming.signing(bela, Place(room.closed))
    assert (new.own, new.mask, new.settled) == (people.bela.name, "", "")
    assert naming.signing(bela, Place(room.closed, room.closed_topic)).settled == "Bela Kovács"
    assert naming.signing(bela, Place(room.open)) is None
    assert naming.signing(viewer_of(people.moira), Place(room.closed)) is None
    opened = posting.start_topic(bela, room.closed, masked(title="Masked"))
    there = naming.signing(bela, Place(room.closed, opened.topic))
    assert (there.settled, there.is_masked) == (opened.pseudonym.name, True)
    assert naming.signing(bela, Place(room.closed)).mask == opened.pseudonym.name


def test_it_asks_nothing_where_there_are_no_pseudonyms_and_once_where_there_are(room, bela):
    with CaptureQueriesContext(connection) as queries:
        naming.signing(bela, Place(room.open))
        naming.name_for(bela, room.open, room.open_topic, wanted=False)
    assert len(queries) == 0
    bela.memo.clear()
    with CaptureQueriesContext(connection) as queries:
        naming.signing(bela, Place(room.closed))
    assert len(queries) == 1


# --- What follows from names ---------------------------------------------------------------------


def test_the_record_knows_the_pseudonym_and_not_the_member(room, bela):
    post = posting.start_topic(bela, room.closed, masked(title="Masked"))
    posting.edit(bela, post, draft("Otherwise.", title="Masked"), 1)
    other = posting.start_topic(bela, room.closed, masked(title="Withdrawn"))
    withdrawing.withdraw(bela, Post.objects.select_related("topic__board").get(pk=other.pk))
    assert Entry.objects.count() == 4
    for entry in Entry.objects.all():
        assert entry.actor_id is None
        assert entry.detail["pseudonym"] == post.pseudonym_id


def test_accepting_an_answer_is_recorded_as_the_pseudonyms_deed(room, people, bela):
    asked = posting.start_topic(bela, room.closed, masked(title="Masked"))
    answer = add_post(Topic.objects.get(pk=asked.topic_id), people.anna, "An answer.")
    answering.accept(bela, answer)
    entry = Entry.objects.get(verb="answer.accepted")
    assert (entry.actor_id, entry.detail["pseudonym"]) == (None, asked.pseudonym_id)


def test_an_answer_goes_by_names(room, people, bela):
    """Two topics of one member may have been merged: who reads them sees two names, and "no answer
    yet" below the second would say that they are one."""
    asked = posting.start_topic(bela, room.closed, masked(title="Masked"))
    topic = Topic.objects.get(pk=asked.topic_id)
    sign(add_post(topic, people.bela, "As the one who asks."))
    assert not first_answer(topic.pk).exists()
    named = add_post(topic, people.bela, "From another topic, under my own name.")
    assert [post.pk for post in first_answer(topic.pk)] == [named.pk]
    Question.objects.filter(topic=topic).update(first_answer_at=named.created_at)
    assert "question.first_answer_at" not in recounting.recount(fix=False)


def test_a_pseudonym_is_ignored_by_a_post_and_heard_again(room, people, viewer_of):
    anna = viewer_of(people.anna)
    post = sign(add_post(room.closed_topic, people.bela, "Masked."))
    for _ in range(2):
        naming.ignore(anna, post)
    row = IgnoredName.objects.get()
    assert [one.pseudonym for one in naming.ignored_names(anna)] == [post.pseudonym]
    naming.hear(viewer_of(people.bela), row.pk)  # not his to undo
    assert IgnoredName.objects.exists()
    for _ in range(2):
        naming.hear(anna, row.pk)
    assert not IgnoredName.objects.exists()


def test_no_one_ignores_their_own_pseudonym_nor_a_name_that_is_none(room, people, bela, viewer_of):
    post = sign(add_post(room.closed_topic, people.bela, "Masked."))
    with pytest.raises(Refused):
        naming.ignore(bela, post)
    with pytest.raises(Refused, match="own name"):
        naming.ignore(viewer_of(people.anna), room.closed_reply)
