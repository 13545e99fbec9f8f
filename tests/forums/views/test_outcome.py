"""The page where one tells how a case ended."""

import pytest

from community.members.viewer import viewer_for
from forums.models import ClinicalCase, Draft, Post
from tests.forums.cases import allow_cases, long_ago, present
from tests.forums.writing import NHS_NUMBER, typed


@pytest.fixture
def fresh(rooms, people):
    allow_cases(rooms.closed)
    return present(viewer_for(people.anna), rooms.closed)


@pytest.fixture
def case(fresh):
    return long_ago(fresh)


@pytest.fixture
def where(case):
    return f"/t/{case.pk}/outcome/"


@pytest.fixture
def anna(people, client_for):
    return client_for(people.anna)


def test_the_case_leads_there_and_back(case, where, anna):
    assert f'href="{where}"' in anna.get(case.get_absolute_url()).text
    assert "How did it end?" in anna.get(where).text
    response = anna.post(where, typed("She did well."))
    end = Post.objects.latest("pk")
    assert (response.status_code, response.url) == (302, end.get_absolute_url())
    assert ClinicalCase.objects.get().outcome == end
    page = anna.get(case.get_absolute_url()).text
    assert f'href="/p/{end.pk}/"' in page
    assert "Outcome known" in page
    assert "Tell what came later" in page


def test_too_soon_it_says_from_when(fresh, anna, written):
    where, before = f"/t/{fresh.pk}/outcome/", written()
    for response in (anna.get(where), anna.post(where, typed("She did well."))):
        assert response.status_code == 403
        assert "You can tell how it ended from" in response.text
    assert "She did well." in response.text
    assert Draft.objects.get().source == "She did well."
    assert written() == before
    page = anna.get(fresh.get_absolute_url()).text
    assert "You can tell how it ended from" in page
    assert "Tell how it ended" not in page


@pytest.mark.parametrize("who", ["bela", "moira"])
def test_no_one_else_tells_it(who, case, where, people, client_for, written):
    client, before = client_for(getattr(people, who)), written()
    for response in (client.get(where), client.post(where, typed("Well."))):
        assert response.status_code == 403
        assert "Only who presented the case" in response.text
    assert "outcome/" not in client.get(case.get_absolute_url()).text
    assert written() == before


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_it_is_not_there(who, where, people, client_for):
    client = client_for(getattr(people, who))
    for send in (client.get, lambda address: client.post(address, typed("Well."))):
        closed, missing = send(where), send("/t/987654321/outcome/")
        assert closed.status_code == missing.status_code == 404
        assert closed.content == missing.content


def test_what_stops_it_is_shown_on_the_same_page(where, anna, written):
    before = written()
    response = anna.post(where, typed(f"NHS number {NHS_NUMBER}"))
    assert response.status_code == 422
    assert f'action="{where}"' in response.text
    assert "How did it end?" in response.text
    assert NHS_NUMBER in response.text
    assert written() == before


def test_a_preview_stays_on_the_same_page(where, anna, written):
    before = written()
    response = anna.post(where, typed("She did *well*.", preview="1"))
    assert "<em>well</em>" in response.text
    assert f'action="{where}"' in response.text
    assert written() == before


def test_a_second_click_tells_nothing_twice(where, anna):
    form = typed("She did well.")
    assert anna.post(where, form).url == anna.post(where, form).url
    assert Post.objects.filter(source="She did well.").count() == 1


def test_on_a_topic_that_is_no_case_nothing_ends(rooms, anna):
    response = anna.get(f"/t/{rooms.closed_topic.pk}/outcome/")
    assert response.status_code == 403
    assert "Only of a case" in response.text
