"""What every answer carries, whoever asks and whatever went wrong."""

import pytest
from django.conf import settings

STRICT = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'"]
STRICT += ["form-action 'self'", "frame-ancestors 'none'", "object-src 'none'"]


def broken(request):
    raise RuntimeError("on purpose")


broken.login_required = False


@pytest.fixture
def urls_with_a_broken_page(settings):
    settings.ROOT_URLCONF = "tests.settings.broken_urls"


def pages(people, rooms):
    yield None, "/", 200
    yield None, "/accounts/login/", 200
    yield None, "/accounts/signup/", 200
    yield None, "/no/such/page/", 302 if settings.APPEND_SLASH is None else 404
    yield None, "/health/live", 200
    yield people.anna, "/b/cardiology-clinical/", 200
    yield people.eve, "/b/cardiology/new/", 403
    yield people.adam, "/admin/", 200


def test_the_policy_is_on_every_page_and_allows_nothing_inline(rooms, people, client_for):
    for who, where, status in pages(people, rooms):
        response = client_for(who).get(where)
        assert response.status_code == status, where
        policy = response["Content-Security-Policy"]
        for part in STRICT:
            assert part in policy, where
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "*" not in policy
        assert response["X-Frame-Options"] == "DENY"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"


def test_a_page_that_breaks_carries_it_too(urls_with_a_broken_page, db, client_for):
    client = client_for()
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert response.status_code == 500
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "on purpose" not in response.text


def test_no_cache_keeps_what_a_signed_in_person_saw(rooms, people, client_for):
    for who, where, _ in pages(people, rooms):
        response = client_for(who).get(where)
        if who is not None:
            assert "no-store" in response["Cache-Control"], where
            assert "private" in response["Cache-Control"], where


def test_the_sessions_cookie_is_out_of_reach_of_scripts(people, client_for):
    response = client_for().post(
        "/accounts/login/", {"login": people.anna.email, "password": "demo-Grand-Round"}
    )
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_forms_cookie_is_out_of_reach_of_scripts(db, client_for):
    cookie = client_for().get("/accounts/login/").cookies[settings.CSRF_COOKIE_NAME]
    assert cookie["httponly"]


def test_a_form_without_its_token_is_refused_and_gives_the_text_back(rooms, people):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(people.anna)
    where = f"/reply/{rooms.open_topic.pk}/"
    response = client.post(where, {"source": "An hour's work.", "key": "x"})
    assert response.status_code == 403
    assert "An hour&#x27;s work." in response.text
    assert rooms.open_topic.posts.count() == 2
