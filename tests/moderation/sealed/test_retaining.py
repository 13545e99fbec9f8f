import os
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils import timezone

from community.audit.models import Entry
from forums import attaching
from moderation import tasks
from moderation.limits import APPEAL_ANSWERED_WITHIN
from moderation.models import Appeal, Case, Decision, Hold, Look, SealedOriginal
from moderation.sealed import filing, retaining, sealing
from tests.forums.drawn import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(people, insult, open_case):
    """What a decision took away, more than a year ago."""
    decision = Decision.objects.create(
        case=open_case(insult), moderator=people.moira, action="remove"
    )
    sealed = sealing.seal(decision, {"fields": {"body": "Gone."}, "copies": []})
    sealed.keep_until = timezone.now() - timedelta(minutes=1)
    sealed.save()
    return sealed


def hold(lex, **on):
    now = timezone.now()
    return Hold.objects.create(reason="A claim", placed_by=lex, review_at=now, **on)


def test_what_was_kept_for_a_year_goes_and_that_is_recorded(sealed, lex):
    Look.objects.create(decision=sealed.decision, by=lex, purpose="law", reason="Asked for")
    tasks.drop_sealed()
    assert not SealedOriginal.objects.exists()
    entry = Entry.objects.get(verb="sealed.dropped")
    assert (entry.actor_id, entry.about_id) == (None, sealed.decision_id)
    assert Look.objects.get().reason == "Asked for"


def test_what_may_still_be_needed_stays(sealed):
    sealed.keep_until = timezone.now() + timedelta(minutes=1)
    sealed.save()
    assert retaining.drop_sealed() == 0
    assert SealedOriginal.objects.exists()


def test_a_hold_on_the_post_or_on_its_author_keeps_it(sealed, lex, insult, people):
    of_post = hold(lex, subject_kind="post", subject_id=insult.pk)
    assert retaining.drop_sealed() == 0
    of_post.lifted_at = timezone.now()
    of_post.save()
    of_author = hold(lex, user=people.bela)
    assert retaining.drop_sealed() == 0
    of_author.lifted_at = timezone.now()
    of_author.save()
    assert retaining.drop_sealed() == 1


def test_a_hold_on_something_else_does_not(sealed, lex, rooms, people):
    hold(lex, subject_kind="post", subject_id=rooms.open_post.pk)
    hold(lex, user=people.anna)
    assert retaining.drop_sealed() == 1


def test_a_hold_on_the_post_of_a_picture_or_on_a_picture_of_the_post_keeps_it_too(
    lex, people, insult, open_case
):
    picture = kept(insult, people.bela)
    made = {"author": people.bela, "place": "x", "severity": 2, "family": "identifying"}
    of_picture = Case.objects.create(
        subject_kind="picture", subject_id=picture.pk, due_at=timezone.now(), **made
    )
    of_post = open_case(insult)
    for case, kind, pk in [(of_picture, "post", insult.pk), (of_post, "picture", picture.pk)]:
        decision = Decision.objects.create(case=case, moderator=people.moira, action="remove")
        sealing.seal(decision, {"fields": {}, "copies": []})
        SealedOriginal.objects.update(keep_until=timezone.now())
        held = hold(lex, subject_kind=kind, subject_id=pk)
        assert retaining.drop_sealed() == 0
        held.lifted_at = timezone.now()
        held.save()
        assert retaining.drop_sealed() == 1


# --- Files ---------------------------------------------------------------------------------------


@pytest.fixture
def files(people, insult, open_case):
    """The folder of the files of a decision, which has just been made."""
    decision = Decision.objects.create(
        case=open_case(insult), moderator=people.moira, action="remove"
    )
    sealing.seal(decision, {"fields": {}, "copies": [], "files": {"1-large": b"pixels"}})
    return Path(settings.PICTURES_DIR) / "sealed" / str(decision.pk)


def test_the_files_go_with_what_they_belong_to(files, run_outbox):
    attaching.clear_left()
    assert retaining.drop_sealed() == 0
    assert files.exists()
    SealedOriginal.objects.update(keep_until=timezone.now())
    assert retaining.drop_sealed() == 1
    assert files.exists()  # not before that is committed
    run_outbox()
    assert not files.exists()


def test_what_is_put_by_again_meanwhile_is_not_deleted(files):
    filing.delete(int(files.name))
    assert files.exists()


def test_files_that_belong_to_nothing_go_after_a_day(files):
    SealedOriginal.objects.all().delete()
    retaining.drop_sealed()
    assert files.exists()  # their decision may not be committed yet
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(files / "1-large", (long_ago, long_ago))
    retaining.drop_sealed()
    assert not files.exists()


def test_sealed_again_under_a_newer_key_the_files_can_be_read_with_that_alone(files, settings):
    old, new = settings.SEAL_KEYS[0], Fernet.generate_key().decode()
    settings.SEAL_KEYS = [new, old]
    sealing.reseal_all()
    settings.SEAL_KEYS = [new]
    assert dict(sealing.unseal(SealedOriginal.objects.get())["files"]) == {"1-large": b"pixels"}
    settings.SEAL_KEYS = [old]
    with pytest.raises(InvalidToken):
        sealing.unseal(SealedOriginal.objects.get())


def test_an_appeal_that_waits_keeps_it(sealed, people):
    appeal = Appeal.objects.create(
        case=sealed.decision.case,
        decision=sealed.decision,
        author=people.bela,
        words="No.",
        due_at=timezone.now() + APPEAL_ANSWERED_WITHIN,
    )
    assert retaining.drop_sealed() == 0
    appeal.outcome = Appeal.Outcome.KEPT
    appeal.save()
    assert retaining.drop_sealed() == 1


def test_held_ones_do_not_keep_others_from_going(
    sealed, lex, insult, people, open_case, rooms, monkeypatch
):
    monkeypatch.setattr(retaining, "DROPPED_AT_ONCE", 1)
    hold(lex, subject_kind="post", subject_id=insult.pk)
    for post in (rooms.open_post, rooms.open_reply):
        decision = Decision.objects.create(
            case=open_case(post), moderator=people.moira, action="remove"
        )
        sealing.seal(decision, {"fields": {}, "copies": []})
    SealedOriginal.objects.exclude(pk=sealed.pk).update(keep_until=timezone.now())
    assert retaining.drop_sealed() == 1
    assert retaining.drop_sealed() == 1
    assert SealedOriginal.objects.get() == sealed
    assert retaining.drop_sealed() == 0


def test_what_was_undone_at_once_need_not_be_kept(sealed):
    sealed.keep_until = timezone.now() + timedelta(days=365)
    sealed.save()
    Decision.objects.update(undone_at=timezone.now())
    assert retaining.drop_sealed() == 1
