"""Reports of a place that we did not find."""

import threading
import uuid

import pytest
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.pipeline.models import OutboxEntry
from forums.models import Post, State
from moderation.models import Case, Report
from moderation.reports import astray, public_reporting
from tests.moderation.told import report, told

pytestmark = pytest.mark.django_db

LIST = "/moderation/astray/"


@pytest.fixture
def lost(rooms):
    return public_reporting.report(
        told("patient", address="The thread about a marathon", words="That is my brother.")
    )


def place(client, lost, address, **fields):
    data = {"address": address, "key": str(uuid.uuid4())} | fields
    return client.post(reverse("astray_place", args=[lost.pk]), data)


def close(client, lost, outcome="not_found", **fields):
    data = {"outcome": outcome, "key": str(uuid.uuid4())} | fields
    return client.post(reverse("astray_close", args=[lost.pk]), data)


def test_managers_see_what_was_typed(client_for, people, lost):
    text = client_for(people.moira).get(LIST).text
    for words in (
        "The thread about a marathon",
        "That is my brother.",
        "A patient can be recognised",
        "Someone who says that they are the patient",
        "due in",
    ):
        assert words in text


def test_nobody_else_does(client_for, people, mo, lex, lost):
    missing = client_for(people.anna).get("/nowhere/").content
    for user in (people.anna, people.cara, people.vera, people.adam, mo, lex):
        client = client_for(user)
        assert client.get(LIST).content == missing
        assert place(client, lost, "/p/1/").status_code == 404
        assert close(client, lost).status_code == 404
    assert client_for().get(LIST).status_code == 302
    lost.refresh_from_db()
    assert (lost.case, lost.outcome) == (None, "")


def test_not_even_a_moderator_of_one_board_by_the_use_case(viewer_of, mo, lost, rooms):
    where = rooms.closed_reply.get_absolute_url()
    for act in (
        lambda viewer: astray.place(viewer, lost.pk, where, key=uuid.uuid4()),
        lambda viewer: astray.close(viewer, lost.pk, "gone", key=uuid.uuid4()),
    ):
        with pytest.raises(Http404):
            act(viewer_of(mo))


def test_a_manager_says_what_it_is(client_for, people, rooms, lost):
    response = place(client_for(people.moira), lost, rooms.closed_reply.get_absolute_url())
    assert response["Location"] == LIST
    lost.refresh_from_db()
    assert lost.case.subject_id == rooms.closed_reply.pk
    assert lost.case.due_at == lost.due_at  # since it was reported, not since it was found
    assert not lost.hid  # no stranger could read it
    assert Entry.objects.get(verb="report.astray").detail["outcome"] == "placed"
    assert "Nothing is astray" in client_for(people.moira).get(LIST).text


def test_what_a_stranger_could_read_hides_once_it_is_found(client_for, people, rooms, lost):
    place(client_for(people.moira), lost, rooms.open_reply.get_absolute_url())
    assert Post.objects.get(pk=rooms.open_reply.pk).state == State.HELD


@pytest.mark.parametrize(
    ("address", "error"),
    [("", "Paste the address"), ("/p/987654321/", "Nothing of ours"), ("nonsense", "Nothing of")],
)
def test_a_place_that_is_none_is_refused(client_for, people, lost, address, error):
    response = place(client_for(people.moira), lost, address)
    assert response.status_code == 422
    assert error in response.text
    lost.refresh_from_db()
    assert lost.case is None


def test_nobody_places_one_at_what_they_wrote(client_for, people, rooms, lost):
    Post.objects.filter(pk=rooms.open_reply.pk).update(author=people.moira)
    response = place(client_for(people.moira), lost, rooms.open_reply.get_absolute_url())
    assert "another manager has to place it" in response.text
    assert response.status_code == 422


def test_nobody_deals_with_their_own(client_for, people, mia, rooms, viewer_of):
    own = public_reporting.report_unseen(
        viewer_of(people.moira), told("abuse", address="Somewhere", browser="member 1")
    )
    client = client_for(people.moira)
    assert "Somewhere" not in client.get(LIST).text
    assert close(client, own).status_code == 404
    assert "Somewhere" in client_for(mia).get(LIST).text
    assert people.moira.name not in client_for(mia).get(LIST).text.partition("<main")[2]


def test_a_members_second_report_of_a_thing_counts_once(client_for, people, rooms, viewer_of):
    anna = viewer_of(people.anna)
    report(anna, rooms.closed_reply, "abuse")
    lost = public_reporting.report_unseen(anna, told("abuse", address="Somewhere"))
    response = place(client_for(people.moira), lost, rooms.closed_reply.get_absolute_url())
    assert response.status_code == 422
    assert "it counts once" in response.text


def test_one_can_be_closed_with_an_answer(client_for, people, lost, run_outbox):
    assert close(client_for(people.moira), lost)["Location"] == LIST
    lost.refresh_from_db()
    assert (lost.outcome, lost.case) == ("not_found", None)
    assert lost.settled_at
    assert OutboxEntry.objects.get(event="report.settled").payload == {"report_id": lost.pk}
    run_outbox()


@pytest.mark.parametrize("outcome", ["acted", "nonsense", ""])
def test_nothing_was_done_to_what_was_not_found(client_for, people, lost, outcome):
    assert close(client_for(people.moira), lost, outcome).status_code == 422
    lost.refresh_from_db()
    assert lost.outcome == ""


def test_a_double_click_is_harmless(client_for, people, rooms, lost):
    client, key = client_for(people.moira), str(uuid.uuid4())
    where = rooms.closed_reply.get_absolute_url()
    for _ in range(2):
        assert place(client, lost, where, key=key).status_code == 302
    assert Case.objects.get().reports.count() == 1
    assert Entry.objects.filter(verb="report.astray").count() == 1


def test_who_comes_second_is_told(client_for, people, mia, rooms, lost):
    close(client_for(people.moira), lost)
    client = client_for(mia)
    for response in (place(client, lost, "/p/1/"), close(client, lost, "gone")):
        assert response["Location"] == LIST
    assert "Someone else dealt with this report" in client.get(LIST).text
    lost.refresh_from_db()
    assert lost.outcome == "not_found"


def test_the_list_costs_the_same_however_long_it_is(
    client_for, people, rooms, django_assert_max_num_queries
):
    client = client_for(people.moira)
    due = timezone.now()
    make = [Report(channel="public", kind="abuse", address=f"x {n}", due_at=due) for n in range(40)]
    Report.objects.bulk_create(make[:1])
    client.get(LIST)
    with django_assert_max_num_queries(15) as few:
        client.get(LIST)
    Report.objects.bulk_create(make[1:])
    with django_assert_max_num_queries(len(few)):
        text = client.get(LIST).text
    assert text.count("Put it there") == 30
    assert "Older ones" in text


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_once_one_places_it(viewer_of, people, mia, rooms, lost):
    start, outcomes = threading.Barrier(2), []
    where = rooms.closed_reply.get_absolute_url()

    def act(viewer):
        try:
            start.wait(5)
            astray.place(viewer, lost.pk, where, key=uuid.uuid4())
            outcomes.append("placed")
        except astray.Settled:
            outcomes.append("settled")
        finally:
            connection.close()

    viewers = [viewer_of(people.moira), viewer_of(mia)]
    threads = [threading.Thread(target=act, args=(viewer,)) for viewer in viewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["placed", "settled"]
