"""What a member reads about themselves: all decisions, and what holds."""

import html

import pytest
from django.urls import reverse
from django.utils import timezone

from community.inbox.models import Notification
from community.pipeline.models import OutboxEntry
from moderation import deciding, sanctioning
from moderation.models import Sanction
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db

MINE = reverse("own_decisions")


@pytest.fixture
def warned(hidden):
    """Moira hid a post of Bela's and warned him."""
    decision = hidden()
    sanctioning.impose(decision, "warning")
    return decision


def test_a_member_reads_what_was_decided_about_them_and_what_it_means(client_for, people, warned):
    text = client_for(people.bela).get(MINE).text
    assert "Your post was hidden" in text
    assert warned.get_absolute_url() in text
    assert "You are warned." in text
    assert "after that it is not held against you" in text
    assert people.moira.name not in text


def test_also_what_they_wrote_under_a_pseudonym(client_for, people, hidden):
    decision = hidden(mask="Quiet Heron")
    assert decision.get_absolute_url() in client_for(people.bela).get(MINE).text


def test_nobody_else_reads_it_there(client_for, people, mia, warned):
    for user in (people.anna, people.moira, mia):
        assert warned.get_absolute_url() not in client_for(user).get(MINE).text


def test_what_they_are_not_told_of_is_not_there(client_for, people, hidden):
    dismissed, undone = hidden(action="dismiss"), hidden()
    undone.undone_at = timezone.now()
    undone.save()
    text = client_for(people.bela).get(MINE).text
    assert dismissed.get_absolute_url() not in text
    assert undone.get_absolute_url() not in text
    assert "Nothing was decided about you" in text


def test_who_has_nothing_reads_what_would_stand_there(client_for, people):
    text = client_for(people.anna).get(MINE).text
    assert "Nothing was decided about you" in text
    assert reverse("rules") in text


def test_a_stranger_is_asked_to_sign_in(client_for):
    assert client_for().get(MINE).url.startswith(reverse("account_login"))


def test_a_suspended_member_signs_in_and_reads_why_and_until_when(
    client_for, viewer_of, people, insult, open_case, choice
):
    case = open_case(insult, INSULT)
    decision = deciding.decide(
        viewer_of(people.moira), case.pk, 1, choice("hide", sanction="suspension", days=30)
    )
    until = timezone.localtime(Sanction.objects.get().ends_at)
    client = client_for(people.bela)
    for where in ("/", MINE):
        text = client.get(where).text
        assert "Your account is suspended." in text
        assert f"Until {until.day} {until:%B}" in text
        assert decision.get_absolute_url() in text
    text = client.get(decision.get_absolute_url()).text
    assert "What it means for you" in text
    assert "you cannot write" in text
    assert reverse("appeal", args=[decision.pk]) in text
    assert client.get(reverse("inbox")).status_code == 200


def test_what_they_may_not_do_leads_there(client_for, people, hidden, rooms):
    sanctioning.impose(hidden(), "suspension")
    response = client_for(people.bela).get(reverse("new_topic", args=[rooms.open.slug]))
    assert response.status_code == 403
    assert MINE in response.text


def test_who_was_suspended_by_other_hands_is_told_that(client_for, people):
    text = client_for(people.eve).get("/").text
    assert "Your account is suspended. You can read what is public, but not write." in text


def test_a_limited_member_reads_it_at_home_and_on_their_own_page_alone(client_for, people, hidden):
    decision = hidden()
    sanctioning.impose(decision, "limit", rooms="closed")
    own_page = people.bela.get_absolute_url()
    client = client_for(people.bela)
    for where in ("/", own_page):
        text = client.get(where).text
        assert "you write at most three posts a day in closed rooms" in text
        assert decision.get_absolute_url() in text
    for audience in ("members", "public"):
        assert "at most three" not in client.get(own_page, {"as": audience}).text
    assert "at most three" not in client_for(people.anna).get(own_page).text
    assert "at most three" not in client_for(people.anna).get("/").text


def test_one_s_own_page_leads_there(client_for, people):
    own_page = people.anna.get_absolute_url()
    assert MINE in client_for(people.anna).get(own_page).text
    assert MINE not in client_for(people.bela).get(own_page).text


def test_what_was_lifted_says_so(client_for, people, warned):
    sanctioning.lift(warned, actor_id=people.moira.pk, why="We were wrong.")
    client = client_for(people.bela)
    assert "This was taken back on" in client.get(MINE).text
    assert "We were wrong." in client.get(warned.get_absolute_url()).text


def test_many_cost_no_more_than_few(client_for, people, hidden, django_assert_max_num_queries):
    client = client_for(people.bela)
    sanctioning.impose(hidden(), "warning")
    client.get(MINE)
    with django_assert_max_num_queries(40) as few:
        client.get(MINE)
    for _ in range(12):
        sanctioning.impose(hidden(), "warning")
    with django_assert_max_num_queries(len(few)):
        assert client.get(MINE).text.count("You are warned.") == 13


def test_the_list_goes_on(client_for, people, hidden, monkeypatch):
    from moderation import recalling

    monkeypatch.setattr(recalling, "DECISIONS_PAGE", 2)
    first, *_ = [hidden() for _ in range(3)]
    client = client_for(people.bela)
    response = client.get(MINE)
    assert first.get_absolute_url() not in response.text
    older = client.get(MINE, {"before": response.context["older"]}).text
    assert first.get_absolute_url() in older
    assert client.get(MINE, {"before": "nonsense"}).status_code == 200


def test_the_letter_reaches_a_suspended_member_s_inbox(
    client_for, viewer_of, people, insult, open_case, choice, run_outbox
):
    case = open_case(insult, INSULT)
    decision = deciding.decide(
        viewer_of(people.moira), case.pk, 1, choice("hide", sanction="suspension")
    )
    OutboxEntry.objects.update(due_at=timezone.now())
    run_outbox()
    client = client_for(people.bela)
    told = Notification.objects.get(user=people.bela)
    assert told.text in html.unescape(client.get(reverse("inbox")).text)
    assert told.url == decision.get_absolute_url()
