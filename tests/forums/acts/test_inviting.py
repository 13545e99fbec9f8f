"""Invite to a group, join it by the link, leave it, be taken out, hand it over."""

import re
import uuid
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import Http404
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.limits import Limit, TooFast
from community.lib.verdicts import Refused
from community.members.models import User
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import inviting, opening
from forums.access import joined_groups
from forums.models import Board, BoardUserGrant, Ignore, Invitation
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.acts.test_opening import wanted
from tests.forums.writing import UNLIMITED


@pytest.fixture
def group(people, viewer_of):
    """Anna's, for doctors."""
    return opening.open_group(viewer_of(people.anna), wanted(requires=Board.Requires.DOCTOR))


@pytest.fixture
def invited(group, people, viewer_of):
    """invited(email) is Anna's newest invitation to it."""

    def invite(email="bela@demo.test"):
        inviting.invite(viewer_of(people.anna), group, email, uuid.uuid4())
        return Invitation.objects.latest("pk")

    return invite


@pytest.fixture
def bela_in(invited, people, viewer_of):
    return inviting.accept(viewer_of(people.bela), invited())


def reads(user, viewer_of):
    return joined_groups(viewer_of(user)).exists()


def posted(run_outbox, capture):
    with capture(execute=True):
        run_outbox()
    return mail.outbox


# --- Inviting ------------------------------------------------------------------------------------


def test_the_mail_names_who_invites_and_never_the_group(
    group, invited, run_outbox, django_capture_on_commit_callbacks
):
    invited()
    (letter,) = posted(run_outbox, django_capture_on_commit_callbacks)
    assert letter.to == ["bela@demo.test"]
    assert "Anna Sharma" in letter.body
    assert "Grand Round" in letter.subject
    for word in (group.name, group.slug, "journal"):
        assert word not in str(letter.message())
    assert re.search(r"http://\S+/invitation/\S+/\n", letter.body)


def test_nothing_secret_is_kept(invited):
    invitation = invited()
    token = inviting.token_of(invitation)
    kept = str(list(OutboxEntry.objects.values())) + str(list(Invitation.objects.values()))
    kept += str(list(Entry.objects.values()))
    assert token.partition(":")[2] not in kept
    assert "bela@demo.test" not in str(list(OutboxEntry.objects.values_list("payload", flat=True)))
    assert "bela@demo.test" not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_an_address_without_an_account_is_invited_alike(
    invited, run_outbox, django_capture_on_commit_callbacks
):
    invited("Nobody.Yet@Example.org")
    (letter,) = posted(run_outbox, django_capture_on_commit_callbacks)
    assert letter.to == ["nobody.yet@example.org"]


def test_only_who_looks_after_it_invites(group, bela_in, people, viewer_of):
    for who in (people.bela, people.moira):
        with pytest.raises(Refused):
            inviting.invite(viewer_of(who), group, "nina@demo.test", uuid.uuid4())
    opening.close(viewer_of(people.anna), group)
    group.refresh_from_db()
    with pytest.raises(Refused, match="ended"):
        inviting.invite(viewer_of(people.anna), group, "nina@demo.test", uuid.uuid4())


def test_a_second_invitation_ends_the_first(invited, people, viewer_of):
    first, second = invited(), invited("BELA@demo.test")
    with pytest.raises(inviting.Spent):
        inviting.get_invitation_or_404(viewer_of(people.bela), inviting.token_of(first))
    assert inviting.get_invitation_or_404(viewer_of(people.bela), inviting.token_of(second))
    assert Invitation.objects.filter(closed_at=None).count() == 1


def test_fifty_open_invitations_are_enough(invited, monkeypatch, people, viewer_of, group):
    monkeypatch.setattr(inviting, "INVITATIONS_OPEN", 2)
    one, _ = invited("a@example.org"), invited("b@example.org")
    with pytest.raises(Refused):
        invited("c@example.org")
    invited("b@example.org")  # in place of its own
    inviting.withdraw_invitation(viewer_of(people.anna), group, one.pk)
    invited("c@example.org")


def test_invitations_are_counted_by_the_day(invited, monkeypatch):
    monkeypatch.setattr(inviting, "INVITING", Limit("inviting", "1/day", "for this test"))
    invited("a@example.org")
    with pytest.raises(TooFast):
        invited("b@example.org")
    assert Invitation.objects.count() == 1


def test_no_mail_goes_out_for_one_that_is_withdrawn_or_from_one_who_is_ignored_or_suspended(
    group, invited, people, viewer_of, run_outbox, django_capture_on_commit_callbacks
):
    inviting.withdraw_invitation(viewer_of(people.anna), group, invited("a@example.org").pk)
    Ignore.objects.create(user=people.bela, ignored=people.anna)
    invited("bela@demo.test")
    assert posted(run_outbox, django_capture_on_commit_callbacks) == []
    invited("b@example.org")
    User.objects.filter(pk=people.anna.pk).update(
        suspended_until=timezone.now() + timedelta(days=1)
    )
    assert posted(run_outbox, django_capture_on_commit_callbacks) == []


def test_another_groups_invitation_is_not_withdrawn_from_here(group, invited, people, viewer_of):
    theirs = invited()
    other = opening.open_group(viewer_of(people.nina), wanted())
    inviting.withdraw_invitation(viewer_of(people.nina), other, theirs.pk)
    theirs.refresh_from_db()
    assert theirs.closed_at is None


def test_addresses_are_forgotten_a_month_after_the_invitation_ended(invited, people, viewer_of):
    waits, old, withdrawn = invited("a@x.org"), invited("b@x.org"), invited("c@x.org")
    past = timezone.now() - timedelta(days=31)
    Invitation.objects.filter(pk=old.pk).update(expires_at=past)
    Invitation.objects.filter(pk=withdrawn.pk).update(closed_at=past)
    just = invited("d@x.org")
    Invitation.objects.filter(pk=just.pk).update(closed_at=timezone.now())
    assert inviting.clear_old() == 2
    assert set(Invitation.objects.values_list("pk", flat=True)) == {waits.pk, just.pk}


# --- Joining -------------------------------------------------------------------------------------


def test_whoever_was_invited_joins_and_reads_and_writes(group, invited, people, viewer_of):
    invitation = invited()
    assert inviting.accept(viewer_of(people.bela), invitation) == group
    assert reads(people.bela, viewer_of)
    invitation.refresh_from_db()
    assert invitation.accepted_by == people.bela
    assert Entry.objects.get(verb="group.joined").actor_id == people.bela.pk
    told = Notification.objects.get(user=people.anna)
    assert group.name not in told.text + told.url


@pytest.mark.parametrize("who", ["cara", "nina", "moira", "anna", "eve"])
def test_the_link_opens_nothing_for_anyone_else(who, invited, people, viewer_of):
    token = inviting.token_of(invited())
    with pytest.raises(Http404):
        inviting.get_invitation_or_404(viewer_of(getattr(people, who)), token)


def test_an_address_that_was_not_confirmed_opens_nothing(invited, people, viewer_of):
    EmailAddress.objects.create(user=people.nina, email="new@example.org", verified=False)
    token = inviting.token_of(invited("new@example.org"))
    with pytest.raises(Http404):
        inviting.get_invitation_or_404(viewer_of(people.nina), token)
    EmailAddress.objects.filter(email="new@example.org").update(verified=True)
    assert inviting.get_invitation_or_404(viewer_of(people.nina), token)


def test_a_link_that_was_touched_opens_nothing(invited, people, viewer_of):
    token = inviting.token_of(invited())
    for bad in (token[:-1], token + "x", "1", "1:2:3", "\x00", "é"):
        with pytest.raises(Http404):
            inviting.get_invitation_or_404(viewer_of(people.bela), bad)


def test_who_is_not_what_it_asks_is_told_and_may_come_back(invited, people, viewer_of):
    invitation = invited("cara@demo.test")
    verdict = inviting.may_join(viewer_of(people.cara), invitation)
    assert "doctors who are verified" in verdict.reason
    assert "stays good" in verdict.reason
    with pytest.raises(Refused):
        inviting.accept(viewer_of(people.cara), invitation)
    people.cara.standings.create(kind="doctor")
    inviting.accept(viewer_of(people.cara), invitation)
    assert reads(people.cara, viewer_of)


def test_one_that_is_old_or_withdrawn_or_whose_group_has_ended_is_spent(
    group, invited, people, viewer_of
):
    bela, anna = viewer_of(people.bela), viewer_of(people.anna)
    old = invited()
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(inviting.Spent):
        inviting.get_invitation_or_404(bela, inviting.token_of(old))
    new = invited()
    opening.close(anna, group)
    with pytest.raises(inviting.Spent):
        inviting.get_invitation_or_404(bela, inviting.token_of(new))
    with pytest.raises(inviting.Spent):
        inviting.accept(bela, new)
    opening.renew(viewer_of(people.anna), group.pk, 3)
    group.refresh_from_db()
    inviting.withdraw_invitation(anna, group, new.pk)
    with pytest.raises(inviting.Spent):
        inviting.accept(bela, new)
    assert not reads(people.bela, viewer_of)


def test_a_full_group_takes_no_more(invited, people, viewer_of, monkeypatch):
    monkeypatch.setattr(inviting, "MEMBERS_AT_MOST", 1)
    with pytest.raises(Refused, match="full"):
        inviting.accept(viewer_of(people.bela), invited())


# --- Membership ----------------------------------------------------------------------------------


def test_a_standing_that_ends_closes_it_and_one_that_comes_back_opens_it(
    bela_in, people, viewer_of, client_for
):
    bela, where = client_for(people.bela), bela_in.get_absolute_url()
    assert bela.get(where).status_code == 200
    people.bela.standings.update(ends_at=timezone.now())
    assert bela.get(where).status_code == 404
    people.bela.standings.update(ends_at=None)
    assert bela.get(where).status_code == 200
    User.objects.filter(pk=people.bela.pk).update(
        suspended_until=timezone.now() + timedelta(days=1)
    )
    assert bela.get(where).status_code == 404


def test_a_member_leaves_and_reads_no_more(bela_in, people, viewer_of):
    inviting.leave(viewer_of(people.bela), bela_in)
    inviting.leave(viewer_of(people.bela), bela_in)
    assert not reads(people.bela, viewer_of)
    assert Entry.objects.filter(verb="group.left").count() == 1


def test_its_owner_does_not_just_leave(group, people, viewer_of):
    with pytest.raises(Refused, match="Hand it over"):
        inviting.leave(viewer_of(people.anna), group)
    with pytest.raises(Refused):
        inviting.leave(viewer_of(people.moira), group)
    assert reads(people.anna, viewer_of)


def test_the_owner_or_a_manager_takes_a_member_out(bela_in, people, viewer_of):
    with pytest.raises(Refused):
        inviting.remove(viewer_of(people.bela), bela_in, people.anna.pk)
    with pytest.raises(Refused, match="stays"):
        inviting.remove(viewer_of(people.moira), bela_in, people.anna.pk)
    inviting.remove(viewer_of(people.moira), bela_in, people.bela.pk)
    inviting.remove(viewer_of(people.anna), bela_in, people.bela.pk)
    inviting.remove(viewer_of(people.anna), bela_in, 987654321)
    assert not reads(people.bela, viewer_of)
    assert Entry.objects.filter(verb="group.removed").count() == 1
    assert bela_in.name not in Notification.objects.get(user=people.bela).text


def test_one_who_was_taken_out_does_not_come_back_by_the_old_link(bela_in, people, viewer_of):
    token = inviting.token_of(Invitation.objects.get())
    inviting.remove(viewer_of(people.anna), bela_in, people.bela.pk)
    with pytest.raises(inviting.Spent):
        inviting.get_invitation_or_404(viewer_of(people.bela), token)
    assert not reads(people.bela, viewer_of)


def test_a_group_is_handed_over_to_a_member_who_could_have_opened_it(bela_in, people, viewer_of):
    anna = viewer_of(people.anna)
    for who in (people.nina, people.moira, people.cara):
        with pytest.raises(Refused):
            inviting.hand_over(anna, bela_in, who.pk)
    inviting.hand_over(anna, bela_in, people.bela.pk)
    bela_in.refresh_from_db()
    assert bela_in.owner == people.bela
    inviting.leave(anna, bela_in)
    assert not reads(people.anna, viewer_of)
    with pytest.raises(Refused):
        inviting.hand_over(anna, bela_in, people.anna.pk)


def test_no_one_is_handed_a_fourth_group(bela_in, people, viewer_of):
    for _ in range(3):
        opening.open_group(viewer_of(people.bela), wanted())
    with pytest.raises(Refused, match="as many"):
        inviting.hand_over(viewer_of(people.anna), bela_in, people.bela.pk)


# --- Many hands at once --------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_join_once(transactional_db, people, monkeypatch):
    viewer = viewer_for(people.bela)
    group = opening.open_group(viewer_for(people.anna), wanted())
    inviting.invite(viewer_for(people.anna), group, "bela@demo.test", uuid.uuid4())
    invitation = Invitation.objects.get()
    joined = at_once(lambda _: inviting.accept(viewer, invitation).pk, range(HANDS))
    assert joined == [group.pk] * HANDS
    assert BoardUserGrant.objects.filter(user=people.bela).count() == 3
    assert Entry.objects.filter(verb="group.joined").count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_invite_once(transactional_db, people, monkeypatch):
    monkeypatch.setattr(inviting, "INVITING", UNLIMITED)
    viewer = viewer_for(people.anna)
    group, key = opening.open_group(viewer, wanted()), uuid.uuid4()
    done = at_once(lambda _: inviting.invite(viewer, group, "a@example.org", key), range(HANDS))
    assert done == [None] * HANDS
    assert Invitation.objects.count() == 1
    assert OutboxEntry.objects.filter(event="invitation.made").count() == 1


@pytest.mark.django_db(transaction=True)
def test_invitations_at_once_to_one_address_leave_one_open(transactional_db, people, monkeypatch):
    monkeypatch.setattr(inviting, "INVITING", UNLIMITED)
    viewer = viewer_for(people.anna)
    group = opening.open_group(viewer, wanted())
    done = at_once(
        lambda _: inviting.invite(viewer, group, "a@example.org", uuid.uuid4()), range(HANDS)
    )
    assert done == [None] * HANDS
    assert Invitation.objects.filter(closed_at=None).count() == 1
