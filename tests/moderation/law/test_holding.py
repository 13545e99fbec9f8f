"""While a hold stands nothing is erased, and nobody but the law desk can tell."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from forums import attaching, covering, picturing, posting, withdrawing
from forums.models import Picture, Post, State
from moderation.law import holding, watching
from moderation.law.desk import opened
from moderation.models import HeldCopy, Hold
from tests.forums.drawn import add_picture, files
from tests.forums.drawn import kept as kept_picture
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db

WORDS = "Give him the blue one before he asks."


@pytest.fixture
def post(rooms, people):
    return add_post(rooms.closed_topic, people.bela, WORDS)


def kept(**fields):
    rows = HeldCopy.objects.filter(**fields).exclude(subject_kind=holding.FILE)
    return [(copy.subject_kind, copy.subject_id, opened(copy.sealed)) for copy in rows]


def withdraw(people, post):
    return withdrawing.withdraw(viewer_for(people.bela), post)


# --- Placing -------------------------------------------------------------------------------------


def test_a_subject_or_a_member_is_held(people, post, place):
    assert not holding.is_held("post", post.pk, people.bela.pk)
    place("post", post.pk)
    assert holding.is_held("post", post.pk, people.bela.pk)
    assert not holding.is_held("post", post.pk + 1, people.bela.pk)
    place("member", people.bela.pk)
    assert holding.is_held("picture", 987, people.bela.pk)
    assert not holding.is_held("picture", 987, people.anna.pk)


def test_a_hold_is_placed_once_by_one_form(lex, post):
    key, review_at = uuid.uuid4(), timezone.now() + timedelta(days=9)
    for _ in range(2):
        holding.place(viewer_for(lex), "post", post.pk, "Why.", review_at, key)
    assert Hold.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 0, 184])
def test_its_review_is_within_half_a_year(post, place, days):
    with pytest.raises(Refused):
        place("post", post.pk, days=days)


@pytest.mark.parametrize("kind", ["post", "member", "picture", "profile"])
def test_what_is_not_there_is_not_held(place, kind):
    with pytest.raises(Refused):
        place(kind, 987654321)


@pytest.mark.parametrize("name", ["anna", "bela", "moira", "vera", "adam"])
def test_only_the_law_desk_places_reviews_and_lifts(people, post, place, name):
    viewer, when = viewer_for(getattr(people, name)), timezone.now() + timedelta(days=9)
    hold, key = place("post", post.pk), uuid.uuid4()
    for deed in (
        lambda: holding.place(viewer, "post", post.pk, "Why.", when, key),
        lambda: holding.review(viewer, hold.pk, when, "Why.", key),
        lambda: holding.lift(viewer, hold.pk, "Why.", key),
    ):
        with pytest.raises(Refused):
            deed()


# --- What is kept --------------------------------------------------------------------------------


def test_what_is_withdrawn_under_a_hold_is_kept_sealed(people, post, place):
    hold = place("post", post.pk)
    withdraw(people, post)
    post.refresh_from_db()
    assert (post.state, post.source) == (State.WITHDRAWN, "")
    assert kept(hold=hold, why="withdrawn") == [("post", post.pk, {"body": WORDS})]
    assert WORDS.encode() not in bytes(HeldCopy.objects.get().sealed)


def test_without_a_hold_nothing_is_kept(people, post):
    withdraw(people, post)
    assert not HeldCopy.objects.exists()


def test_a_first_post_is_kept_with_its_title(people, rooms, place):
    place("member", people.bela.pk)
    withdraw(people, add_post(add_topic(rooms.open, people.bela, "A title"), people.bela, WORDS))
    ((_, _, fields),) = kept()
    assert fields == {"title": "A title", "body": WORDS}


def test_all_its_earlier_versions_are_kept(people, post, place):
    bela = viewer_for(people.bela)
    written = posting.Composed(source="Give him neither.", key=uuid.uuid4())
    posting.edit(bela, post, written, 1)
    place("post", post.pk)
    withdraw(people, Post.objects.get(pk=post.pk))
    ((_, _, fields),) = kept()
    assert fields == {"body": "Give him neither.", "body, version 1": WORDS}


def test_what_is_undone_within_the_minute_is_kept(rooms, people, place):
    place("member", people.bela.pk)
    bela = viewer_for(people.bela)
    post = posting.reply(bela, rooms.closed_topic, posting.Composed(source=WORDS, key=uuid.uuid4()))
    withdrawing.undo(bela, post)
    assert kept(why="undone") == [("post", post.pk, {"body": WORDS})]


def test_each_hold_has_a_copy_of_its_own(people, post, place):
    first, second = place("post", post.pk), place("member", people.bela.pk)
    withdraw(people, post)
    assert len(kept(hold=first)) == len(kept(hold=second)) == 1


def test_a_lifted_hold_keeps_nothing(lex, people, post, place):
    hold = place("post", post.pk)
    holding.lift(viewer_for(lex), hold.pk, "Settled.", uuid.uuid4())
    withdraw(people, post)
    assert not HeldCopy.objects.exists()


# --- Pictures ------------------------------------------------------------------------------------


@pytest.fixture
def picture(post, people):
    return add_picture(post, people.bela, stored=files(), alt="A blue line", text="NAME 7")


@pytest.fixture
def is_there(settings):
    def ask(stored):
        try:
            picturing.read(Picture(stored=stored), "small").close()
        except FileNotFoundError:
            return False
        return True

    return ask


@pytest.mark.parametrize("of", ["post", "picture", "member"])
def test_the_files_of_a_withdrawn_post_stay(people, post, picture, place, run_outbox, is_there, of):
    pks = {"post": post.pk, "picture": picture.pk, "member": people.bela.pk}
    place(of, pks[of])
    withdraw(people, post)
    run_outbox()
    picture.refresh_from_db()
    assert (picture.state, picture.alt, picture.text) == (Picture.State.REMOVED, "", "")
    assert is_there(picture.stored)
    words = {"alt": "A blue line", "caption": "", "read in it": "NAME 7"}
    assert ("picture", picture.pk, words | {"files": [picture.stored]}) in kept()


def test_without_a_hold_the_files_go(people, post, picture, run_outbox, is_there):
    withdraw(people, post)
    run_outbox()
    assert not is_there(picture.stored)


def test_the_nightly_clearing_leaves_what_is_held(people, post, picture, place, is_there):
    place("post", post.pk)
    withdraw(people, post)
    picturing.delete_files(picture.stored)
    attaching.clear_left()
    assert is_there(picture.stored)


def test_a_picture_that_is_covered_keeps_what_was_beneath(
    people, post, place, run_outbox, is_there
):
    picture = kept_picture(post, people.bela)
    before = picture.stored
    place("picture", picture.pk)
    box = covering.Box(0, 0, 50, 50)
    covering.cover(viewer_for(people.bela), picture, [box], picture.version, uuid.uuid4())
    run_outbox()
    picture.refresh_from_db()
    assert picture.stored != before
    assert is_there(before)


def test_a_picture_described_anew_keeps_what_was_said_of_it(people, picture, place):
    place("picture", picture.pk)
    said = attaching.Declared(shows="nobody", alt="Another line")
    Picture.objects.filter(pk=picture.pk).update(shows="nobody")
    attaching.describe(viewer_for(people.bela), picture, said, 1)
    ((_, _, fields),) = kept(why="described")
    assert fields["alt"] == "A blue line"


# --- Nobody can tell -----------------------------------------------------------------------------


def test_the_author_and_the_moderators_see_the_same(people, rooms, client_for, place):
    free = add_post(rooms.closed_topic, people.bela, WORDS)
    held = add_post(rooms.closed_topic, people.bela, WORDS)
    place("post", held.pk)
    bela = client_for(people.bela)
    answers = [bela.post(f"/p/{post.pk}/withdraw/", {}) for post in (free, held)]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].url.replace(str(free.pk), "x").replace("p3", "y") == answers[1].url.replace(
        str(held.pk), "x"
    ).replace("p4", "y")
    told = Entry.objects.filter(verb="post.withdrawn").values_list("detail", flat=True)
    assert told[0] == told[1]
    for user in (people.bela, people.moira, people.anna):
        page = client_for(user).get(rooms.closed_topic.get_absolute_url()).text
        assert WORDS not in page
        assert "hold" not in page.lower().replace("threshold", "")


def test_a_withdrawal_costs_two_questions_more_whether_held_or_not(people, post):
    """Of the post, and of what was begun as an edit of it. They are asked always: that they were
    answered "no" is all that differs."""
    asked = CaptureQueriesContext(connection)
    with asked:
        withdraw(people, post)
    assert sum("moderation_hold" in query["sql"] for query in asked.captured_queries) == 2


# --- Reviewing, lifting, forgetting --------------------------------------------------------------


def test_a_review_is_noted_with_its_reason_and_the_next_date(lex, post, place):
    hold, later = place("post", post.pk), timezone.now() + timedelta(days=100)
    holding.review(viewer_for(lex), hold.pk, later, "The claim goes on.", uuid.uuid4())
    hold.refresh_from_db()
    assert hold.review_at == later
    assert Entry.objects.get(verb="hold.reviewed").detail["why"] == "The claim goes on."


def test_a_lifted_one_is_neither_lifted_nor_reviewed_again(lex, post, place):
    hold, viewer = place("post", post.pk), viewer_for(lex)
    key = uuid.uuid4()
    for _ in range(2):  # a double click
        holding.lift(viewer, hold.pk, "Settled.", key)
    with pytest.raises(Refused):
        holding.lift(viewer, hold.pk, "Again.", uuid.uuid4())
    with pytest.raises(Refused):
        holding.review(viewer, hold.pk, timezone.now() + timedelta(days=9), "x", uuid.uuid4())
    hold.refresh_from_db()
    assert hold.lifted_why == "Settled."


def test_at_night_copies_go_when_their_own_hold_was_lifted(
    lex, people, post, picture, place, run_outbox, is_there
):
    first, second = place("post", post.pk), place("member", people.bela.pk)
    withdraw(people, post)
    holding.lift(viewer_for(lex), first.pk, "Settled.", uuid.uuid4())
    watching.tend_holds()
    assert not first.copies.exists()
    assert second.copies.exists()
    assert holding.keeps_file(picture.stored)
    holding.lift(viewer_for(lex), second.pk, "Settled.", uuid.uuid4())
    watching.tend_holds()
    assert not HeldCopy.objects.exists()
    picturing.delete_files(picture.stored)
    assert not is_there(picture.stored)


def test_the_law_desk_is_reminded_of_a_review_once(lex, lou, people, post, place):
    hold = place("post", post.pk)
    watching.tend_holds()
    assert not Notification.objects.exists()
    Hold.objects.update(review_at=timezone.now() - timedelta(hours=1))
    for _ in range(2):
        watching.tend_holds()
    told = Notification.objects.all()
    assert {one.user for one in told} == {lex, lou}
    assert len(told) == 2
    assert told[0].url == f"/moderation/law/holds/{hold.pk}/"
    assert WORDS not in told[0].text
