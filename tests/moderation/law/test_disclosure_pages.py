import hashlib
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.members.viewer import viewer_for
from moderation.law import disclosing
from moderation.models import Disclosure
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db

LIST = "/moderation/law/disclosures/"


def typed(insult, people, **fields):
    sent = {
        "body": "gmc",
        "reference": "E1-2026",
        "ground": "Medical Act 1983, section 35A",
        "asked_for": "All that Dr Kovac wrote about a colleague.",
        "about": people.bela.pk,
        "listed": f"post {insult.pk}\n\nPost {insult.pk}",
        "withheld": "",
    }
    return {"key": str(uuid.uuid4())} | sent | fields


def act(disclosure, **fields):
    version = Disclosure.objects.get(pk=disclosure.pk).version
    return {"key": str(uuid.uuid4()), "version": version} | fields


@pytest.fixture
def draft(lex, demand):
    return disclosing.prepare(viewer_for(lex), demand, uuid.uuid4())


@pytest.fixture
def asked(lex, draft):
    return disclosing.ask(viewer_for(lex), draft.pk, 1, uuid.uuid4())


@pytest.fixture
def approved(lou, asked):
    viewer = viewer_for(lou)
    return disclosing.decide(viewer, asked.pk, 2, "Covered.", uuid.uuid4(), approve=True)


ACTS = ("amend", "ask", "decide", "export", "hand-over")


@pytest.mark.parametrize("name", ["anna", "bela", "eve", "moira", "vera"])
def test_for_all_others_there_are_none(people, client_for, asked, name):
    client = client_for(getattr(people, name))
    for where in (LIST, f"{LIST}new/", f"{LIST}{asked.pk}/"):
        assert client.get(where).status_code == 404
    for deed in ACTS:
        assert client.post(f"{LIST}{asked.pk}/{deed}/", act(asked)).status_code == 404
    assert Disclosure.objects.get().state == "asked"


def test_nor_for_a_board_moderator_or_a_stranger(mo, client_for, asked):
    assert client_for(mo).get(LIST).status_code == 404
    assert client_for().get(LIST).url.startswith("/accounts/login/")


def test_staff_show_a_second_factor_first(lex, people, client_for, asked):
    for user in (lex, people.adam):
        client = client_for(user, second_factor=False)
        assert client.get(f"{LIST}{asked.pk}/").url == "/accounts/2fa/"


def test_an_administrator_finds_what_waits_and_nothing_else(people, client_for, draft, lex):
    client = client_for(people.adam)
    assert "None waits for you" in client.get(LIST).text
    assert client.get(f"{LIST}{draft.pk}/").status_code == 404
    disclosing.ask(viewer_for(lex), draft.pk, 1, uuid.uuid4())
    assert f"{LIST}{draft.pk}/" in client.get(LIST).text
    page = client.get(f"{LIST}{draft.pk}/").text
    assert "section 35A" in page
    assert INSULT not in page
    for other in (f"{LIST}new/", "/moderation/law/", "/moderation/law/holds/"):
        assert client.get(other).status_code == 404
    for deed in ("amend", "ask", "export", "hand-over"):
        assert client.post(f"{LIST}{draft.pk}/{deed}/", act(draft)).status_code == 404


def test_an_empty_list_says_what_to_do(lex, client_for):
    assert "Nothing was demanded" in client_for(lex).get(LIST).text


def test_one_is_prepared_changed_and_asked_for(lex, people, client_for, insult):
    client = client_for(lex)
    assert client.get(f"{LIST}new/").status_code == 200
    where = client.post(f"{LIST}new/", typed(insult, people)).url
    made = Disclosure.objects.get()
    assert made.subjects == [["post", insult.pk]]
    page = client.get(f"{where}amend/").text
    assert f"post {insult.pk}" in page
    sent = typed(insult, people, version=1, withheld="All else: not about the colleague.")
    assert client.post(f"{where}amend/", sent).url == where
    assert "not about the colleague" in client.get(where).text
    stale = typed(insult, people, version=1)
    assert client.post(f"{where}amend/", stale).status_code == 422
    client.post(f"{where}ask/", act(made))
    assert Disclosure.objects.get().state == "asked"
    assert client.get(f"{where}amend/").status_code == 403


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"listed": "house 4"}, "is not a kind and a number"),
        ({"listed": "post"}, "is not a kind and a number"),
        ({"listed": "post x"}, "is not a kind and a number"),
        ({"listed": "post " + "9" * 30}, "no post with such a number"),
        ({"listed": "post 987654321"}, "nothing to hand over as post 987654321"),
        ({"about": 987654321}, "no member 987654321"),
        ({"ground": ""}, "required"),
        ({"body": "neighbour"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said(lex, people, client_for, insult, fields, words):
    response = client_for(lex).post(f"{LIST}new/", typed(insult, people, **fields))
    assert response.status_code == 422
    assert words in response.text
    assert not Disclosure.objects.exists()


def test_who_prepared_it_reads_that_another_decides(lex, client_for, asked):
    client = client_for(lex)
    page = client.get(f"{LIST}{asked.pk}/").text
    assert "another person decides" in page
    assert 'value="approve"' not in page
    sent = act(asked, choice="approve", why="I say so.")
    assert client.post(f"{LIST}{asked.pk}/decide/", sent).status_code == 409
    assert Disclosure.objects.get().state == "asked"


@pytest.mark.parametrize("who", ["lou", "adam"])
@pytest.mark.parametrize(("choice", "state"), [("approve", "approved"), ("refuse", "refused")])
def test_a_second_person_decides(people, lou, client_for, asked, who, choice, state):
    client = client_for({"lou": lou, "adam": people.adam}[who])
    where = f"{LIST}{asked.pk}/"
    assert client.post(f"{where}decide/", act(asked, choice=choice)).status_code == 422
    assert client.post(f"{where}decide/", act(asked, choice="", why="x")).status_code == 422
    client.post(f"{where}decide/", act(asked, choice=choice, why="It is covered."))
    assert Disclosure.objects.get().state == state
    assert "It is covered." in client.get(where).text


def test_the_export_is_taken_out_and_handed_over(lex, people, client_for, approved):
    client, where = client_for(lex), f"{LIST}{approved.pk}/"
    response = client.post(f"{where}export/")
    assert "no-store" in response["Cache-Control"]
    assert INSULT in response.text
    digest = hashlib.sha256(response.content).hexdigest()
    assert digest in client.get(where).text
    assert client.post(f"{where}hand-over/", act(approved)).status_code == 422
    nobody = act(approved, told="not")
    assert "Say why not" in client.post(f"{where}hand-over/", nobody).text
    client.post(f"{where}hand-over/", act(approved, told="now", why="typed and not meant"))
    given = Disclosure.objects.get()
    assert (given.state, given.not_told_why) == ("handed_over", "")
    assert "was told" in client.get(where).text
    assert client.post(f"{where}export/").status_code == 409


def test_one_that_was_taken_out_again_meanwhile_is_looked_at_again(lex, client_for, approved):
    client, where = client_for(lex), f"{LIST}{approved.pk}/"
    client.post(f"{where}export/")
    old = act(approved, told="now")
    client.post(f"{where}export/")
    response = client.post(f"{where}hand-over/", old)
    assert response.status_code == 409
    assert "changed while you had it open" in response.text
    sent = response.context["given_form"]
    assert (sent["told"].value(), sent["version"].value()) == ("now", str(old["version"] + 1))


def test_the_page_says_what_was_done_by_whom(lex, client_for, approved):
    page = client_for(lex).get(f"{LIST}{approved.pk}/").text
    for deed, who in (("Prepared", "Lex Law"), ("Asked", "Lex Law"), ("Approved", "Lou Second")):
        assert f"{deed}, {who}" in page


def test_the_list_costs_the_same_however_long_it_is(lex, client_for, draft, demand):
    client = client_for(lex)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _ in range(4):
        disclosing.prepare(viewer_for(lex), demand, uuid.uuid4())
    with CaptureQueriesContext(connection) as five:
        client.get(LIST)
    assert len(five) == len(one)
