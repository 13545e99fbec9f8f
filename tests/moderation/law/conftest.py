import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from community import subjects
from community.members.models import Standing, User
from community.members.viewer import viewer_for
from moderation.law import holding, noticing
from moderation.law.disclosing import Demand
from moderation.law.notice_steps import Answer, Complaint, Deed
from moderation.models import Hold, Notice
from tests.personas import People

# Words that stand nowhere but in what is sealed.
MEANING = "That I falsified a trial, which I never did."
HOME = "3 Quiet Lane, Leeds"


@pytest.fixture
def lou(people: People) -> User:
    """A second person of the law desk."""
    lou = User.objects.create_user("lou@demo.test", name="Lou Second")
    Standing.objects.create(user=lou, kind=Standing.Kind.LAW)
    return lou


@pytest.fixture
def complaint() -> Complaint:
    return Complaint(
        name="Prof. Ada Named",
        email="ada@named.test",
        statement="He is a pompous charlatan.",
        where="/p/1/",
        meaning=MEANING,
        untrue="All of it.",
        cannot_identify=True,
    )


@pytest.fixture
def received(lex, insult, complaint) -> Callable[..., Notice]:
    """received() is a complete notice about Bela's post; fields of the complaint may differ."""

    def make(said: Complaint = complaint, about=None, **when) -> Notice:
        written = subjects.of("post").read((about or insult).pk)
        return noticing.receive(viewer_for(lex), written, said, uuid.uuid4(), **when)

    return make


@pytest.fixture
def take(lex) -> Callable[..., Notice]:
    """take(notice, "forward") is the next step, by the law desk."""

    def make(notice: Notice, deed: str, **more) -> Notice:
        version = Notice.objects.get(pk=notice.pk).version
        return noticing.take(viewer_for(lex), notice.pk, version, Deed(deed), uuid.uuid4(), **more)

    return make


@pytest.fixture
def with_poster(received, take) -> Notice:
    return take(received(), "forward")


DEFENDED = Answer(agrees=False, name="Bela Kovac", address=HOME)
AGREED = Answer(agrees=True)
SILENT = Answer(agrees=False)


@pytest.fixture
def answered(people, with_poster) -> Callable[..., Notice]:
    """answered(DEFENDED) is a notice that the poster answered so."""

    def make(said: Answer) -> Notice:
        return noticing.answer(viewer_for(people.bela), with_poster.pk, said, uuid.uuid4())

    return make


@pytest.fixture
def late() -> Callable[[Notice], Notice]:
    """late(notice): as if the poster's time were over."""

    def make(notice: Notice) -> Notice:
        now = timezone.now()
        Notice.objects.filter(pk=notice.pk).update(poster_due_at=now - timedelta(minutes=1))
        return Notice.objects.get(pk=notice.pk)

    return make


@pytest.fixture
def place(lex) -> Callable[..., Hold]:
    """place("post", pk) is a hold of the law desk's."""

    def make(kind: str, pk: int, days: int = 30) -> Hold:
        review_at = timezone.now() + timedelta(days=days)
        return holding.place(
            viewer_for(lex), kind, pk, "A claim is likely.", review_at, uuid.uuid4()
        )

    return make


@pytest.fixture
def demand(people, insult) -> Demand:
    return Demand(
        body="gmc",
        reference="E1-2026",
        ground="Medical Act 1983, section 35A",
        asked_for="All that Dr Kovac wrote about a colleague.",
        subjects=[("post", insult.pk)],
        about_id=people.bela.pk,
    )
