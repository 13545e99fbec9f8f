"""Verifiers and administrators hear of what they must look into, and of each thing once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from structlog.testing import capture_logs

from community.members.models import Standing, User
from tests.verification.conftest import row
from verification.importing import import_file
from verification.models import RegisterEntry, Status
from verification.rechecking import recheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def verified(people, add_entry, claim_for, decide):
    """Three members are verified."""
    users = [people.cara, people.stu, people.nina]
    for place, user in enumerate(users):
        add_entry(f"100000{place}")
        decide(claim_for(user, number=f"100000{place}"))
    return users


def texts(user):
    return list(user.notifications.values_list("text", flat=True))


def test_many_that_end_by_a_status_unheard_of_are_one_alert(people, verified):
    RegisterEntry.objects.update(status=Status.UNKNOWN)
    recheck()
    for user in (people.vera, people.adam):
        assert sum("status unknown to us" in text for text in texts(user)) == 1


def test_entries_that_are_gone_are_told_of_as_well(people, verified):
    RegisterEntry.objects.all().delete()
    recheck()
    assert len(texts(people.vera)) == 1


def test_of_each_who_was_erased_they_hear_with_a_way_to_the_claim(people, verified):
    RegisterEntry.objects.update(status=Status.ERASED)
    recheck()
    links = set(people.vera.notifications.values_list("url", flat=True))
    assert len(links) == 3
    assert all("/claim/" in link for link in links)


def test_what_closes_in_the_ordinary_way_alerts_no_one(people, verified):
    RegisterEntry.objects.update(status=Status.SUSPENDED)
    recheck()
    assert texts(people.vera) == texts(people.adam) == []


def test_no_alert_names_the_member_or_the_number(people, verified):
    RegisterEntry.objects.filter(number="1000000").update(status=Status.ERASED)
    RegisterEntry.objects.filter(number="1000001").update(status=Status.UNKNOWN)
    recheck()
    told = " ".join(texts(people.vera))
    assert told
    for words in ("Cara", "Chater", "1000000", "1000001"):
        assert words not in told


def test_who_verifies_no_more_and_who_has_left_hears_nothing(people, verified):
    then = timezone.now() - timedelta(days=9)
    Standing.objects.filter(user=people.vera).update(
        starts_at=then, ends_at=then + timedelta(days=1)
    )
    User.objects.filter(pk=people.adam.pk).update(is_active=False)
    RegisterEntry.objects.update(status=Status.ERASED)
    recheck()
    assert texts(people.vera) == texts(people.adam) == []


def test_a_file_with_statuses_unheard_of_is_told_of_with_register_day_and_count(
    people, write_file, run_outbox
):
    rows = [row(f"100000{n}", status=status) for n, status in enumerate(["Odd", "Odd", "Even"])]
    with capture_logs() as logs:
        import_file("gmc", write_file(rows))
        run_outbox()
    day = timezone.localtime().strftime("%-d %B")
    for user in (people.vera, people.adam):
        (text,) = texts(user)
        assert text.startswith(f"The GMC file of {day} has 3 entries")
    assert not texts(people.moira)
    (line,) = [log for log in logs if log["event"] == "unknown_statuses"]
    assert line["statuses"] == {"Odd": 2, "Even": 1}
    assert "Chater" not in str(line)


def test_of_the_same_file_they_hear_once(people, write_file, run_outbox):
    path = write_file([row(status="Odd")])
    for _ in range(2):
        import_file("gmc", path)
        run_outbox()
    assert len(texts(people.vera)) == 1
