import uuid

import pytest
from django.urls import reverse

from community.inbox.models import Notification
from forums.models import Post, State
from moderation import deciding, tasks
from moderation.models import Case
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(viewer_of, people, insult, open_case, choice):
    def make(action: str, *, held: bool = False, **fields):
        case = open_case(insult, INSULT, held=held)
        return deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action, **fields))

    return make


def test_the_author_is_told_that_a_machine_held_it_and_a_person_will_look(
    people, insult, open_case
):
    tasks.tell_author_held(open_case(insult, INSULT, held=True).pk)
    told = Notification.objects.get()
    assert told.user == people.bela
    assert "A moderator is checking your post. Usually within an hour." in told.text
    assert "It was held automatically; a person decides." in told.text
    assert told.url == reverse("held", args=[Case.objects.get().pk])
    assert (told.subject_kind, told.subject_id) == ("post", insult.pk)


def test_it_is_told_once_however_often_the_task_comes(people, insult, open_case):
    case = open_case(insult, INSULT, held=True)
    for _ in range(2):
        tasks.tell_author_held(case.pk)
    assert Notification.objects.count() == 1


def test_a_hold_that_is_over_is_not_told(viewer_of, people, insult, open_case, choice):
    case = open_case(insult, INSULT, held=True)
    deciding.decide(viewer_of(people.moira), case.pk, 1, choice("dismiss"))
    tasks.tell_author_held(case.pk)
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("action", "fields", "words"),
    [
        ("redact", {"words": [INSULT]}, "removed some words from your post. The rest stays. Read"),
        ("hide", {}, "hid your post. Read why, and how to appeal."),
        ("remove", {}, "removed your post. Read why, and how to appeal."),
        ("keep", {"sanction": "warning"}, "It stays as it is. You are warned. Read why, and how"),
        ("keep", {"measure": "lock"}, "It stays as it is. Its topic is locked. Read why, and how"),
        ("hide", {"measure": "slow"}, "hid your post. Its topic is slowed down. Read why, and how"),
        ("hide", {"sanction": "limit", "days": 3}, "You write less until "),
        ("hide", {"sanction": "suspension", "days": 3}, "Your account is suspended until "),
        ("edit", {}, "asks you to change your post, by "),
        ("welfare", {"rule": "", "reason": ""}, "would like to know how you are"),
    ],
)
def test_the_author_is_told_of_each_decision_once(people, decided, action, fields, words):
    decision = decided(action, **fields)
    for _ in range(2):
        tasks.tell_author_decided(decision.pk)
    told = Notification.objects.get()
    assert told.user == people.bela
    assert words in told.text
    assert ("how to appeal" in told.text) == (action != "welfare")
    assert told.url == decision.get_absolute_url()


def test_the_longest_has_room(people, decided):
    decision = decided(
        "redact", words=[INSULT], measure="slow", sanction="suspension", days=180, held=True
    )
    tasks.tell_author_decided(decision.pk)
    told = Notification.objects.get()
    told.full_clean(exclude=["subject_kind", "subject_id", "read_at", "mailed_at"])
    assert told.text.endswith("how to appeal.")


def test_neither_the_reason_nor_a_word_of_the_post_is_in_it(decided, minute_over):
    decided("remove", reason="Because of the thing with the catheter.")
    minute_over()
    text = Notification.objects.get().text
    for words in (INSULT, "catheter", "Troponin", "troponin", "Cardiology"):
        assert words not in text


def test_the_author_stays_told_when_the_post_is_gone(client_for, people, decided, minute_over):
    decision = decided("remove")
    minute_over()
    assert "removed your post" in client_for(people.bela).get("/inbox/").text
    assert Post.objects.get(pk=decision.case.subject_id).state == State.REMOVED


def test_a_dismissal_of_what_was_never_held_tells_nobody(decided, minute_over):
    decided("dismiss")
    minute_over()
    assert not Notification.objects.exists()


def test_a_dismissal_of_what_was_held_tells_the_author(decided, minute_over):
    decided("dismiss", held=True)
    minute_over()
    assert "found nothing wrong in your post" in Notification.objects.get().text


def test_a_restored_post_is_told_too(viewer_of, mia, decided, minute_over):
    decision = decided("hide")
    deciding.restore(viewer_of(mia), decision.case_id, 2, reason="", key=uuid.uuid4())
    minute_over()
    assert "put your post back" in Notification.objects.latest("pk").text
