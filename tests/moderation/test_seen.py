"""What each decision means for who sees what: its author, a colleague, a stranger; and what they
see when it is taken back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.models import Profile
from forums import bookmarking
from forums.models import Picture, Post, Topic
from moderation import deciding, undoing
from moderation.models import Case
from tests.forums.counting import require_counted
from tests.forums.drawn import kept
from tests.forums.polls import add_poll
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db

WORD = "Zanthoxylum"
ALL, OWN, NONE = {"author", "colleague", "stranger"}, {"author"}, set()

# What is decided, with what besides; who sees the words afterwards.
DECIDED = {
    "dismiss": ({}, ALL),
    "keep": ({"sanction": "warning", "measure": "lock"}, ALL),
    "edit": ({}, ALL),
    "welfare": ({"rule": "", "reason": ""}, ALL),
    "redact": ({"words": [WORD]}, NONE),
    "hide": ({}, OWN),
    "remove": ({}, NONE),
}
CASES = [pytest.param(action, *more, id=action) for action, more in DECIDED.items()]


@pytest.fixture
def readers(people, client_for, client):
    """Of what Nina wrote in an open room."""
    return {
        "author": client_for(people.nina),
        "colleague": client_for(people.anna),
        "stranger": client,
    }


def pages(post: Post) -> list[str]:
    topic = post.topic
    return [
        "/",
        reverse("boards"),
        topic.board.get_absolute_url(),
        topic.get_absolute_url(),
        f"{reverse('news', args=[topic.pk])}?after=0",
        reverse("history", args=[post.pk]),
        reverse("post", args=[post.pk]),
        reverse("bookmarks"),
        reverse("following"),
        reverse("drafts"),
        "/inbox/",
        f"/members/{post.author_id}/",
    ]


def who_sees(readers, post: Post) -> set[str]:
    """Whoever reads the word on any page."""
    post = Post.objects.select_related("topic__board").get(pk=post.pk)
    return {
        name
        for name, client in readers.items()
        if any(WORD in client.get(page, follow=True).text for page in pages(post))
    }


def case_of(kind: str, thing_id: int, author) -> Case:
    return Case.objects.create(
        subject_kind=kind,
        subject_id=thing_id,
        author=author,
        place="Somewhere",
        severity=Case.Severity.MEDIUM,
        family="offensive",
        due_at="2030-01-01T00:00Z",
    )


@pytest.fixture
def reply(rooms, people):
    return add_post(rooms.open_topic, people.nina, f"The bark of {WORD} helped *me*.")


@pytest.fixture
def opening(rooms, people):
    """A first post, with the word in the title and in a poll."""
    topic = add_topic(rooms.open, people.nina, f"On {WORD}")
    post = add_post(topic, people.nina, "What do you say of it?")
    add_poll(topic, question="Would you?", options=["No", f"{WORD}, yes"])
    return post


@pytest.mark.parametrize("which", ["reply", "opening"])
@pytest.mark.parametrize(("action", "more", "seen"), CASES)
def test_a_post(request, viewer_of, people, readers, choice, run_outbox, which, action, more, seen):
    post = request.getfixturevalue(which)
    bookmarking.keep(viewer_of(people.anna), post)
    moira, case = viewer_of(people.moira), case_of("post", post.pk, people.nina)
    assert who_sees(readers, post) == ALL
    decision = deciding.decide(moira, case.pk, 1, choice(action, **more))
    run_outbox()
    assert who_sees(readers, post) == seen
    require_counted()
    undoing.undo(moira, decision.pk)
    assert who_sees(readers, post) == ALL
    assert Topic.objects.get(pk=post.topic_id).is_locked is False
    require_counted()


@pytest.mark.parametrize(("action", "more", "seen"), CASES)
def test_a_page_about_oneself(viewer_of, people, readers, choice, action, more, seen):
    Profile.objects.create(
        user=people.nina, about=f"I grow {WORD}.", page_for="public", about_for="public"
    )
    more = {name: value for name, value in more.items() if name != "measure"}
    moira, case = viewer_of(people.moira), case_of("profile", people.nina.pk, people.nina)

    def seen_by() -> set[str]:
        page = people.nina.get_absolute_url()
        return {name for name, client in readers.items() if WORD in client.get(page).text}

    assert seen_by() == ALL
    decision = deciding.decide(moira, case.pk, 1, choice(action, **more))
    assert seen_by() == seen
    undoing.undo(moira, decision.pk)
    assert seen_by() == ALL


@pytest.mark.parametrize(
    ("action", "seen", "back"),
    [
        ("dismiss", ALL, True),
        ("edit", ALL, True),
        ("welfare", ALL, True),
        ("hide", OWN, True),
        ("remove", NONE, False),
    ],
)
def test_a_picture(viewer_of, people, rooms, readers, choice, action, seen, back):
    picture = kept(rooms.open_reply, people.nina, consent="given", looked_at=timezone.now())
    moira, case = viewer_of(people.moira), case_of("picture", picture.pk, people.nina)
    more = DECIDED[action][0]

    def seen_by() -> set[str]:
        file = reverse("picture_file", args=[picture.token, "small"])
        page = rooms.open_topic.get_absolute_url()
        on_page = {
            n for n, client in readers.items() if str(picture.token) in client.get(page).text
        }
        served = {n for n, client in readers.items() if client.get(file).status_code == 200}
        assert on_page == served
        return served

    assert seen_by() == ALL
    version = Picture.objects.get(pk=picture.pk).version
    chosen = choice(action, subject_version=version, **more)
    decision = deciding.decide(moira, case.pk, 1, chosen)
    assert seen_by() == seen
    if back:
        undoing.undo(moira, decision.pk)
        assert seen_by() == ALL
