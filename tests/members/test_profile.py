from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.models import Profile, Standing, User
from community.members.standing import give


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


# --- Open to everyone, if its member wants it ----------------------------------------------------


@pytest.fixture
def public(people):
    return Profile.objects.create(
        user=people.bela, page_for="public", about="I cycle.", workplace="Llandough"
    )


def test_a_public_page_shows_everyone_what_is_for_everyone(public, people, client_for):
    for who in (None, people.eve):
        text = client_for(who).get(page_of(people.bela)).text
        assert "General practice" in text
        assert "I cycle." not in text
        assert "Llandough" not in text
        assert "formaction" not in text
    Profile.objects.update(about_for="public")
    assert "I cycle." in client_for().get(page_of(people.bela)).text


def test_a_stranger_is_told_of_no_page_which_of_them_there_is(public, people, client_for):
    stranger = client_for()
    answers = {}
    for pk in (people.anna.pk, people.dan.pk, 987654321):
        answers[pk] = stranger.get(f"/members/{pk}/")
        assert answers[pk].url == f"/accounts/login/?next=/members/{pk}/"
    assert len({answer.content for answer in answers.values()}) == 1
    User.objects.filter(pk=people.bela.pk).update(is_active=False)
    assert stranger.get(page_of(people.bela)).status_code == 302


@pytest.mark.parametrize("page_for", ["doctors", "connections", "nobody"])
def test_a_page_is_for_all_members_or_all(public, people, client_for, page_for):
    Profile.objects.update(page_for=page_for)
    assert client_for().get(page_of(people.bela)).status_code == 302
    assert client_for(people.cara).get(page_of(people.bela)).status_code == 200


def test_no_search_engine_is_to_list_it(public, people, client_for):
    noindex = '<meta name="robots" content="noindex">'
    for who in (None, people.anna):
        assert noindex in client_for(who).get(page_of(people.bela)).text


# --- What it shows -------------------------------------------------------------------------------


def test_what_a_member_writes_there_is_made_safe(people, client_for):
    Profile.objects.create(
        user=people.bela,
        about="<script>alert(1)</script>\n\nSee https://www.nice.org.uk/ or [x](javascript:x).",
        workplace="<b>Ward</b>",
        workplace_for="members",
        interests="<i>None</i>\nat all",
    )
    text = client_for(people.nina).get(page_of(people.bela)).text
    assert "&lt;script&gt;alert(1)" in text
    assert 'href="https://www.nice.org.uk/"' in text
    assert 'href="javascript' not in text
    assert "&lt;b&gt;Ward" in text
    assert "&lt;i&gt;None&lt;/i&gt;<br>at all" in text


def test_it_lists_all_that_a_member_is_at_present_the_best_checked_first(people, client_for):
    ends = timezone.now() + timedelta(days=90)
    give(people.cara.pk, Standing.Kind.DECLARED, actor_id=None, profession="ward clerk")
    give(people.cara.pk, Standing.Kind.STUDENT, actor_id=None, checked="university address")
    give(
        people.cara.pk,
        Standing.Kind.DOCTOR,
        actor_id=None,
        checked="GMC register, 3 May 2026",
        ends_at=ends,
        licensed=False,
        specialist=True,
        gp=True,
    )
    give(people.cara.pk, Standing.Kind.PROFESSIONAL, actor_id=None, profession="nurse")
    Standing.objects.filter(kind="professional").update(closed_at=timezone.now())
    text = client_for(people.anna).get(page_of(people.cara)).text
    places = [
        text.index(words)
        for words in (
            "<strong>Verified doctor, no licence</strong>",
            "Checked: GMC register, 3 May 2026",
            "Valid until ",
            "Holds no licence to practise at present",
            "On the Specialist Register",
            "On the GP Register",
            "<strong>Student</strong>",
            "Checked: university address",
            "<strong>Says: ward clerk</strong>",
            "Self-declared: nobody has checked it",
        )
    ]
    assert places == sorted(places)
    assert "<strong>Nurse" not in text


def test_what_one_may_do_about_another(people, client_for):
    anna = client_for(people.anna)
    text = anna.get(page_of(people.bela)).text
    for act in ("follow_member", "block_member", "ignore"):
        assert f'formaction="{reverse(act, args=[people.bela.pk])}"' in text
    assert "formaction" not in anna.get(page_of(people.anna)).text
    anna.post(f"/members/{people.bela.pk}/block/", {"action": "add"})
    text = anna.get(page_of(people.bela)).text
    assert "Unblock" in text
    assert f'formaction="/members/{people.bela.pk}/follow/"' not in text
