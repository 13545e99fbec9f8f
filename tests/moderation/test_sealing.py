from datetime import timedelta

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.utils import timezone

from moderation import sealing
from moderation.models import Decision

pytestmark = pytest.mark.django_db

FIELDS = {"title": "Café", "body": "Line one\n\nLine two 🫀"}


@pytest.fixture
def decision(people, insult, open_case):
    return Decision.objects.create(
        case=open_case(insult), moderator=people.moira, action="remove", reason="It must go."
    )


def test_what_is_sealed_can_be_opened_with_our_key(decision):
    assert sealing.unseal(sealing.seal(decision, FIELDS)) == FIELDS


def test_it_is_kept_for_a_year(decision):
    kept = sealing.seal(decision, FIELDS).keep_until - timezone.now()
    assert timedelta(days=364) < kept <= timedelta(days=365)


def test_it_opens_after_the_keys_have_been_changed(decision, settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SEAL_KEYS = [old]
    original = sealing.seal(decision, FIELDS)
    settings.SEAL_KEYS = [new, old]
    assert sealing.unseal(original) == FIELDS


def test_nobody_opens_it_without_the_key(decision, settings):
    original = sealing.seal(decision, FIELDS)
    settings.SEAL_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(InvalidToken):
        sealing.unseal(original)
