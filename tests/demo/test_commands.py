import pytest
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.core.management import CommandError, call_command
from django.utils import timezone

from community.lib.limits import TooFast, forget, spend
from community.members.models import User
from forums.demo.people import MORE_STAFF, PASSWORD, PERSONAS, STAFF_SECRET, UNCLAIMED
from forums.demo.stories import stories
from verification.limits import CLAIMING


@pytest.mark.parametrize("command", ["load_demo", "demo_logins"])
def test_refuses_in_production_and_changes_nothing(db, settings, command):
    settings.ENVIRONMENT = "production"
    with pytest.raises(CommandError, match="development"):
        call_command(command)
    assert not User.objects.exists()


def test_a_second_load_does_nothing(db, capsys, django_assert_max_num_queries):
    call_command("load_demo")
    assert "Loaded the demo" in capsys.readouterr().out
    with django_assert_max_num_queries(1):
        call_command("load_demo")
    assert "nothing to do" in capsys.readouterr().out


def test_a_load_that_fails_leaves_nothing_behind(db, monkeypatch):
    monkeypatch.setattr("forums.demo.loading.screen", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("load_demo")
    assert not User.objects.exists()


def test_a_limit_that_is_forgotten_counts_from_nought(people):
    for _ in range(6):
        forget(CLAIMING, people.cara.pk)
        spend(CLAIMING, people.cara.pk)
    with pytest.raises(TooFast):
        for _ in range(6):
            spend(CLAIMING, people.cara.pk)


def test_logins_name_everyone_the_password_and_the_secret(people, capsys):
    call_command("demo_logins")
    out = capsys.readouterr().out
    for person in (*PERSONAS, *MORE_STAFF):
        assert person.email in out
        assert person.what in out
    assert PASSWORD in out
    assert STAFF_SECRET in out
    assert " ".join(UNCLAIMED[1:]) in out


def test_logins_without_a_demo_say_so(db, capsys):
    call_command("demo_logins")
    out = capsys.readouterr().out
    assert "load_demo" in out
    assert PASSWORD not in out


def test_codes_are_what_an_authenticator_would_show(capsys):
    call_command("demo_logins", "--codes")
    assert validate_totp_code(STAFF_SECRET, capsys.readouterr().out.strip())


def test_a_slip_in_a_story_is_named_by_file_and_line(tmp_path, monkeypatch):
    (tmp_path / "cardiology.md").write_text("# A title\n@anna soon\nWords.\n")
    monkeypatch.setattr("forums.demo.stories.FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"cardiology\.md, line 2"):
        list(stories(timezone.now()))
