"""Nothing about a case leaks: to its author, to other members, in titles, counts, mail or logs."""

import json
import logging
import re
import uuid
from datetime import timedelta
from difflib import unified_diff
from types import SimpleNamespace

import pytest
from django.core import mail
from django.utils import timezone
from guardian.shortcuts import assign_perm
from gunicorn.config import Config

from community.audit.models import Entry
from community.gunicorn import access_log_format, logger_class
from community.inbox.models import Notification
from community.logs import formatter
from community.members.models import Standing, User
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums.granting import MODERATE, READ
from forums.models import Post
from moderation import claiming, deciding, noting
from moderation.appeals import appealing
from moderation.law import holding
from moderation.models import Case, Report
from tests.access.test_canary import crawl, every_address
from tests.moderation.conftest import INSULT
from tests.moderation.told import report, told_of

pytestmark = pytest.mark.django_db

REPORTED, NOTED, APPEALED, HELD = "zqreported", "zqnoted", "zqappealed", "zqlegally"
TOLD = "zqpublicly"  # of a post on another board
REPORTER = "Rita Reporter"
PLANTED = {REPORTED, TOLD, NOTED, APPEALED, HELD, REPORTER}

# What each reads of it, and no more. A reporter's own words are not shown again.
READS = {
    None: set(),
    "anna": set(),
    "bela": {APPEALED},  # the author
    "cara": set(),
    "eve": set(),
    "nina": set(),
    "otto": {TOLD},  # moderates there alone
    "rita": {REPORTER},  # her own name
    "vera": set(),
    "adam": {REPORTER},  # members are listed at his desk
    "mia": {REPORTED, TOLD, NOTED, APPEALED},
    "lex": {HELD},
}


@pytest.fixture
def rita(people) -> User:
    """A doctor who has written nothing, so that her name stands nowhere else."""
    rita = User.objects.create_user("rita@demo.test", name=REPORTER)
    Standing.objects.create(user=rita, kind=Standing.Kind.DOCTOR)
    return rita


@pytest.fixture
def otto(people, rooms) -> User:
    """A doctor who moderates the open board, and no other."""
    otto = User.objects.create_user("otto@demo.test", name="Otto Elsewhere")
    for kind in (Standing.Kind.DOCTOR, Standing.Kind.MODERATOR):
        Standing.objects.create(user=otto, kind=kind)
    for permission in (READ, MODERATE):
        assign_perm(permission, otto, rooms.open)
    return otto


@pytest.fixture
def planted(
    people,
    rita,
    mia,
    lex,
    otto,
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
    told_of(rooms.open_post, "abuse", words=f"So does the public, {TOLD}.")
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
def test_each_reads_what_is_theirs_to_read(who, planted, people, rita, mia, lex, otto, client_for):
    others = {"rita": rita, "mia": mia, "lex": lex, "otto": otto}
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
    for words in (REPORTED, TOLD, NOTED, APPEALED, HELD, INSULT):
        assert words not in "\n".join(kept)


def test_the_record_does_not_say_who_reported(planted, rita):
    assert Entry.objects.filter(verb="report.made").exists()
    assert not Entry.objects.filter(actor_id=rita.pk).exists()


def test_only_the_reporter_and_the_author_hear_of_it(planted, people, rita, mia):
    told = set(Notification.objects.values_list("user__name", flat=True))
    assert told <= {REPORTER, people.bela.name, people.moira.name, mia.name}
    assert {REPORTER, people.bela.name} <= told


def test_no_line_of_the_log_says_the_title_of_a_topic():
    args = ("/t/7/what-dr-smith-did/",)
    said = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", args, None)
    assert json.loads(formatter().format(said))["event"] == "Not Found: /t/7/…/"
    asked = SimpleNamespace(status="200 OK", headers=[])
    environ = {"PATH_INFO": "/t/7/what-dr-smith-did/", "REQUEST_METHOD": "GET", "RAW_URI": ""}
    environ["SERVER_PROTOCOL"] = "HTTP/1.1"
    atoms = logger_class(Config()).atoms(asked, asked, environ, timedelta(seconds=1))
    line = access_log_format % atoms
    assert '"GET /t/7/…/" 200' in line


# What is another at each request: keys of forms, tokens, times.
EACH_TIME = re.compile(
    r'(?:value|nonce|data-writer|content)="[^"]{20,}"|[0-9a-f]{8}-[0-9a-f-]{27}|'
    r"[\w-]+:[\w-]{5,7}:[\w-]{20,}|<time.*?</time>|"
    r"(?<=>)(?:now|just now|\d+ (?:min|minutes?|seconds?)(?: ago)?)(?=<)"
)


def pages(client, ids):
    """All that they can reach, as it reads."""
    return {
        where: (
            response.status_code,
            "" if response.streaming else EACH_TIME.sub("", response.text),
        )
        for where, response in crawl(client, ["/", *every_address(ids)])
    }


def lines(answer):
    status, text = answer
    return [str(status), *text.replace("<", "\n<").splitlines()]


def test_that_it_is_reported_noted_and_looked_at_changes_no_page_of_theirs(
    people, rita, otto, rooms, insult, viewer_of, client_for, open_case, run_outbox
):
    """Neither its author's, nor another member's, nor that of a moderator of another board: not a
    word, not a count, not the order of things."""
    clients = {
        name: client_for(getattr(people, name) if name else None) for name in (None, "bela", "nina")
    }
    clients["otto"] = client_for(otto)
    Post.objects.update(created_at=timezone.now() - timedelta(hours=2))  # nothing to be undone
    open_case(rooms.open_reply, "luck")  # of the board that Otto moderates: he sees figures
    ids = [insult.pk, insult.topic_id, rooms.open_topic.pk]
    ids += [Case.objects.get().pk + 1]  # what the next one will be
    before = {name: pages(client, ids) for name, client in clients.items()}
    report(viewer_for(rita), insult, "abuse", "I know him.")
    told_of(insult, "abuse", words="So do I.")
    case = Case.objects.latest("pk")
    assert case.pk in ids
    claiming.claim(viewer_of(people.moira), case.pk)
    noting.note(viewer_of(people.moira), case.pk, "Seen before.", uuid.uuid4())
    run_outbox()
    seen = {}
    for name, client in clients.items():
        after = pages(client, ids)
        assert after.keys() == before[name].keys(), name
        for where, answer in after.items():
            if changed := list(unified_diff(lines(before[name][where]), lines(answer), n=0)):
                seen[name, where] = changed
    assert not seen
