"""The letter about a decision against an account, and what its link opens to whom it suspends."""

import re
import uuid

import pytest
from django.core import mail
from django.urls import reverse

from community.inbox.models import NoMail
from community.members.models import User
from forums.models import Post
from moderation import deciding, undoing
from moderation.appeals import hearing
from moderation.models import Appeal
from tests.moderation.conftest import INSULT

# A mail leaves after the commit, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def suspend(viewer_of, people, insult, open_case, choice):
    """suspend() hides Bela's post on a closed board and suspends him for a week."""

    def make(kind="suspension"):
        case = open_case(insult, INSULT)
        chosen = choice("hide", sanction=kind, days=7, reason="Because of the catheter.")
        return deciding.decide(viewer_of(people.moira), case.pk, 1, chosen)

    return make


def path_in(message, settings):
    (link,) = re.findall(re.escape(settings.SITE_URL) + r"(/\S+)", message.body)
    return link


@pytest.mark.parametrize(
    ("kind", "words"),
    [("suspension", "Your account is suspended until "), ("limit", "You write less until ")],
)
def test_whom_a_decision_holds_back_gets_one_letter(people, suspend, minute_over, kind, words):
    NoMail.objects.create(user=people.bela)
    suspend(kind)
    minute_over()
    minute_over()
    (message,) = [one for one in mail.outbox if one.to == [people.bela.email]]
    assert words in message.body
    assert "Read why, and how to appeal." in " ".join(message.body.split())


def test_it_holds_no_word_of_the_post_its_room_or_the_reason(suspend, rooms, minute_over):
    suspend()
    minute_over()
    for message in mail.outbox:
        for words in (INSULT, "catheter", "roponin", rooms.closed.name, rooms.closed_topic.title):
            assert words not in message.subject + message.body


def test_what_is_undone_in_its_minute_is_written_to_nobody(viewer_of, people, suspend, minute_over):
    decision = suspend()
    undoing.undo(viewer_of(people.moira), decision.pk)
    minute_over()
    assert not mail.outbox


def test_its_link_opens_the_decision_and_the_appeal_to_whom_it_suspends(
    client_for, people, suspend, minute_over, settings
):
    decision = suspend()
    minute_over()
    (message,) = mail.outbox
    bela = User.objects.get(pk=people.bela.pk)
    assert bela.suspended_until
    browser = client_for(bela)
    text = browser.get(path_in(message, settings)).text
    assert "Because of the catheter." in text
    address = reverse("appeal", args=[decision.pk])
    assert address in text
    sent = {"words": "It was a joke.", "key": str(uuid.uuid4())}
    assert browser.post(address, sent).status_code == 302
    assert Appeal.objects.get().author == bela
    assert browser.get(address).status_code == 200
    assert client_for().get(path_in(message, settings)).status_code == 302  # to sign in


@pytest.mark.parametrize("outcome", ["kept", "reversed"])
def test_the_answer_to_an_appeal_reaches_them_by_mail(
    client_for, viewer_of, mia, people, suspend, minute_over, settings, outcome
):
    NoMail.objects.create(user=people.bela)
    decision = suspend()
    minute_over()
    browser = client_for(people.bela)
    sent = {"words": "It was a joke.", "key": str(uuid.uuid4())}
    browser.post(reverse("appeal", args=[decision.pk]), sent)
    made = Appeal.objects.get()
    mail.outbox.clear()
    version = Post.objects.get(pk=decision.case.subject_id).version
    answer = hearing.Answer(outcome, "I have read it again.", uuid.uuid4(), version)
    hearing.answer(viewer_of(mia), made.pk, made.version, answer)
    minute_over()
    (message,) = [one for one in mail.outbox if one.to == [people.bela.email]]
    assert "Another moderator looked at your appeal" in " ".join(message.body.split())
    assert browser.get(path_in(message, settings)).status_code == 200
