"""Whose a pseudonym is, two of the staff learn together, and the member learns of it."""

import uuid
from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from community.members.models import Standing, User
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import rules, unmasking
from forums.access import visible_unmaskings
from forums.models import IgnoredName, Pseudonym, Unmasking
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.masks import sign
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

WHY = "A patient's safety cannot be looked after otherwise."


def second_manager():
    user = User.objects.create_user("mo@demo.test", name="Mo Second")
    Standing.objects.create(user=user, kind=Standing.Kind.COMMUNITY_MANAGER)
    return user


@pytest.fixture
def second(people):
    return second_manager()


@pytest.fixture
def post(rooms, people):
    return sign(add_post(rooms.closed_topic, people.bela, "Masked."))


def ask(user, post, ground="safety"):
    return unmasking.ask(viewer_for(user), post, ground, WHY, uuid.uuid4())


def decide(user, asked, *, approve=True):
    return unmasking.decide(viewer_for(user), asked, WHY, uuid.uuid4(), approve=approve)


def look(user, asked):
    return unmasking.look(viewer_for(user), Unmasking.objects.get(pk=asked.pk))


def later(asked, span):
    """As if it had been asked and decided so long ago."""
    asked.refresh_from_db()
    asked.asked_at -= span
    if asked.decided_at:
        asked.decided_at -= span
    asked.save()


# --- It takes two --------------------------------------------------------------------------------


def test_who_asks_does_not_decide(post, people, second):
    asked = ask(people.moira, post)
    with pytest.raises(Refused, match="another"):
        decide(people.moira, asked)
    assert look(people.moira, asked) is None
    asked = decide(second, asked)
    assert look(people.moira, asked) == look(second, asked) == people.bela


def test_the_database_itself_takes_two(post, people):
    with pytest.raises(IntegrityError), transaction.atomic():
        Unmasking.objects.create(
            pseudonym=post.pseudonym, post=post, asked_by=people.moira, decided_by=people.moira
        )


@pytest.mark.parametrize("who", ["anna", "bela", "cara", "dan", "eve", "nina", "vera", "adam"])
def test_only_a_manager_of_the_board_asks(who, post, people):
    with pytest.raises(Refused):
        ask(getattr(people, who), post)


@pytest.mark.parametrize("who", ["anna", "bela", "cara", "dan", "eve", "nina", "vera", "adam"])
def test_others_do_not_see_that_it_was_asked(who, post, people):
    ask(people.moira, post)
    assert not visible_unmaskings(viewer_for(getattr(people, who))).exists()


def test_the_superuser_alone_learns_nothing(post, people):
    """No desk has the model, and on the site an administrator is asked like any other second."""
    assert not {Pseudonym, Unmasking, IgnoredName} & set(admin.site._registry)
    with pytest.raises(Refused):
        ask(people.adam, post)


def test_an_administrator_who_reads_the_board_may_be_the_second(post, rooms, people):
    from forums.granting import admit

    admit(rooms.closed, people.adam.pk)
    asked = ask(people.moira, post)
    assert visible_unmaskings(viewer_for(people.adam)).exists()
    decided = decide(people.adam, asked)
    assert decided.decided_as == "administrator"


def test_a_manager_who_wrote_it_neither_asks_nor_decides_nor_knows(rooms, people, second):
    Standing.objects.create(user=second, kind=Standing.Kind.DOCTOR)
    post = sign(add_post(rooms.closed_topic, second, "Masked."))
    with pytest.raises(Refused, match="your own"):
        ask(second, post)
    ask(people.moira, post)
    assert not visible_unmaskings(viewer_for(second)).exists()


def test_what_is_refused_shows_no_name(post, people, second):
    asked = decide(second, ask(people.moira, post), approve=False)
    assert look(people.moira, asked) is None
    assert look(second, asked) is None


def test_no_third_sees_the_name(post, people, second):
    third = User.objects.create_user("third@demo.test", name="Third")
    Standing.objects.create(user=third, kind=Standing.Kind.COMMUNITY_MANAGER)
    asked = decide(second, ask(people.moira, post))
    assert visible_unmaskings(viewer_for(third)).exists()
    assert look(third, asked) is None


def test_it_is_decided_once(post, people, second):
    asked = decide(second, ask(people.moira, post), approve=False)
    with pytest.raises(Refused, match="decided"):
        decide(second, asked)


# --- Times ---------------------------------------------------------------------------------------


def test_the_name_is_shown_for_three_days(post, people, second):
    asked = decide(second, ask(people.moira, post))
    later(asked, timedelta(hours=71))
    assert look(people.moira, asked) == people.bela
    later(asked, timedelta(hours=2))
    assert look(people.moira, asked) is None


def test_what_no_one_decides_lapses_after_a_week(post, people, second):
    asked = ask(people.moira, post)
    later(asked, timedelta(days=6))
    unmasking.lapse(asked.pk)
    asked.refresh_from_db()
    assert asked.decided_at is None
    later(asked, timedelta(days=2))
    with pytest.raises(Refused, match="lapsed"):
        decide(second, asked)
    for _ in range(2):
        unmasking.lapse(asked.pk)
    asked.refresh_from_db()
    assert (asked.is_approved, asked.decided_by) == (False, None)
    assert asked.decided_at is not None
    assert Entry.objects.filter(verb="unmasking.lapsed").count() == 1


def test_after_that_it_may_be_asked_anew(post, people, second):
    asked = ask(people.moira, post)
    later(asked, timedelta(days=8))
    assert ask(people.moira, post).pk != asked.pk


def test_whoever_asks_meanwhile_finds_what_waits(post, people, second):
    asked = ask(people.moira, post)
    assert ask(second, post).pk == asked.pk
    assert Unmasking.objects.count() == 1


def test_no_one_asks_all_day(post, people, second):
    for _ in range(6):
        decide(second, ask(people.moira, post), approve=False)
    with pytest.raises(TooFast):
        ask(people.moira, post)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("unlimited")
def test_twenty_who_ask_at_once_leave_one_that_waits(transactional_db, rooms, people, monkeypatch):
    monkeypatch.setattr(unmasking, "ASKING", unlimited_asking())
    post = sign(add_post(rooms.closed_topic, people.bela, "Masked."))
    viewer = viewer_for(people.moira)
    results = at_once(
        lambda _: unmasking.ask(viewer, post, "law", WHY, uuid.uuid4()).pk, range(HANDS)
    )
    assert len(set(results)) == 1, results
    assert Unmasking.objects.count() == 1
    assert Entry.objects.filter(verb="unmasking.asked").count() == 1


def unlimited_asking():
    from community.lib.limits import Limit

    return Limit("asking whose a pseudonym is", "1000/day", "what is tested here is not the limit")


# --- What is kept and told -----------------------------------------------------------------------


def test_every_look_is_in_the_record_and_the_record_names_no_member(post, people, second):
    asked = decide(second, ask(people.moira, post))
    look(people.moira, asked)
    look(people.moira, asked)
    look(second, asked)
    looks = Entry.objects.filter(verb="unmasking.looked").order_by("pk")
    assert [entry.actor_id for entry in looks] == [people.moira.pk, people.moira.pk, second.pk]
    for entry in Entry.objects.filter(verb__startswith="unmasking."):
        assert people.bela.pk not in {entry.actor_id, *entry.detail.values()}
        assert "user" not in entry.detail


def test_the_second_is_told_that_someone_asks_and_the_asker_what_became_of_it(
    post, people, second, run_outbox
):
    asked = ask(people.moira, post)
    run_outbox()
    told = Notification.objects.get()
    assert told.user == second
    assert told.url == f"/unmaskings/{asked.pk}/"
    decide(second, asked)
    run_outbox()
    answer = people.moira.notifications.get()
    assert "72 hours" in answer.text
    assert not people.bela.notifications.exists()


def test_the_member_is_told_a_week_later_and_not_before(post, people, second, run_outbox, rooms):
    asked = decide(second, ask(people.moira, post))
    run_outbox()
    bela = viewer_for(people.bela)
    assert not people.bela.notifications.exists()
    assert unmasking.told_to(bela) == []
    later(asked, timedelta(days=8))
    due = OutboxEntry.objects.filter(handler="forums.unmasking.tell_member")
    assert (due.get().due_at - timezone.now()) > timedelta(days=6)
    due.update(due_at=timezone.now())
    run_outbox()
    unmasking.tell_member(asked.pk)
    told = people.bela.notifications.get()
    assert told.url == "/names/"
    (one,) = unmasking.told_to(bela)
    assert (one.unmasking.pk, one.board) == (asked.pk, rooms.closed.name)
    assert one.unmasking.told_at is not None


def test_what_came_to_nothing_is_told_too_in_its_time(post, people, second, run_outbox):
    asked = decide(second, ask(people.moira, post), approve=False)
    assert unmasking.told_to(viewer_for(people.bela)) == []
    later(asked, timedelta(days=8))
    run_outbox()
    (one,) = unmasking.told_to(viewer_for(people.bela))
    assert not one.unmasking.is_approved
    assert unmasking.told_to(viewer_for(people.anna)) == []


def test_a_board_that_they_read_no_more_is_not_named(post, people, second):
    asked = decide(second, ask(people.moira, post))
    later(asked, timedelta(days=8))
    Standing.objects.filter(user=people.bela).update(ends_at=timezone.now())
    (one,) = unmasking.told_to(viewer_for(User.objects.get(pk=people.bela.pk)))
    assert one.board == ""


def test_a_manager_may_ask_about_a_post_that_is_gone(post, people):
    from forums.access import get_masked_post_or_404
    from forums.models import State
    from forums.storing import change_state, lock

    topic, locked = lock(post.pk)
    change_state(topic, locked, State.REMOVED)
    found = get_masked_post_or_404(viewer_for(people.moira), post.pk)
    assert rules.may_ask_whose(viewer_for(people.moira), found)
