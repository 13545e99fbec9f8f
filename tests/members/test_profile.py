import pytest

from community.members.models import User


@pytest.fixture(autouse=True)
def everyone(people):
    return people


def page_of(user):
    return f"/members/{user.pk}/"


def test_a_member_sees_who_a_doctor_is_and_what_was_checked(people, client_for):
    response = client_for(people.nina).get(page_of(people.anna))
    assert response.status_code == 200
    for words in ("Anna Sharma", "Cardiology", "consultant", "Verified doctor", "GMC register"):
        assert words in response.text


def test_no_page_tells_a_register_number_or_an_address(people, client_for):
    text = client_for(people.bela).get(page_of(people.anna)).text
    assert "9100001" not in text
    assert people.anna.email not in text


def test_a_stranger_is_asked_to_sign_in(people, client_for):
    response = client_for().get(page_of(people.anna))
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_a_suspended_member_sees_no_member_and_learns_not_who_there_is(people, client_for):
    eve = client_for(people.eve)
    assert eve.get(page_of(people.anna)).status_code == 403
    assert eve.get("/members/987654321/").status_code == 403


def test_a_lapsed_doctor_has_no_badge(people, client_for):
    text = client_for(people.anna).get(page_of(people.dan)).text
    assert "Dan Whitfield" in text
    assert "Verified doctor" not in text


def test_the_managers_badge_names_the_team(people, client_for):
    assert "Community manager" in client_for(people.anna).get(page_of(people.moira)).text


def test_unknown_and_closed_accounts_are_the_same_404(people, client_for):
    User.objects.filter(pk=people.dan.pk).update(is_active=False)
    client = client_for(people.anna)
    closed, unknown = client.get(page_of(people.dan)), client.get("/members/987654321/")
    assert closed.status_code == unknown.status_code == 404
    assert closed.content == unknown.content


def test_only_ones_own_page_offers_to_edit(people, client_for):
    client = client_for(people.anna)
    assert 'href="/members/me/"' in client.get(page_of(people.anna)).text
    assert 'href="/members/me/"' not in client.get(page_of(people.bela)).text


def test_who_is_not_verified_is_told_how(people, client_for):
    words = "Your verification"
    assert words in client_for(people.cara).get(page_of(people.cara)).text
    assert words not in client_for(people.anna).get(page_of(people.cara)).text


def test_a_profile_costs_no_more_queries_for_a_doctor(
    people, client_for, django_assert_max_num_queries
):
    client = client_for(people.nina)
    client.get(page_of(people.anna))
    with django_assert_max_num_queries(8):
        client.get(page_of(people.anna))
