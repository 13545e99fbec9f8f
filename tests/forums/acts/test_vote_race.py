"""Many votes of one member at once are one vote, and the count is that of the votes."""

import pytest

from community.lib.limits import Limit
from community.members.viewer import viewer_for
from forums import polling
from forums.models import Poll, Topic, Vote
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.polls import add_poll, doctors

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def topic(transactional_db, rooms, monkeypatch):
    monkeypatch.setattr(polling, "VOTING", Limit("voting", "10000/minute", "not tested here"))
    add_poll(rooms.closed_topic)
    return Topic.objects.get(pk=rooms.closed_topic.pk)


def test_twenty_different_votes_of_one_member_are_one(topic, people):
    viewer = viewer_for(people.bela)
    done = at_once(lambda n: polling.vote(viewer, topic, [n % 3]), range(HANDS))
    assert done == [None] * HANDS
    assert Vote.objects.get().choices in ([0], [1], [2])
    assert Poll.objects.get().vote_count == 1


def test_twenty_members_at_once_are_twenty_votes_and_all_are_counted(topic):
    viewers = [viewer_for(user) for user in doctors(HANDS)]
    done = at_once(lambda viewer: polling.vote(viewer, topic, [0]), viewers)
    assert done == [None] * HANDS
    assert Vote.objects.count() == Poll.objects.get().vote_count == HANDS
    assert polling.results(Poll.objects.get()).total == HANDS
