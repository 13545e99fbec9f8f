"""The environment's list of trusted issuers, read."""

import json

import pytest

from community.lib.issuers import Issuer, read

ONE = {
    "id": "cis2",
    "name": "NHS CIS2",
    "issuer": "https://am.nhs.example:443/openam/oauth2",
    "client_id": "grand-round",
    "secret": "told-to-no-one",
}
CHECKED = {"assurance_claim": "id_assurance_level", "least_assurance": "3"}


def entries(*changes):
    return json.dumps([ONE | change for change in changes])


def test_none_is_trusted_unless_one_is_named():
    assert read("[]", https_only=True) == []


def test_an_issuer_is_read():
    (issuer,) = read(entries(CHECKED | {"redirects_to": ["https://b.example"]}), https_only=True)
    assert issuer == Issuer(
        "cis2",
        "NHS CIS2",
        "https://am.nhs.example:443/openam/oauth2",
        "grand-round",
        "told-to-no-one",
        "id_assurance_level",
        "3",
        ("https://b.example",),
    )
    assert issuer.origins == ["https://am.nhs.example:443", "https://b.example"]


def test_its_secret_is_in_no_traceback():
    assert "told-to-no-one" not in repr(read(entries({}), https_only=True))


def test_without_https_only_where_it_may_be():
    text = entries({"issuer": "http://127.0.0.1:8001"})
    assert read(text, https_only=False)[0].origins == ["http://127.0.0.1:8001"]
    with pytest.raises(ValueError, match="https://"):
        read(text, https_only=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no JSON"),
        ("nothing", "no JSON"),
        ("[" * 200_000, "no JSON"),
        ("{}", "no list"),
        ("null", "no list"),
        ('"cis2"', "no list"),
        ("[7]", "no issuer"),
        (entries({"id": ""}), "without id"),
        (entries({"name": " "}), "without name"),
        (entries({"client_id": None}), "client_id is no plain text"),
        (entries({"secret": 7}), "secret is no plain text"),
        (entries({"name": "NHS\n"}), "name is no plain text"),
        (entries({"name": "x" * 501}), "name is no plain text"),
        (entries({"id": "openid_connect"}), "small letters"),
        (entries({"id": "a/b"}), "small letters"),
        (entries({"issuer": "nhs.example"}), "https://"),
        (entries({"issuer": "https://a.example; script-src *"}), "https://"),
        (entries({"issuer": "https://a.example,b.example"}), "https://"),
        (entries({"issuer": "https://us@a.example"}), "https://"),
        (entries({"issuer": "https://a.example/?x=1"}), "https://"),
        (entries({"issuer": "javascript:alert(1)"}), "https://"),
        (entries({"redirects_to": "https://a.example"}), "no list"),
        (entries({"redirects_to": ["https://*"]}), "https://"),
        (entries({"redirects_to": [7]}), "https://"),
        (entries({"least_assurance": "3"}), "only one of"),
        (entries({"assurance_claim": "acr"}), "only one of"),
        (entries({"scope": "email"}), "'scope', which is unknown"),
        (entries({}, {}), "two issuers of the same id"),
    ],
)
def test_what_is_wrong_is_said_and_no_secret_told(text, words):
    with pytest.raises(ValueError, match=words) as caught:
        read(text, https_only=True)
    assert "told-to-no-one" not in str(caught.value)


@pytest.mark.parametrize(
    ("said", "least", "enough"),
    [
        ("3", "3", True),
        (3, "3", True),
        ("10", "9", True),  # numbers, not words
        ("2", "3", False),
        ("high", "high", True),
        ("higher", "high", False),
        ("3", "high", False),
        ("", "3", False),
        ("³", "3", False),
        ("٣", "3", False),
        ("-3", "3", False),
        ("9" * 5000, "3", False),
        (True, "1", False),
        (None, "3", False),
        (3.5, "3", False),
        (["3"], "3", False),
        ({"level": "3"}, "3", False),
    ],
)
def test_enough_assurance_is_as_much_or_more_or_the_same_word(said, least, enough):
    (issuer,) = read(entries(CHECKED | {"least_assurance": least}), https_only=True)
    assert issuer.assures(said) is enough


@pytest.mark.parametrize("said", [None, "0", "anything"])
def test_where_none_is_asked_for_any_will_do(said):
    (issuer,) = read(entries({}), https_only=True)
    assert issuer.assures(said)
