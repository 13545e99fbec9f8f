"""The page of an author's record, and lifting one sanction on it."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from community.members.models import User
from moderation import sanctioning
from moderation.models import Sanction
from moderation.transparency.rules_of_the_house import HOUSE_RULES
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db

WHY = "You have shown that you know how."


@pytest.fixture
def case(insult, open_case):
    """An open case about Bela's post."""
    return open_case(insult, INSULT)


@pytest.fixture
def suspended(hidden):
    """Bela is suspended for another post."""
    with transaction.atomic():
        return sanctioning.impose(hidden(), "suspension", days=14)


def page(case):
    return reverse("moderation_record", args=[case.pk])


def lifting(case, sanction):
    return reverse("moderation_lift", args=[case.pk, sanction.pk])


def sent(**fields):
    return {"key": str(uuid.uuid4()), "why": WHY} | fields


def test_it_tells_all_that_was_imposed_under_this_name(client_for, mia, case, hidden, people):
    warning = sanctioning.impose(hidden(), "warning")
    old = sanctioning.impose(hidden(), "limit", rooms="open")
    Sanction.objects.filter(pk=old.pk).update(
        starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=2)
    )
    lifted = sanctioning.impose(hidden(), "warning")
    sanctioning.lift(lifted.decision, actor_id=people.moira.pk, why="It was a joke among friends.")
    masked = sanctioning.impose(hidden(mask="Quiet Heron"), "warning")
    response = client_for(mia).get(page(case))
    shown = [row.sanction for row, _ in response.context["rows"]]
    assert shown == [lifted, old, warning]
    assert masked not in shown
    assert HOUSE_RULES["respect"].title in response.text
    assert "Writes less in open rooms" in response.text
    assert "It was a joke among friends." in response.text
    assert "One warning counts at present" in response.text
    assert warning.decision.case.get_absolute_url() in response.text
    assert response.text.count("Lift it now") == 1  # only what counts can be lifted


def test_of_a_pseudonym_it_tells_neither_the_name_nor_what_stands_under_it(
    client_for, mia, insult, open_case, hidden, people
):
    sanctioning.impose(hidden(), "suspension", days=14)
    masked = sanctioning.impose(hidden(mask="Quiet Heron"), "warning")
    case = open_case(insult, mask="Quiet Heron")
    response = client_for(mia).get(page(case))
    assert [row.sanction for row, _ in response.context["rows"]] == [masked]
    assert "Quiet Heron" in response.text
    assert people.bela.name not in response.text
    assert "uspended" not in response.text


def test_an_empty_record_leads_back(client_for, mia, case):
    text = client_for(mia).get(page(case)).text
    assert "Nothing is on record" in text
    assert case.get_absolute_url() in text


def test_a_moderator_of_one_board_reads_it_and_lifts_nothing(client_for, mo, case, suspended):
    client = client_for(mo)
    response = client.get(page(case))
    assert "Lift it now" not in response.text
    assert "Only community managers lift a sanction." in response.text
    assert client.post(lifting(case, suspended), sent()).status_code == 403
    assert client.post(lifting(case, suspended), sent(why="")).status_code == 403
    suspended.refresh_from_db()
    assert suspended.lifted_at is None


def test_a_case_of_another_board_is_not_named(client_for, mo, case, hidden, rooms):
    other = sanctioning.impose(hidden(), "warning")
    elsewhere = other.decision.case
    elsewhere.subject_id = rooms.open_post.pk
    elsewhere.save()
    response = client_for(mo).get(page(case))
    assert [row.case for row, _ in response.context["rows"]] == [None]
    assert elsewhere.get_absolute_url() not in response.text


def test_lifting_ends_it_and_its_author_is_told_why(client_for, mia, case, suspended, people):
    response = client_for(mia).post(lifting(case, suspended), sent())
    assert response.url == page(case)
    suspended.refresh_from_db()
    assert (suspended.lifted_by, suspended.lifted_why) == (mia, WHY)
    assert User.objects.get(pk=people.bela.pk).suspended_until is None
    told = Notification.objects.get(user=people.bela)
    assert "ended your suspension early" in told.text
    assert WHY not in told.text
    assert WHY in client_for(people.bela).get(told.url).text
    assert Entry.objects.get(verb="sanction.lifted").actor_id == mia.pk


def test_without_a_reason_nothing_is_lifted(client_for, mia, case, suspended):
    response = client_for(mia).post(lifting(case, suspended), sent(why="  "))
    assert response.status_code == 422
    assert "Say why" in response.text
    assert "<details open>" in response.text
    assert Notification.objects.count() == 0


@pytest.mark.parametrize("bad", [{"key": "no key"}, {"why": "x" * 501}])
def test_bad_input_lifts_nothing(client_for, mia, case, suspended, bad):
    assert client_for(mia).post(lifting(case, suspended), sent(**bad)).status_code == 422
    assert not Sanction.objects.filter(lifted_at__isnull=False).exists()


def test_a_double_click_tells_once(client_for, mia, case, suspended):
    client, form = client_for(mia), sent()
    for _ in range(2):
        assert client.post(lifting(case, suspended), form).url == page(case)
    assert Notification.objects.count() == 1
    assert Entry.objects.filter(verb="sanction.lifted").count() == 1


def test_what_was_lifted_meanwhile_is_said_to_be(client_for, mia, people, case, suspended):
    client_for(people.moira).post(lifting(case, suspended), sent(why="First."))
    response = client_for(mia).post(lifting(case, suspended), sent(), follow=True)
    assert "It had ended meanwhile" in response.text
    suspended.refresh_from_db()
    assert suspended.lifted_why == "First."


def test_a_case_opens_no_other_record(viewer_of, client_for, mia, people, case, rooms, open_case):
    other = open_case(rooms.closed_post)  # Anna's
    warning = sanctioning.impose(
        other.decisions.create(moderator=people.moira, action="keep"), "warning"
    )
    assert client_for(mia).post(lifting(case, warning), sent()).status_code == 404
    with pytest.raises(Http404):
        sanctioning.lift_one(viewer_of(mia), case.pk, warning.pk, why=WHY, key=uuid.uuid4())


def test_nobody_sees_or_lifts_their_own(client_for, viewer_of, mia, insult, open_case, hidden):
    decision = hidden()
    decision.case.author = mia
    decision.case.save()
    own = sanctioning.impose(decision, "warning")
    assert client_for(mia).get(page(decision.case)).status_code == 404
    with pytest.raises(Http404):
        sanctioning.lift_one(viewer_of(mia), decision.case_id, own.pk, why=WHY, key=uuid.uuid4())


@pytest.mark.parametrize("name", ["anna", "bela", "cara", "eve", "nina", "vera", "adam"])
def test_to_all_others_there_is_no_such_page(client_for, people, case, suspended, name):
    client = client_for(getattr(people, name))
    assert client.get(page(case)).status_code == 404
    assert client.post(lifting(case, suspended), sent()).status_code == 404


def test_nor_to_the_law_desk_nor_without_a_second_factor(client_for, lex, mia, case, suspended):
    assert client_for(lex).get(page(case)).status_code == 404
    unproven = client_for(mia, second_factor=False)
    assert unproven.get(page(case)).url == reverse("mfa_index")
    assert unproven.post(lifting(case, suspended), sent()).url == reverse("mfa_index")
    assert not Sanction.objects.filter(lifted_at__isnull=False).exists()


def test_strangers_are_asked_to_sign_in(client_for, case):
    assert client_for().get(page(case)).url.startswith(reverse("account_login"))


def test_a_verifier_cannot_lift_by_the_use_case(viewer_of, people, case, suspended):
    with pytest.raises(Http404):
        sanctioning.lift_one(
            viewer_of(people.vera), case.pk, suspended.pk, why=WHY, key=uuid.uuid4()
        )


def test_a_board_moderator_is_refused_by_the_use_case(viewer_of, mo, case, suspended):
    with pytest.raises(Refused):
        sanctioning.lift_one(viewer_of(mo), case.pk, suspended.pk, why=WHY, key=uuid.uuid4())


def test_a_long_record_costs_no_more_than_a_short_one(
    client_for, mia, case, hidden, django_assert_max_num_queries
):
    client = client_for(mia)
    sanctioning.impose(hidden(), "warning")
    client.get(page(case))
    with django_assert_max_num_queries(60) as short:
        client.get(page(case))
    for _ in range(12):
        sanctioning.impose(hidden(), "warning")
    with django_assert_max_num_queries(len(short)):
        client.get(page(case))


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_once_one_lifts_and_the_other_is_told(
    viewer_of, people, mia, case, suspended
):
    start, outcomes = threading.Barrier(2), []

    def act(viewer):
        try:
            start.wait(5)
            sanctioning.lift_one(viewer, case.pk, suspended.pk, why=WHY, key=uuid.uuid4())
            outcomes.append("lifted")
        except sanctioning.Over:
            outcomes.append("over")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(viewer_of(user),)) for user in (people.moira, mia)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["lifted", "over"]
    assert Notification.objects.count() == 1


# --- Beside a case -------------------------------------------------------------------------------


def test_beside_the_case_stands_what_counts_and_what_the_next_step_would_be(
    client_for, mia, case, suspended
):
    text = client_for(mia).get(case.get_absolute_url()).text
    assert "On record" in text
    assert "They are suspended at present" in text
    assert page(case) in text
