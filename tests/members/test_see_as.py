"""One's own page through another's eyes is what those eyes get."""

import re

import pytest

from community.members.models import Follow, Profile, User

ARTICLE = re.compile(r'<article class="page">.*</article>', re.S)


@pytest.fixture
def page(people):
    Profile.objects.create(
        user=people.bela,
        page_for="public",
        about="I *cycle* to work.",
        about_for="public",
        region="wales",
        region_for="members",
        workplace="Llandough",
        workplace_for="doctors",
        interests="Shares in a bicycle shop.",
        interests_for="connections",
    )
    User.objects.filter(pk=people.bela.pk).update(specialty_for="members", grade_for="nobody")
    for user, followed in ((people.cara, people.bela), (people.bela, people.cara)):
        Follow.objects.create(user=user, followed=followed)
    return f"/members/{people.bela.pk}/"


def shown(client, where):
    return ARTICLE.search(client.get(where).text)[0]


REAL = [("public", None), ("members", "nina"), ("doctors", "anna"), ("connections", "cara")]


@pytest.mark.parametrize(("audience", "who"), REAL)
def test_it_is_what_such_a_one_gets(page, people, client_for, audience, who):
    real = shown(client_for(getattr(people, who) if who else None), page)
    assert shown(client_for(people.bela), f"{page}?as={audience}") == real


def test_each_is_another(page, people, client_for):
    bela = client_for(people.bela)
    looks = {shown(bela, f"{page}?as={audience}") for audience, _ in REAL}
    assert len(looks | {shown(bela, page)}) == 5


def test_a_bar_says_so_and_leads_back(page, people, client_for):
    text = client_for(people.bela).get(f"{page}?as=doctors").text
    assert "as it is seen by <strong>a verified doctor you are not connected with" in text
    assert f'<a href="{page}">Back' in text
    assert "as it is seen by" not in client_for(people.bela).get(page).text


def test_a_page_that_is_closed_shows_a_stranger_nothing(page, people, client_for):
    Profile.objects.update(page_for="members")
    text = client_for(people.bela).get(f"{page}?as=public").text
    assert "Nothing is shown" in text
    assert "cycle" not in text


def test_nobody_looks_at_anothers_page_so(page, people, client_for):
    nina = client_for(people.nina)
    assert shown(nina, f"{page}?as=connections") == shown(nina, page)


def test_nonsense_is_ones_own_view(page, people, client_for):
    bela = client_for(people.bela)
    assert shown(bela, f"{page}?as=nobody") == shown(bela, page)
