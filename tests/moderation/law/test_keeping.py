"""What a held member overwrites or throws away is kept: their page, their drafts, their notes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.members.editing import Beside, Page, edit_profile
from community.members.viewer import viewer_for
from forums import bookmarking, drafting
from forums.drafting import Typed
from forums.limits import DRAFTS_KEPT
from forums.models import Draft
from forums.places import Place, place_or_404
from moderation.law import holding
from moderation.models import HeldCopy, Report
from moderation.reports import answering
from tests.moderation.law.test_holding import kept

pytestmark = pytest.mark.django_db

WORDS = "Give him the blue one before he asks."


# --- A member's page -----------------------------------------------------------------------------


@pytest.fixture
def say(people):
    """say(about="…") is Bela saving his page."""

    def make(grade="Consultant", name=people.bela.name, **page):
        beside = Beside(name, people.bela.specialty, grade)
        return edit_profile(viewer_for(people.bela), beside, Page(**page))

    return make


@pytest.mark.parametrize("field", ["about", "workplace", "interests"])
@pytest.mark.parametrize("after", ["", "Nothing"])
def test_what_a_held_member_overwrites_on_their_page_is_kept(people, place, say, field, after):
    say(**{field: WORDS[:30]})
    hold = place("member", people.bela.pk)
    say(**{field: after})
    ((kind, pk, fields),) = kept(hold=hold, why="changed")
    assert (kind, pk, fields) == ("profile", people.bela.pk, {field: WORDS[:30]})


def test_so_are_a_name_and_a_grade(people, place, say):
    say(grade="Emperor")
    place("profile", people.bela.pk)
    was = people.bela.name
    say(grade="Registrar", name="Bela Other")
    ((_, _, fields),) = kept()
    assert fields == {"name": was, "grade": "Emperor"}


def test_what_stays_is_not_kept_again(people, place, say):
    say(about=WORDS)
    place("member", people.bela.pk)
    say(about=WORDS)
    assert not HeldCopy.objects.exists()


def test_without_a_hold_on_them_nothing_is_kept(people, place, say):
    say(about=WORDS)
    place("member", people.anna.pk)
    say()
    assert not HeldCopy.objects.exists()


# --- Drafts --------------------------------------------------------------------------------------


@pytest.fixture
def bela(people):
    return viewer_for(people.bela)


@pytest.fixture
def here(rooms):
    return Place(rooms.closed_topic.board, rooms.closed_topic)


@pytest.fixture
def draft(bela, here):
    return drafting.save(bela, here, Typed(WORDS))


def test_a_draft_that_is_discarded_is_kept(people, place, bela, here, draft):
    place("member", people.bela.pk)
    drafting.discard(bela, here.name)
    assert not Draft.objects.exists()
    assert kept(why="discarded") == [("draft", draft.pk, {"draft": WORDS})]


@pytest.mark.parametrize("after", ["", "Something else, and longer than what was there before it."])
def test_so_is_one_that_is_emptied_or_overwritten(people, place, bela, here, draft, after):
    place("member", people.bela.pk)
    drafting.save(bela, here, Typed(after, seen=draft.version))
    assert kept(why="overwritten") == [("draft", draft.pk, {"draft": WORDS})]


def test_who_writes_on_loses_nothing(people, place, bela, here, draft):
    place("member", people.bela.pk)
    drafting.save(bela, here, Typed(f"{WORDS} Then wait.", seen=draft.version))
    assert not HeldCopy.objects.exists()


def test_so_is_one_that_nobody_came_back_to(people, place, draft):
    place("member", people.bela.pk)
    Draft.objects.update(updated_at=timezone.now() - DRAFTS_KEPT - timedelta(days=1))
    assert drafting.clear_old() == 1
    assert kept(why="left") == [("draft", draft.pk, {"draft": WORDS})]


def test_a_hold_on_a_post_keeps_the_edits_of_it_that_were_not_sent(people, rooms, place, viewer_of):
    nina = viewer_of(people.nina)
    edit = place_or_404(nina, f"edit {rooms.open_reply.pk}")
    drafting.save(nina, edit, Typed(WORDS))
    place("post", rooms.open_reply.pk)
    drafting.discard(nina, edit.name)
    assert [fields for _, _, fields in kept()] == [{"draft": WORDS}]


def test_whose_a_pseudonym_is_the_copy_of_a_draft_does_not_say(people, place, bela, here):
    drafting.save(bela, here, Typed(WORDS, more={"masked": True}))
    hold = place("member", people.bela.pk)
    drafting.discard(bela, here.name)
    assert hold.copies.get().why == holding.MASKED


def test_without_a_hold_no_draft_is_kept(place, people, bela, here, draft):
    place("member", people.anna.pk)
    drafting.discard(bela, here.name)
    assert not HeldCopy.objects.exists()


@pytest.mark.parametrize("after", [None, "Another"])
def test_a_note_that_a_held_member_made_for_themselves_is_kept(people, rooms, place, bela, after):
    post = rooms.closed_topic.posts.first()
    bookmarking.amend(bela, post, WORDS, None)
    place("member", people.bela.pk)
    if after is None:
        bookmarking.remove(bela, post)
    else:
        bookmarking.amend(bela, post, after, None)
    assert [fields for kind, _, fields in kept() if kind == "bookmark"] == [{"note": WORDS}]


# --- Who reported it -----------------------------------------------------------------------------


@pytest.mark.parametrize("held", [True, False])
def test_under_a_hold_the_address_of_who_reported_it_is_not_forgotten(
    people, insult, open_case, place, held
):
    report = Report.objects.create(
        case=open_case(insult),
        kind="abuse",
        channel="member",
        reporter=people.anna,
        sealed_email=b"sealed",
        due_at=timezone.now(),
        settled_at=timezone.now() - timedelta(days=99),
    )
    place("post", insult.pk if held else insult.topic.posts.exclude(pk=insult.pk).first().pk)
    assert answering.drop_addresses() == (0 if held else 1)
    report.refresh_from_db()
    assert (report.sealed_email is not None) == held
