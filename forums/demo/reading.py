"""What the demo's people made of what they read: marks, what they follow and how far they have
read, bookmarks, a draft, and who looks after which specialty."""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from community.lib.limits import forget
from community.members.models import Specialty, Standing, User
from community.members.viewer import viewer_for
from forums import bookmarking, drafting, following
from forums.demo.grouping import CIRCLES
from forums.demo.people import EVERYONE, Person
from forums.demo.talking import Told
from forums.kinds import kind_of
from forums.limits import REMINDING
from forums.models import (
    Board,
    BoardReading,
    Champion,
    Level,
    Mark,
    Post,
    Reading,
    Topic,
)
from forums.places import Place

CHAMPIONS = {"anna": "cardiology", "fiona": "emergency-medicine"}
# (who, board, how closely)
FOLLOWED = [
    ("anna", "cardiology-clinical", Level.WATCH),
    ("anna", "the-mess", Level.TRACK),
    ("anna", "exams", Level.MUTE),
    ("bela", "general-practice-clinical", Level.WATCH),
    ("bela", "becoming-a-doctor", Level.TRACK),
    ("nina", "paediatrics", Level.WATCH),
    ("stu", "becoming-a-doctor", Level.WATCH),
    ("fiona", "emergency-medicine-clinical", Level.WATCH),
]
# (who, how the topic begins, number, note, days until the reminder or None)
BOOKMARKS = [
    ("anna", "HFpEF", 5, "Amlodipine ankles: for the talk in March", 6),
    ("anna", "Portfolio for specialty", 2, "", None),
    ("anna", "Lithium, creatinine", 2, "Send to the renal MDT", None),
    ("bela", "Gabapentin taper", 5, "The sentence about sleep", None),
    ("bela", "Rough one today", 5, "", None),
    ("stu", "How do you all deal", 2, "For when it is needed", None),
]
DRAFT = (
    "anna",
    "Calcium: intravascular",
    "The one thing I would add: measure the arc before you choose, and say the number out loud.\n\n"
    "For anything beyond",
)
# For each, hours since they were last here; whoever is not named was here within two days.
LAST_HERE = {"anna": 26, "bela": 9, "nina": 30, "stu": 50, "moira": 2, "fiona": 5}
# Of a post older than this that they never opened, no one is told that it is new.
NEW_FOR = timedelta(days=9)


def live(
    told: list[Told], boards: Mapping[str, Board], people: Mapping[str, User], now: datetime
) -> None:
    """All of it, the same in each demo: chance has a seed."""
    chance = random.Random(13)  # noqa: S311  what a demo shows is no secret
    _mark(told, people, chance, now)
    _read(told, people, chance, now)
    topics = {one.post.topic.title: one.post.topic for one in told}
    posts = {(one.post.topic_id, one.post.number): one.post for one in told}

    def named(start: str) -> Topic:
        return next(topic for title, topic in topics.items() if title.startswith(start))

    for who, slug, level in FOLLOWED:
        following.follow_board(viewer_for(people[who]), boards[slug], level)
    _bookmark(people, now, lambda start, number: posts[named(start).pk, number])
    who, start, words = DRAFT
    topic = named(start)
    place = Place(topic.board, topic)
    drafting.save(viewer_for(people[who]), place, drafting.Typed(words))
    for who, slug in CHAMPIONS.items():
        Champion.objects.create(user=people[who], specialty=Specialty.objects.get(slug=slug))


def _may(person: Person, board: str, audience: str, at: datetime, now: datetime) -> bool:
    """Whether they could read and write on the board at that time, and can now."""
    if audience == Board.Audience.GROUP:
        return person.key in CIRCLES[board].members
    if audience == Board.Audience.PUBLIC:
        return now - at < timedelta(days=person.joined) and not person.suspended
    is_doctor = person.standing == Standing.Kind.DOCTOR and not person.suspended
    return is_doctor and person.lapsed is None and now - at < timedelta(days=person.verified)


def _key(board: Board) -> str:
    """What the demo calls a board: a group by the file of its topics."""
    return next((key for key, circle in CIRCLES.items() if circle.slug == board.slug), board.slug)


def _able(post: Post, now: datetime) -> list[Person]:
    board = post.topic.board
    key = _key(board)
    return [p for p in EVERYONE if _may(p, key, board.audience, post.created_at, now)]


def _mark(
    told: list[Told], people: Mapping[str, User], chance: random.Random, now: datetime
) -> None:
    """An accepted answer has several marks, another reply one or none."""
    marks: list[Mark] = []
    for one in told:
        kinds, is_reply = kind_of(one.post.topic).marks, one.post.number > 1
        if not kinds or one.said.is_awkward:
            continue
        able = [p for p in _able(one.post, now) if p.key != one.said.who]
        most = 7 if one.said.is_accepted else 3 if is_reply and len(one.said.source) > 160 else 1
        for person in chance.sample(able, min(len(able), chance.randint(most // 2, most))):
            chosen = chance.choices(kinds, [6, 3, 2])[0] if is_reply else Mark.Kind.USEFUL
            marks.append(Mark(user=people[person.key], post=one.post, kind=chosen))
    # A mark comes some hours after its post, and none in the future.
    for mark in Mark.objects.bulk_create(marks):
        mark.created_at = min(now, mark.post.created_at + timedelta(hours=chance.randint(1, 40)))
    Mark.objects.bulk_update(marks, ["created_at"])
    for mark in marks:
        counter = f"{mark.kind}_count"
        setattr(mark.post, counter, getattr(mark.post, counter) + 1)
        mark.post.topic.mark_count += 1
    counters = [f"{kind}_count" for kind in Mark.Kind.values]
    Post.objects.bulk_update({mark.post for mark in marks}, counters)
    Topic.objects.bulk_update({mark.post.topic for mark in marks}, ["mark_count"])


def _read(
    told: list[Told], people: Mapping[str, User], chance: random.Random, now: datetime
) -> None:
    """Who wrote has read what they wrote, and follows; others have opened about half of what they
    may read. None has read what came after they were last here."""
    topics: dict[Topic, list[Told]] = {}
    for one in told:
        topics.setdefault(one.post.topic, []).append(one)
    readings, floors = [], []
    for person in EVERYONE:
        hours = LAST_HERE.get(person.key) or chance.randint(3, 48)
        here = now - timedelta(hours=hours)
        older = [one.post.pk for one in told if one.said.at < here - NEW_FOR]
        floors.append(
            BoardReading(user=people[person.key], floor_id=max(older, default=0), board=None)
        )
        for topic, posts in topics.items():
            own = [one.post.number for one in posts if one.said.who == person.key]
            if not own and chance.random() < 0.5:
                continue
            if not own and person not in _able(posts[0].post, now):
                continue
            seen = [one.post.number for one in posts if one.said.at <= here]
            level = Level.NORMAL if not own else Level.WATCH if 1 in own else Level.TRACK
            if number := max([*own, *seen], default=0):
                reading = Reading(user=people[person.key], topic=topic, last_number=number)
                reading.level = level
                readings.append(reading)
    Reading.objects.bulk_create(readings)
    BoardReading.objects.bulk_create(floors)


def _bookmark(people: Mapping[str, User], now: datetime, find: Callable[[str, int], Post]) -> None:
    for who, start, number, note, days in BOOKMARKS:
        forget(REMINDING, people[who].pk)
        due = now + timedelta(days=days) if days else None
        bookmarking.amend(viewer_for(people[who]), find(start, number), note, due)
