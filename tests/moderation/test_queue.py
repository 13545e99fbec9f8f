from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.granting import MODERATE
from forums.models import BoardGroupGrant
from moderation import queueing
from moderation.limits import CLAIM_HOLDS
from moderation.models import Case
from tests.moderation.conftest import INSULT
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


def page(client, state="", **filters):
    return client.get(reverse("moderation_queue"), filters | ({"state": state} if state else {}))


def shown(response):
    return [row.case for row in response.context["rows"]]


def test_a_manager_sees_the_worst_and_the_most_urgent_first(
    client_for, people, rooms, insult, open_case
):
    now = timezone.now()
    later = open_case(insult, INSULT)
    mild = open_case(rooms.open_post, severity=Case.Severity.LOW, due_at=now + timedelta(minutes=5))
    urgent = open_case(rooms.closed_post, due_at=now + timedelta(minutes=30))
    response = page(client_for(people.moira))
    assert [row.case for row in response.context["rows"]] == [urgent, later, mild]


def test_it_says_in_words_what_it_is_where_and_how_late(client_for, people, insult, open_case):
    open_case(insult, INSULT, due_at=timezone.now() - timedelta(hours=3, minutes=5))
    response = page(client_for(people.moira))
    for words in ("May abuse someone", "abuse", "Cardiology, clinical", "3 h overdue"):
        assert words in response.text
    assert response.context["figures"].open == response.context["figures"].overdue == 1


def test_the_words_of_a_post_are_not_in_the_list(client_for, people, insult, open_case):
    open_case(insult, INSULT)
    assert INSULT not in page(client_for(people.moira)).text


def test_an_empty_queue_says_what_happens_next(client_for, people):
    assert "New cases come here by themselves" in page(client_for(people.moira)).text


def test_decided_cases_have_a_list_of_their_own(client_for, people, insult, open_case, sent):
    case = open_case(insult, INSULT)
    client = client_for(people.moira)
    client.post(case.get_absolute_url(), sent(case, "hide"))
    assert "Hidden by Moira" in page(client, "decided").text
    assert not page(client).context["rows"]


def test_a_manager_sees_no_case_about_herself(client_for, people, rooms, open_case):
    rooms.open_reply.author = people.moira
    rooms.open_reply.save()
    open_case(rooms.open_reply)
    response = page(client_for(people.moira))
    assert not response.context["rows"]
    assert response.context["figures"].open == 0


def test_a_board_taken_from_her_takes_its_cases_and_their_count(
    client_for, people, rooms, insult, open_case
):
    open_case(insult, INSULT)
    BoardGroupGrant.objects.filter(
        content_object=rooms.closed, permission__codename=MODERATE
    ).first().delete()
    response = page(client_for(people.moira))
    assert not response.context["rows"]
    assert response.context["figures"].open == 0


def test_staff_without_a_second_factor_are_led_to_set_one_up(client_for, people):
    response = page(client_for(people.moira, second_factor=False))
    assert response.status_code == 302
    assert response.url == reverse("mfa_index")


@pytest.mark.parametrize(
    "name", ["anna", "bela", "cara", "dan", "eve", "nina", "stu", "vera", "adam"]
)
def test_to_all_others_it_does_not_exist(client_for, people, name):
    client = client_for(getattr(people, name))
    response = page(client)
    assert response.status_code == 404
    assert response.content == client.get("/no/such/page/").content


def test_a_stranger_is_asked_to_sign_in(client_for, people):
    response = page(client_for())
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.fixture
def several(rooms, people, insult, open_case):
    """Three open cases that differ in all that one can look for."""
    now = timezone.now()
    abuse = open_case(insult, INSULT, held=True, sources=["detector", "member"])
    patient = open_case(
        rooms.open_post, family="identifying", sources=["public"], due_at=now - timedelta(hours=1)
    )
    mine = open_case(
        rooms.open_reply,
        severity=Case.Severity.LOW,
        family="conduct",
        sources=["member"],
        claimed_by=people.moira,
        claimed_at=now,
    )
    return {"abuse": abuse, "patient": patient, "mine": mine}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"family": "identifying"}, ["patient"]),
        ({"source": "member"}, ["abuse", "mine"]),
        ({"source": "public"}, ["patient"]),
        ({"place": "Cardiology, clinical"}, ["abuse"]),
        ({"late": "1"}, ["patient"]),
        ({"held": "1"}, ["abuse"]),
        ({"claim": "mine"}, ["mine"]),
        ({"claim": "free"}, ["patient", "abuse"]),
        ({"source": "member", "held": "1"}, ["abuse"]),
        ({"family": "welfare"}, []),
        (
            {"family": "no such", "source": "x", "claim": "y", "state": "z"},
            ["patient", "abuse", "mine"],
        ),
    ],
)
def test_a_filter_leaves_out_what_does_not_fit(client_for, people, several, filters, names):
    response = page(client_for(people.moira), **filters)
    assert shown(response) == [several[name] for name in names]


def test_where_nothing_fits_it_says_how_to_see_all(client_for, people, several):
    response = page(client_for(people.moira), family="welfare")
    assert "No case fits" in response.text
    assert "Nothing waits" not in response.text


def test_a_claim_that_ran_out_is_nobodys(client_for, people, several):
    Case.objects.update(claimed_at=timezone.now() - CLAIM_HOLDS)
    client = client_for(people.moira)
    assert shown(page(client, claim="mine")) == []
    assert len(shown(page(client, claim="free"))) == 3


def test_the_filters_go_with_one_to_a_case_and_on_to_the_next(
    client_for, people, rooms, several, sent
):
    also = several["abuse"]
    Case.objects.filter(pk=also.pk).update(family="identifying")
    client = client_for(people.moira)
    first = several["patient"].get_absolute_url() + "?family=identifying"
    assert f'href="{first}"' in page(client, family="identifying").text
    response = client.get(first)
    assert shown(response) == [several["patient"], also]
    assert f'action="{first}"' in response.text
    done = client.post(first, sent(several["patient"], "dismiss"))
    assert done.url == f"{also.get_absolute_url()}?family=identifying"
    done = client.post(done.url, sent(also, "dismiss"))
    assert done.url == reverse("moderation_queue") + "?family=identifying"


def test_cases_that_wait_for_their_author_have_a_list_of_their_own(
    client_for, people, insult, open_case
):
    case = open_case(insult, state=Case.State.WAITING, due_at=timezone.now() + timedelta(days=2))
    client = client_for(people.moira)
    response = page(client, "waiting")
    assert shown(response) == [case]
    assert "its author has 2 d" in response.text
    assert response.context["figures"].waiting == 1
    assert shown(page(client)) == []


def test_those_decided_can_be_narrowed_to_ones_own(
    client_for, people, rooms, mia, insult, open_case, sent
):
    first, second = open_case(insult, INSULT), open_case(rooms.open_post)
    moira, mias = client_for(people.moira), client_for(mia)
    moira.post(first.get_absolute_url(), sent(first, "hide"))
    mias.post(second.get_absolute_url(), sent(second, "hide"))
    assert shown(page(moira, "decided")) == [second, first]
    assert shown(page(moira, "decided", claim="mine")) == [first]


@pytest.mark.parametrize("state", ["open", "decided"])
def test_the_list_goes_on_page_by_page_and_misses_none(
    client_for, people, rooms, open_case, monkeypatch, state
):
    monkeypatch.setattr(queueing, "QUEUE_PAGE", 3)
    now = timezone.now()
    posts = [add_post(rooms.open_topic, people.nina, "A word.") for _ in range(8)]
    for number, post in enumerate(posts):
        # three severities, and times that are the same for two of them
        at = now + timedelta(minutes=number // 2)
        open_case(post, severity=1 + number % 3, due_at=at, state=state, decided_at=at)
    client = client_for(people.moira)
    address, found = reverse("moderation_queue") + f"?state={state}", []
    while address:
        response = client.get(address)
        found += shown(response)
        more = response.context["more"]
        address = reverse("moderation_queue") + more if more else None
        assert len(found) <= 8
    order = {
        "open": lambda case: (-case.severity, case.due_at, case.pk),
        "decided": lambda case: (-case.decided_at.timestamp(), -case.pk),
    }[state]
    assert found == sorted(Case.objects.all(), key=order)


@pytest.mark.parametrize(
    "after", ["x", "1.2", "9.9.9", "3.99999999999999999.1", "-1.1.1", "3.1.1\x00"]
)
def test_a_page_that_is_none_is_the_first_one_or_empty(
    client_for, people, insult, open_case, after
):
    open_case(insult, INSULT)
    assert page(client_for(people.moira), after=after, place="").status_code == 200


def test_a_null_in_a_filter_breaks_nothing(client_for, people):
    assert page(client_for(people.moira), place="a\x00b").status_code == 200


def test_a_board_moderator_is_offered_their_own_boards_alone(client_for, mo, several):
    response = page(client_for(mo))
    assert shown(response) == [several["abuse"]]
    assert response.context["places"] == ["Cardiology, clinical"]
    assert shown(page(client_for(mo), place="Cardiology")) == []


def test_what_is_overdue_is_said_on_every_page(client_for, people, mo, several):
    client = client_for(people.moira)
    for address in (
        reverse("moderation_queue"),
        reverse("moderation_figures"),
        several["abuse"].get_absolute_url(),
    ):
        assert "1 case is overdue" in client.get(address).text
    assert "overdue</a>" not in client_for(mo).get(reverse("moderation_queue")).text


def test_who_is_looking_at_a_case_is_said_in_the_list(client_for, mia, several):
    assert "Moira Ellis is on it" in page(client_for(mia)).text
