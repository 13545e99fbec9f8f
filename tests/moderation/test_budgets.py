"""The queue costs the same with ten cases and with two hundred."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from moderation.models import Case, Decision
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(rooms, open_case):
    def make(count: int) -> Case:
        for _ in range(count):
            case = open_case(add_post(rooms.open_topic, rooms.open_post.author, "A word."), "word")
        return case

    return make


def queries(client, address: str) -> int:
    client.get(address)  # what is cached once is not what grows
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("page", "most"), [("queue", 9), ("decided", 11), ("case", 20)])
def test_the_number_of_queries_does_not_grow(client_for, people, many, page, most):
    client = client_for(people.moira)

    def address() -> str:
        if page == "case":
            return Case.objects.first().get_absolute_url()
        return reverse("moderation_queue") + ("?state=decided" if page == "decided" else "")

    def grown_to(count: int) -> int:
        many(count - Case.objects.count())
        if page == "decided":
            Case.objects.update(state=Case.State.DECIDED, decided_at=timezone.now())
            Decision.objects.bulk_create(
                Decision(case=case, moderator=people.moira, action="hide")
                for case in Case.objects.filter(decisions=None)
            )
        return queries(client, address())

    few = grown_to(10)
    assert grown_to(200) == few
    assert few <= most
