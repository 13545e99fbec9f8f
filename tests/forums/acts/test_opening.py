"""Open a group, renew it, close it; open a board for an incident."""

import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import opening
from forums.access import joined_groups, owned_groups, visible_boards
from forums.limits import GROUP_ENDS_SOON
from forums.models import Board
from forums.posting import Stopped
from forums.rules import may_reply, may_start_topic
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.writing import NHS_NUMBER, UNLIMITED


def wanted(**fields):
    start = {
        "template": "study",
        "name": "Thursday journal club",
        "description": "",
        "requires": Board.Requires.MEMBER,
        "months": 6,
        "key": uuid.uuid4(),
    }
    return opening.Wanted(**(start | fields))


@pytest.fixture
def group(people, viewer_of):
    return opening.open_group(viewer_of(people.anna), wanted(requires=Board.Requires.DOCTOR))


def end(group, ago=timedelta(seconds=1)):
    Board.objects.filter(pk=group.pk).update(expires_at=timezone.now() - ago)
    group.refresh_from_db()


@pytest.mark.parametrize("who", ["anna", "nina", "stu"])
def test_doctors_professionals_and_students_open_groups(who, people, viewer_of):
    owner = viewer_of(getattr(people, who))
    group = opening.open_group(owner, wanted())
    assert group.is_group
    assert group.owner_id == owner.user_id
    assert timedelta(days=180) < group.expires_at - timezone.now() < timedelta(days=184)
    fresh = viewer_of(getattr(people, who))
    assert list(joined_groups(fresh)) == [group]
    assert may_start_topic(fresh, group)
    assert Entry.objects.filter(verb="group.opened", about_id=group.pk).count() == 1


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "vera", "moira", "adam"])
def test_others_do_not_and_are_told_why(who, people, viewer_of):
    viewer = viewer_of(getattr(people, who))
    assert opening.may_open_group(viewer).reason
    with pytest.raises(Refused):
        opening.open_group(viewer, wanted())
    assert not Board.objects.exists()


def test_nobody_else_sees_it_but_managers(group, people, viewer_of):
    readers = {
        user.email.split("@")[0] for user in people if visible_boards(viewer_of(user)).exists()
    }
    assert readers == {"anna", "moira"}


def test_no_one_asks_more_of_members_than_they_are_themselves(people, viewer_of):
    nina = viewer_of(people.nina)
    opening.open_group(nina, wanted(requires=Board.Requires.PROFESSIONAL))
    with pytest.raises(Refused):
        opening.open_group(nina, wanted(requires=Board.Requires.DOCTOR))
    with pytest.raises(Refused):
        opening.open_group(viewer_of(people.stu), wanted(requires=Board.Requires.PROFESSIONAL))


def test_an_address_tells_nothing_of_what_is_there(group, people, viewer_of):
    other = opening.open_group(viewer_of(people.bela), wanted(name=group.name))
    assert other.slug != group.slug
    assert all(len(b.slug.rpartition("-")[2]) == 8 for b in (group, other))


def test_a_group_may_be_named_without_letters(people, viewer_of):
    group = opening.open_group(viewer_of(people.anna), wanted(name="???"))
    assert group.slug.startswith("group-")


def test_a_fourth_group_is_too_many_until_one_has_ended(people, viewer_of):
    anna = viewer_of(people.anna)
    groups = [opening.open_group(anna, wanted()) for _ in range(3)]
    with pytest.raises(Refused, match="at most"):
        opening.open_group(anna, wanted())
    opening.close(viewer_of(people.anna), groups[0])
    opening.open_group(anna, wanted())
    with pytest.raises(Refused, match="at most"):
        opening.renew(viewer_of(people.anna), groups[0].pk, 3)


def test_a_patients_number_is_no_name(people, viewer_of):
    with pytest.raises(Stopped) as stopped:
        opening.open_group(viewer_of(people.anna), wanted(name=f"About {NHS_NUMBER}"))
    assert set(stopped.value.marks) == {"name"}
    assert not Board.objects.exists()


def test_its_end_closes_it_at_the_next_request_though_grants_are_cached(
    group, people, viewer_of, client_for, monkeypatch
):
    anna, where = client_for(people.anna), group.get_absolute_url()
    assert anna.get(where).status_code == 200  # and the grants are cached
    later = group.expires_at + timedelta(seconds=1)
    monkeypatch.setattr("forums.granting.timezone.now", lambda: later)
    assert anna.get(where).status_code == 404
    assert group.name not in anna.get("/boards/").text
    assert list(owned_groups(viewer_of(people.anna))) == [group]
    assert client_for(people.moira).get(where).status_code == 200


def test_its_owner_renews_it_for_all(group, people, viewer_of, client_for):
    end(group, timedelta(days=40))
    anna = client_for(people.anna)
    assert anna.get(group.get_absolute_url()).status_code == 404
    opening.renew(viewer_of(people.anna), group.pk, 12)
    group.refresh_from_db()
    assert timedelta(days=364) < group.expires_at - timezone.now() <= timedelta(days=365)


def test_renewing_never_shortens(group, people, viewer_of):
    opening.renew(viewer_of(people.anna), group.pk, 12)
    group.refresh_from_db()
    long = group.expires_at
    opening.renew(viewer_of(people.anna), group.pk, 3)
    group.refresh_from_db()
    assert group.expires_at == long
    assert Entry.objects.filter(verb="group.renewed").count() == 1


def test_only_the_owner_renews_and_only_while_they_are_what_it_asks(group, people, viewer_of):
    for who in (people.bela, people.moira, people.cara):
        with pytest.raises(Http404):
            opening.renew(viewer_of(who), group.pk, 3)
    people.anna.standings.update(ends_at=timezone.now())
    with pytest.raises(Refused):
        opening.renew(viewer_of(people.anna), group.pk, 3)


def test_the_owner_or_a_manager_closes_it_and_nothing_is_lost(group, people, viewer_of):
    opening.close(viewer_of(people.moira), group)
    group.refresh_from_db()
    assert group.has_ended
    opening.close(viewer_of(people.moira), group)
    assert Entry.objects.filter(verb="group.closed").count() == 1
    opening.renew(viewer_of(people.anna), group.pk, 3)
    assert opening.may_close(viewer_of(people.bela), group).reason


def test_the_owner_is_reminded_once_two_weeks_before(group, people, viewer_of, run_outbox):
    entry = OutboxEntry.objects.get(event="group.ending")
    assert abs(entry.due_at - (group.expires_at - GROUP_ENDS_SOON)) < timedelta(seconds=1)
    OutboxEntry.objects.filter(pk=entry.pk).update(due_at=timezone.now())
    run_outbox()
    opening.remind_owner(**entry.payload)
    told = Notification.objects.get(user=people.anna)
    assert group.name not in told.text
    assert group.slug not in told.url


def test_no_one_is_reminded_of_an_end_that_is_another_now(group, people, viewer_of):
    entry = OutboxEntry.objects.get(event="group.ending")
    opening.renew(viewer_of(people.anna), group.pk, 12)
    opening.remind_owner(**entry.payload)
    assert not Notification.objects.exists()
    assert OutboxEntry.objects.filter(event="group.ending").count() == 2


def test_a_manager_opens_a_board_for_an_incident_in_one_go(people, viewer_of):
    moira, key = viewer_of(people.moira), uuid.uuid4()
    post = opening.open_incident(moira, "Power failure", Board.Audience.DOCTORS, key)
    again = opening.open_incident(moira, "Power failure", Board.Audience.DOCTORS, key)
    assert again == post
    board = Board.objects.get()
    assert (board.slow_seconds, board.section, board.expires_at) == (60, "site", None)
    assert post.topic.is_pinned
    assert "Power failure" in post.source
    readers = {u.email[0] for u in people if visible_boards(viewer_of(u)).exists()}
    assert readers == {"a", "b", "m"}  # Anna, Bela and Moira; Adam is no doctor
    assert may_reply(viewer_of(people.anna), post.topic)


def test_an_incident_for_professionals_is_theirs_too(people, viewer_of):
    opening.open_incident(
        viewer_of(people.moira), "Flood", Board.Audience.PROFESSIONALS, uuid.uuid4()
    )
    assert visible_boards(viewer_of(people.nina)).exists()
    assert not visible_boards(viewer_of(people.cara)).exists()


@pytest.mark.parametrize("who", ["anna", "vera", "adam", "cara"])
def test_no_one_else_opens_one(who, people, viewer_of):
    with pytest.raises(Refused):
        opening.open_incident(
            viewer_of(getattr(people, who)), "Flood", Board.Audience.DOCTORS, uuid.uuid4()
        )
    assert not Board.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_open_one_group(transactional_db, people, monkeypatch):
    monkeypatch.setattr(opening, "OPENING", UNLIMITED)
    viewer, form = viewer_for(people.anna), wanted()
    made = at_once(lambda _: opening.open_group(viewer, form).pk, range(HANDS))
    assert len(set(made)) == 1, made
    assert Board.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_forms_at_once_open_three_groups(transactional_db, people, monkeypatch):
    monkeypatch.setattr(opening, "OPENING", UNLIMITED)
    viewer = viewer_for(people.anna)
    made = at_once(lambda _: opening.open_group(viewer, wanted()).pk, range(HANDS))
    assert sum(isinstance(result, Refused) for result in made) == HANDS - 3, made
    assert Board.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_open_one_incident(transactional_db, people):
    key = uuid.uuid4()

    def click(_):
        moira = viewer_for(people.moira)
        return opening.open_incident(moira, "Flood", Board.Audience.DOCTORS, key).pk

    assert len(set(at_once(click, range(HANDS)))) == 1
    assert Board.objects.count() == 1
