"""What the law desk does stands in the record, and is not shown to those who may not know."""

import uuid
from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.audit.recording import record
from community.members.models import Standing
from community.members.viewer import viewer_for
from moderation.law import holding
from moderation.models import Decision, Disclosure, HeldCopy, Hold, Notice, NoticeStep

pytestmark = pytest.mark.django_db

LIST = "/admin/audit/entry/"


@pytest.fixture
def hold(lex, insult):
    when = timezone.now() + timedelta(days=9)
    return holding.place(viewer_for(lex), "post", insult.pk, "x", when, uuid.uuid4())


@pytest.fixture
def entries(hold, received):
    received()
    return list(Entry.objects.filter(verb__in=["hold.placed", "notice.received"]))


def test_an_administrator_does_not_find_it(people, client_for, entries):
    client = client_for(people.adam)
    page = client.get(LIST).text
    assert "case.opened" in page
    assert "hold.placed" not in page
    assert "notice.received" not in page
    assert "hold" not in client.get(f"{LIST}?q=hold").text.split("</form>")[-1]
    for entry in entries:
        where = reverse("admin:audit_entry_change", args=[entry.pk])
        gone = reverse("admin:audit_entry_change", args=[987654321])
        assert client.get(where).status_code == client.get(gone).status_code != 200


def test_one_who_works_at_the_law_desk_as_well_does(people, client_for, entries):
    Standing.objects.create(user=people.adam, kind=Standing.Kind.LAW)
    page = client_for(people.adam).get(LIST).text
    assert "hold.placed" in page
    assert "notice.received" in page


@pytest.mark.parametrize("model", [Hold, HeldCopy, Notice, NoticeStep, Disclosure])
def test_its_papers_are_not_on_the_desk_of_administrators(model):
    assert model not in admin.site._registry


def test_a_moderators_page_of_the_case_says_nothing_of_a_hold(
    people, client_for, hold, insult, open_case
):
    case = open_case(insult)
    with_hold = client_for(people.moira).get(f"/moderation/{case.pk}/").text
    assert "legal hold" not in with_hold.lower()
    assert "/law/" not in with_hold


def test_an_administrator_does_not_find_that_the_law_desk_opened_sealed_words(
    people, client_for, lex, mia, insult, open_case
):
    decision = Decision.objects.create(
        case=open_case(insult), moderator=people.moira, action="redact", reason="x"
    )
    for who, purpose in ((lex, "law"), (mia, "appeal")):
        record("sealed.opened", decision, actor_id=who.pk, look=1, purpose=purpose)
    page = client_for(people.adam).get(f"{LIST}?q=sealed").text
    assert f'field-actor_id">{mia.pk}<' in page
    assert f'field-actor_id">{lex.pk}<' not in page
    Standing.objects.create(user=people.adam, kind=Standing.Kind.LAW)
    assert f'field-actor_id">{lex.pk}<' in client_for(people.adam).get(f"{LIST}?q=sealed").text


def test_an_administrator_who_moderates_does_not_find_what_is_judged_again(
    people, client_for, hidden
):
    record("second_look.asked", hidden(), actor_id=None)
    assert "second_look.asked" in client_for(people.adam).get(LIST).text
    Standing.objects.create(user=people.adam, kind=Standing.Kind.COMMUNITY_MANAGER)
    assert "second_look.asked" not in client_for(people.adam).get(LIST).text
