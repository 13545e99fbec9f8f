"""What a decision takes away in pictures comes back as it was: within the minute, and by appeal."""

import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from PIL import Image

from community.lib.reencoding import SIZES
from forums import attaching, covering, picturing, withdrawing
from forums.models import Picture, Post
from moderation import deciding, undoing
from moderation.appeals import reversing
from moderation.carrying_out import Choice
from moderation.models import Case, Decision
from tests.forums.drawn import add_picture, kept
from tests.lib.files import encoded

pytestmark = pytest.mark.django_db
State = Picture.State

LEFT = (0.0, 0.0, 50.0, 100.0)
WORDS = {"alt": "A strip", "caption": "Mr Brown", "text": "BROWN"}
COLUMNS = ("state", "width", "height", "size", "faces", "codes", "is_unread", "looked_at", *WORDS)


@pytest.fixture
def picture(rooms, people):
    """Bela's, in a reply; it was looked at, and all see it."""
    fields = WORDS | {"faces": 1, "codes": 2, "looked_at": timezone.now()}
    noise = encoded(Image.effect_noise((300, 200), 90), "PNG")  # no other file has these bytes
    return kept(rooms.closed_reply, people.bela, noise, **fields)


@pytest.fixture
def decide(viewer_of, people):
    """decide("cover", picture) is Moira's decision about it, or about a post."""

    def make(action, thing, **more):
        kind = thing._meta.model_name
        case = Case.objects.create(
            subject_kind=kind,
            subject_id=thing.pk,
            author=people.bela,
            place="x",
            severity=2,
            family="identifying",
            due_at=timezone.now(),
        )
        thing.refresh_from_db()
        choice = Choice(
            action=action,
            key=uuid.uuid4(),
            subject_version=thing.version,
            rule="patients",
            reason="It tells who it is.",
            boxes=[LEFT] if action == "cover" else [],
            **more,
        )
        return deciding.decide(viewer_of(people.moira), case.pk, 1, choice)

    return make


@pytest.fixture
def back(mia):
    """back(decision) takes it back, as a won appeal does."""

    def make(decision):
        decision = Decision.objects.select_related("case").get(pk=decision.pk)
        with transaction.atomic():
            reversing.reverse(decision, actor_id=mia.pk, publish=True, reason="It was fine.")

    return make


def now(picture):
    return Picture.objects.select_related("post__topic__board", "board").get(pk=picture.pk)


def files(picture):
    return picturing.all_sizes(now(picture))


def told(picture):
    return {name: getattr(now(picture), name) for name in COLUMNS}


def lost(decision):
    return reversing.lost(Decision.objects.select_related("case").get(pk=decision.pk))


# --- A picture ------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["cover", "remove"])
def test_a_won_appeal_puts_every_size_and_all_that_was_told_of_it_back(
    picture, decide, back, run_outbox, action
):
    pixels, words = files(picture), told(picture)
    decision = decide(action, picture)
    run_outbox()
    assert files(picture) != pixels
    assert lost(decision) == ""
    back(decision)
    assert (files(picture), told(picture)) == (pixels, words)
    run_outbox()
    assert (files(picture), told(picture)) == (pixels, words)


@pytest.mark.parametrize("state", [State.SHOWN, State.HELD, State.HIDDEN, State.WAITING])
@pytest.mark.parametrize("action", ["cover", "remove"])
def test_within_the_minute_it_is_as_it_was_before(
    picture, decide, viewer_of, people, action, state
):
    looked_at = None if state == State.WAITING else timezone.now()
    Picture.objects.filter(pk=picture.pk).update(state=state, looked_at=looked_at)
    pixels, words = files(picture), told(picture)
    decision = decide(action, picture)
    undoing.undo(viewer_of(people.moira), decision.pk)
    assert (files(picture), told(picture)) == (pixels, words)


def test_what_was_held_and_then_covered_is_shown_whole_by_a_won_appeal(picture, decide, back):
    Picture.objects.filter(pk=picture.pk).update(state=State.HELD)
    back(decide("cover", picture))
    assert now(picture).state == State.SHOWN


def test_what_was_covered_and_comes_back_has_another_address(picture, decide, back):
    before = now(picture)
    decision = decide("cover", picture)
    covered = now(picture)
    back(decision)
    assert len({one.token for one in (before, covered, now(picture))}) == 3
    assert now(picture).version > covered.version > before.version


@pytest.mark.parametrize("action", ["cover", "remove"])
def test_the_plain_files_are_gone_and_the_sealed_ones_say_nothing(
    picture, decide, run_outbox, action
):
    stored, whole = picture.stored, files(picture)
    decision = decide(action, picture)
    run_outbox()
    assert stored not in {found for found, _ in picturing.kept_since()}
    sealed = list((Path(settings.PICTURES_DIR) / "sealed" / str(decision.pk)).iterdir())
    assert {path.name for path in sealed} == {f"{picture.pk}-{size}" for size in SIZES}
    for path in Path(settings.PICTURES_DIR).rglob("*"):
        assert path.is_dir() or not any(data in path.read_bytes() for data in whole.values())
    assert all(path.stat().st_mode & 0o077 == 0 for path in sealed)


# --- What happened since --------------------------------------------------------------------------


def test_what_its_author_covered_since_stays_covered(picture, decide, back, viewer_of, people):
    decision = decide("cover", picture)
    mine = [covering.Box(0, 0, 100, 20)]
    bela = viewer_of(people.bela)
    covering.cover(bela, now(picture), mine, now(picture).version, uuid.uuid4())
    stands = files(picture)
    assert "covered since" in lost(decision)
    back(decision)
    assert files(picture) == stands


def test_what_its_author_removed_since_stays_away(picture, decide, back, viewer_of, people):
    decision = decide("cover", picture)
    attaching.remove(viewer_of(people.bela), now(picture))
    assert "removed since" in lost(decision)
    back(decision)
    assert now(picture).state == State.REMOVED


@pytest.mark.parametrize("action", ["cover", "remove"])
def test_in_a_post_that_its_author_withdrew_since_nothing_is_put_back(
    picture, decide, back, viewer_of, people, action
):
    decision = decide(action, picture)
    withdrawing.withdraw(viewer_of(people.bela), picture.post)
    assert "taken back by its author" in lost(decision)
    back(decision)
    assert now(picture).state == State.REMOVED


def test_words_its_author_gave_it_since_stay(picture, decide, back):
    decision = decide("cover", picture)
    Picture.objects.filter(pk=picture.pk).update(caption="Anew")
    back(decision)
    assert now(picture).caption == "Anew"


def test_of_two_coverings_the_earlier_comes_back_after_the_later(picture, decide, back):
    pixels = files(picture)
    first = decide("cover", picture)
    second = decide("cover", picture)
    assert "covered since" in lost(first)
    back(second)
    assert lost(first) == ""
    back(first)
    assert files(picture) == pixels


# --- A post with pictures -------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["appeal", "undo"])
def test_the_pictures_of_a_removed_post_stand_in_it_again_as_they_stood(
    rooms, people, decide, back, viewer_of, run_outbox, by
):
    post = rooms.closed_reply
    held = {"state": State.HELD, "position": 2, "is_answer": True, "looked_at": timezone.now()}
    pictures = [
        kept(post, people.bela, position=1, looked_at=timezone.now(), **WORDS),
        kept(post, people.bela, **held),
    ]
    gone = kept(post, people.bela, state=State.REMOVED, position=3)
    before = [(files(one), told(one), now(one).token) for one in pictures]
    decision = decide("remove", post)
    run_outbox()
    assert [files(one) for one in pictures] == [{}, {}]
    assert {now(one).state for one in pictures} == {State.REMOVED}
    assert lost(decision) == ""
    if by == "appeal":
        back(decision)
    else:
        undoing.undo(viewer_of(people.moira), decision.pk)
    run_outbox()
    assert [(files(one), told(one), now(one).token) for one in pictures] == before
    assert now(gone).state == State.REMOVED
    assert Post.objects.get(pk=post.pk).state == "published"


def test_what_cannot_come_back_with_a_post_is_said(rooms, people, decide):
    add_picture(rooms.closed_reply, people.bela)  # without files
    assert "One picture that stood in it cannot come back" in lost(
        decide("remove", rooms.closed_reply)
    )
