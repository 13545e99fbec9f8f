import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.inbox.models import Notification
from community.inbox.telling import tell, tell_many, told
from community.members.models import User
from community.pipeline.models import OutboxEntry

pytestmark = pytest.mark.django_db


def test_telling_asks_for_a_mail(people):
    note = tell(people.anna.pk, "News", "/")
    assert OutboxEntry.objects.get(event="notification.created").payload == {
        "notification_id": note.pk
    }


def test_it_can_be_told_without_mail(people):
    tell(people.anna.pk, "News", "/", mail=False)
    assert not OutboxEntry.objects.exists()


def test_what_is_told_once_is_told_and_mailed_once(people):
    first = tell(people.anna.pk, "News", "/", once="case.held:1")
    assert tell(people.anna.pk, "News", "/", once="case.held:1") == first
    assert OutboxEntry.objects.count() == 1


def test_once_is_once_for_each_member(people):
    for user in (people.anna, people.bela):
        tell(user.pk, "News", "/", once="case.held:1")
    assert Notification.objects.count() == 2


def test_without_a_key_the_same_can_be_told_again(people):
    for _ in range(2):
        tell(people.anna.pk, "News", "/")
    assert Notification.objects.count() == 2


# --- Many ----------------------------------------------------------------------------------------

ABOUT = {"subject": ("post", 1), "key": "post:1"}


@pytest.fixture
def crowd(db):
    return User.objects.bulk_create(
        User(email=f"{n}@crowd.test", name=f"Doctor {n}") for n in range(300)
    )


def ids(users):
    return [user.pk for user in users]


def test_many_are_told_and_mailed_in_a_few_queries(crowd):
    with CaptureQueriesContext(connection) as queries:
        assert tell_many(ids(crowd), "News", "/", **ABOUT) == 300
    assert len(queries) <= 5
    assert Notification.objects.values("user").distinct().count() == 300
    mails = OutboxEntry.objects.filter(event="notification.created")
    assert {m.payload["notification_id"] for m in mails} == set(
        Notification.objects.values_list("pk", flat=True)
    )


def test_telling_them_again_tells_only_who_was_not_there(crowd):
    tell_many(ids(crowd[:100]), "News", "/", **ABOUT)
    assert tell_many(ids(crowd), "Other news", "/", **ABOUT) == 200
    assert Notification.objects.filter(text="News").count() == 100
    assert OutboxEntry.objects.count() == 300
    assert tell_many(ids(crowd), "News", "/", **ABOUT) == 0
    assert OutboxEntry.objects.count() == 300


def test_no_one_is_told_nothing(people):
    with CaptureQueriesContext(connection) as queries:
        assert tell_many([], "News", "/", **ABOUT) == 0
    assert len(queries) == 0


def test_one_and_many_know_of_each_other(people):
    tell(people.anna.pk, "News", "/", once="post:1")
    assert told([people.anna.pk, people.bela.pk], "post:1") == {people.anna.pk}
    assert tell_many([people.anna.pk, people.bela.pk], "News", "/", **ABOUT) == 1


def test_until_it_is_read_one_stands_for_all(people):
    about = ABOUT | {"until_read": True}
    assert tell_many([people.anna.pk], "News", "/", **about) == 1
    assert tell_many([people.anna.pk], "News", "/", **about) == 0
    Notification.objects.update(read_at=timezone.now())
    assert tell_many([people.anna.pk], "News", "/", **about) == 1
    assert people.anna.notifications.filter(read_at=None).count() == 1
    assert people.anna.notifications.count() == 2
