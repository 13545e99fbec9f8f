"""Sign-ins end by themselves, and nothing is kept of them."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from community.members.tasks import forget_old_sessions

pytestmark = pytest.mark.django_db


def seen(client, user) -> str:
    key = client.session.session_key
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="a browser")
    return key


def test_a_sign_in_that_ran_out_is_forgotten_and_one_that_holds_is_not(people, client_for):
    old = seen(client_for(people.anna), people.anna)
    fresh = seen(client_for(people.bela), people.bela)
    Session.objects.filter(session_key=old).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    forget_old_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == [fresh]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [fresh]
