"""The two steps of a member's report, and the pages on which they read what came of it."""

import uuid

import pytest
from django.urls import reverse

from forums.models import Post, State
from moderation.models import Case, Report
from moderation.reports.grounds import GROUNDS
from tests.forums.drawn import add_picture
from tests.forums.masks import sign
from tests.moderation.told import report, settled, told_of
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


def page(thing, kind="post"):
    return reverse("report", args=[kind, thing.pk])


def typed(kind="abuse", words="", **fields):
    return {"kind": kind, "words": words, "key": str(uuid.uuid4())} | fields


def test_the_first_step_asks_what_is_wrong(client_for, people, rooms):
    text = client_for(people.anna).get(page(rooms.closed_reply)).text
    for ground in GROUNDS.values():
        assert f'value="{ground.key}"' in text
    assert "Step 1 of 2" in text
    assert 'name="robots" content="noindex"' in text


def test_the_second_says_by_when_and_who_reads_the_words(client_for, people, rooms):
    client = client_for(people.anna)
    text = " ".join(client.get(page(rooms.closed_reply), {"kind": "abuse"}).text.split())
    assert "Step 2 of 2" in text
    assert "A moderator decides within 12 hours" in text
    assert "you are told what came of it" in text
    assert "The author is not told" in text
    hour = client.get(page(rooms.closed_reply), {"kind": "patient"}).text
    assert "within an hour" in hour


def test_it_works_as_two_pages_without_a_script(client_for, people, rooms):
    client = client_for(people.anna)
    response = client.post(page(rooms.closed_reply), typed(words="Rude."), follow=True)
    made = Report.objects.get()
    assert response.redirect_chain == [(reverse("report_state", args=[made.token]), 302)]
    assert "Thank you. We have your report" in response.text
    assert (made.kind, made.words, made.reporter) == ("abuse", "Rude.", people.anna)
    main = client.get(page(rooms.open_post)).text.partition("<main")[2].partition("</main")[0]
    assert "<form" in main
    assert "<script" not in main


@pytest.mark.parametrize("kind", ["nonsense", ""])
def test_an_unknown_reason_asks_again(client_for, people, rooms, kind):
    client = client_for(people.anna)
    for response in (
        client.get(page(rooms.closed_reply), {"kind": kind}),
        client.post(page(rooms.closed_reply), typed(kind)),
    ):
        assert response.status_code == 422
        assert "Choose one of these first." in response.text
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("kind", "words", "error"),
    [
        ("other", "", "Say in a few words what is wrong."),
        ("other", " \u200b ", "Say in a few words what is wrong."),
        ("abuse", "x" * 2001, "at most 2000 fit"),
    ],
)
def test_what_is_missing_or_too_long_is_said_beside_it(
    client_for, people, rooms, kind, words, error
):
    response = client_for(people.anna).post(page(rooms.closed_reply), typed(kind, words))
    assert response.status_code == 422
    assert error in response.text
    assert not Report.objects.exists()


def test_a_double_click_is_one_report(client_for, people, rooms):
    client, data = client_for(people.anna), typed()
    where = {client.post(page(rooms.closed_reply), data)["Location"] for _ in range(2)}
    assert len(where) == 1
    assert Report.objects.count() == 1


def test_a_second_report_is_kindly_told_of_the_first(client_for, people, rooms):
    client = client_for(people.anna)
    client.post(page(rooms.closed_reply), typed())
    text = client.get(page(rooms.closed_reply)).text
    assert "You reported this post" in text
    assert reverse("report_state", args=[Report.objects.get().token]) in text
    response = client.post(page(rooms.closed_reply), typed("hate"), follow=True)
    assert "You reported this already" in response.text
    assert Report.objects.count() == 1


def test_nobody_reports_themselves(client_for, people, rooms):
    response = client_for(people.bela).get(page(rooms.closed_reply))
    assert response.status_code == 403
    assert "You wrote this yourself" in response.text


@pytest.mark.parametrize("name", ["cara", "nina", "eve", "vera", "adam"])
def test_what_one_may_not_see_is_as_what_is_not_there(client_for, people, rooms, name):
    client = client_for(getattr(people, name))
    missing = client.get(reverse("report", args=["post", 987654321]))
    assert missing.status_code == 404
    for where in (
        page(rooms.closed_reply),
        reverse("report", args=["nonsense", rooms.open_post.pk]),
        reverse("report", args=["post", 10**30]),
    ):
        assert client.get(where).content == missing.content
        assert client.post(where, typed()).status_code == 404
    assert not Report.objects.exists()


def test_a_stranger_gets_the_form_for_strangers_whatever_it_is(client_for, rooms):
    for kind, pk in (("post", rooms.open_post.pk), ("post", 987654321), ("nonsense", 1)):
        response = client_for().get(reverse("report", args=[kind, pk]))
        assert response["Location"] == reverse("report_public", args=[kind, pk])


def test_whose_sign_in_ran_out_while_they_wrote_loses_nothing(client_for, rooms):
    response = client_for().post(page(rooms.open_post), typed("hate", "Hours of words."))
    assert "Hours of words." in response.text
    assert response.status_code == 200
    assert not Report.objects.exists()


def test_too_many_in_a_day_are_refused_with_the_words_kept(client_for, people, rooms, viewer_of):
    anna = viewer_of(people.anna)
    for n in range(30):
        report(anna, add_post(rooms.open_topic, people.bela, f"Post {n}."), "abuse")
    response = client_for(people.anna).post(page(rooms.closed_reply), typed(words="At last."))
    assert response.status_code == 429
    assert "At last." in response.text
    assert "safety@" in response.text


# --- where the links are -------------------------------------------------------------------------


def test_each_post_of_another_has_a_link_to_report_it(client_for, people, rooms):
    text = client_for(people.anna).get(rooms.closed_topic.get_absolute_url()).text
    assert page(rooms.closed_reply) in text
    assert page(rooms.closed_post) not in text  # her own
    assert page(rooms.open_post) in client_for().get(rooms.open_topic.get_absolute_url()).text


def test_so_has_a_picture_and_a_members_page(client_for, people, rooms):
    picture = add_picture(rooms.closed_reply, people.bela)
    anna = client_for(people.anna)
    assert page(picture, "picture") in anna.get(picture.get_absolute_url()).text
    assert page(people.bela, "profile") in anna.get(people.bela.get_absolute_url()).text
    assert page(people.anna, "profile") not in anna.get(people.anna.get_absolute_url()).text
    assert anna.get(page(picture, "picture")).status_code == 200
    assert anna.get(page(people.bela, "profile")).status_code == 200


def test_every_public_page_leads_to_the_form_for_all(client_for, rooms):
    for where in ("/", "/boards/", "/about/privacy/", rooms.open_topic.get_absolute_url()):
        assert f'href="{reverse("report_something")}"' in client_for().get(where).text


def test_a_pseudonym_is_reported_as_such(client_for, people, rooms):
    masked = sign(add_post(rooms.closed_topic, people.bela, "Not in my name."))
    client = client_for(people.anna)
    text = client.get(page(masked)).text
    assert people.bela.name not in text
    client.post(page(masked), typed())
    case = Case.objects.get()
    assert case.mask == masked.pseudonym.name


# --- what came of it -----------------------------------------------------------------------------


def test_the_state_of_a_members_report_is_for_them_alone(client_for, people, rooms, viewer_of):
    made = report(viewer_of(people.anna), rooms.closed_reply, "abuse")
    where = reverse("report_state", args=[made.token])
    assert client_for(people.anna).get(where).status_code == 200
    missing = client_for(people.bela).get(reverse("report_state", args=["nonsense"]))
    assert missing.status_code == 404
    for user in (people.bela, people.cara, people.moira, people.adam):
        assert client_for(user).get(where).content == missing.content
    assert client_for().get(where).status_code == 404


def test_it_leads_to_the_thing_only_while_they_can_see_it(client_for, people, rooms, viewer_of):
    made = report(viewer_of(people.anna), rooms.closed_reply, "abuse")
    where = reverse("report_state", args=[made.token])
    assert rooms.closed_topic.title in client_for(people.anna).get(where).text
    Post.objects.filter(pk=rooms.closed_reply.pk).update(state=State.HIDDEN)
    settled(made, "acted")
    text = client_for(people.anna).get(where).text
    assert rooms.closed_topic.title not in text
    assert "something was done about it" in text
    assert "is between the moderators and its author" in text


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("", "A moderator decides by"),
        ("acted", "Something was done"),
        ("kept", "It stays as it is"),
        ("gone", "It was gone already"),
    ],
)
def test_each_outcome_is_told_in_words(client_for, people, rooms, viewer_of, outcome, words):
    made = report(viewer_of(people.anna), rooms.closed_reply, "abuse")
    settled(made, outcome) if outcome else None
    assert words in client_for(people.anna).get(reverse("report_state", args=[made.token])).text


def test_one_that_is_late_says_so(client_for, people, rooms, viewer_of):
    made = report(viewer_of(people.anna), rooms.closed_reply, "abuse")
    Report.objects.update(due_at=made.at)
    text = client_for(people.anna).get(reverse("report_state", args=[made.token])).text
    assert "It takes longer than we meant" in text


def test_ones_own_reports_are_listed_and_no_others(client_for, people, rooms, viewer_of):
    mine = report(viewer_of(people.anna), rooms.closed_reply, "abuse")
    other = report(viewer_of(people.cara), rooms.open_post, "hate")
    unknown = told_of(rooms.open_reply, "abuse")
    text = client_for(people.anna).get(reverse("reports_own")).text
    assert mine.token in text
    assert other.token not in text
    assert unknown.token not in text
    assert rooms.closed_topic.title in text
    assert "being looked at" in text


def test_who_has_none_is_told_how_to(client_for, people):
    assert "You have reported nothing" in client_for(people.cara).get(reverse("reports_own")).text


def test_a_long_list_costs_what_a_short_one_does(
    client_for, people, rooms, viewer_of, django_assert_max_num_queries
):
    client, anna = client_for(people.anna), viewer_of(people.anna)
    report(anna, rooms.closed_reply, "abuse")
    client.get(reverse("reports_own"))
    with django_assert_max_num_queries(12) as few:
        client.get(reverse("reports_own"))
    for n in range(25):
        report(anna, add_post(rooms.open_topic, people.bela, f"Post {n}."), "abuse")
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("reports_own"))


# --- those who decide ----------------------------------------------------------------------------


def test_who_decides_reads_kinds_words_and_weight_and_not_who(client_for, people, rooms, viewer_of):
    case = report(viewer_of(people.anna), rooms.closed_reply, "abuse", "He was rude to me.").case
    report(viewer_of(people.dan), people.bela, "identity")
    told_of(rooms.closed_reply, "accusation", words="It is about me.", relation="named")
    text = client_for(people.moira).get(case.get_absolute_url()).text
    for words in (
        "2 reports",
        "Abuse or harassment",
        "Protection from Harassment Act 1997",
        "He was rude to me.",
        "It is about me.",
        "Someone who says that it is about them",
    ):
        assert words in text, words
    history = text.partition("2 reports")[2]
    assert people.anna.name not in history
    assert people.anna.email not in text
