"""The story that moderation is measured by: a post that abuses a senior doctor by name.

The offending words go, the rest stays, the author knows why and appeals to someone else, and what
was taken away is neither lost nor told.
"""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from community.inbox.models import Notification
from community.pipeline.models import OutboxEntry
from forums import posting
from forums.models import Post
from moderation.models import Case, Decision
from tests.forums.writing import draft

pytestmark = pytest.mark.django_db

ABUSE = "Dr Crispin Vale is a pathetic, thieving fat pig"
REST = "The new rota leaves nights uncovered."


@pytest.fixture
def post(rooms, people, viewer_of, run_outbox) -> Post:
    written = posting.reply(viewer_of(people.bela), rooms.open_topic, draft(f"{REST} {ABUSE}."))
    run_outbox()
    written.refresh_from_db()
    return written


@pytest.fixture
def case(post) -> Case:
    return Case.objects.get(subject_kind="post", subject_id=post.pk)


def later(run_outbox):
    """The minute in which a decision can be undone is over."""
    OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now() - timedelta(seconds=1))
    run_outbox()


def decide(client, case, post):
    return client.post(
        case.get_absolute_url(),
        {
            "key": str(uuid.uuid4()),
            "version": case.version,
            "subject_version": post.version,
            "action": "redact",
            "findings": [],
            "words": ABUSE,
            "rule": "respect",
            "reason": "Say what is wrong with the rota, and leave the person out of it.",
        },
    )


def test_the_words_go_the_rest_stays_and_its_author_has_the_last_word(
    client_for, people, mia, rooms, post, case, run_outbox
):
    assert case.family == "offensive"
    nina, bela = client_for(people.nina), client_for(people.bela)
    report = reverse("report", args=["post", post.pk])
    assert nina.get(report).status_code == 200

    # the words go at once, for everyone, and the rest stays
    assert decide(client_for(people.moira), case, post).status_code == 302
    page = client_for().get(rooms.open_topic.get_absolute_url()).text
    assert REST in page
    assert "pathetic" not in page

    # nobody hears of it before it cannot be taken back any more; then its author does
    run_outbox()
    assert not Notification.objects.filter(user=people.bela, text__contains="moderator").exists()
    later(run_outbox)
    told = Notification.objects.filter(user=people.bela).latest("pk")
    assert "removed some words" in told.text
    assert "pathetic" not in " ".join(str(m.message()) for m in mail.outbox)
    decision = Decision.objects.get(case=case)
    page = bela.get(told.url).text
    assert "Argue with the point" in page
    assert "Say what is wrong with the rota" in page
    assert reverse("appeal", args=[decision.pk]) in page
    assert people.moira.name not in page

    # an appeal, which who decided does not decide
    appealed = bela.post(
        reverse("appeal", args=[decision.pk]),
        {"key": str(uuid.uuid4()), "words": "He said the same of himself, in print."},
    )
    assert appealed.status_code == 302
    appeal = case.appeals.get()
    answer = {
        "key": str(uuid.uuid4()),
        "version": appeal.version,
        "subject_version": Post.objects.get(pk=post.pk).version,
        "outcome": "reversed",
        "reason": "You quote him: that is fair.",
    }
    address = reverse("moderation_appeal", args=[appeal.pk])
    assert client_for(people.moira).post(address, answer).status_code == 403
    assert client_for(mia).post(address, answer).status_code == 302

    # and everything is as it was
    assert ABUSE in client_for().get(rooms.open_topic.get_absolute_url()).text
    later(run_outbox)
    assert Notification.objects.filter(user=people.bela).latest("pk").url
