"""Put pictures to a post: by and by where it is written, and with it when it is posted."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from community.lib import uploads
from community.lib.limits import Limit, TooFast
from community.lib.reencoding import SIZES
from community.lib.uploads import Drawn, Unusable
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import attaching, drafting, picturing, places, posting, rules, withdrawing
from forums.attaching import Changed, Declared, NoRoom, NotEnough
from forums.drafting import Typed
from forums.models import Draft, Picture
from forums.stopping import Stopped
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.drawn import add_picture
from tests.forums.writing import NHS_NUMBER, draft
from tests.lib.files import pdf, png

UNLIMITED = Limit("sending pictures", "10000/minute", "what is tested here is not the limit")
ECG = Declared("function", "Regular narrow complexes at 180", is_anonymised=True)
DIAGRAM = Declared("nobody", "How the pathway goes")


@pytest.fixture(autouse=True)
def sending(picture_store, monkeypatch):
    monkeypatch.setattr(attaching, "SENDING_PICTURES", UNLIMITED)


@pytest.fixture
def quickly(monkeypatch):
    """Each file is one picture, and no time is spent on drawing it."""
    drawn = Drawn(300, 200, dict.fromkeys(SIZES, b"pixels"))
    monkeypatch.setattr(attaching, "pictures_of", lambda data: [drawn])


@pytest.fixture
def reply_place(rooms, people, viewer_of):
    return places.place_or_404(viewer_of(people.anna), f"reply {rooms.closed_topic.pk}")


def send(viewer, place, declared=ECG, data=b"", key=None):
    return attaching.send(viewer, place, data or png(), declared, key or uuid.uuid4())


def files(store):
    return {path.parent.name for path in store.rglob("*.webp")}


def reply(viewer, topic, **more):
    return posting.reply(viewer, topic, draft(has_pictures=True, **more))


# --- Sending -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_picture_waits_where_it_was_put_and_is_looked_at(
    rooms, people, viewer_of, reply_place, picture_store
):
    anna = viewer_of(people.anna)
    (picture,) = send(anna, reply_place)
    assert (picture.state, picture.post, picture.place) == ("waiting", None, reply_place.name)
    assert (picture.width, picture.height) == (300, 200)
    assert (picture.alt, picture.shows) == (ECG.alt, "function")
    assert files(picture_store) == {picture.stored}
    assert attaching.waiting(anna, reply_place.name) == [picture]
    assert attaching.waiting(viewer_of(people.bela), reply_place.name) == []
    assert OutboxEntry.objects.get(handler="forums.looking.check_picture").payload == {
        "picture_id": picture.pk
    }


@pytest.mark.django_db
def test_a_pdf_gives_a_picture_for_each_page_in_their_order(people, viewer_of, reply_place):
    sent = send(viewer_of(people.anna), reply_place, data=pdf(3))
    assert [picture.position for picture in sent] == [1, 2, 3]


@pytest.mark.django_db
def test_what_cannot_be_drawn_leaves_no_file_and_no_row(
    people, viewer_of, reply_place, picture_store
):
    with pytest.raises(Unusable):
        send(viewer_of(people.anna), reply_place, data=b"no picture")
    assert not files(picture_store)
    assert not Picture.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_when_the_second_page_cannot_be_kept_the_first_is_not_either(
    people, viewer_of, reply_place, picture_store, monkeypatch
):
    kept, keep = [], picturing.keep

    def break_down(drawn):
        if kept:
            raise OSError("The disk is full")
        kept.append(keep(drawn))
        return kept[0]

    monkeypatch.setattr(picturing, "keep", break_down)
    with pytest.raises(OSError, match="full"):
        send(viewer_of(people.anna), reply_place, data=pdf(2))
    assert kept
    assert not files(picture_store)
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_only_who_may_write_there_may_put_pictures_by(rooms, people, viewer_of, quickly):
    open_ = places.place_or_404(viewer_of(people.cara), f"reply {rooms.open_topic.pk}")
    assert send(viewer_of(people.cara), open_, DIAGRAM)
    with pytest.raises(Refused):
        send(viewer_of(people.eve), open_, DIAGRAM)
    edit = places.place_or_404(viewer_of(people.anna), f"edit {rooms.closed_post.pk}")
    assert send(viewer_of(people.anna), edit)
    with pytest.raises(Refused):
        send(viewer_of(people.bela), edit)


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["alt", "caption"])
def test_a_number_in_its_words_stops_it(
    word, people, viewer_of, reply_place, quickly, picture_store
):
    words = {"alt": "An ECG"} | {word: f"Of NHS {NHS_NUMBER}"}
    said = Declared("function", is_anonymised=True, **words)
    with pytest.raises(Stopped) as stopped:
        send(viewer_of(people.anna), reply_place, said)
    assert set(stopped.value.marks) == {word}
    assert not files(picture_store)


# --- Consent -------------------------------------------------------------------------------------

NEEDS_NONE = ["xray", "ultrasound", "endoscopy", "pathology", "function", "organ"]
OF_A_PATIENT = ["skin", "face", "body", "other"]


@pytest.mark.django_db
@pytest.mark.parametrize("shows", NEEDS_NONE)
def test_six_kinds_need_no_consent_among_colleagues_once_they_are_anonymised(shows, rooms):
    assert not rules.consent_needed(shows, rooms.closed)
    assert rules.may_show(shows, "", True, rooms.closed)
    assert not rules.may_show(shows, "", False, rooms.closed)
    assert not rules.may_show(shows, "given", False, rooms.closed)


@pytest.mark.django_db
@pytest.mark.parametrize("shows", OF_A_PATIENT)
def test_all_else_of_a_patient_needs_consent_everywhere(shows, rooms):
    for board in (rooms.closed, rooms.open):
        assert rules.consent_needed(shows, board)
        assert not rules.may_show(shows, "", True, board)
        assert rules.may_show(shows, "given", False, board)


@pytest.mark.django_db
@pytest.mark.parametrize("shows", NEEDS_NONE)
def test_where_the_public_reads_every_patient_is_asked(shows, rooms):
    assert not rules.may_show(shows, "", True, rooms.open)
    assert rules.may_show(shows, "given", True, rooms.open)
    assert not rules.may_show(shows, "given", False, rooms.open)


@pytest.mark.django_db
def test_a_diagram_needs_nothing_anywhere(rooms):
    for board in (rooms.closed, rooms.open):
        assert rules.may_show("nobody", "", False, board)


@pytest.mark.django_db
def test_every_kind_of_picture_is_in_one_of_these(rooms):
    assert {*NEEDS_NONE, *OF_A_PATIENT, "nobody"} == set(Picture.Shows.values)


@pytest.mark.django_db
def test_too_little_said_sends_nothing_and_names_what_is_missing(
    people, viewer_of, reply_place, picture_store
):
    anna = viewer_of(people.anna)
    for said, missing in (
        (Declared("skin", "A rash"), "consent"),
        (Declared("xray", "A chest"), "is_anonymised"),
    ):
        with pytest.raises(NotEnough) as why:
            send(anna, reply_place, said)
        assert why.value.field == missing
    assert not files(picture_store)


# --- Room ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_post_takes_ten(rooms, people, viewer_of, reply_place, quickly, picture_store):
    anna = viewer_of(people.anna)
    for n in range(10):
        assert send(anna, reply_place)[0].position == n + 1
    with pytest.raises(NoRoom, match="takes 10"):
        send(anna, reply_place)
    assert len(files(picture_store)) == 10
    other = places.place_or_404(anna, f"reply {rooms.open_topic.pk}")
    assert send(anna, other, DIAGRAM)


@pytest.mark.django_db
def test_what_a_post_shows_already_counts_in_an_edit(rooms, people, viewer_of, quickly):
    anna = viewer_of(people.anna)
    for n in range(9):
        add_picture(rooms.closed_post, people.anna, position=n)
    edit = places.place_or_404(anna, f"edit {rooms.closed_post.pk}")
    send(anna, edit)
    with pytest.raises(NoRoom):
        send(anna, edit)


@pytest.mark.django_db
def test_a_member_sends_forty_a_day(rooms, people, viewer_of, reply_place, quickly):
    for _ in range(40):
        add_picture(None, people.anna, board=rooms.open, place="topic 1")
    with pytest.raises(NoRoom, match="40 pictures a day"):
        send(viewer_of(people.anna), reply_place)
    Picture.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert send(viewer_of(people.anna), reply_place)


@pytest.mark.django_db
def test_a_member_has_room_for_half_a_gigabyte(rooms, people, viewer_of, reply_place, quickly):
    full = add_picture(rooms.open_post, people.anna, size=500_000_001)
    with pytest.raises(NoRoom):
        send(viewer_of(people.anna), reply_place)
    Picture.objects.filter(pk=full.pk).update(state=Picture.State.REMOVED)
    assert send(viewer_of(people.anna), reply_place)


@pytest.mark.django_db
def test_who_sends_too_fast_waits(people, viewer_of, reply_place, quickly, monkeypatch):
    monkeypatch.setattr(attaching, "SENDING_PICTURES", Limit("sending pictures", "1/minute", "x"))
    send(viewer_of(people.anna), reply_place)
    with pytest.raises(TooFast):
        send(viewer_of(people.anna), reply_place)


# --- Once ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_of_one_form_keep_one_set_of_pictures_and_files(
    transactional_db, rooms, people, picture_store, monkeypatch
):
    drawn = uploads.pictures_of(pdf(2))
    monkeypatch.setattr(attaching, "pictures_of", lambda data: drawn)
    viewer, key = viewer_for(people.anna), uuid.uuid4()
    place = places.place_or_404(viewer, f"reply {rooms.closed_topic.pk}")
    sent = at_once(lambda _: [one.pk for one in send(viewer, place, key=key)], range(HANDS))
    assert sent == [sent[0]] * HANDS
    assert len(sent[0]) == Picture.objects.count() == 2
    assert files(picture_store) == set(Picture.objects.values_list("stored", flat=True))
    assert Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_forms_at_once_stop_at_ten_pictures(
    transactional_db, rooms, people, picture_store, quickly
):
    viewer = viewer_for(people.anna)
    place = places.place_or_404(viewer, f"reply {rooms.closed_topic.pk}")
    sent = at_once(lambda _: send(viewer, place, data=b"x"), range(HANDS))
    assert sum(isinstance(one, NoRoom) for one in sent) == HANDS - 10
    assert len(files(picture_store)) == Picture.objects.count() == 10


# --- The draft -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_pictures_alone_keep_a_draft(people, viewer_of, reply_place, quickly):
    anna = viewer_of(people.anna)
    send(anna, reply_place)
    kept = drafting.offered(anna, reply_place)
    assert (kept.source, kept.more) == ("", {"pictures": True})


@pytest.mark.django_db
def test_a_window_that_was_open_meanwhile_saves_as_before(people, viewer_of, reply_place, quickly):
    anna = viewer_of(people.anna)
    send(anna, reply_place)
    kept = drafting.save(anna, reply_place, Typed("Look at this.", seen=0))
    assert (kept.source, kept.more) == ("Look at this.", {"pictures": True})
    send(anna, reply_place)
    again = drafting.save(anna, reply_place, Typed("Look at these.", seen=kept.version))
    assert again.source == "Look at these."


@pytest.mark.django_db
def test_a_draft_that_was_emptied_stays_for_its_pictures(people, viewer_of, reply_place, quickly):
    anna = viewer_of(people.anna)
    kept = drafting.save(anna, reply_place, Typed("Look at this."))
    send(anna, reply_place)
    left = drafting.save(anna, reply_place, Typed("", seen=kept.version))
    assert (left.source, left.more) == ("", {"pictures": True})


@pytest.mark.django_db
def test_nothing_of_it_is_left_once_it_is_posted(rooms, people, viewer_of, reply_place, quickly):
    anna = viewer_of(people.anna)
    send(anna, reply_place)
    reply(anna, rooms.closed_topic, seen=0)
    assert not Draft.objects.exists()
    assert attaching.waiting(anna, reply_place.name) == []


# --- Posting -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_post_takes_along_what_was_put_by_for_it_and_nothing_else(
    rooms, people, viewer_of, reply_place, quickly
):
    anna = viewer_of(people.anna)
    first, second = send(anna, reply_place)[0], send(anna, reply_place)[0]
    elsewhere = add_picture(None, people.anna, board=rooms.closed, place="reply 999999")
    anothers = add_picture(None, people.bela, board=rooms.closed, place=reply_place.name)
    post = reply(anna, rooms.closed_topic)
    assert list(post.pictures.values_list("pk", "position", "place")) == [
        (first.pk, 1, ""),
        (second.pk, 2, ""),
    ]
    for other in (elsewhere, anothers):
        other.refresh_from_db()
        assert other.post is None
    posted = OutboxEntry.objects.filter(handler="forums.looking.check_picture")
    assert posted.count() == 4  # when sent and when posted


@pytest.mark.django_db
def test_a_new_topic_and_an_edit_take_them_too(rooms, people, viewer_of, quickly):
    anna = viewer_of(people.anna)
    new = places.place_or_404(anna, f"topic {rooms.closed.pk}")
    send(anna, new)
    post = posting.start_topic(anna, rooms.closed, draft(title="An ECG", has_pictures=True))
    assert post.pictures.count() == 1
    send(anna, places.place_or_404(anna, f"edit {post.pk}"))
    posting.edit(anna, post, draft("With another.", has_pictures=True), 1)
    assert list(post.pictures.values_list("position", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_a_post_that_is_undone_gives_its_pictures_back(
    rooms, people, viewer_of, reply_place, quickly, picture_store
):
    anna = viewer_of(people.anna)
    (picture,) = send(anna, reply_place)
    post = reply(anna, rooms.closed_topic)
    Picture.objects.update(state=Picture.State.SHOWN)
    back = withdrawing.undo(anna, post)
    assert back.more == {"pictures": True}
    (again,) = attaching.waiting(anna, reply_place.name)
    assert (again.pk, again.state) == (picture.pk, Picture.State.WAITING)
    assert files(picture_store) == {picture.stored}
    assert reply(anna, rooms.closed_topic).pictures.get() == picture


@pytest.mark.django_db
def test_a_post_that_is_withdrawn_takes_its_files_with_it_after_commit(
    rooms, people, viewer_of, reply_place, quickly, picture_store, run_outbox
):
    anna = viewer_of(people.anna)
    send(anna, reply_place)
    post = reply(anna, rooms.closed_topic)
    withdrawing.withdraw(anna, post)
    picture = post.pictures.get()
    assert (picture.state, picture.alt) == (Picture.State.REMOVED, "")
    assert files(picture_store)
    run_outbox()
    assert not files(picture_store)


# --- Describing and removing ---------------------------------------------------------------------


@pytest.mark.django_db
def test_its_words_are_its_owners_to_change(people, viewer_of, reply_place, quickly):
    anna = viewer_of(people.anna)
    (picture,) = send(anna, reply_place)
    said = Declared("function", "Sinus rhythm", "After adenosine", is_anonymised=True)
    after = attaching.describe(anna, picture, said, 1)
    assert (after.alt, after.caption, after.version) == ("Sinus rhythm", "After adenosine", 2)
    with pytest.raises(Changed):
        attaching.describe(anna, picture, ECG, 1)
    assert attaching.describe(anna, after, said, 1).version == 2  # the same again is no change
    with pytest.raises(Refused):
        attaching.describe(viewer_of(people.moira), picture, ECG, 2)
    with pytest.raises(NotEnough):
        attaching.describe(anna, picture, Declared("face", "A face"), 2)


@pytest.mark.django_db
def test_what_is_posted_can_be_described_while_the_post_can_be_edited(rooms, people, viewer_of):
    anna, picture = viewer_of(people.anna), add_picture(rooms.closed_post, people.anna)
    attaching.describe(anna, picture, ECG, 1)
    assert Entry.objects.get(verb="picture.described").actor_id == people.anna.pk
    picture.post.created_at = timezone.now() - timedelta(hours=25)
    picture.post.save(update_fields=["created_at"])
    with pytest.raises(Refused):
        attaching.describe(anna, picture, DIAGRAM, 2)
    with pytest.raises(Refused):
        attaching.remove(anna, picture)


@pytest.mark.django_db
def test_what_is_removed_is_gone_with_its_files_and_twice_is_harmless(
    people, viewer_of, reply_place, quickly, picture_store, run_outbox
):
    anna = viewer_of(people.anna)
    (picture,) = send(anna, reply_place)
    with pytest.raises(Refused):
        attaching.remove(viewer_of(people.moira), picture)
    for _ in range(2):
        attaching.remove(anna, picture)
    run_outbox()
    assert not files(picture_store)
    assert attaching.waiting(anna, reply_place.name) == []


@pytest.mark.django_db
def test_what_a_moderator_hid_stays_for_them_to_find(rooms, people, viewer_of):
    picture = add_picture(rooms.closed_post, people.anna, state=Picture.State.HIDDEN)
    with pytest.raises(Refused, match="moderator hid"):
        attaching.remove(viewer_of(people.anna), picture)
    with pytest.raises(Refused, match="moderator hid"):
        attaching.describe(viewer_of(people.anna), picture, ECG, 1)


# --- Clearing ------------------------------------------------------------------------------------


def aged(days):
    return timezone.now() - timedelta(days=days)


@pytest.mark.django_db
def test_what_nobody_posted_for_a_month_goes(
    people, viewer_of, reply_place, quickly, picture_store, run_outbox
):
    anna = viewer_of(people.anna)
    old, new = send(anna, reply_place)[0], send(anna, reply_place)[0]
    Picture.objects.filter(pk=old.pk).update(created_at=aged(31))
    Draft.objects.update(updated_at=aged(31))
    assert attaching.clear_left() == 1
    run_outbox()
    assert files(picture_store) == {new.stored}


@pytest.mark.django_db
def test_pictures_stay_as_long_as_their_draft_is_worked_on(
    rooms, people, viewer_of, reply_place, quickly
):
    anna = viewer_of(people.anna)
    send(anna, reply_place)
    send(anna, places.place_or_404(anna, f"edit {rooms.closed_post.pk}"))
    Picture.objects.update(created_at=aged(60))
    assert attaching.clear_left() == 0
    Draft.objects.filter(place=reply_place.name).update(updated_at=aged(31))
    assert attaching.clear_left() == 1
    Draft.objects.update(updated_at=aged(31))
    assert attaching.clear_left() == 1


@pytest.mark.django_db
def test_posted_pictures_are_never_cleared(rooms, people):
    add_picture(rooms.closed_post, people.anna)
    Picture.objects.update(created_at=aged(400))
    assert attaching.clear_left() == 0


@pytest.mark.django_db
def test_files_without_a_picture_go_after_a_day(
    people, viewer_of, reply_place, quickly, picture_store, monkeypatch
):
    (known,) = send(viewer_of(people.anna), reply_place)
    picturing.keep(Drawn(1, 1, dict.fromkeys(SIZES, b"x")))
    attaching.clear_left()
    assert len(files(picture_store)) == 2  # its picture may not be committed yet
    monkeypatch.setattr(
        picturing, "kept_since", lambda: [(stored, aged(2)) for stored in files(picture_store)]
    )
    attaching.clear_left()
    assert files(picture_store) == {known.stored}
