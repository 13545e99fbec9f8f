import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.lib.verdicts import Refused
from moderation import claiming, deciding
from moderation.limits import CLAIM_HOLDS
from moderation.models import Case
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(insult, open_case) -> Case:
    return open_case(insult, INSULT)


@pytest.fixture
def mias(case, mia) -> Case:
    """A case that Mia has been looking at for four minutes."""
    at = timezone.now() - timedelta(minutes=4)
    Case.objects.filter(pk=case.pk).update(claimed_by=mia, claimed_at=at)
    return case


def holder(case):
    case.refresh_from_db()
    return case.claimed_by


def claims():
    return list(Entry.objects.filter(verb="case.claimed").values_list("actor_id", "detail"))


def act(client, name, case):
    return client.post(reverse(f"moderation_{name}", args=[case.pk]))


def test_opening_a_case_claims_nothing(client_for, people, case):
    client_for(people.moira).get(case.get_absolute_url())
    assert holder(case) is None


def test_who_claims_has_it_and_the_page_says_until_when(client_for, people, case):
    client = client_for(people.moira)
    done = act(client, "claim", case)
    assert done.url == case.get_absolute_url()
    assert holder(case) == people.moira
    until = timezone.localtime(case.claimed_at + CLAIM_HOLDS)
    assert f"You are looking at this, until {until:%H:%M}" in client.get(done.url).text
    assert claims() == [(people.moira.pk, {})]


def test_twice_is_as_good_as_once(viewer_of, people, case):
    for _ in range(2):
        claiming.claim(viewer_of(people.moira), case.pk)
    assert len(claims()) == 1


def test_it_leaves_the_version_alone(viewer_of, people, case, choice):
    claiming.claim(viewer_of(people.moira), case.pk)
    deciding.decide(viewer_of(people.moira), case.pk, 1, choice("hide"))


def test_what_another_has_is_theirs_and_nobody_else_decides(
    viewer_of, client_for, people, mias, mia, choice, sent
):
    with pytest.raises(Refused, match="Mia Second is looking at this, until"):
        claiming.claim(viewer_of(people.moira), mias.pk)
    with pytest.raises(Refused, match="Take it over"):
        deciding.decide(viewer_of(people.moira), mias.pk, 1, choice("hide"))
    client = client_for(people.moira)
    assert "Mia Second has been looking at this" in client.get(mias.get_absolute_url()).text
    assert client.post(mias.get_absolute_url(), sent(mias, "hide")).status_code == 403
    assert (
        "Mia Second is looking at this"
        in act(client, "claim", mias).client.get(mias.get_absolute_url()).text
    )
    assert holder(mias) == mia
    deciding.decide(viewer_of(mia), mias.pk, 1, choice("hide"))


def test_a_claim_ends_by_itself(viewer_of, people, mias, choice):
    Case.objects.update(claimed_at=timezone.now() - CLAIM_HOLDS)
    deciding.decide(viewer_of(people.moira), mias.pk, 1, choice("hide"))


def test_it_can_be_taken_over_and_that_is_recorded(
    viewer_of, client_for, people, mias, mia, choice
):
    act(client_for(people.moira), "take_over", mias)
    assert holder(mias) == people.moira
    assert claims() == [(people.moira.pk, {"taken_from": mia.pk})]
    with pytest.raises(Refused):
        deciding.decide(viewer_of(mia), mias.pk, 1, choice("hide"))


def test_who_has_it_can_let_it_go_and_nobody_else_can(client_for, people, mias, mia):
    act(client_for(people.moira), "let_go", mias)
    assert holder(mias) == mia
    act(client_for(mia), "let_go", mias)
    assert holder(mias) is None


def test_only_what_is_open_can_be_claimed(viewer_of, people, case):
    for state in ("waiting", "decided"):
        Case.objects.update(state=state)
        for do in (claiming.claim, claiming.take_over):
            with pytest.raises(Refused, match="nothing to decide"):
                do(viewer_of(people.moira), case.pk)


def test_who_may_not_decide_it_may_not_keep_it_from_others(viewer_of, client_for, mo, rooms, mias):
    rooms.closed_post.author = mo
    rooms.closed_post.save()
    for do in (claiming.claim, claiming.take_over):
        with pytest.raises(Refused, match="another moderator"):
            do(viewer_of(mo), mias.pk)
    assert "Take over" not in client_for(mo).get(mias.get_absolute_url()).text


@pytest.mark.parametrize("name", ["claim", "take_over", "let_go"])
def test_the_filters_stay(client_for, people, case, name):
    address = reverse(f"moderation_{name}", args=[case.pk]) + "?family=offensive&x=1"
    done = client_for(people.moira).post(address)
    assert done.url == f"{case.get_absolute_url()}?family=offensive"


@pytest.mark.parametrize("name", ["claim", "take_over", "let_go"])
def test_to_all_others_there_is_no_such_case(client_for, people, mo, rooms, open_case, name):
    other = open_case(rooms.open_post)  # on a board that mo does not moderate
    for who in (people.anna, people.bela, people.vera, people.adam, mo):
        client = client_for(who)
        assert act(client, name, other).status_code == 404
    assert act(client_for(), name, other).url.startswith(reverse("account_login"))
    assert holder(other) is None


def test_nobody_claims_a_case_about_themselves(viewer_of, people, rooms, open_case):
    rooms.open_reply.author = people.moira
    rooms.open_reply.save()
    case = open_case(rooms.open_reply)
    with pytest.raises(Http404):
        claiming.claim(viewer_of(people.moira), case.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_has_it(viewer_of, people, mia, case):
    viewers, refused = [viewer_of(people.moira), viewer_of(mia)], []
    gate = threading.Barrier(2)

    def run(viewer):
        gate.wait()
        try:
            claiming.claim(viewer, case.pk)
        except Refused:
            refused.append(viewer.user_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[viewer]) for viewer in viewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert holder(case).pk == next(v.user_id for v in viewers if v.user_id not in refused)
