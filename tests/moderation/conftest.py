import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from guardian.shortcuts import assign_perm

from community.events import UNDO
from community.members.models import Standing, User
from community.pipeline.models import OutboxEntry
from forums.granting import MODERATE, READ
from forums.models import Post, State
from moderation.deciding import Choice
from moderation.models import Case, Decision, Finding
from tests.personas import People
from tests.rooms import add_post

INSULT = "pompous charlatan"


@pytest.fixture
def mia(people: People) -> User:
    """A second community manager."""
    mia = User.objects.create_user("mia@demo.test", name="Mia Second")
    Standing.objects.create(user=mia, kind=Standing.Kind.COMMUNITY_MANAGER)
    return mia


@pytest.fixture
def mo(rooms) -> User:
    """A doctor who moderates the closed board, and no other."""
    mo = User.objects.create_user("mo@demo.test", name="Mo Moderates")
    for kind in (Standing.Kind.DOCTOR, Standing.Kind.MODERATOR):
        Standing.objects.create(user=mo, kind=kind)
    for permission in (READ, MODERATE):
        assign_perm(permission, mo, rooms.closed)
    return mo


@pytest.fixture
def lex(people: People) -> User:
    """Who works the law desk, and does not moderate."""
    lex = User.objects.create_user("lex@demo.test", name="Lex Law")
    Standing.objects.create(user=lex, kind=Standing.Kind.LAW)
    return lex


@pytest.fixture
def insult(rooms) -> Post:
    """Bela's reply on the closed board, with words in it that a case is about."""
    post = rooms.closed_reply
    post.source = f"He is a {INSULT}. Repeat the troponin at three hours."
    post.text = post.source
    post.html = f"<p>{post.source}</p>"
    post.save()
    return post


@pytest.fixture
def open_case() -> Callable[..., Case]:
    """open_case(post, "words", …) is a case about that post with these words marked."""

    def make(post: Post, *words: str, held: bool = False, **fields: object) -> Case:
        now = timezone.now()
        values = {
            "severity": Case.Severity.HIGH,
            "family": "offensive",
            "due_at": now + timedelta(hours=12),
        }
        case = Case.objects.create(
            subject_kind="post",
            subject_id=post.pk,
            author=post.author,
            place=post.topic.board.name,
            held_at=now if held else None,
            **values | fields,
        )
        for word in words:
            start = post.source.index(word)
            Finding.objects.create(
                case=case,
                subject_version=post.version,
                field="body",
                kind="abuse",
                family="offensive",
                action="hold" if held else "flag",
                start=start,
                end=start + len(word),
                score=0.9,
                why="This attacks a person.",
                detector="abuse",
                detector_version=1,
            )
        if held:
            Post.objects.filter(pk=post.pk).update(state=State.HELD)
        return case

    return make


@pytest.fixture
def choice() -> Callable[..., Choice]:
    """choice("hide") is a manager's choice about the first version of something."""

    def make(action: str, **fields: object) -> Choice:
        told = {} if action == "dismiss" else {"rule": "respect", "reason": "It attacks a person."}
        return Choice(
            **{"action": action, "key": uuid.uuid4(), "subject_version": 1} | told | fields
        )

    return make


@pytest.fixture
def sent() -> Callable[..., dict[str, object]]:
    """sent(case, "hide") is what the form on the case's page sends."""

    def make(case: Case, action: str, **fields: object) -> dict[str, object]:
        data = {
            "key": str(uuid.uuid4()),
            "version": case.version,
            "subject_version": 1,
            "action": action,
            "words": "",
            "rule": "",
            "reason": "",
        }
        if action != Decision.Action.DISMISS:
            data |= {"rule": "respect", "reason": "It attacks a person."}
        return data | fields

    return make


@pytest.fixture
def hidden(people, rooms, open_case) -> Callable[..., Decision]:
    """hidden() is Moira's decision to hide a reply of Bela's, a new one each time; with `mask`, of
    one that is signed with that pseudonym."""

    def make(mask: str = "", action: str = "hide", by: User | None = None) -> Decision:
        post = add_post(rooms.closed_topic, people.bela, "He is no use at all.")
        case = open_case(post, "no use", state=Case.State.DECIDED, mask=mask)
        return Decision.objects.create(
            case=case,
            moderator=by or people.moira,
            action=action,
            rule="" if action == "dismiss" else "respect",
            reason="It attacks a person.",
            subject_version=post.version,
        )

    return make


@pytest.fixture
def minute_over(run_outbox) -> Callable[[], None]:
    """minute_over() is when a decision can no longer be undone: all that waited for it is done."""

    def pass_minute() -> None:
        ago = timezone.now() - UNDO - timedelta(seconds=1)
        Decision.objects.filter(at__gt=ago).update(at=ago)
        for _ in range(3):
            OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())
            run_outbox()

    return pass_minute
