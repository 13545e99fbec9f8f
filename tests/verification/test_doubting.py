"""A verifier has the managers look at an account."""

import uuid

import pytest

from community.audit.models import Entry
from community.lib.verdicts import Refused
from community.pipeline.models import OutboxEntry
from moderation.models import Case, Report
from verification import doubting
from verification.models import Claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(claim_for, people, entry):
    return claim_for(people.cara)


def where(claim):
    return f"/admin/verification/claim/{claim.pk}/change/"


def send(client, claim, **fields):
    return client.post(where(claim), {"doubt": "x", "key": str(uuid.uuid4())} | fields, follow=True)


@pytest.mark.parametrize("name", ["vera", "adam"])
def test_a_doubt_opens_a_case_on_the_members_page(client_for, people, claim, run_outbox, name):
    client = client_for(getattr(people, name))
    assert "Tell the managers" in client.get(where(claim)).text
    assert "The managers look at this account." in send(client, claim).text
    run_outbox()
    case = Case.objects.get()
    assert (case.subject_kind, case.subject_id) == ("profile", people.cara.pk)
    assert (case.sources, case.family) == (["verifier"], "conduct")
    report = Report.objects.get()
    assert (report.channel, report.kind, report.words) == ("verifier", "identity", "")
    assert "Tell the managers again" in client.get(where(claim)).text


def test_nothing_of_the_evidence_comes_along(people, viewer_of, claim):
    doubting.doubt(viewer_of(people.vera), claim.pk, uuid.uuid4())
    row = OutboxEntry.objects.get(event="member.doubted")
    assert row.payload == {"user_id": people.cara.pk, "verifier_id": people.vera.pk}
    assert Entry.objects.get(verb="claim.account_doubted").detail == {}


def test_the_claim_waits_on_as_it_was(client_for, people, claim):
    before = Claim.objects.values().get(pk=claim.pk)
    send(client_for(people.vera), claim)
    assert Claim.objects.values().get(pk=claim.pk) == before


def test_the_managers_read_that_a_verifier_doubts_and_not_which(
    client_for, people, claim, run_outbox
):
    send(client_for(people.vera), claim)
    run_outbox()
    text = client_for(people.moira).get(Case.objects.get().get_absolute_url()).text
    assert "Someone is not who or what they say" in text
    assert people.vera.name not in text
    assert claim.number not in text


def test_a_double_click_and_a_second_doubt_are_one_case(client_for, people, claim, run_outbox):
    client, key = client_for(people.vera), str(uuid.uuid4())
    for fields in ({"key": key}, {"key": key}, {}):
        send(client, claim, **fields)
    assert OutboxEntry.objects.filter(event="member.doubted").count() == 2
    run_outbox()
    assert Case.objects.count() == Report.objects.count() == 1


def test_the_member_is_told_nothing(client_for, people, claim, run_outbox):
    from community.inbox.models import Notification

    Notification.objects.all().delete()
    send(client_for(people.vera), claim)
    OutboxEntry.objects.exclude(event="member.doubted").update(done_at="2026-01-01T00:00Z")
    run_outbox()
    assert not Notification.objects.filter(user=people.cara).exists()


def test_a_form_without_its_key_does_nothing(client_for, people, claim):
    send(client_for(people.vera), claim, key="nonsense")
    assert not OutboxEntry.objects.filter(event="member.doubted").exists()


@pytest.mark.parametrize("name", ["anna", "cara", "moira"])
def test_nobody_else_doubts(client_for, people, viewer_of, claim, name):
    user = getattr(people, name)
    assert send(client_for(user), claim).status_code == 404
    with pytest.raises(Refused):
        doubting.doubt(viewer_of(user), claim.pk, uuid.uuid4())


def test_nor_a_verifier_themselves(viewer_of, people, claim_for, entry):
    own = claim_for(people.vera)
    with pytest.raises(Refused):
        doubting.doubt(viewer_of(people.vera), own.pk, uuid.uuid4())
