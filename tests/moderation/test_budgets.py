"""The pages of moderation cost the same with ten cases and with five hundred."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.lib import rendering
from forums.models import Post
from moderation.models import Case, CaseLink, Decision, Finding, Note, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def grow(rooms, people):
    """grow(500): as many cases, each about a post of its own, with a mark, a note and a report;
    `decided` says whether there is a decision in each."""

    def make(count, *, decided=False):
        posts = some_posts(rooms.open_topic, people.bela, count - Case.objects.count())
        now = timezone.now()
        cases = Case.objects.bulk_create(
            Case(
                subject_kind="post",
                subject_id=post.pk,
                author=people.bela,
                place=rooms.open.name,
                severity=1 + post.pk % 3,
                family="offensive",
                sources=["detector", "member"],
                due_at=now + timedelta(minutes=post.pk % 90 - 20),
                claimed_by=people.moira if post.pk % 5 == 0 else None,
                claimed_at=now if post.pk % 5 == 0 else None,
                state="decided" if decided else "open",
                decided_at=now if decided else None,
            )
            for post in posts
        )
        fill(cases, people.moira, decided)

    return make


def some_posts(topic, author, count):
    first = topic.last_number + 1
    topic.last_number += count
    topic.save()
    return Post.objects.bulk_create(
        Post(
            topic=topic,
            number=first + n,
            author=author,
            source="A word.",
            html="<p>A word.</p>",
            renderer=rendering.VERSION,
        )
        for n in range(count)
    )


def fill(cases, moderator, decided):
    Finding.objects.bulk_create(
        Finding(
            case=case, subject_version=1, field="body", kind="abuse", family="offensive",
            action="flag", start=2, end=6, score=0.9, why="Why.", detector="abuse",
            detector_version=1 + case.pk % 2,
        )
        for case in cases
    )  # fmt: skip
    Note.objects.bulk_create(Note(case=case, by=moderator, words="A note.") for case in cases)
    Report.objects.bulk_create(
        Report(case=case, channel="public", kind="abuse", due_at=case.due_at) for case in cases
    )
    if decided:
        Decision.objects.bulk_create(
            Decision(case=case, moderator=moderator, action="hide") for case in cases
        )


def queries(client, address: str) -> int:
    client.get(address)  # what is cached once is not what grows
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def address_of(page: str) -> str:
    if page == "case":
        return Case.objects.earliest("pk").get_absolute_url()
    if page == "figures":
        return reverse("moderation_figures")
    return reverse("moderation_queue") + {"queue": "", "decided": "?state=decided"}[page]


@pytest.mark.parametrize(
    ("page", "most"), [("queue", 10), ("decided", 12), ("case", 30), ("figures", 14)]
)
def test_the_number_of_queries_does_not_grow(client_for, people, grow, page, most):
    client = client_for(people.moira)
    decided = page in ("decided", "figures")
    grow(10, decided=decided)
    few = queries(client, address_of(page))
    grow(500, decided=decided)
    assert queries(client, address_of(page)) == few
    assert few <= most


def test_nor_with_the_links_and_notes_of_a_case(client_for, people, grow):
    grow(40)
    client, first = client_for(people.moira), Case.objects.earliest("pk")
    others = list(Case.objects.exclude(pk=first.pk).order_by("pk"))

    def link(cases):
        CaseLink.objects.bulk_create(
            CaseLink(older=first, newer=other, by=people.moira) for other in cases
        )
        fill([first] * len(cases), people.moira, decided=True)

    link(others[:2])
    few = queries(client, first.get_absolute_url())
    link(others[2:30])
    assert queries(client, first.get_absolute_url()) == few


def test_a_page_of_the_queue_is_no_heavier_for_what_it_does_not_show(client_for, people, grow):
    client = client_for(people.moira)
    grow(60)
    few = len(client.get(reverse("moderation_queue")).content)
    grow(500)
    assert len(client.get(reverse("moderation_queue")).content) < few * 1.1
