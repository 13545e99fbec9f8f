"""Nothing about a case leaks: to its author, to other members, in titles, counts, mail or logs."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.members.models import Standing, User
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from moderation import deciding, noting
from moderation.appeals import appealing
from moderation.law import holding
from moderation.models import Case, Report
from tests.access.test_canary import crawl, every_address
from tests.moderation.conftest import INSULT
from tests.moderation.told import report, told_of

pytestmark = pytest.mark.django_db

REPORTED, NOTED, APPEALED, HELD = "zqreported", "zqnoted", "zqappealed", "zqlegally"
REPORTER = "Rita Reporter"
PLANTED = {REPORTED, NOTED, APPEALED, HELD, REPORTER}

# What each reads of it, and no more. A reporter's own words are not shown again.
READS = {
    None: set(),
    "anna": set(),
    "bela": {APPEALED},  # the author
    "cara": set(),
    "eve": set(),
    "nina": set(),
    "rita": {REPORTER},  # her own name
    "vera": set(),
    "adam": {REPORTER},  # members are listed at his desk
    "mia": {REPORTED, NOTED, APPEALED},
    "lex": {HELD},
}


@pytest.fixture
def rita(people) -> User:
    """A doctor who has written nothing, so that her name stands nowhere else."""
    rita = User.objects.create_user("rita@demo.test", name=REPORTER)
    Standing.objects.create(user=rita, kind=Standing.Kind.DOCTOR)
    return rita


@pytest.fixture
def planted(
    people,
    rita,
    mia,
    lex,
    rooms,
    viewer_of,
    insult,
    open_case,
    choice,
    minute_over,
    django_capture_on_commit_callbacks,
) -> Case:
    """A case with all that belongs to one, decided, told of and appealed against."""
    case = open_case(insult, INSULT)
    report(viewer_for(rita), insult, "abuse", f"I know him, {REPORTED}.")
    told_of(rooms.open_post, "abuse", words=f"So does the public, {REPORTED}.")
    noting.note(viewer_of(people.moira), case.pk, f"Seen before, {NOTED}.", uuid.uuid4())
    soon = timezone.now() + timedelta(days=30)
    holding.place(viewer_for(lex), "post", insult.pk, f"A claim, {HELD}.", soon, uuid.uuid4())
    Report.objects.update(at=timezone.now() - timedelta(hours=1))
    case.refresh_from_db()
    decision = deciding.decide(
        viewer_of(people.moira), case.pk, case.version, choice("redact", words=[INSULT])
    )
    with django_capture_on_commit_callbacks(execute=True):
        minute_over()
    appealing.appeal(viewer_of(people.bela), decision.pk, f"Not fair, {APPEALED}.", uuid.uuid4())
    with django_capture_on_commit_callbacks(execute=True):
        minute_over()
    return case


@pytest.mark.parametrize("who", READS)
def test_each_reads_what_is_theirs_to_read(who, planted, people, rita, mia, lex, client_for):
    others = {"rita": rita, "mia": mia, "lex": lex}
    client = client_for(others.get(who) or getattr(people, who) if who else None)
    ids = {planted.pk, planted.subject_id, *planted.decisions.values_list("pk", flat=True)}
    ids |= set(planted.appeals.values_list("pk", flat=True))
    found = set()
    for where, response in crawl(client, ["/", *every_address(sorted(ids))]):
        assert response.status_code < 500, where
        answer = "" if response.streaming else response.text
        found |= {words for words in PLANTED if words in answer + str(response.headers)}
    assert found == READS[who]


def test_no_mail_notification_task_or_record_says_any_of_it(planted):
    kept = [str(message.message()) for message in mail.outbox]
    kept += map(str, Notification.objects.values_list("text", "url", "key"))
    kept += map(str, OutboxEntry.objects.values_list("event", "handler", "payload", "error"))
    kept += [json.dumps(detail) for detail in Entry.objects.values_list("detail", flat=True)]
    assert mail.outbox
    assert len(kept) > 10
    for words in (REPORTED, NOTED, APPEALED, HELD, INSULT):
        assert words not in "\n".join(kept)


def test_the_record_does_not_say_who_reported(planted, rita):
    assert Entry.objects.filter(verb="report.made").exists()
    assert not Entry.objects.filter(actor_id=rita.pk).exists()


def test_only_the_reporter_and_the_author_hear_of_it(planted, people, rita, mia):
    told = set(Notification.objects.values_list("user__name", flat=True))
    assert told <= {REPORTER, people.bela.name, people.moira.name, mia.name}
    assert {REPORTER, people.bela.name} <= told
