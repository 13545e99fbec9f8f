"""Drafts: saved as one types, never over another window's words, forgotten when sent or old."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string

from community.audit.models import Entry
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import drafting, posting, withdrawing
from forums.drafting import Behind, Full, Typed
from forums.limits import DRAFTS_KEPT
from forums.models import Draft, Post
from forums.places import Place, place_or_404
from forums.tasks import clear_old_drafts
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.writing import draft


def here(topic):
    return Place(topic.board, topic)


@pytest.fixture
def anna(people, viewer_of):
    return viewer_of(people.anna)


def test_what_is_typed_is_kept_version_by_version(rooms, anna):
    place = here(rooms.closed_topic)
    first = drafting.save(anna, place, Typed("One"))
    second = drafting.save(anna, place, Typed("One two", seen=first.version))
    assert (first.pk, second.version) == (second.pk, 2)
    assert drafting.offered(anna, place).source == "One two"


def test_each_place_has_a_draft_of_its_own(rooms, people, viewer_of):
    nina = viewer_of(people.nina)
    for name in (f"topic {rooms.open.pk}", f"reply {rooms.open_topic.pk}"):
        drafting.save(nina, place_or_404(nina, name), Typed(name))
    edit = place_or_404(nina, f"edit {rooms.open_reply.pk}")
    drafting.save(nina, edit, Typed("edited"))
    assert Draft.objects.count() == 3
    assert drafting.offered(nina, edit).source == "edited"
    assert drafting.offered(nina, here(rooms.open_topic)).source == f"reply {rooms.open_topic.pk}"


def test_a_draft_is_its_writers_alone(rooms, anna, people, viewer_of):
    drafting.save(anna, here(rooms.open_topic), Typed("Mine"))
    assert drafting.offered(viewer_of(people.bela), here(rooms.open_topic)) is None
    assert drafting.page_of_drafts(viewer_of(people.moira), None) == ([], None)


def test_an_older_window_overwrites_nothing(rooms, anna):
    place = here(rooms.closed_topic)
    drafting.save(anna, place, Typed("From the phone"))
    with pytest.raises(Behind) as behind:
        drafting.save(anna, place, Typed("From the ward"))
    assert behind.value.draft.source == "From the phone"
    kept = drafting.save(anna, place, Typed("From the ward", seen=behind.value.draft.version))
    assert kept.source == "From the ward"


def test_the_same_words_again_are_no_quarrel(rooms, anna):
    place = here(rooms.closed_topic)
    drafting.save(anna, place, Typed("The same"))
    assert drafting.save(anna, place, Typed("The same")).version == 1


def test_a_window_that_was_left_open_does_not_bring_back_what_was_sent(rooms, anna):
    place, form = here(rooms.open_topic), draft("Sent.")
    seen = drafting.save(anna, place, Typed("Sen", key=form.key)).version
    posting.reply(anna, rooms.open_topic, form)
    assert not Draft.objects.exists()
    for late in (Typed("Sent", key=form.key), Typed("Sent", seen=seen, key=form.key)):
        with pytest.raises(Behind) as behind:
            drafting.save(anna, place, late)
        assert behind.value.draft is None
    assert drafting.save(anna, place, Typed("More", key=form.key), anyway=True).source == "More"


def test_sending_takes_no_words_along_that_another_window_has_saved_since(rooms, anna):
    place = here(rooms.open_topic)
    seen = drafting.save(anna, place, Typed("From the phone")).version
    newer = drafting.save(anna, place, Typed("From the ward", seen=seen))
    posting.reply(anna, rooms.open_topic, draft("From the phone, sent.", seen=seen))
    assert drafting.offered(anna, place) == newer
    posting.reply(anna, rooms.open_topic, draft("From the ward, sent.", seen=newer.version))
    assert drafting.offered(anna, place) is None


def test_what_was_sent_word_for_word_is_no_draft_whatever_was_seen(rooms, anna):
    drafting.save(anna, here(rooms.open_topic), Typed("The same."))
    posting.reply(anna, rooms.open_topic, draft("The same.", seen=0))
    assert not Draft.objects.exists()


def test_a_box_that_was_emptied_discards_its_draft(rooms, anna):
    place = here(rooms.closed_topic)
    drafting.save(anna, place, Typed("Never mind"))
    assert drafting.save(anna, place, Typed("", seen=1)) is None
    assert not Draft.objects.exists()


def test_a_title_alone_is_a_draft(rooms, anna):
    place = Place(rooms.closed)
    assert drafting.save(anna, place, Typed(title="Only a title")).title == "Only a title"


def test_an_edit_that_says_what_the_post_says_is_none(rooms, people, viewer_of):
    bela = viewer_of(people.bela)
    place = place_or_404(bela, f"edit {rooms.open_post.pk}")
    assert drafting.save(bela, place, Typed(rooms.open_post.source)) is None
    changed = Typed(rooms.open_post.source, title="Another title")
    assert drafting.save(bela, place, changed).title == "Another title"


def test_an_edit_remembers_the_version_it_was_begun_on(rooms, people, viewer_of):
    nina = viewer_of(people.nina)
    place = place_or_404(nina, f"edit {rooms.open_reply.pk}")
    drafting.save(nina, place, Typed("Begun", begun_on=1))
    Post.objects.filter(pk=rooms.open_reply.pk).update(version=2)
    place = place_or_404(nina, f"edit {rooms.open_reply.pk}")
    kept = drafting.save(nina, place, Typed("Begun, gone on", seen=1, begun_on=1))
    assert drafting.begun_on(kept) == 1
    posting.edit(nina, place.post, draft("Done."), 2)
    assert not Draft.objects.exists()


def test_nobody_drafts_an_edit_of_anothers_post(rooms, anna):
    with pytest.raises(Refused):
        drafting.save(anna, place_or_404(anna, f"edit {rooms.closed_reply.pk}"), Typed("x"))
    with pytest.raises(Refused):
        drafting.add(anna, place_or_404(anna, f"edit {rooms.closed_reply.pk}"), Typed("x"))
    assert not Draft.objects.exists()


def test_what_may_not_be_sent_just_now_may_be_kept(rooms, anna, lock_topic):
    lock_topic(rooms.open_topic)
    place = place_or_404(anna, f"reply {rooms.open_topic.pk}")
    assert drafting.save(anna, place, Typed("For when it opens"))


def test_there_is_room_for_so_many(rooms, anna, monkeypatch):
    monkeypatch.setattr(drafting, "DRAFTS_AT_MOST", 1)
    drafting.save(anna, here(rooms.closed_topic), Typed("One"))
    with pytest.raises(Full, match="You have 1 drafts"):
        drafting.save(anna, here(rooms.open_topic), Typed("Two"))
    assert drafting.save(anna, here(rooms.closed_topic), Typed("One more word", seen=1))


def test_words_that_cannot_ask_are_put_below_those_that_are_there(rooms, anna):
    place = here(rooms.closed_topic)
    drafting.save(anna, place, Typed("From the phone"))
    added = drafting.add(anna, place, Typed("From the ward"))
    assert added.source == "From the phone\n\nFrom the ward"
    assert drafting.add(anna, place, Typed("From the ward")).version == added.version
    longer = f"{added.source}, and more"
    assert drafting.add(anna, place, Typed(longer)).source == longer


def test_words_that_would_be_too_many_together_overwrite_nothing(rooms, anna, monkeypatch):
    monkeypatch.setattr(drafting, "MAX_LENGTH", 20)
    place = here(rooms.closed_topic)
    drafting.save(anna, place, Typed("From the phone"))
    with pytest.raises(Full):
        drafting.add(anna, place, Typed("From the ward"))
    assert Draft.objects.get().source == "From the phone"


def test_a_withdrawn_post_leaves_no_draft_of_its_edit(rooms, people, viewer_of):
    nina = viewer_of(people.nina)
    place = place_or_404(nina, f"edit {rooms.open_reply.pk}")
    drafting.save(nina, place, Typed("Better words"))
    withdrawing.withdraw(nina, place.post)
    assert not Draft.objects.exists()


def test_what_no_one_came_back_to_is_cleared(rooms, anna):
    drafting.save(anna, here(rooms.closed_topic), Typed("Old"))
    drafting.save(anna, here(rooms.open_topic), Typed("Less old"))
    now = timezone.now()
    drafts = Draft.objects.order_by("pk")
    drafts.filter(source="Old").update(updated_at=now - DRAFTS_KEPT - timedelta(hours=1))
    drafts.filter(source="Less old").update(updated_at=now - DRAFTS_KEPT + timedelta(hours=1))
    clear_old_drafts()
    assert drafts.get().source == "Less old"


def test_no_word_of_it_is_in_the_record_or_in_any_task(rooms, anna):
    drafting.save(anna, here(rooms.closed_topic), Typed("zqcanaryxv"))
    assert not OutboxEntry.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_windows_that_begin_at_once_one_is_kept_and_the_others_are_told(
    transactional_db, rooms, people
):
    viewer, place = viewer_for(people.anna), here(rooms.open_topic)
    results = at_once(lambda n: drafting.save(viewer, place, Typed(f"Window {n}")), range(HANDS))
    kept = [result for result in results if isinstance(result, Draft)]
    assert len(kept) == 1, results
    assert sum(isinstance(result, Behind) for result in results) == HANDS - 1
    assert Draft.objects.get().source == kept[0].source


@pytest.mark.django_db(transaction=True)
def test_twenty_saves_of_the_same_are_one(transactional_db, rooms, people):
    viewer, place = viewer_for(people.anna), here(rooms.open_topic)
    results = at_once(lambda _: drafting.save(viewer, place, Typed("Once")).pk, range(HANDS))
    assert len(set(results)) == 1, results


@pytest.mark.django_db(transaction=True)
def test_windows_that_cannot_ask_lose_no_word_between_them(transactional_db, rooms, people):
    viewer, place = viewer_for(people.anna), here(rooms.open_topic)
    at_once(lambda n: drafting.add(viewer, place, Typed(f"Window {n}.")), range(8))
    assert sorted(Draft.objects.get().source.split("\n\n")) == [f"Window {n}." for n in range(8)]


def test_the_nightly_tasks_are_there(settings):
    for line in settings.CELERY_BEAT_SCHEDULE.values():
        assert import_string(line["task"]), line
