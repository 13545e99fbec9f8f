"""What a limited member meets on the pages where they would write."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import Post
from moderation import sanctioning
from moderation.models import Case, Decision
from tests.forums.writing import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]

MINE = reverse("own_decisions")


@pytest.fixture
def limited(client_for, people, rooms):
    """A browser of Bela's, who writes less everywhere."""
    case = Case.objects.create(
        subject_kind="post",
        subject_id=rooms.closed_reply.pk,
        author=people.bela,
        place=rooms.closed.name,
        state=Case.State.DECIDED,
        severity=Case.Severity.MEDIUM,
        family="offensive",
        due_at=timezone.now(),
    )
    decision = Decision.objects.create(case=case, moderator=people.moira, action="keep")
    sanctioning.impose(decision, "limit")
    Post.objects.update(created_at=timezone.now() - timedelta(days=2))
    return client_for(people.bela)


def reply(client, topic, **fields):
    return client.post(reverse("reply", args=[topic.pk]), typed(**fields))


def test_the_composer_is_there_while_a_post_is_left(limited, rooms):
    url = rooms.closed_topic.get_absolute_url()
    for _ in range(3):
        assert 'name="source"' in limited.get(url).text
        assert reply(limited, rooms.closed_topic).status_code == 302
    text = limited.get(url).text
    assert 'name="source"' not in text
    assert "at most three posts a day" in text
    assert MINE in text


def test_what_was_typed_too_many_is_not_lost(limited, rooms):
    for _ in range(3):
        reply(limited, rooms.closed_topic)
    response = reply(limited, rooms.closed_topic, source="My fourth thought")
    assert response.status_code == 403
    assert "at most three posts a day" in response.text
    assert "My fourth thought" in response.text
    assert MINE in response.text


def test_a_new_topic_is_refused_with_the_reason(limited, rooms):
    response = limited.get(reverse("new_topic", args=[rooms.closed.slug]))
    assert response.status_code == 403
    assert "open no new topics" in response.text


def test_nobody_else_sees_it(limited, client_for, people, rooms):
    for user in (people.anna, people.moira, None):
        for url in (rooms.open_topic.get_absolute_url(), "/"):
            assert "three posts a day" not in client_for(user).get(url).text
