import pytest

from forums.limits import PREVIEWING


@pytest.fixture
def nina(people, client_for):
    return client_for(people.nina)


def test_a_member_sees_what_it_will_look_like(nina):
    response = nina.post("/preview/", {"source": "So **bold**."})
    assert response.status_code == 200
    assert "<p>So <strong>bold</strong>.</p>" in response.text
    assert "<html" not in response.text


def test_a_stranger_is_asked_to_sign_in(client_for, db):
    assert client_for().post("/preview/", {"source": "x"}).url.startswith("/accounts/login/")


def test_hostile_text_is_shown_and_not_done(nina):
    text = nina.post("/preview/", {"source": "<script>alert(1)</script>"}).text
    assert "<script" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    "source, words",
    [
        ("a" * 20_001, "20,001 characters"),
        ("> " * 30 + "deep", "nested too deeply"),
        ("", "Nothing to show yet."),
        ("\x00\u200b", "Nothing to show yet."),
    ],
)
def test_what_cannot_be_shown_is_told(source, words, nina):
    assert words in nina.post("/preview/", {"source": source}).text


def test_it_is_not_fetched(nina):
    assert nina.get("/preview/").status_code == 405


def test_a_machine_is_slowed_down(nina):
    allowed = int(PREVIEWING.rate.split("/")[0])
    texts = [nina.post("/preview/", {"source": "x"}).text for _ in range(allowed + 1)]
    assert "<p>x</p>" in texts[allowed - 1]
    assert "Too many in a short time" in texts[allowed]
