"""Cover a part of a picture: what was beneath is nowhere, whoever asks and however often."""

import io
import uuid

import pytest
from PIL import Image

from community.audit.models import Entry
from community.lib.reencoding import SIZES
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import covering, picturing
from forums.covering import Box, Changed, NoBoxes
from forums.limits import EDIT_WINDOW
from forums.models import Picture, Post
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.drawn import add_picture, kept
from tests.forums.masks import sign
from tests.rooms import add_post

HALF = Box(50, 0, 50, 100)
RED, BLACK = (255, 0, 0), (0, 0, 0)


def pixel(drawn, size, left, top):
    """The colour at so many parts of the width and height."""
    with picturing.read(drawn, size) as file:
        picture = Image.open(io.BytesIO(file.read())).convert("RGB")
    return picture.getpixel((int(picture.width * left), int(picture.height * top)))


def near(colour, other):
    return all(abs(a - b) < 40 for a, b in zip(colour, other, strict=True))


def cover(viewer, picture, *boxes, version=None, key=None):
    boxes, key = boxes or (HALF,), key or uuid.uuid4()
    return covering.cover(viewer, picture, boxes, version or picture.version, key)


@pytest.mark.django_db
def test_what_was_beneath_is_black_in_every_size_and_the_rest_as_it_was(rooms, people, viewer_of):
    before = kept(rooms.closed_post, people.anna)
    assert near(pixel(before, "full", 0.75, 0.75), RED)
    after = cover(viewer_of(people.anna), before)
    for size in SIZES:
        assert near(pixel(after, size, 0.75, 0.75), BLACK), size
        assert near(pixel(after, size, 0.75, 0.25), BLACK), size
        assert near(pixel(after, size, 0.25, 0.75), RED), size


@pytest.mark.django_db
def test_no_byte_of_the_old_files_is_left_once_the_work_is_done(
    rooms, people, viewer_of, run_outbox
):
    before = kept(rooms.closed_post, people.anna)
    old = Picture.objects.get(pk=before.pk)
    after = cover(viewer_of(people.anna), before)
    assert picturing.read(old, "full").size  # not before all is committed
    run_outbox()
    for size in SIZES:
        with pytest.raises(FileNotFoundError):
            picturing.read(old, size)
        assert picturing.read(after, size).size
    assert old.stored not in {stored for stored, _ in picturing.kept_since()}


@pytest.mark.django_db
def test_it_gets_a_new_address_and_is_looked_at_again(rooms, people, viewer_of):
    before = kept(rooms.closed_post, people.anna, text="JOHN SMITH", faces=1, codes=2)
    token, stored = before.token, before.stored
    cover(viewer_of(people.anna), before)
    now = Picture.objects.get(pk=before.pk)
    assert now.token != token
    assert now.stored != stored
    assert (now.version, now.state) == (2, Picture.State.WAITING)
    assert (now.text, now.faces, now.codes, now.looked_at) == ("", 0, 0, None)
    assert OutboxEntry.objects.filter(handler="forums.looking.check_picture").count() == 1


@pytest.mark.django_db
def test_it_is_recorded_without_a_word_of_what_was_covered(rooms, people, viewer_of):
    picture = cover(viewer_of(people.anna), kept(rooms.closed_post, people.anna))
    entry = Entry.objects.get(verb="picture.covered")
    assert (entry.actor_id, entry.about_id) == (people.anna.pk, picture.pk)
    assert entry.detail == {"boxes": 1}


@pytest.mark.django_db
def test_the_record_does_not_say_whose_the_pseudonym_is(rooms, people, viewer_of):
    post = sign(add_post(rooms.closed_topic, people.anna, "Not in my name."))
    cover(viewer_of(people.anna), kept(post, people.anna))
    entry = Entry.objects.get(verb="picture.covered")
    assert entry.actor_id is None
    assert entry.detail == {"boxes": 1, "pseudonym": post.pseudonym_id}


@pytest.mark.django_db
def test_what_a_moderator_holds_is_not_shown_by_covering_it(rooms, people, viewer_of):
    picture = kept(rooms.closed_post, people.anna, state=Picture.State.HELD)
    assert cover(viewer_of(people.anna), picture).state == Picture.State.HELD


@pytest.mark.django_db
def test_its_owner_may_until_the_post_can_no_longer_be_edited(rooms, people, viewer_of):
    picture = kept(rooms.closed_post, people.anna)
    late = rooms.closed_post.created_at - EDIT_WINDOW
    Post.objects.filter(pk=rooms.closed_post.pk).update(created_at=late)
    picture.post.refresh_from_db()
    with pytest.raises(Refused):
        cover(viewer_of(people.anna), picture)


@pytest.mark.django_db
def test_of_another_s_picture_it_is_a_decision_even_where_there_is_no_case(
    rooms, people, viewer_of
):
    picture = kept(rooms.closed_post, people.anna)
    with pytest.raises(Refused, match="name the rule"):
        cover(viewer_of(people.moira), picture)


@pytest.mark.django_db
def test_one_not_posted_yet_is_its_owners_to_cover(rooms, people, viewer_of):
    picture = kept(None, people.anna, board=rooms.closed, place="reply 1")
    assert cover(viewer_of(people.anna), picture).place == "reply 1"


@pytest.mark.django_db
def test_no_one_else_may(rooms, people, viewer_of):
    picture = kept(rooms.open_post, people.bela)
    for who in (people.anna, people.cara, people.eve, people.nina, people.vera, people.adam):
        with pytest.raises(Refused):
            cover(viewer_of(who), picture)
    picture.refresh_from_db()
    assert picture.version == 1


@pytest.mark.django_db
def test_its_owner_cannot_change_what_a_moderator_hid(rooms, people, viewer_of):
    picture = kept(rooms.closed_post, people.anna, state=Picture.State.HIDDEN)
    with pytest.raises(Refused, match="A moderator hid this picture"):
        cover(viewer_of(people.anna), picture)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ([], "which part"),
        ([HALF] * 21, "At most 20"),
        ([HALF, Box(-1, 0, 10, 10)], "Box 2: A box begins outside"),
        ([Box(95, 0, 10, 10)], "beyond the edge"),
        ([Box(0, 0, 0.5, 10)], "at least 1 %"),
        ([Box(0, 0, 10, 0)], "at least 1 %"),
        ([Box(float("nan"), 0, 10, 10)], "Box 1"),
    ],
)
def test_boxes_that_make_no_sense_are_refused_and_nothing_changes(
    rooms, people, viewer_of, boxes, words
):
    picture = add_picture(rooms.closed_post, people.anna)
    with pytest.raises(NoBoxes, match=words):
        covering.cover(viewer_of(people.anna), picture, boxes, 1, uuid.uuid4())
    picture.refresh_from_db()
    assert picture.version == 1


@pytest.mark.django_db
def test_a_picture_that_was_covered_elsewhere_meanwhile_is_left_alone(rooms, people, viewer_of):
    seen = kept(rooms.closed_post, people.anna)
    anna, other = viewer_of(people.anna), Picture.objects.get(pk=seen.pk)
    cover(anna, Picture.objects.select_related("post__topic__board").get(pk=other.pk))
    with pytest.raises(Changed):
        cover(anna, seen, version=1)
    seen.refresh_from_db()
    assert seen.version == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("unlimited")
def test_twenty_clicks_cover_once(transactional_db, rooms, people):
    picture = kept(rooms.closed_post, people.anna)
    viewer, key = viewer_for(people.anna), uuid.uuid4()

    def click(_):
        mine = Picture.objects.select_related("post__topic__board").get(token=picture.token)
        return cover(viewer, mine, version=1, key=key).stored

    results = at_once(click, range(HANDS))
    now = Picture.objects.get(pk=picture.pk)
    assert now.version == 2
    assert now.stored in results
    assert {one for one in results if isinstance(one, str)} == {now.stored}
    assert OutboxEntry.objects.filter(handler="forums.looking.check_picture").count() == 1
    assert Entry.objects.filter(verb="picture.covered").count() == 1
