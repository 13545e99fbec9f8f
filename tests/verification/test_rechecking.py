"""What follows, at night and at an import, when the register has changed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.editing import Beside, Page, edit_profile
from community.members.models import Standing
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from tests.verification.conftest import DELTA_HEADER, is_doctor, register_says, row
from verification import claiming, matching, rechecking, tasks
from verification.ending import end_lapsed
from verification.importing import import_file
from verification.limits import GRACE
from verification.models import Claim, RegisterEntry, Status
from verification.rechecking import recheck

pytestmark = pytest.mark.django_db


def test_nothing_changed_nothing_done(people, held, django_assert_max_num_queries):
    held.refresh_from_db()
    before = (held.state, held.version, Standing.objects.count())
    with django_assert_max_num_queries(4):
        assert recheck() == {"seen": 1}
    held.refresh_from_db()
    assert (held.state, held.version, Standing.objects.count()) == before


CLOSING = ["suspended", "relinquished", "expired", "erased", "deceased", "unknown"]


@pytest.mark.parametrize("status", CLOSING)
def test_the_closed_boards_close_at_the_next_request(
    rooms, people, held, client_for, status, run_outbox
):
    client = client_for(people.cara)
    board = reverse("board", args=[rooms.closed.slug])
    assert client.get(board).status_code == 200
    register_says(status=status)
    tasks.recheck()
    missing = (
        client_for().get("/nothing/here/") if status == "deceased" else client.get("/nothing/")
    )
    closed = client.get(board)
    assert closed.status_code in {302, 404}
    if status != "deceased":
        assert closed.content == missing.content  # as if it had never been there
        assert client.get(reverse("board", args=[rooms.open.slug])).status_code == 200
    held.refresh_from_db()
    assert held.state == Claim.State.ENDED
    run_outbox()
    told = people.cara.notifications.filter(text__contains="register has changed")
    assert told.count() == (0 if status == "deceased" else 1)
    assert people.anna.notifications.count() == 0  # quietly


def test_an_account_of_the_dead_is_locked(people, held):
    register_says(status=Status.DECEASED)
    recheck()
    people.cara.refresh_from_db()
    assert not people.cara.is_active


def test_an_entry_that_is_gone_closes_as_well(people, held):
    RegisterEntry.objects.all().delete()
    recheck()
    assert not is_doctor(people.cara)


@pytest.mark.parametrize("status", ["erased", "unknown"])
def test_verifiers_are_alerted_once(people, held, status):
    register_says(status=status)
    recheck()
    recheck()
    for user in (people.vera, people.adam):
        assert user.notifications.filter(text__contains=status).count() == 1
    assert not people.moira.notifications.exists()


def test_an_unpaid_fee_has_four_weeks(people, held, run_outbox):
    register_says(status=Status.ADMINISTRATIVE)
    recheck()
    held.refresh_from_db()
    until = held.doubt_until
    recheck()
    run_outbox()
    assert is_doctor(people.cara)
    held.refresh_from_db()
    assert (held.doubt, held.doubt_until) == (Claim.Doubt.ADMINISTRATIVE, until)
    assert until - timezone.now() > GRACE - timedelta(minutes=1)
    assert people.cara.notifications.filter(text__contains="administrative reason").count() == 1
    Claim.objects.update(doubt_until=timezone.now())
    end_lapsed()
    assert not is_doctor(people.cara)
    held.refresh_from_db()
    assert held.state == Claim.State.ENDED


def test_a_fee_that_was_paid_in_time_settles_it(people, held):
    register_says(status=Status.ADMINISTRATIVE)
    recheck()
    register_says(status=Status.LICENSED)
    recheck()
    held.refresh_from_db()
    assert (held.doubt, held.doubt_until) == ("", None)
    assert is_doctor(people.cara)


def test_another_name_on_the_register_asks_again(people, held, decide, run_outbox):
    register_says(surname="Married-Now")
    recheck()
    run_outbox()
    held.refresh_from_db()
    assert held.doubt == Claim.Doubt.NAME
    assert is_doctor(people.cara)
    assert people.cara.notifications.filter(text__contains="name on the register").exists()
    renewal = claiming.submit(
        viewer_for(people.cara), claiming.Claimed("gmc", "1234567", "Married-Now", "Susan"), KEY
    )
    assert renewal.is_renewal
    renewal.evidence.create(kind="work_mail")
    edit_profile(viewer_for(people.cara), Beside("Susan Married-Now", None, ""), Page())
    run_outbox()
    assert is_doctor(people.cara)  # the register itself has that name
    decide(renewal)
    held.refresh_from_db()
    assert held.state == Claim.State.ENDED
    end_lapsed()
    assert is_doctor(people.cara)


KEY = "7d444840-9dc0-11d1-b245-5ffdce74fad2"


def test_one_doubt_after_another_does_not_lengthen_the_grace(people, held):
    register_says(status=Status.ADMINISTRATIVE)
    recheck()
    soon = timezone.now() + timedelta(days=2)
    Claim.objects.update(doubt_until=soon)
    register_says(status=Status.LICENSED, surname="Married-Now")
    recheck()
    held.refresh_from_db()
    assert (held.doubt, held.doubt_until) == (Claim.Doubt.NAME, soon)


def test_a_name_that_comes_back_does_not_settle_a_doubt_of_status(people, held):
    register_says(status=Status.PROVISIONAL_UNLICENSED, surname="Married-Now")
    recheck()
    register_says(surname="Chater")
    recheck()
    held.refresh_from_db()
    assert held.doubt == Claim.Doubt.STATUS
    assert not Standing.objects.get(user=people.cara, closed_at=None).licensed
    assert recheck() == {"seen": 1}


def test_what_only_ran_out_is_not_laid_to_the_register(people, held, run_outbox):
    Standing.objects.filter(user=people.cara, closed_at=None).update(
        starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now()
    )
    tasks.end_lapsed()
    run_outbox()
    assert people.cara.notifications.filter(text__contains="reached its end").count() == 1
    assert not people.cara.notifications.filter(text__contains="register has changed").exists()


def test_a_number_that_no_key_opens_keeps_no_other_from_being_compared(
    people, held, add_entry, claim_for
):
    add_entry("7654321", "Stone", "Stuart")
    claim_for(people.stu, "7654321", "Stone", "Stuart")
    Claim.objects.filter(pk=held.pk).update(sealed_number=b"of another key")
    assert recheck() == {"seen": 1}
    held.refresh_from_db()
    assert held.state == Claim.State.APPROVED


def test_a_status_that_a_verifier_decides_on_is_put_to_one(people, held):
    register_says(status=Status.PROVISIONAL_UNLICENSED)
    recheck()
    held.refresh_from_db()
    assert held.doubt == Claim.Doubt.STATUS
    recheck()
    assert is_doctor(people.cara)


def test_a_licence_given_up_is_on_the_badge_and_the_end_stays(people, held):
    before = Standing.objects.get(user=people.cara, closed_at=None)
    register_says(status=Status.UNLICENSED)
    recheck()
    after = Standing.objects.get(user=people.cara, closed_at=None)
    assert (before.licensed, after.licensed) == (True, False)
    assert after.ends_at == before.ends_at


def test_a_new_specialist_is_one_on_the_badge(people, held):
    recheck()
    register_says(specialist_date="2026-11-01")
    recheck()
    assert Standing.objects.get(user=people.cara, closed_at=None).specialist


def test_a_new_mark_reminds_no_one_twice(people, held):
    Standing.objects.filter(user=people.cara, closed_at=None).update(reminded=60)
    register_says(specialist_date="2026-11-01")
    recheck()
    assert Standing.objects.get(user=people.cara, closed_at=None).reminded == 60


def test_a_temporary_registration_shortens_the_time(people, held):
    register_says(status=Status.TEMPORARY)
    recheck()
    ends = Standing.objects.get(user=people.cara, closed_at=None).ends_at
    assert ends - timezone.now() < timedelta(days=91)


def test_a_delta_closes_at_once(people, held, write_file, run_outbox):
    delta = [row(status="Suspended") | {"action": "U", "dateProcessed": "24112026"}]
    import_file("gmc", write_file(delta, DELTA_HEADER), is_delta=True, dry_run=True)
    run_outbox()
    assert is_doctor(people.cara)
    import_file("gmc", write_file(delta, DELTA_HEADER), is_delta=True)
    run_outbox()
    assert not is_doctor(people.cara)


def test_a_status_unheard_of_alerts_the_verifiers(people, entry, write_file, run_outbox):
    delta = [row(status="On sabbatical") | {"action": "U", "dateProcessed": "24112026"}]
    import_file("gmc", write_file(delta, DELTA_HEADER), is_delta=True)
    run_outbox()
    for user in (people.vera, people.adam):
        assert user.notifications.filter(text__contains="have not heard of").count() == 1


def test_one_that_goes_wrong_keeps_no_other_from_being_settled(
    people, add_entry, claim_for, decide, monkeypatch
):
    for number, user in (("1000001", people.cara), ("1000002", people.nina)):
        add_entry(number)
        decide(claim_for(user, number=number))

    def look_up(register, number):
        if number == "1000001":
            raise RuntimeError
        return matching.look_up(register, number)

    monkeypatch.setattr(rechecking, "look_up", look_up)
    RegisterEntry.objects.update(status=Status.SUSPENDED)
    assert recheck() == {"seen": 2, "failed": 1, "suspended": 1}
    assert is_doctor(people.cara)
    assert not is_doctor(people.nina)
    monkeypatch.undo()
    recheck()
    assert not is_doctor(people.cara)


def test_an_import_that_changes_nothing_looks_at_no_one(write_file):
    path = write_file([row()])
    import_file("gmc", path)
    import_file("gmc", path)
    assert OutboxEntry.objects.filter(event="register.imported").count() == 1


def test_the_members_page_says_why_it_ended(people, held, client_for):
    register_says(status=Status.SUSPENDED)
    recheck()
    page = client_for(people.cara).get(reverse("verification")).content.decode()
    assert "because the register has changed" in page
    assert "uspended" not in page  # said to no one, not even over a shoulder
