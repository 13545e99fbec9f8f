"""The pictures of what was opened: for who opened it, for as long as they have it before them."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from forums import picturing
from forums.models import Picture
from moderation import deciding
from moderation.carrying_out import Choice
from moderation.limits import APPEAL_ANSWERED_WITHIN, APPEAL_WITHIN, LOOK_LASTS
from moderation.models import Appeal, Case, Decision, Look, SealedOriginal, SecondLook
from tests.forums.drawn import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def before(rooms, people):
    """A picture of Bela's as it was, in every size."""
    picture = kept(rooms.closed_reply, people.bela, looked_at=timezone.now(), text="BROWN")
    return picturing.all_sizes(picture)


@pytest.fixture(params=["cover", "remove"])
def decision(request, before, people, viewer_of):
    """What Moira decided about it."""
    picture = Picture.objects.get()
    case = Case.objects.create(
        subject_kind="picture",
        subject_id=picture.pk,
        author=people.bela,
        place="x",
        severity=2,
        family="identifying",
        due_at=timezone.now(),
    )
    choice = Choice(
        action=request.param,
        key=uuid.uuid4(),
        subject_version=1,
        rule="patients",
        reason="A name.",
        boxes=[(0, 0, 50, 100)] if request.param == "cover" else [],
    )
    return deciding.decide(viewer_of(people.moira), case.pk, 1, choice)


def address(decision, purpose, size="large"):
    name = f"{decision.case.subject_id}-{size}"
    return f"/moderation/decisions/{decision.pk}/sealed/{purpose}/{name}.webp"


def appealed(decision):
    return Appeal.objects.create(
        case=decision.case,
        decision=decision,
        author_id=decision.case.author_id,
        words="It tells nothing.",
        due_at=timezone.now() + APPEAL_ANSWERED_WITHIN,
    )


def test_its_author_sees_it_as_it_was_while_they_may_appeal(decision, before, people, client_for):
    bela = client_for(people.bela)
    assert "See it as it was before" in bela.get(decision.get_absolute_url()).text
    assert bela.get(address(decision, "author")).status_code == 404  # not opened yet
    page = bela.post(f"{decision.get_absolute_url()}words/").text
    assert f'src="{address(decision, "author")}"' in page
    answer = bela.get(address(decision, "author"))
    assert answer.content == before["large"]
    assert answer["Content-Type"] == "image/webp"
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    Decision.objects.update(at=timezone.now() - APPEAL_WITHIN - timedelta(days=1))
    assert bela.get(address(decision, "author")).status_code == 403


def test_one_look_stands_for_the_page_and_its_pictures_and_is_over_soon(
    decision, people, client_for
):
    bela = client_for(people.bela)
    bela.post(f"{decision.get_absolute_url()}words/")
    for size in ("small", "large", "full"):
        assert bela.get(address(decision, "author", size)).status_code == 200
    assert Look.objects.count() == Entry.objects.filter(verb="sealed.opened").count() == 1
    Look.objects.update(at=timezone.now() - LOOK_LASTS)
    assert bela.get(address(decision, "author")).status_code == 404


def test_who_answers_an_appeal_sees_it_once_they_opened_it(
    decision, before, people, mia, client_for
):
    appeal = appealed(decision)
    second = client_for(mia)
    assert second.get(address(decision, "appeal")).status_code == 404
    sent = {"why": "To see what was covered"}
    page = second.post(f"/moderation/appeals/{appeal.pk}/open/", sent).text
    assert address(decision, "appeal") in page
    assert second.get(address(decision, "appeal")).content == before["large"]
    assert second.get(address(decision, "law")).status_code == 404
    assert client_for(people.bela).get(address(decision, "appeal")).status_code == 404


def test_the_law_desk_sees_it_once_they_opened_it(decision, before, lex, people, client_for):
    desk = client_for(lex)
    assert desk.get(address(decision, "law")).status_code == 404
    page = desk.post(f"/moderation/sealed/{decision.pk}/", {"why": "An order of court"}).text
    assert address(decision, "law") in page
    assert desk.get(address(decision, "law")).content == before["large"]


def test_a_second_look_is_at_the_picture_as_it_was(decision, before, mia, client_for):
    look = SecondLook.objects.create(decision=decision)
    page = client_for(mia).get(f"/moderation/second-looks/{look.pk}/").text
    assert address(decision, "second") in page
    picture = Picture.objects.get()
    assert f"/pictures/{picture.token}/" not in page  # else one would see what was decided
    assert client_for(mia).get(address(decision, "second")).content == before["large"]


@pytest.mark.parametrize("who", [None, "anna", "cara", "nina", "eve", "moira", "vera", "adam"])
def test_nobody_else_sees_it_whatever_for(decision, people, client_for, lex, who):
    """Not even whoever decided, an administrator, or where somebody else has opened it."""
    appealed(decision)
    for purpose in ("author", "appeal", "second", "law", "reversal"):
        Look.objects.create(decision=decision, by=lex, purpose=purpose, reason="x")
    client = client_for(getattr(people, who) if who else None)
    for purpose in ("author", "appeal", "second", "law", "reversal", "none"):
        answer = client.get(address(decision, purpose))
        assert answer.status_code in ((403, 404) if who else (302,)), purpose
        assert "image" not in answer["Content-Type"]


def test_another_name_is_not_there(decision, lex, client_for):
    desk = client_for(lex)
    desk.post(f"/moderation/sealed/{decision.pk}/", {"why": "An order of court"})
    there = address(decision, "law")
    for other in (there.replace("-large", "-huge"), there.replace(f"/{decision.pk}/", "/999999/")):
        assert desk.get(other).status_code == 404
    SealedOriginal.objects.all().delete()
    assert desk.get(there).status_code == 404
