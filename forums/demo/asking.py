"""The polls of the demo: one that is open, and one of preferences that has closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.members.models import User
from forums.demo.talking import Told
from forums.models import Poll, Topic, Vote


@dataclass(frozen=True)
class Asked:
    """`votes` are {choices: who made them}; `days` until it closes, or since it did."""

    title: str
    question: str
    method: Poll.Method
    options: list[str]
    days: int
    votes: dict[tuple[int, ...], str]


POLLS = [
    Asked(
        "HFpEF: who is getting an SGLT2 inhibitor from primary care?",
        "A letter asks you to start an SGLT2 inhibitor for HFpEF. Do you?",
        Poll.Method.ONE,
        ["Yes, on the letter", "Only once I have seen an echo"],
        9,
        {
            (0,): "fiona priya sarah hugh aisha imran tom callum ola mei joe bela gwen euan kate",
            (1,): "dev bronwen simon lucy marcus ruth zara nick beth raj",
        },
    ),
    Asked(
        "Ticagrelor and breathlessness: how long do you give it?",
        "Breathless on ticagrelor, nothing else found. What would you do first?",
        Poll.Method.RANKED,
        ["Wait two weeks", "Change to prasugrel", "Change to clopidogrel"],
        -20,
        {
            (0, 1): "anna imran simon tom fiona dev callum bronwen euan",
            (1, 0, 2): "bela gwen nick beth joe hugh mei priya ruth",
            (2, 1): "ola aisha raj kate sarah zara marcus",
        },
    ),
]


def ask_in_polls(told: Iterable[Told], people: Mapping[str, User], now: datetime) -> None:
    """Put each into the topic with its title, with the votes of those who gave one."""
    topics = {one.post.topic.title: one.post.topic for one in told if one.post.number == 1}
    for asked in POLLS:
        _ask(asked, topics[asked.title], people, now)


def _ask(asked: Asked, topic: Topic, people: Mapping[str, User], now: datetime) -> None:
    by_key = {key: choices for choices, keys in asked.votes.items() for key in keys.split()}
    poll = Poll.objects.create(
        topic=topic,
        question=asked.question,
        method=asked.method,
        options=asked.options,
        closes_at=now + timedelta(days=asked.days),
        vote_count=len(by_key),
    )
    Vote.objects.bulk_create(
        Vote(
            poll=poll,
            user=people[key],
            choices=list(choices),
            counted=list(choices),
            specialty_id=people[key].specialty_id,
            band=people[key].band,
        )
        for key, choices in by_key.items()
    )
