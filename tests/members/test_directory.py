"""The directory: who asked to be in it, found by what the viewer may see of them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.lib.limits import Limit
from community.members import directory as searching
from community.members import ties
from community.members.models import Profile, Specialty, User
from community.members.views import directory as view
from tests.forums.masks import sign
from tests.rooms import add_post

NAME = re.compile(r'class="author__name" href="/members/\d+/">([^<]*?)\s*<')


@pytest.fixture(autouse=True)
def listed(people):
    for user, region in (
        (people.anna, "midlands"),
        (people.bela, "wales"),
        (people.nina, "london"),
    ):
        Profile.objects.create(user=user, in_directory=True, region=region)
    User.objects.filter(pk=people.anna.pk).update(band="consultant")
    User.objects.filter(pk=people.bela.pk).update(band="gp")


@pytest.fixture
def names(client_for):
    def found(user, query=""):
        return NAME.findall(client_for(user).get(f"/members/?{query}").text)

    return found


def test_only_who_asked_is_in_it_by_name(people, names):
    Profile.objects.create(user=people.stu, region="wales")
    assert names(people.cara) == ["Anna Sharma", "Bela Kovács", "Nina Reyes"]


def test_it_is_for_members(people, client_for):
    assert client_for().get("/members/").url.startswith("/accounts/login/")
    assert client_for(people.eve).get("/members/").status_code == 403
    for who in (people.cara, people.dan, people.nina, people.stu, people.anna, people.moira):
        assert client_for(who).get("/members/").status_code == 200


def test_who_has_left_is_not_in_it(people, names):
    User.objects.filter(pk=people.bela.pk).update(is_active=False)
    assert names(people.cara) == ["Anna Sharma", "Nina Reyes"]


FILTERS = [
    ("name=bel", ["Bela Kovács"]),
    ("name=BELA+K", ["Bela Kovács"]),
    ("name=reyes", ["Nina Reyes"]),
    ("name=%25", []),
    ("band=consultant", ["Anna Sharma"]),
    ("region=london", ["Nina Reyes"]),
    ("region=wales&band=gp&name=b", ["Bela Kovács"]),
    ("region=wales&band=consultant", []),
    ("band=emperor&region=nowhere", ["Anna Sharma", "Bela Kovács", "Nina Reyes"]),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_it_is_searched(people, names, query, expected):
    assert names(people.cara, query) == expected


def test_a_specialty_brings_its_sub_specialties(people, names):
    cardiology = Specialty.objects.get(slug="cardiology")
    Specialty.objects.filter(slug=people.nina.specialty.slug).update(parent=cardiology)
    assert names(people.cara, f"specialty={cardiology.pk}") == ["Anna Sharma", "Nina Reyes"]
    assert names(people.cara, f"specialty={people.nina.specialty.pk}") == ["Nina Reyes"]


HIDDEN = [
    ("specialty", {"specialty_for": "doctors"}, {}),
    ("band=gp", {"grade_for": "doctors"}, {}),
    ("region=wales", {}, {"region_for": "doctors"}),
]


@pytest.mark.parametrize(("query", "user", "profile"), HIDDEN)
def test_no_filter_finds_by_what_is_hidden(people, client_for, names, query, user, profile):
    if query == "specialty":
        query = f"specialty={people.bela.specialty.pk}"
    assert names(people.nina, query) == ["Bela Kovács"]
    User.objects.filter(pk=people.bela.pk).update(**{"name": "Bela Kovács"} | user)
    Profile.objects.filter(user=people.bela).update(**{"in_directory": True} | profile)
    assert names(people.nina, query) == []
    assert names(people.anna, query) == ["Bela Kovács"], "she is a doctor"
    assert names(people.bela, query) == ["Bela Kovács"], "he is himself"
    assert "Bela Kovács" in names(people.nina), "by name he is found as before"


def test_nor_is_it_shown(people, client_for):
    User.objects.filter(pk=people.bela.pk).update(specialty_for="nobody", grade_for="nobody")
    Profile.objects.filter(user=people.bela).update(region_for="nobody")
    rows = client_for(people.nina).get("/members/?name=bela").text
    rows = rows[rows.index('<ul class="people">') :]
    for words in ("General practice", "GP partner", "Wales"):
        assert words not in rows


def test_whom_one_blocks_is_gone_for_one_and_sees_no_difference(people, names, viewer_of):
    before = names(people.bela)
    ties.block(viewer_of(people.anna), people.bela)
    assert "Bela Kovács" not in names(people.anna)
    assert names(people.bela) == before
    assert "Bela Kovács" in names(people.nina)


def test_a_pseudonym_is_nowhere_in_it(rooms, people, client_for, names):
    sign(add_post(rooms.closed_topic, people.bela, "Not in my name."), "Quiet Heron")
    assert names(people.cara, "name=quiet") == []
    assert "Heron" not in client_for(people.anna).get("/members/").text.replace('value="', "")


def test_pages_go_on_from_a_name_and_miss_no_namesake(people, names, client_for, monkeypatch):
    monkeypatch.setattr(searching, "DIRECTORY_PAGE", 2)
    for n in range(5):
        namesake = User.objects.create_user(f"n{n}@demo.test", name="Bela Kovács")
        Profile.objects.create(user=namesake, in_directory=True)
    cara, seen, query = client_for(people.cara), [], ""
    while query is not None:
        text = cara.get(f"/members/?{query}").text
        seen += re.findall(r'class="author__name" href="/members/(\d+)/"', text)
        more = re.search(r'href="\?([^"]*after=[^"]*)"', text)
        query = more[1].replace("&amp;", "&") if more else None
    assert len(seen) == len(set(seen)) == 8


def test_a_key_made_up_by_hand_leads_nowhere(people, names):
    everyone = names(people.cara)
    for key in ("x", "9" * 30, "", "."):
        assert names(people.cara, f"after={key}") == everyone
    assert names(people.cara, "after=0.n%00ina") == ["Nina Reyes"]
    # with an id alone, that member's place among the names would show
    assert names(people.cara, f"after={people.dan.pk}") == everyone


def test_who_turns_too_many_pages_is_stopped_kindly(people, client_for, monkeypatch):
    monkeypatch.setattr(view, "LOOKING_UP", Limit("looking_up", "3/day", "Because."))
    cara = client_for(people.cara)
    assert [cara.get("/members/").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = cara.get("/members/?name=bela")
    assert int(answer["Retry-After"]) > 0
    assert "Because." in answer.text
    assert "Bela" not in answer.text
    assert client_for(people.stu).get("/members/").status_code == 200


def test_it_costs_the_same_for_three_as_for_sixty(people, client_for):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/members/?region=wales").status_code == 200
        return len(captured)

    client = client_for(people.cara)
    client.get("/members/")
    few = queries()
    many = User.objects.bulk_create(
        User(email=f"m{n}@demo.test", name=f"Member {n}", grade_for="connections")
        for n in range(60)
    )
    Profile.objects.bulk_create(
        Profile(user=user, in_directory=True, region="wales") for user in many
    )
    assert queries() == few <= 9
