"""The pages of groups: one's own, a new one, its members."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.members.models import User
from forums import inviting, opening
from forums.access import joined_groups
from forums.granting import admit, members_of
from forums.models import Board, Invitation, Topic
from forums.posting import start_topic
from tests.access.test_canary import crawl
from tests.forums.acts.test_opening import wanted
from tests.forums.writing import NHS_NUMBER, draft

HUGE = "9" * 30


def filled(**fields):
    """The form of a new group, as a browser sends it."""
    form = {
        "template": "exam",
        "name": "PACES in October",
        "description": "Questions.",
        "requires": "member",
        "months": "6",
        "key": str(uuid.uuid4()),
    }
    return form | fields


@pytest.fixture(autouse=True)
def commits_at_once(monkeypatch):
    """A test's transaction is never committed, so what waits for that is done at once."""
    monkeypatch.setattr("forums.granting.transaction.on_commit", lambda act: act())


@pytest.fixture
def group(people, viewer_of):
    """Anna's, for doctors, with Bela in it."""
    group = opening.open_group(viewer_of(people.anna), wanted(requires=Board.Requires.DOCTOR))
    admit(group, people.bela.pk)
    return group


@pytest.fixture
def members_page(group):
    return f"/b/{group.slug}/members/"


def act(client, page, **fields):
    return client.post(page, {"key": str(uuid.uuid4()), **fields})


# --- One's own groups ----------------------------------------------------------------------------


def test_members_see_their_groups_and_no_one_elses(group, people, client_for):
    for who, sees in ((people.anna, True), (people.bela, True), (people.nina, False)):
        assert (group.name in client_for(who).get("/groups/").text) is sees
    assert group.name in client_for(people.moira).get("/groups/").text
    assert group.name not in client_for(people.adam).get("/groups/").text


@pytest.mark.parametrize("who", ["cara", "dan", "vera"])
def test_who_opens_none_reads_why(who, people, client_for):
    client = client_for(getattr(people, who))
    for page in ("/groups/", "/groups/new/"):
        assert "Groups are opened by verified doctors" in client.get(page).text
    assert client.post("/groups/new/", filled()).status_code == 403
    assert not Board.objects.exists()


def test_the_suspended_read_that_they_are(group, people, client_for):
    User.objects.filter(pk=people.anna.pk).update(
        suspended_until=timezone.now() + timedelta(days=1)
    )
    text = client_for(people.anna).get("/groups/").text
    assert "suspended" in text
    assert group.name not in text


def test_an_ended_group_is_there_for_its_owner_to_renew(group, people, client_for):
    Board.objects.update(expires_at=timezone.now() - timedelta(days=1))
    anna = client_for(people.anna)
    assert "ended on" in anna.get("/groups/").text
    assert group.name not in client_for(people.bela).get("/groups/").text
    response = anna.post(f"/groups/{group.pk}/renew/", {"months": "6"})
    assert response.url == f"/b/{group.slug}/members/"
    assert anna.get(response.url).status_code == 200


def test_an_owner_who_is_no_longer_what_it_asks_reads_so(group, people, client_for):
    people.anna.standings.update(ends_at=timezone.now())
    anna = client_for(people.anna)
    assert anna.get(group.get_absolute_url()).status_code == 404
    assert "looked after by verified doctors" in anna.get("/groups/").text
    assert anna.post(f"/groups/{group.pk}/renew/", {"months": "6"}).status_code == 403


@pytest.mark.parametrize("months", ["", "7", "-1", HUGE, "\x00", "12.5"])
def test_junk_renews_nothing(months, group, people, client_for):
    before = Board.objects.values().get()
    assert client_for(people.anna).post(
        f"/groups/{group.pk}/renew/", {"months": months}
    ).status_code in (302, 400)
    assert Board.objects.values().get() == before


def test_no_one_renews_anothers(group, people, client_for):
    for who in (people.bela, people.nina, people.moira):
        response = client_for(who).post(f"/groups/{group.pk}/renew/", {"months": "6"})
        assert response.status_code == 404


def test_their_number_costs_nothing(group, people, client_for, django_assert_max_num_queries):
    for n in range(30):
        other = Board.objects.create(
            name=f"Group {n}", slug=f"group-{n}", audience="group", owner=people.bela
        )
        admit(other, people.anna.pk)
    anna = client_for(people.anna)
    anna.get("/groups/")
    with django_assert_max_num_queries(7):
        assert "Group 29" in anna.get("/groups/").text


# --- A new group ---------------------------------------------------------------------------------


def test_a_doctor_opens_a_group_and_comes_to_its_members(people, client_for):
    anna = client_for(people.anna)
    assert "PACES" in anna.get("/groups/new/?as=exam").text
    response = anna.post("/groups/new/", filled(requires="doctor"))
    board = Board.objects.get()
    assert (board.kind, board.requires, board.section) == ("question", "doctor", "group")
    assert response.url == f"/b/{board.slug}/members/"
    text = anna.get(response.url).text
    assert "members of this group, and the community managers" in text
    assert "verified doctors" in text


def test_a_double_click_opens_one(people, client_for):
    anna, form = client_for(people.anna), filled()
    assert anna.post("/groups/new/", form).url == anna.post("/groups/new/", form).url
    assert Board.objects.count() == 1


def test_a_nurse_is_not_offered_what_she_is_not(people, client_for):
    nina = client_for(people.nina)
    assert 'value="doctor"' not in nina.get("/groups/new/").text
    assert nina.post("/groups/new/", filled(requires="doctor")).status_code == 422
    assert not Board.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "ab"),
        ("name", "x" * 101),
        ("name", "A\x00B"),
        ("name", f"About {NHS_NUMBER}"),
        ("description", "x" * 301),
        ("months", "13"),
        ("months", HUGE),
        ("requires", "administrator"),
        ("template", "incident"),
        ("key", "junk"),
    ],
)
def test_junk_opens_nothing_and_says_so(field, value, people, client_for):
    response = client_for(people.anna).post("/groups/new/", filled(**{field: value}))
    assert response.status_code in (400, 422)
    assert not Board.objects.exists()


def test_an_unknown_template_is_the_first(people, client_for):
    assert "Study group" in client_for(people.anna).get("/groups/new/?as=nonsense").text


# --- Members -------------------------------------------------------------------------------------


def test_members_see_each_other_with_their_badges(members_page, people, client_for):
    text = client_for(people.bela).get(members_page).text.partition("<main")[2]
    assert text.index("Anna Sharma") < text.index("Bela Kovács")
    assert "Verified doctor" in text
    assert "Send the invitation" not in text
    assert "Leave the group" in text


def test_for_all_others_there_is_no_such_page(members_page, people, client_for):
    for who in (people.nina, people.cara, people.dan, people.eve, people.vera, people.adam):
        client = client_for(who)
        for send in (client.get, client.post):
            assert send(members_page).status_code == 404
            assert send(members_page).content == send("/b/nothing/members/").content


def test_boards_that_are_no_group_have_none(rooms, people, client_for):
    assert client_for(people.anna).get(f"/b/{rooms.closed.slug}/members/").status_code == 404
    assert client_for(people.moira).post(f"/b/{rooms.closed.slug}/leave/").status_code == 404


def test_who_cannot_read_it_now_is_shown_to_the_owner_alone(
    group, members_page, people, client_for
):
    admit(group, people.nina.pk)
    assert "Does not read it at present" in client_for(people.anna).get(members_page).text
    assert "Nina Reyes" not in client_for(people.bela).get(members_page).text


def test_the_owner_invites_and_the_answer_is_the_same_for_any_address(
    members_page, people, client_for
):
    anna = client_for(people.anna)
    answers = set()
    for email in ("nina@demo.test", "nobody@example.org", "bela@demo.test"):
        response = act(anna, members_page, act="invite", email=email)
        assert response.url == members_page
        answers.add(anna.get(members_page).text.partition('role="status"')[2][:400])
    assert len(answers) == 1
    assert Invitation.objects.count() == 3


def test_a_bad_address_is_said_to_be_one(members_page, people, client_for):
    anna = client_for(people.anna)
    for email in ("", "no address", "a@b\x00.org", "x" * 400 + "@example.org"):
        response = act(anna, members_page, act="invite", email=email)
        assert response.status_code in (400, 422)
    assert not Invitation.objects.exists()


def test_a_member_invites_no_one(members_page, people, client_for):
    response = act(client_for(people.bela), members_page, act="invite", email="a@example.org")
    assert response.status_code == 403
    assert act(client_for(people.bela), members_page, act="close").status_code == 403
    assert not Invitation.objects.exists()


def test_open_invitations_are_listed_and_withdrawn(group, members_page, people, client_for):
    anna = client_for(people.anna)
    act(anna, members_page, act="invite", email="a@example.org")
    assert "a@example.org" in anna.get(members_page).text
    assert "a@example.org" not in client_for(people.bela).get(members_page).text
    assert "a@example.org" not in client_for(people.moira).get(members_page).text
    act(anna, members_page, act="withdraw", pk=Invitation.objects.get().pk)
    assert "a@example.org" not in anna.get(members_page).text


@pytest.mark.parametrize("pk", ["", "0", "-1", HUGE, "x", "\x00"])
@pytest.mark.parametrize("deed", ["withdraw", "hand_over", "nonsense", ""])
def test_junk_changes_nothing(deed, pk, group, members_page, people, client_for):
    response = act(client_for(people.anna), members_page, act=deed, pk=pk)
    assert response.status_code in (400, 404)
    group.refresh_from_db()
    assert group.owner == people.anna


def test_a_member_is_taken_out(group, members_page, people, client_for):
    anna, bela = client_for(people.anna), client_for(people.bela)
    assert bela.post(f"{members_page}{people.anna.pk}/remove/").status_code == 403
    assert anna.post(f"{members_page}{people.bela.pk}/remove/").url == members_page
    assert bela.get(members_page).status_code == 404
    assert anna.post(f"{members_page}{people.anna.pk}/remove/").status_code == 403


def test_a_member_leaves(group, members_page, people, client_for):
    bela = client_for(people.bela)
    assert bela.post(f"/b/{group.slug}/leave/").url == "/groups/"
    assert bela.get(members_page).status_code == 404
    assert bela.post(f"/b/{group.slug}/leave/").status_code == 404


def test_the_owner_is_asked_to_hand_it_over_first(group, members_page, people, client_for):
    anna = client_for(people.anna)
    response = anna.post(f"/b/{group.slug}/leave/", follow=True)
    assert "Hand it over first" in response.text
    act(anna, members_page, act="hand_over", pk=people.bela.pk)
    assert "Send the invitation" in client_for(people.bela).get(members_page).text
    assert anna.post(f"/b/{group.slug}/leave/").url == "/groups/"
    assert not members_of(group).filter(pk=people.anna.pk).exists()


def test_the_owner_closes_it(group, members_page, people, client_for):
    anna, bela = client_for(people.anna), client_for(people.bela)
    assert bela.get(members_page).status_code == 200
    assert act(anna, members_page, act="close").url == "/groups/"
    assert bela.get(members_page).status_code == 404
    assert "ended on" in anna.get("/groups/").text


def test_a_large_group_has_pages_and_costs_no_more(
    group, members_page, people, client_for, django_assert_max_num_queries
):
    users = User.objects.bulk_create(
        User(email=f"{n}@example.org", name=f"Member {n:03}") for n in range(120)
    )
    for user in users:
        user.standings.create(kind="doctor")
        admit(group, user.pk)
    anna = client_for(people.anna)
    anna.get(members_page)
    with django_assert_max_num_queries(10):
        page = anna.get(members_page)
    assert len(page.content) < 50_000
    assert "Member 020" in page.text
    assert "Member 119" in anna.get(f"{members_page}?page=5").text


@pytest.mark.parametrize("who", [None, "nina", "cara", "eve", "vera", "adam"])
def test_no_page_anywhere_tells_others_of_a_group(who, group, people, client_for, viewer_of):
    Board.objects.filter(pk=group.pk).update(name="Zqgroup", description="Zqgroup")
    start_topic(viewer_of(people.anna), group, draft("Zqgroup words.", title="Zqgroup title"))
    pages = 0
    client = client_for(getattr(people, who) if who else None)
    for where, response in crawl(client, ["/", "/groups/", group.get_absolute_url()]):
        pages += 1
        if where.startswith("/admin/forums/board/"):
            continue  # the list of boards, which an administrator keeps
        assert "Zqgroup" not in response.text, where
        assert group.slug not in response.text, where
    assert pages > 10
    assert "Zqgroup title" in client_for(people.bela).get("/").text


# --- A board for an incident ---------------------------------------------------------------------


def test_a_manager_opens_a_board_for_an_incident_from_the_page(people, client_for, viewer_of):
    moira = client_for(people.moira)
    assert "Open a board for an incident" in moira.get("/groups/").text
    form = {"name": "Power failure", "audience": "professionals", "key": str(uuid.uuid4())}
    response = moira.post("/groups/", form)
    topic = Topic.objects.get()
    assert response.url == topic.get_absolute_url()
    assert moira.post("/groups/", form).url == response.url
    assert topic.is_pinned
    assert "no emergency line" in client_for(people.nina).get(response.url).text
    assert not joined_groups(viewer_of(people.nina)).exists()


@pytest.mark.parametrize("who", ["anna", "cara", "eve", "vera", "adam"])
def test_no_one_else_is_offered_one(who, people, client_for):
    client = client_for(getattr(people, who))
    assert "incident" not in client.get("/groups/").text
    form = {"name": "Flood", "audience": "doctors", "key": str(uuid.uuid4())}
    assert client.post("/groups/", form).status_code == 403
    assert not Board.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"name": ""}, {"audience": "public"}, {"key": "x"}, {"name": NHS_NUMBER}]
)
def test_a_bad_incident_opens_nothing(fields, people, client_for):
    form = {"name": "Flood", "audience": "doctors", "key": str(uuid.uuid4())} | fields
    assert client_for(people.moira).post("/groups/", form).status_code == 422
    assert not Board.objects.exists()


def test_an_invitation_that_is_too_much_is_said_kindly(
    members_page, people, client_for, monkeypatch
):
    monkeypatch.setattr(inviting, "INVITATIONS_OPEN", 0)
    response = act(client_for(people.anna), members_page, act="invite", email="a@example.org")
    assert response.status_code == 422
    assert "invitations are open" in response.text
