from datetime import timedelta

import pytest
from django.utils import timezone

from community.audit.models import Entry
from moderation import tasks
from moderation.limits import APPEAL_ANSWERED_WITHIN
from moderation.models import Appeal, Decision, Hold, Look, SealedOriginal
from moderation.sealed import retaining, sealing

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
