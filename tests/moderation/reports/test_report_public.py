"""The form for those without an account: the same answer, whatever is at the place."""

import re
import uuid

import pytest
from django.urls import reverse

from forums.models import Post, State
from moderation.models import Case, Report
from moderation.reports.grounds import GROUNDS, for_the_public
from tests.moderation.told import report, settled, told_of

pytestmark = pytest.mark.django_db

FORM = "/report/"
SECRETS = re.compile(r'[0-9a-f]{40}|[\w-]{64}|[0-9a-f-]{36}|value="[\w=-]+"')


def typed(address="/p/1/", kind="abuse", **fields):
    values = {"kind": kind, "relation": "other", "words": "", "email": "", "website": ""}
    return values | {"address": address, "key": str(uuid.uuid4())} | fields


def test_anyone_can_report_without_an_account(client_for, rooms):
    client = client_for()
    response = client.get(FORM)
    assert response.status_code == 200
    assert "You need no account, and no name." in response.text
    for ground in GROUNDS.values():
        assert (f'value="{ground.key}"' in response.text) == (ground in for_the_public())
    sent = client.post(FORM, typed(rooms.open_post.get_absolute_url(), words="Look."), follow=True)
    made = Report.objects.get()
    assert (made.channel, made.words, made.case.subject_id) == (
        "public",
        "Look.",
        rooms.open_post.pk,
    )
    assert "Thank you. We have your report" in sent.text


def test_the_answer_is_the_same_for_what_is_open_closed_and_not_there(client_for, rooms):
    """Nothing in it but the secret address differs, nor does what follows."""
    answers = []
    for address in (
        rooms.open_post.get_absolute_url(),
        rooms.closed_reply.get_absolute_url(),
        "/p/987654321/",
        "somewhere on the cardiology board",
    ):
        response = client_for().post(FORM, typed(address), follow=True)
        ((_, status),) = response.redirect_chain
        page = re.sub(r"\d\d:\d\d(:[\d.+:]+)?", "", SECRETS.sub("", response.text))
        answers.append((status, response.status_code, page))
    assert answers[1:] == answers[:1] * 3
    assert Report.objects.filter(case=None).count() == 2


def test_so_is_the_page_on_which_it_is_written(client_for, rooms):
    pages = []
    for kind, pk in (
        ("post", rooms.open_post.pk),
        ("post", rooms.closed_reply.pk),
        ("post", 987654321),
        ("post", 10**30),
        ("nonsense", 1),
    ):
        response = client_for().get(reverse("report_public", args=[kind, pk]))
        text = SECRETS.sub("", response.text).replace(f"/{kind}/{pk}/", "")
        pages.append((response.status_code, text))
    assert pages[1:] == pages[:1] * 4
    assert rooms.open_topic.title not in pages[0][1]


def test_about_one_thing_no_address_is_asked(client_for, rooms):
    where = reverse("report_public", args=["post", rooms.open_post.pk])
    client = client_for()
    assert 'name="address"' not in client.get(where).text
    client.post(where, typed(kind="patient", relation="patient"))
    assert Report.objects.get().hid
    assert Post.objects.get(pk=rooms.open_post.pk).state == State.HELD


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"kind": ""}, "Choose what comes closest."),
        ({"kind": "interest"}, "interest is not one of the available choices"),
        ({"relation": ""}, "You need not say your name."),
        ({"address": ""}, "Say where it is, as well as you can."),
        ({"address": "x" * 301}, "at most 300 fit"),
        ({"kind": "other"}, "Say in a few words what is wrong."),
        ({"words": "x" * 2001}, "at most 2000 fit"),
        ({"email": "nonsense"}, "Enter a valid email address."),
        ({"website": "http://spam.example"}, "Leave this field empty"),
        ({"key": "nonsense"}, "Enter a valid UUID"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client_for, rooms, fields, error):
    data = {"words": "All that I know."} | fields
    if fields.get("kind") == "other":
        data["words"] = ""
    response = client_for().post(FORM, typed(**data))
    assert response.status_code == 422
    if "key" not in fields:
        assert error in response.text
    if data["words"] == "All that I know.":
        assert "All that I know." in response.text
    assert not Report.objects.exists()


def test_a_double_click_is_one_report(client_for, rooms):
    client, data = client_for(), typed(rooms.open_post.get_absolute_url())
    client.get(FORM)
    where = {client.post(FORM, data)["Location"] for _ in range(2)}
    assert len(where) == 1
    assert Report.objects.count() == 1


def test_another_browser_with_the_same_key_finds_nothing(client_for, rooms):
    data = typed(rooms.open_post.get_absolute_url())
    first, second = (client_for().post(FORM, data)["Location"] for _ in range(2))
    assert first != second


def test_too_many_are_told_whom_to_write_to(client_for, rooms):
    client = client_for()
    for n in range(6):
        client.post(FORM, typed(f"place {n}"))
    response = client.post(FORM, typed("one more", words="It is urgent."))
    assert response.status_code == 429
    assert "safety@" in response.text
    assert "It is urgent." in response.text
    assert client_for().post(FORM, typed("one more")).status_code == 302


def test_characters_that_cannot_be_seen_are_not_kept(client_for, rooms):
    client_for().post(FORM, typed("/p/1/\x00\u200b", words="a\x00b\u202ec"))
    made = Report.objects.get()
    assert made.address == "/p/1/"
    assert "\u202e" not in made.words


def test_the_page_is_kept_by_no_cache_and_no_search_engine(client_for):
    response = client_for().get(FORM)
    assert "no-store" in response["Cache-Control"]
    assert 'name="robots" content="noindex"' in response.text


# --- what came of it -----------------------------------------------------------------------------


@pytest.mark.parametrize(("outcome", "words"), [("acted", "Something was done"), ("kept", "stays")])
def test_the_state_is_for_whoever_has_its_address(client_for, rooms, outcome, words):
    made = told_of(rooms.open_post, "abuse", words="Rude.")
    where = reverse("report_state", args=[made.token])
    assert "A moderator decides by" in client_for().get(where).text
    settled(made, outcome)
    text = client_for().get(where).text
    assert words in text
    assert "Rude." not in text
    assert rooms.open_topic.title not in text


def test_of_a_closed_place_it_does_not_tell_whether_there_is_one(client_for, rooms):
    pages = set()
    there = told_of(rooms.closed_reply, "abuse")
    gone = told_of(rooms.closed_reply, "abuse", browser="b2")
    nowhere = told_of(Post(pk=987654321), "abuse", browser="b3")
    for made, outcome in ((there, "kept"), (gone, "gone"), (nowhere, "not_found")):
        settled(made, outcome)
        text = client_for().get(reverse("report_state", args=[made.token])).text
        pages.add(re.sub(r"\d\d:\d\d(:[\d.+:]+)?", "", SECRETS.sub("", text)))
    assert len(pages) == 1
    assert "found nothing there that had to be changed" in pages.pop()


def test_reports_of_staff_have_no_such_page(client_for, rooms, people):
    for channel in ("verifier", "notice"):
        made = told_of(rooms.open_post, "abuse", browser=channel)
        Report.objects.filter(pk=made.pk).update(channel=channel)
        assert client_for().get(reverse("report_state", args=[made.token])).status_code == 404


# --- members at the form for all -----------------------------------------------------------------


def test_a_member_is_known_and_asked_less(client_for, people):
    text = client_for(people.anna).get(FORM).text
    assert 'name="relation"' not in text
    assert 'name="email"' not in text
    assert reverse("reports_own") in text


def test_what_they_can_see_becomes_their_report(client_for, people, rooms):
    client, data = client_for(people.anna), typed(rooms.closed_reply.get_absolute_url())
    for _ in range(2):
        assert client.post(FORM, data).status_code == 302
    made = Report.objects.get()
    assert (made.channel, made.reporter, made.case.subject_id) == (
        "member",
        people.anna,
        rooms.closed_reply.pk,
    )
    client.post(FORM, typed(rooms.closed_reply.get_absolute_url()))
    assert Report.objects.count() == 1


def test_what_they_wrote_themselves_does_not(client_for, people, rooms):
    response = client_for(people.bela).post(
        FORM, typed(rooms.closed_reply.get_absolute_url(), words="Mine.")
    )
    assert response.status_code == 422
    assert "You wrote this yourself" in response.text
    assert "Mine." in response.text


def test_what_they_cannot_see_a_manager_looks_for(client_for, people, rooms):
    """Whether it is there or not: what they are answered is the same."""
    client = client_for(people.cara)
    pages = set()
    for address in (rooms.closed_reply.get_absolute_url(), "/p/987654321/"):
        data = typed(address, "patient")
        response = client.post(FORM, data, follow=True)
        client.post(FORM, data)
        pages.add(re.sub(r"\d\d:\d\d(:[\d.+:]+)?", "", SECRETS.sub("", response.text)))
    assert len(pages) == 1
    assert Report.objects.filter(case=None, reporter=people.cara, channel="member").count() == 2
    assert not Case.objects.exists()
    made = Report.objects.first()
    assert client.get(reverse("report_state", args=[made.token])).status_code == 200
    assert client_for().get(reverse("report_state", args=[made.token])).status_code == 404


def test_one_that_is_signed_in_is_sent_to_their_own_form(client_for, people, rooms, viewer_of):
    report(viewer_of(people.anna), rooms.open_post, "abuse")
    where = reverse("report_public", args=["post", rooms.open_post.pk])
    for response in (client_for(people.anna).get(where), client_for(people.anna).post(where)):
        assert response["Location"] == reverse("report", args=["post", rooms.open_post.pk])
