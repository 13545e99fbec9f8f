"""Each kind of subject puts back what was taken from it, and nothing that was changed since."""

import pytest
from django.utils import timezone

from community.members.models import Profile, User
from community.subjects import of
from forums.models import Draft, Picture, Poll, Post, Pseudonym, Revision, Topic, Unmasking, Vote
from tests.forums.drawn import add_picture

pytestmark = pytest.mark.django_db

GONE = "[redacted]"


# --- Pages ---------------------------------------------------------------------------------------


@pytest.fixture
def page(people):
    User.objects.filter(pk=people.bela.pk).update(grade="Partner at Llandough")
    return Profile.objects.create(
        user=people.bela, about="Call 07700 900123.", workplace="Llandough", interests="None"
    )


def written(page):
    page.refresh_from_db()
    user = User.objects.get(pk=page.pk)
    return page.about, page.workplace, page.interests, user.grade


@pytest.mark.parametrize("deed", ["redact", "remove"])
def test_a_page_is_as_it_was(page, deed):
    before = written(page)
    if deed == "redact":
        original = of("profile").redact(page.pk, 1, {"body": [(5, 17)], "grade": [(11, 20)]})
        assert written(page)[0] == f"Call {GONE}."
    else:
        original = of("profile").remove(page.pk)
        assert written(page) == ("", "", "", "")
    version = Profile.objects.get().version
    of("profile").reinstate(page.pk, original)
    assert written(page) == before
    assert page.version == version + 1


def test_what_its_owner_wrote_since_stays(page):
    original = of("profile").remove(page.pk)
    Profile.objects.update(about="I cycle.")
    of("profile").reinstate(page.pk, original)
    assert written(page) == ("I cycle.", "Llandough", "None", "Partner at Llandough")


def test_what_is_said_of_another_page_changes_nothing(page, people):
    original = of("profile").remove(page.pk)
    of("profile").reinstate(people.anna.pk, original)
    assert written(page) == ("", "", "", "")


# --- Pictures ------------------------------------------------------------------------------------


@pytest.fixture
def picture(rooms, people):
    return add_picture(
        rooms.closed_post, people.anna, alt="Chart of Brown", caption="Brown", text="Brown, J"
    )


def test_the_words_beside_a_picture_come_back(picture):
    original = of("picture").redact(picture.pk, 1, {"alt": [(9, 14)]})
    picture.refresh_from_db()
    assert (picture.alt, picture.caption, picture.version) == (f"Chart of {GONE}", "Brown", 2)
    assert original["fields"]["alt"] == "Chart of Brown"
    of("picture").reinstate(picture.pk, original)
    picture.refresh_from_db()
    assert (picture.alt, picture.version) == ("Chart of Brown", 3)


def test_a_picture_that_was_removed_does_not_come_back(picture):
    original = of("picture").remove(picture.pk)
    assert original["fields"]["words in the picture"] == "Brown, J"
    of("picture").reinstate(picture.pk, original)
    picture.refresh_from_db()
    assert (picture.alt, picture.text, picture.state) == ("", "", Picture.State.REMOVED)


# --- Posts ---------------------------------------------------------------------------------------


@pytest.fixture
def post(rooms, people):
    """Post 1 with all that a post can have of its own."""
    post, topic = rooms.closed_post, rooms.closed_topic
    post.kept_reason = "Mr Brown agrees"
    post.save()
    Poll.objects.create(
        topic=topic, question="Is Mr Brown well?", options=["Yes", "No"], closes_at=timezone.now()
    )
    Vote.objects.create(poll=topic.poll, user=people.bela, choices=[0])
    Revision.objects.create(
        post=post,
        version=1,
        title="Before",
        source="*Before*",
        html="",
        text="",
        written_at=post.created_at,
    )
    Draft.objects.create(
        user=people.anna, place=f"edit {post.pk} v1", board=rooms.closed, post=post, source="More"
    )
    return post


def test_of_a_removed_post_all_comes_back_but_pictures_and_votes(post, people):
    add_picture(post, people.anna)
    asked_at = Poll.objects.get().created_at
    original = of("post").remove(post.pk)
    assert not Revision.objects.exists() and not Draft.objects.exists()
    of("post").reinstate(post.pk, original)
    post.refresh_from_db()
    assert post.source == "Who needs *admission* for this?"
    assert "<em>admission</em>" in post.html
    assert post.text == "Who needs admission for this?"
    assert post.kept_reason == "Mr Brown agrees"
    assert Topic.objects.get(pk=post.topic_id).title == "Troponin after a marathon"
    revision = Revision.objects.get()
    assert (revision.title, revision.text, revision.post) == ("Before", "Before", post)
    assert revision.written_at == post.created_at
    assert Draft.objects.get().source == "More"
    poll = Poll.objects.get()
    assert (poll.question, poll.options) == ("Is Mr Brown well?", ["Yes", "No"])
    assert poll.created_at == asked_at
    assert not Vote.objects.exists()
    assert Picture.objects.get().state == Picture.State.REMOVED


def test_its_state_is_not_touched(post):
    original = of("post").remove(post.pk)
    of("post").reinstate(post.pk, original)
    post.refresh_from_db()
    assert post.state == "removed"


def test_twice_is_as_once(post):
    original = of("post").remove(post.pk)
    of("post").reinstate(post.pk, original)
    of("post").reinstate(post.pk, original)
    assert Revision.objects.count() == Draft.objects.count() == Poll.objects.count() == 1


def test_what_stands_in_the_place_of_something_by_now_stays(post, people, rooms):
    original = of("post").remove(post.pk)
    Draft.objects.create(
        user=people.anna, place=f"edit {post.pk} v1", board=rooms.closed, source="Anew"
    )
    Topic.objects.filter(pk=post.topic_id).update(title="Renamed since")
    of("post").reinstate(post.pk, original)
    assert Draft.objects.get().source == "Anew"
    assert Topic.objects.get(pk=post.topic_id).title == "Renamed since"


def test_why_a_pseudonym_was_asked_about_loses_the_words_and_gets_them_back(rooms, people):
    post = rooms.closed_reply
    pseudonym = Pseudonym.objects.create(user=people.bela, name="Willow", board=rooms.closed)
    Post.objects.filter(pk=post.pk).update(pseudonym=pseudonym, source="Ask Quillfeather of it.")
    asked = Unmasking.objects.create(
        pseudonym=pseudonym,
        post=post,
        asked_by=people.moira,
        reason="They name Quillfeather, who is a patient.",
    )
    original = of("post").redact(post.pk, 1, {"body": [(4, 16)]})
    asked.refresh_from_db()
    assert asked.reason == f"They name {GONE}, who is a patient."
    of("post").reinstate(post.pk, original)
    asked.refresh_from_db()
    assert asked.reason == "They name Quillfeather, who is a patient."
