"""What an author is asked to read once more before others do."""

import pytest

from forums import posting
from forums.models import Post
from forums.stopping import Stopped
from tests.forums.writing import NHS_NUMBER, draft

pytestmark = pytest.mark.django_db

NAMED = "Mrs Hargreaves in bed 4 has a potassium of 7; gas and ECG done."
RUDE = "You are a useless idiot and should be struck off."
NONE_YET = frozenset()


def reply(viewer, topic, source, **more):
    return posting.reply(viewer, topic, draft(source, **more))


@pytest.mark.parametrize("source", [NAMED, RUDE])
def test_its_author_reads_it_once_more_before_others_do(source, rooms, viewer_of, people, written):
    before = written()
    with pytest.raises(Stopped) as stopped:
        reply(viewer_of(people.anna), rooms.closed_topic, source, heeded=NONE_YET)
    assert stopped.value.is_advice
    assert stopped.value.marks["body"]
    assert written() == before


def test_who_has_read_it_may_post_it_and_what_they_kept_is_noted(rooms, viewer_of, people):
    viewer = viewer_of(people.anna)
    with pytest.raises(Stopped) as stopped:
        reply(viewer, rooms.closed_topic, RUDE, heeded=NONE_YET)
    post = reply(viewer, rooms.closed_topic, RUDE, heeded=stopped.value.tokens)
    assert post.overrode == "abuse"
    assert Post.objects.get(pk=post.pk).source == RUDE


def test_a_mark_that_was_not_shown_yet_is_shown(rooms, viewer_of, people):
    viewer = viewer_of(people.anna)
    with pytest.raises(Stopped) as first:
        reply(viewer, rooms.closed_topic, RUDE, heeded=NONE_YET)
    with pytest.raises(Stopped) as second:
        reply(viewer, rooms.closed_topic, f"{RUDE}\n\n{NAMED}", heeded=first.value.tokens)
    assert second.value.tokens > first.value.tokens


def test_what_may_not_be_posted_stays_so_however_often_it_was_read(rooms, viewer_of, people):
    viewer, source = viewer_of(people.anna), f"NHS number {NHS_NUMBER}. {RUDE}"
    with pytest.raises(Stopped) as stopped:
        reply(viewer, rooms.closed_topic, source, heeded=NONE_YET)
    assert not stopped.value.is_advice
    assert {mark.kind for mark in stopped.value.marks["body"]} >= {"nhs_number", "abuse"}
    with pytest.raises(Stopped):
        reply(viewer, rooms.closed_topic, source, heeded=stopped.value.tokens)


def test_a_harmless_post_goes_out_at_once(rooms, viewer_of, people):
    post = reply(viewer_of(people.anna), rooms.closed_topic, "Repeat it.", heeded=NONE_YET)
    assert post.overrode == ""


def test_distress_is_not_held_against_its_author(rooms, viewer_of, people):
    said = "I can't go on like this. I want to end my life."
    assert reply(viewer_of(people.anna), rooms.closed_topic, said, heeded=NONE_YET).overrode == ""


def test_an_edit_is_not_told_again_of_what_stood(rooms, viewer_of, people):
    viewer = viewer_of(people.anna)
    post = reply(viewer, rooms.closed_topic, RUDE)
    edited = posting.edit(viewer, post, draft(f"{RUDE} Sorry.", heeded=NONE_YET), post.version)
    assert edited.overrode == "abuse"
    with pytest.raises(Stopped):
        posting.edit(viewer, edited, draft(f"{RUDE} {NAMED}", heeded=NONE_YET), edited.version)


def test_what_was_told_before_of_the_same_case_counts(rooms, viewer_of, people):
    viewer = viewer_of(people.bela)
    reply(viewer, rooms.closed_topic, "A 47-year-old firefighter with a swollen calf.")
    with pytest.raises(Stopped) as stopped:
        reply(viewer, rooms.closed_topic, "He came again from Whitby.", heeded=NONE_YET)
    assert "with what you wrote before" in stopped.value.marks["body"][0].why
    assert reply(
        viewer_of(people.anna), rooms.closed_topic, "He came again from Whitby.", heeded=NONE_YET
    )
