"""A poll where it is shown: on the page of its topic, and its own page with who chose what."""

import pytest

from community.lib.limits import Limit
from forums import polling
from forums.models import Draft, Poll
from tests.forums.polls import WANTED, add_poll, doctors, end, vote
from tests.forums.writing import NHS_NUMBER, typed

FIELDS = {
    "poll_question": "Admit for the night?",
    "poll_method": "one",
    "poll_options": "Yes\nNo",
    "poll_days": "3",
}
NEW = "/b/cardiology-clinical/new/"


@pytest.fixture(autouse=True)
def unlimited(monkeypatch):
    monkeypatch.setattr(polling, "VOTING", Limit("voting", "10000/minute", "not tested here"))


# --- In the composer -----------------------------------------------------------------------------


def test_the_composer_offers_a_poll_to_those_who_may_ask(rooms, people, client_for):
    assert "Add a poll" in client_for(people.anna).get(NEW).text
    assert "Add a poll" in client_for(people.anna).get(f"{NEW}case/").text
    public = "/b/cardiology/new/"
    assert "Add a poll" not in client_for(people.anna).get(public).text
    assert "Add a poll" in client_for(people.moira).get(public).text


def test_a_topic_is_posted_with_a_poll(rooms, people, client_for):
    response = client_for(people.anna).post(NEW, typed(title="Of nights", **FIELDS), follow=True)
    assert "Admit for the night?" in response.text
    assert Poll.objects.get().options == ["Yes", "No"]


def test_and_without_one_if_it_is_left_empty(rooms, people, client_for):
    fields = {"poll_question": "", "poll_options": " ", "poll_method": "one", "poll_days": "7"}
    client_for(people.anna).post(NEW, typed(title="Of nights", **fields))
    assert not Poll.objects.exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"poll_question": ""}, "Say what the poll asks"),
        ({"poll_options": "Yes"}, "at least 2"),
        ({"poll_options": "Yes\nno\nyes"}, "twice"),
        ({"poll_options": "\n".join(map(str, range(11)))}, "at most 10"),
        ({"poll_options": "Yes\n" + "o" * 121}, "at most 120"),
        ({"poll_question": "Why? " * 50}, "at most 200"),
        ({"poll_days": "8"}, "Select a valid choice"),
        ({"poll_options": f"Yes\n{NHS_NUMBER}"}, "may identify a patient"),
    ],
)
def test_what_is_wrong_is_said_and_all_of_it_stays(changes, why, rooms, people, client_for):
    fields = FIELDS | changes
    response = client_for(people.anna).post(NEW, typed(title="Of nights", **fields))
    assert response.status_code == 422
    assert why in response.text
    assert fields["poll_options"].split()[0] in response.text
    assert not Poll.objects.exists()


def test_where_one_may_not_ask_nothing_is_posted_and_nothing_lost(rooms, people, client_for):
    response = client_for(people.anna).post("/b/cardiology/new/", typed(title="Of x", **FIELDS))
    assert response.status_code == 403
    assert Draft.objects.get().more["poll"]["question"] == "Admit for the night?"


def test_a_draft_keeps_the_poll_and_offers_it_again(rooms, people, client_for):
    client = client_for(people.anna)
    fields = typed("Half", title="Of nights", **FIELDS)
    client.post("/drafts/save/", fields | {"place": f"topic {rooms.closed.pk}", "seen": "0"})
    page = client.get(NEW).text
    assert 'value="Admit for the night?"' in page
    assert "Yes\nNo" in page


# --- On the topic's page -------------------------------------------------------------------------


def test_figures_are_not_shown_before_one_has_voted(rooms, people, client_for):
    topic = rooms.closed_topic
    add_poll(topic)
    for user in doctors(6):
        vote(user, topic, 0)
    before = client_for(people.anna).get(topic.get_absolute_url()).text
    assert "It depends" in before
    assert "poll__table" not in before
    vote(people.anna, topic, 1)
    after = client_for(people.anna).get(topic.get_absolute_url()).text
    assert "poll__table" in after
    assert "Change your vote" in after


def test_under_five_votes_there_are_none(rooms, people, client_for):
    add_poll(rooms.closed_topic)
    vote(people.anna, rooms.closed_topic, 1)
    page = client_for(people.anna).get(rooms.closed_topic.get_absolute_url()).text
    assert "Results are shown from five votes" in page


def test_a_stranger_reads_a_poll_of_the_open_board_and_its_figures_when_it_is_closed(
    rooms, client_for
):
    poll = add_poll(rooms.open_topic)
    for user in doctors(5):
        vote(user, rooms.open_topic, 0)
    page = client_for().get(rooms.open_topic.get_absolute_url()).text
    assert "Sign in to take part" in page
    assert "poll__table" not in page
    end(poll)
    assert "poll__table" in client_for().get(rooms.open_topic.get_absolute_url()).text


def test_words_of_a_poll_are_shown_as_words(rooms, people, client_for):
    add_poll(rooms.closed_topic, question="<b>Yes?</b>", options=["<i>1</i>", "2"])
    page = client_for(people.anna).get(rooms.closed_topic.get_absolute_url()).text
    assert "<b>Yes?</b>" not in page
    assert "&lt;i&gt;1&lt;/i&gt;" in page


# --- Its own page --------------------------------------------------------------------------------


def test_its_page_tells_who_of_each_group_chose_what(rooms, people, client_for):
    topic = rooms.closed_topic
    add_poll(topic, options=["Yes", "No"])
    for slug, band in (("cardiology", "consultant"), ("general-practice", "gp")):
        for choice in (0, 1):
            for user in doctors(10, specialty=slug, band=band):
                vote(user, topic, choice)
    vote(people.bela, topic, 0)
    page = client_for(people.bela).get(f"/t/{topic.pk}/poll/").text
    assert "By specialty" in page
    assert "General practitioner" in page
    assert "five members" in page
    assert WANTED["question"] in page


def test_the_rounds_of_a_ranked_poll_are_told_from_twenty_votes(rooms, people, client_for):
    topic = rooms.closed_topic
    add_poll(topic, method="ranked", options=["Warfarin", "A DOAC", "Neither"])
    for choices, number in (([0, 1], 9), ([1, 0], 8), ([2, 1], 8)):
        for user in doctors(number):
            vote(user, topic, *choices)
    end(Poll.objects.get())
    page = client_for(people.anna).get(f"/t/{topic.pk}/poll/").text
    assert "“Neither” goes out" in page
    assert "“A DOAC” is what most prefer" in page


def test_without_a_poll_or_a_right_to_read_it_there_is_no_page(rooms, people, client_for):
    add_poll(rooms.closed_topic)
    assert client_for(people.anna).get(f"/t/{rooms.open_topic.pk}/poll/").status_code == 404
    assert client_for(people.cara).get(f"/t/{rooms.closed_topic.pk}/poll/").status_code == 404
