import pytest

from community.inbox.models import Notification
from community.inbox.telling import tell
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
