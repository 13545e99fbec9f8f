"""Polls of the tests, and the votes of many."""

from datetime import timedelta

from django.utils import timezone

from community.members.models import Specialty, Standing, User
from community.members.viewer import viewer_for
from forums import polling
from forums.models import Poll, Topic

WANTED = {
    "question": "Admit for the night?",
    "method": "one",
    "options": ["Yes", "No", "It depends"],
    "days": 7,
}


def add_poll(topic, **fields):
    values = {name: value for name, value in WANTED.items() if name != "days"}
    values |= {"closes_at": timezone.now() + timedelta(days=7)} | fields
    return Poll.objects.create(topic=topic, **values)


def end(poll):
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(minutes=1))


def doctors(number, *, specialty="", band=""):
    """So many more verified doctors."""
    found = Specialty.objects.filter(slug=specialty).first()
    begin = User.objects.count()
    users = User.objects.bulk_create(
        User(
            email=f"doctor{begin + n}@x.test",
            name=f"Doctor {begin + n}",
            specialty=found,
            band=band,
        )
        for n in range(number)
    )
    Standing.objects.bulk_create(Standing(user=user, kind="doctor") for user in users)
    return users


def vote(user, topic, *choices):
    polling.vote(viewer_for(User.objects.get(pk=user.pk)), Topic.objects.get(pk=topic.pk), choices)


def figures(topic):
    """What is shown of the poll now: (how many it counts, [count, …])."""
    found = polling.results(Poll.objects.get(topic=topic))
    return found.total, [line.count for line in found.lines]
