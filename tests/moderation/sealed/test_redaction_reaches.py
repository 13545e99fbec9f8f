"""What a redaction or a removal takes is gone everywhere but in the sealed store."""

import json

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from forums.models import Post, Revision
from moderation import deciding
from moderation.models import SealedOriginal
from moderation.sealed import sealing
from tests.everywhere import tables_holding
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

CANARY = "Quillfeather"
SEALED = "moderation_sealedoriginal.sealed"


@pytest.fixture
def marked(people, rooms):
    """Post 1 of a topic with the word in its title, its text, its history and a quotation."""
    topic, post = rooms.closed_topic, rooms.closed_post
    topic.title = f"What {CANARY} did"
    topic.save()
    post.source = f"Dr {CANARY} did it."
    post.html, post.text, post.version = f"<p>{post.source}</p>", post.source, 2
    post.save()
    Revision.objects.create(
        post=post,
        version=1,
        title=topic.title,
        source=f"{CANARY} again",
        html=f"<p>{CANARY} again</p>",
        text=f"{CANARY} again",
        written_at=post.created_at,
    )
    quoting = add_post(topic, people.bela, f"> Dr {CANARY} did it.\n\nNo, he did not.")
    Revision.objects.create(
        post=quoting,
        version=1,
        source=f"> Dr {CANARY} did it.\n\nNo.",
        html=f"<p>Dr {CANARY} did it.</p>",
        text=f"Dr {CANARY} did it.",
        written_at=post.created_at,
    )
    return post


def decide(viewer, case, choice, action, **fields):
    return deciding.decide(viewer, case.pk, 1, choice(action, subject_version=2, **fields))


def test_the_words_are_found_before(marked):
    assert tables_holding(CANARY) >= {
        "forums_topic.title",
        "forums_post.source",
        "forums_post.html",
        "forums_post.text",
        "forums_revision.source",
        "forums_revision.title",
    }


def test_redacted_words_are_nowhere(
    viewer_of, client_for, people, marked, open_case, choice, run_outbox
):
    case = open_case(marked, CANARY)
    client = client_for(people.moira)
    client.get(case.get_absolute_url())
    decision = decide(viewer_of(people.moira), case, choice, "redact", words=[CANARY])
    run_outbox()
    assert tables_holding(CANARY) == set()
    for page in (
        case.get_absolute_url(),
        decision.get_absolute_url(),
        marked.topic.get_absolute_url(),
        reverse("history", args=[marked.pk]),
    ):
        assert CANARY not in client.get(page, follow=True).text
    assert "No, he did not." in Post.objects.latest("pk").text


def test_the_words_of_a_removed_post_are_nowhere(
    viewer_of, client_for, people, marked, open_case, choice, minute_over
):
    case = open_case(marked, CANARY)
    decide(viewer_of(people.moira), case, choice, "remove")
    minute_over()
    assert tables_holding(CANARY) == set()
    assert "No, he did not." in Post.objects.latest("pk").text
    assert CANARY not in client_for(people.moira).get(case.get_absolute_url()).text
    assert mail.outbox or people.anna.notifications.exists()
    assert not [m for m in mail.outbox if CANARY in m.subject + m.body]


def test_neither_the_cache_nor_the_jobs_hold_them(
    viewer_of, people, marked, open_case, choice, minute_over
):
    case = open_case(marked, CANARY)
    decide(viewer_of(people.moira), case, choice, "remove")
    minute_over()
    redis = cache._cache.get_client()
    values = [redis.get(k) for k in redis.scan_iter() if redis.type(k) == b"string"]
    assert not [v for v in values if CANARY.encode() in v]


@pytest.mark.parametrize(("action", "fields"), [("redact", {"words": [CANARY]}), ("remove", {})])
def test_the_sealed_store_alone_has_them(
    viewer_of, people, marked, open_case, choice, action, fields
):
    case = open_case(marked, CANARY)
    decision = decide(viewer_of(people.moira), case, choice, action, **fields)
    original = SealedOriginal.objects.get(decision=decision)
    assert sealing.unseal(original)["fields"] == {
        "title": f"What {CANARY} did",
        "body": f"Dr {CANARY} did it.",
    }
    assert CANARY not in json.dumps(str(bytes(original.sealed)))
    assert SEALED not in tables_holding(CANARY)
