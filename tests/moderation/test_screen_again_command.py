"""`manage.py screen_again`: in the background, or here and to the end."""

import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from community.dev.addresses import ROOT
from community.pipeline.models import OutboxEntry
from forums.models import Post
from moderation import rescreening
from moderation.models import Case, Rescreening, Screening
from tests.moderation.test_screening import ABUSE, write
from tests.pipeline.workers import database_url

pytestmark = pytest.mark.django_db


def screen_again(*options):
    out = StringIO()
    call_command("screen_again", *options, stdout=out)
    return out.getvalue()


def test_the_worker_is_asked_to(rooms, run_outbox):
    assert "The worker screens again" in screen_again()
    assert not Screening.objects.exists()
    run_outbox()
    assert Screening.objects.filter(subject_kind="post").count() == Post.objects.count()


def test_here_it_says_how_far_it_is_and_what_it_found(rooms, monkeypatch):
    monkeypatch.setattr(rescreening, "AT_ONCE", 3)
    write(rooms.open_reply, ABUSE)
    said = screen_again("--now", "--kind", "post").splitlines()
    assert said == [
        f"post up to {rooms.open_post.pk}: 3 looked at, 0 with a case",
        f"post up to {rooms.open_reply.pk}: 4 looked at, 1 with a case",
        "Done: 4 looked at, 1 with a case for a moderator.",
    ]
    assert Case.objects.count() == 1
    assert not OutboxEntry.objects.filter(event=rescreening.WAITING).exists()


def test_what_is_stopped_goes_on_where_it_was(rooms, monkeypatch):
    monkeypatch.setattr(rescreening, "AT_ONCE", 2)
    steps = []

    def step(pk):
        steps.append(pk)
        if len(steps) == 2:
            raise KeyboardInterrupt
        return go_on(pk)

    go_on = rescreening.go_on
    monkeypatch.setattr(rescreening, "go_on", step)
    with pytest.raises(CommandError, match="Run it again to go on"):
        screen_again("--now", "--kind", "post")
    assert Rescreening.objects.get().looked_at == 2
    assert "Done: 4 looked at" in screen_again("--now", "--kind", "post")
    assert Rescreening.objects.count() == 1


def test_another_walk_is_finished_first(rooms):
    rescreening.start("picture")
    with pytest.raises(CommandError, match="--kind picture"):
        screen_again("--now")
    assert not Screening.objects.exists()


def test_a_kind_that_there_is_not(db):
    with pytest.raises(CommandError, match="invalid choice"):
        screen_again("--kind", "letter")


# --- A process of its own ------------------------------------------------------------------------


def process():
    return subprocess.Popen(
        [sys.executable, "manage.py", "screen_again", "--now", "--kind", "post"],
        cwd=ROOT,
        env=os.environ
        | {
            "ENVIRONMENT": "test",
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.REDIS_URL,
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What was started in the background passes on that it does not hear of Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_or_stopped_in_the_middle_it_loses_and_doubles_nothing(rooms, how):
    shown = {
        "topic": rooms.open_topic,
        "author": rooms.open_reply.author,
        "html": "",
        "renderer": 1,
    }
    Post.objects.bulk_create(
        Post(number=n, source=words, text=words, **shown)
        for n in range(3, 2000)
        for words in [ABUSE if n % 100 == 0 else f"Good luck, {n} times over."]
    )
    first = process()
    assert "100 looked at" in first.stdout.readline()
    first.send_signal(how)
    first.communicate(timeout=30)
    assert first.returncode == (-signal.SIGKILL if how == signal.SIGKILL else 130)
    walk = Rescreening.objects.get()
    assert 100 <= walk.looked_at < 2000, "it was stopped too late to show anything"
    assert Screening.objects.count() == walk.looked_at
    said, _ = process().communicate(timeout=300)
    assert said.endswith("Done: 2,001 looked at, 19 with a case for a moderator.\n")
    assert Screening.objects.count() == 2001
    assert Case.objects.filter(version=1).count() == 19
    assert Rescreening.objects.get().pk == walk.pk
