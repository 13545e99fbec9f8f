"""Follow and block: one's own affair, of which the other can tell nothing."""

import pytest
from django.db import transaction

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from community.members import ties
from community.members.models import Block, Follow, User
from community.members.viewer import viewer_for
from forums import following, listing, reading
from forums.kinds.kind import LATEST
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.masks import sign
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.usefixtures("people")


def post(client, member, act, action="add", **more):
    return client.post(f"/members/{member.pk}/{act}/", {"action": action} | more)


def rows(model):
    return list(model.objects.values_list("user__name", flat=True))


@pytest.mark.parametrize(("act", "model"), [("follow", Follow), ("block", Block)])
def test_once_is_as_good_as_twice(people, client_for, act, model):
    anna = client_for(people.anna)
    for _ in range(2):
        assert post(anna, people.bela, act).url == f"/members/{people.bela.pk}/"
    assert rows(model) == ["Anna Sharma"]
    for _ in range(2):
        post(anna, people.bela, act, "remove")
    assert rows(model) == []


@pytest.mark.parametrize("act", ["follow", "block"])
def test_who_may_not(people, client_for, act):
    assert post(client_for(), people.bela, act).url.startswith("/accounts/login/")
    assert post(client_for(people.eve), people.bela, act).status_code == 403
    assert post(client_for(people.anna), people.anna, act).status_code == 403
    assert post(client_for(people.anna), people.bela, act, "turn").status_code == 400
    User.objects.filter(pk=people.dan.pk).update(is_active=False)
    assert post(client_for(people.anna), people.dan, act).status_code == 404
    assert not Follow.objects.exists()
    assert not Block.objects.exists()


def test_it_is_silent(people, client_for, run_outbox):
    before = client_for(people.bela).get(f"/members/{people.anna.pk}/").text
    records = Entry.objects.count()
    post(client_for(people.anna), people.bela, "follow")
    post(client_for(people.anna), people.bela, "block")
    run_outbox()
    assert not Notification.objects.exists()
    assert Entry.objects.count() == records
    after = client_for(people.bela).get(f"/members/{people.anna.pk}/").text
    assert without_tokens(after) == without_tokens(before)


def without_tokens(page):
    return [line for line in page.splitlines() if "csrf" not in line]


def test_to_block_ends_ones_own_following_and_not_theirs(people, client_for, viewer_of):
    for user, followed in ((people.anna, people.bela), (people.bela, people.anna)):
        Follow.objects.create(user=user, followed=followed)
    post(client_for(people.anna), people.bela, "block")
    assert rows(Follow) == ["Bela Kovács"]
    assert "Anna Sharma" in client_for(people.bela).get("/members/followed/").text
    with pytest.raises(Refused, match="Unblock them first"):
        ties.follow(viewer_of(people.anna), people.bela)


def test_lists_are_ones_own(people, client_for):
    post(client_for(people.anna), people.bela, "follow")
    post(client_for(people.anna), people.nina, "block")
    anna, bela = client_for(people.anna), client_for(people.bela)
    assert "Bela Kovács" in anna.get("/members/followed/").text
    assert "Nina Reyes" in anna.get("/members/blocked/").text
    assert "You follow no one" in bela.get("/members/followed/").text
    assert "You block no one" in bela.get("/members/blocked/").text
    assert client_for(people.eve).get("/members/followed/").status_code == 403


def test_back_to_where_the_button_was_and_nowhere_else(people, client_for):
    anna = client_for(people.anna)
    sent = post(anna, people.bela, "follow", "remove", next="/members/followed/")
    assert sent.url == "/members/followed/"
    elsewhere = post(anna, people.bela, "follow", "remove", next="https://elsewhere.test/")
    assert elsewhere.url == f"/members/{people.bela.pk}/"


@pytest.mark.django_db(transaction=True)
def test_many_hands_at_once_make_one_tie_and_never_both(people):
    viewer = viewer_for(people.anna)

    def either(n):
        try:
            (ties.follow if n % 2 else ties.block)(viewer, people.bela)
        except Refused:
            return

    at_once(either, range(HANDS))
    assert Block.objects.count() == 1
    assert Follow.objects.count() == 0


# --- What a block does where people speak --------------------------------------------------------


@pytest.fixture
def by_nina(rooms, people):
    topic = add_topic(rooms.open, people.nina, "Opened by Nina")
    add_post(topic, people.nina, "Words of Nina.")
    return topic


def test_what_they_write_is_left_out_and_they_see_all(rooms, people, viewer_of, by_nina):
    ties.block(viewer_of(people.anna), people.nina)

    def titles(user):
        viewer = viewer_of(user)
        board, _ = listing.get_board(viewer, rooms.open.slug)
        return [row.topic.title for row in listing.topic_list(viewer, board, LATEST, None).rows]

    assert by_nina.title not in titles(people.anna)
    assert {by_nina.title, rooms.open_topic.title} <= set(titles(people.nina))
    assert {by_nina.title, rooms.open_topic.title} <= set(titles(people.bela))


def test_never_what_stands_under_a_pseudonym(rooms, people, viewer_of):
    masked = sign(add_post(rooms.closed_topic, people.bela, "Not in my name."))
    named = add_post(rooms.closed_topic, people.bela, "In my name.")
    ties.block(viewer_of(people.anna), people.bela)
    anna = viewer_of(people.anna)
    topic = reading.get_topic_or_404(anna, rooms.closed_topic.pk)
    _, slots = reading.topic_page(anna, topic, None)
    shown = {slot.number: slot.post for slot in slots}
    assert shown[masked.number] is not None
    assert shown[named.number] is None


def test_ignoring_is_another_thing(people, viewer_of):
    anna = viewer_of(people.anna)
    ties.block(anna, people.nina)
    assert not following.ignores(anna, people.nina.pk)
    ties.unblock(anna, people.nina)
    with transaction.atomic():
        assert not ties.blocks(anna, people.nina.pk)
