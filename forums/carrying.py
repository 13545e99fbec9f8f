"""Carry posts from one topic to another, and a topic to another board, with all that hangs on them.

Call inside the transaction, with the topics locked. Marks, bookmarks, revisions, pictures and
notifications hang on the post and need nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from forums.kinds.question import question_of
from forums.models import (
    ClinicalCase,
    Draft,
    Picture,
    Post,
    Question,
    Reading,
    Topic,
    Trace,
)

Numbers = Mapping[int, int]  # {id of a post: its number}

# By hand: a new number for each of many rows in one statement.
_PLACE = f"""
    UPDATE {Post._meta.db_table} AS post SET topic_id = %s, number = place.number
    FROM unnest(%s::bigint[], %s::int[]) AS place (id, number) WHERE post.id = place.id
"""  # noqa: S608  the name of our own table


def place_posts(topic: Topic, numbers: Numbers) -> None:
    """Put posts into a topic at these numbers, which are free there, with the edits begun of them.
    Its `last_number` and what it counts are the caller's."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, [topic.pk, list(numbers), list(numbers.values())])
    Draft.objects.filter(post__in=list(numbers)).update(topic=topic, board=topic.board_id)
    Picture.objects.filter(post__in=list(numbers)).update(board=topic.board_id)
    _pictures_of_edits(numbers).update(board=topic.board_id)


def leave_traces(topic: Topic, numbers: Numbers) -> None:
    Trace.objects.bulk_create(
        Trace(topic=topic, number=number, post_id=pk) for pk, number in numbers.items()
    )


def carry_board(topic: Topic) -> None:
    """Have all that keeps the topic's board for itself follow it there."""
    board = topic.board_id
    Question.objects.filter(topic=topic).update(board=board)
    ClinicalCase.objects.filter(topic=topic).update(board=board)
    Draft.objects.filter(Q(topic=topic) | Q(post__topic=topic)).update(board=board)
    Picture.objects.filter(post__topic=topic).update(board=board)
    Picture.objects.filter(post=None, place=f"reply {topic.pk}").update(board=board)
    edits = Draft.objects.filter(post__topic=topic).values_list("post", flat=True)
    _pictures_of_edits(dict.fromkeys(edits, 0)).update(board=board)


def _pictures_of_edits(posts: Numbers) -> Any:
    """What was put by for edits that are not sent yet."""
    return Picture.objects.filter(post=None, place__in=[f"edit {pk}" for pk in posts])


# --- What a kind keeps of its topic --------------------------------------------------------------


def take_details(topic: Topic) -> dict[str, Any]:
    """Take away what the topic's kind keeps of it besides words, and return it for `put_back`."""
    detail: dict[str, Any] = {}
    if question := Question.objects.filter(topic=topic).first():
        detail["question"] = {"accepted": question.accepted_id}
        question.delete()
    if case := ClinicalCase.objects.filter(topic=topic).first():
        detail["case"] = {
            f.attname: _plain(getattr(case, f.attname))
            for f in ClinicalCase._meta.concrete_fields
            if f.name not in ("topic", "board")
        }
        case.delete()
    for name in ("question", "case"):
        topic._state.fields_cache.pop(name, None)
    return detail


def put_back(topic: Topic, detail: Mapping[str, Any]) -> None:
    """What `take_details` took, where the topic is again of a kind that has it."""
    if kept := detail.get("question"):
        question = question_of(topic)
        question.accepted = Post.objects.filter(topic=topic, pk=kept["accepted"]).first()
        question.save(update_fields=["accepted"])
    if kept := detail.get("case"):
        ClinicalCase.objects.update_or_create(
            topic=topic, defaults={"board": topic.board} | dict(kept)
        )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


# --- Reading -------------------------------------------------------------------------------------

_READING = Reading._meta.db_table

# Who has read up to a number has read as many of the posts that are taken out as stood below it.
_PART = f"""
    INSERT INTO {_READING} (user_id, topic_id, last_number, level)
    SELECT user_id, %(new)s, read, level FROM (
        SELECT user_id, level,
            (SELECT count(*) FROM unnest(%(numbers)s::int[]) n WHERE n <= last_number) AS read
        FROM {_READING} WHERE topic_id = %(old)s
    ) AS mine WHERE read > 0 OR level <> ''
    ON CONFLICT (user_id, topic_id) DO NOTHING
"""  # noqa: S608  the name of our own table


def part_readings(old: Topic, new: Topic, numbers: list[int]) -> None:
    """Readers of `old` have read as far in what was taken out of it, and follow it as they did."""
    with connection.cursor() as cursor:
        cursor.execute(_PART, {"old": old.pk, "new": new.pk, "numbers": numbers})


# Who had read all of `into` has read as far in what is put to its end. The stronger wish to hear
# of it holds; who muted `into` still hears nothing, and who muted the other alone goes on hearing
# what they never muted.
_JOIN = f"""
    INSERT INTO {_READING} AS mine (user_id, topic_id, last_number, level)
    SELECT user_id, %(into)s, 0, level
    FROM {_READING} WHERE topic_id = %(old)s AND level IN ('watch', 'track')
    ON CONFLICT (user_id, topic_id) DO UPDATE SET level = excluded.level
    WHERE mine.level = '' OR (mine.level = 'track' AND excluded.level = 'watch')
    RETURNING user_id, level
"""  # noqa: S608
_READ_ON = f"""
    UPDATE {_READING} AS mine SET last_number = read.upto FROM (
        SELECT user_id, (
            SELECT max(place.new) FROM unnest(%(old_numbers)s::int[], %(new_numbers)s::int[])
                AS place (old, new) WHERE place.old <= theirs.last_number
        ) AS upto FROM {_READING} AS theirs WHERE topic_id = %(old)s
    ) AS read
    WHERE mine.topic_id = %(into)s AND mine.user_id = read.user_id
        AND mine.last_number >= %(end)s AND read.upto > mine.last_number
"""  # noqa: S608


_READ_BACK = f"""
    INSERT INTO {_READING} AS mine (user_id, topic_id, last_number, level)
    SELECT user_id, %(topic)s, (
        SELECT max(place.old) FROM unnest(%(old_numbers)s::int[], %(new_numbers)s::int[])
            AS place (old, new) WHERE place.new <= theirs.last_number
    ), '' FROM {_READING} AS theirs WHERE topic_id = %(into)s AND last_number >= %(first)s
    ON CONFLICT (user_id, topic_id) DO UPDATE
        SET last_number = greatest(mine.last_number, excluded.last_number)
"""  # noqa: S608

Level = tuple[int, str, str]  # of a member, before and after


def join_readings(old: Topic, into: Topic, end: int, places: Numbers) -> list[Level]:
    """Readers of both have read on to where they were in `old`, if they had read `into` up to its
    `end`. `places` are {number in `old`: number in `into`}. Returns whose level that changed: what
    an undo needs."""
    before = dict(Reading.objects.filter(topic=into).values_list("user", "level"))
    with connection.cursor() as cursor:
        cursor.execute(_JOIN, {"old": old.pk, "into": into.pk})
        changed = [(user, before.get(user, ""), level) for user, level in cursor.fetchall()]
        cursor.execute(
            _READ_ON,
            {
                "old": old.pk,
                "into": into.pk,
                "end": end,
                "old_numbers": list(places),
                "new_numbers": list(places.values()),
            },
        )
    return changed


def part_again(topic: Topic, into: Topic, end: int, places: Numbers, levels: list[Level]) -> None:
    """Undo `join_readings`: what was read at the end of `into` was read in `topic`, and the levels
    are as before for those who have not chosen another since. `end` is the number with which
    `into` ends again, or 0 where it has gone on."""
    numbers = {"old_numbers": list(places), "new_numbers": list(places.values())}
    with connection.cursor() as cursor:
        first = min(places.values())
        cursor.execute(_READ_BACK, numbers | {"topic": topic.pk, "into": into.pk, "first": first})
    readings = Reading.objects.filter(topic=into)
    if end:
        readings.filter(last_number__gt=end).update(last_number=end)
    for before, after in {(before, after) for _, before, after in levels}:
        users = [user for user, *level in levels if level == [before, after]]
        readings.filter(user__in=users, level=after).update(level=before)
