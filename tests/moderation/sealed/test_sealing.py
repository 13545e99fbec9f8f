import json
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import call_command
from django.http import Http404
from django.utils import timezone

from community.audit.models import Entry
from community.lib.verdicts import Refused
from community.members.models import Standing, User
from forums.models import Pseudonym
from moderation.limits import APPEAL_WITHIN
from moderation.models import Appeal, Decision, Look, SealedOriginal, SecondLook
from moderation.sealed import sealing

pytestmark = pytest.mark.django_db

FIELDS = {"title": "Café", "body": "Line one\n\nLine two 🫀"}
ORIGINAL = {"fields": FIELDS, "copies": []}
Purpose = Look.Purpose


@pytest.fixture
def decision(people, insult, open_case):
    return Decision.objects.create(
        case=open_case(insult), moderator=people.moira, action="remove", reason="It must go."
    )


@pytest.fixture
def sealed(decision):
    sealing.seal(decision, ORIGINAL)
    return decision


def appealed(decision, **fields):
    return Appeal.objects.create(
        case=decision.case,
        decision=decision,
        author=decision.case.author,
        words="It was fine.",
        due_at=timezone.now(),
        **fields,
    )


def test_what_is_sealed_can_be_opened_with_our_key(decision):
    assert sealing.unseal(sealing.seal(decision, ORIGINAL)) == ORIGINAL


def test_it_is_kept_for_a_year(decision):
    kept = sealing.seal(decision, ORIGINAL).keep_until - timezone.now()
    assert timedelta(days=364) < kept <= timedelta(days=365)


def test_it_opens_after_the_keys_have_been_changed(decision, settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SEAL_KEYS = [old]
    original = sealing.seal(decision, ORIGINAL)
    settings.SEAL_KEYS = [new, old]
    assert sealing.unseal(original) == ORIGINAL


def test_once_it_is_sealed_again_the_old_key_can_go(decision, settings, capsys):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SEAL_KEYS = [old]
    sealing.seal(decision, ORIGINAL)
    settings.SEAL_KEYS = [new, old]
    call_command("reseal")
    assert capsys.readouterr().out.startswith("1 sealed again")
    settings.SEAL_KEYS = [new]
    assert sealing.unseal(SealedOriginal.objects.get()) == ORIGINAL


def test_nobody_opens_it_without_the_key(decision, settings):
    original = sealing.seal(decision, ORIGINAL)
    settings.SEAL_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(InvalidToken):
        sealing.unseal(original)


def test_what_was_sealed_when_only_fields_were_kept_opens_still(decision):
    original = sealing.seal(decision, ORIGINAL)
    original.sealed = sealing._keys().encrypt(json.dumps(FIELDS).encode())
    assert sealing.unseal(original) == ORIGINAL


# --- Who opens it --------------------------------------------------------------------------------


def test_the_law_desk_opens_it_and_that_is_recorded_without_a_word(sealed, lex, viewer_of):
    assert sealing.open_for(sealed, viewer_of(lex), Purpose.LAW, "Order of 3 May") == FIELDS
    look = Look.objects.get()
    assert (look.decision, look.by, look.purpose) == (sealed, lex, "law")
    assert look.reason == "Order of 3 May"
    entry = Entry.objects.get(verb="sealed.opened")
    assert (entry.actor_id, entry.about_id) == (lex.pk, sealed.pk)
    assert entry.detail == {"look": look.pk, "purpose": "law"}


@pytest.mark.parametrize("who", ["moira", "adam", "vera", "anna", "bela"])
def test_for_a_matter_of_law_nobody_else_does(sealed, people, viewer_of, who):
    with pytest.raises(Http404):
        sealing.open_for(sealed, viewer_of(getattr(people, who)), Purpose.LAW, "Curious")
    assert not Look.objects.exists()


def test_not_even_the_law_desk_what_they_wrote_themselves(sealed, people, viewer_of):
    Standing.objects.create(user=people.bela, kind=Standing.Kind.LAW)
    with pytest.raises(Refused):
        sealing.open_for(sealed, viewer_of(people.bela), Purpose.LAW, "Mine")


def test_its_author_opens_it_while_they_may_appeal(sealed, people, viewer_of):
    bela = viewer_of(people.bela)
    assert sealing.open_for(sealed, bela, Purpose.AUTHOR, "") == FIELDS
    assert Look.objects.get().by == people.bela
    Decision.objects.filter(pk=sealed.pk).update(
        at=timezone.now() - APPEAL_WITHIN - timedelta(hours=1)
    )
    sealed.refresh_from_db()
    with pytest.raises(Refused):
        sealing.open_for(sealed, bela, Purpose.AUTHOR, "")


def test_and_for_as_long_as_they_wait_for_an_answer(sealed, people, viewer_of):
    Decision.objects.filter(pk=sealed.pk).update(at=timezone.now() - 2 * APPEAL_WITHIN)
    sealed.refresh_from_db()
    appeal = appealed(sealed)
    assert sealing.may_open(viewer_of(people.bela), sealed, Purpose.AUTHOR)
    appeal.outcome = Appeal.Outcome.KEPT
    appeal.save()
    assert not sealing.may_open(viewer_of(people.bela), sealed, Purpose.AUTHOR)


@pytest.mark.parametrize("who", ["anna", "moira", "adam"])
def test_nobody_opens_it_as_if_they_were_its_author(sealed, people, viewer_of, who):
    with pytest.raises(Http404):
        sealing.open_for(sealed, viewer_of(getattr(people, who)), Purpose.AUTHOR, "")


def test_the_record_does_not_say_whose_a_pseudonym_is(sealed, people, viewer_of):
    sealed.case.mask = "Willow"
    sealed.case.save()
    sealing.open_for(sealed, viewer_of(people.bela), Purpose.AUTHOR, "")
    assert Entry.objects.get(verb="sealed.opened").actor_id is None
    assert not Pseudonym.objects.exists()


def test_who_answers_an_appeal_opens_it_and_who_decided_does_not(sealed, people, mia, viewer_of):
    appeal = appealed(sealed)
    assert sealing.open_for(sealed, viewer_of(mia), Purpose.APPEAL, "To answer it") == FIELDS
    with pytest.raises(Refused):
        sealing.open_for(sealed, viewer_of(people.moira), Purpose.APPEAL, "To answer it")
    appeal.outcome = Appeal.Outcome.KEPT
    appeal.save()
    with pytest.raises(Http404):
        sealing.open_for(sealed, viewer_of(mia), Purpose.APPEAL, "Again")
    assert Look.objects.count() == 1


def test_without_an_appeal_no_moderator_opens_it(sealed, mia, mo, viewer_of):
    for user in (mia, mo):
        with pytest.raises(Http404):
            sealing.open_for(sealed, viewer_of(user), Purpose.APPEAL, "Curious")


def test_who_looks_a_second_time_opens_it_until_that_is_done(sealed, people, mia, viewer_of):
    second = SecondLook.objects.create(decision=sealed)
    assert sealing.open_for(sealed, viewer_of(mia), Purpose.SECOND, "") == FIELDS
    with pytest.raises(Http404):
        sealing.open_for(sealed, viewer_of(people.moira), Purpose.SECOND, "")
    second.done_at, second.by = timezone.now(), mia
    second.save()
    with pytest.raises(Http404):
        sealing.open_for(sealed, viewer_of(mia), Purpose.SECOND, "")


def test_no_person_opens_it_as_the_machine_that_puts_it_back(sealed, lex, viewer_of):
    with pytest.raises(Refused):
        sealing.open_for(sealed, viewer_of(lex), Purpose.REVERSAL, "")


def test_what_is_not_kept_any_more_is_not_there(decision, lex, viewer_of):
    with pytest.raises(Http404):
        sealing.open_for(decision, viewer_of(lex), Purpose.LAW, "Too late")
    assert not Look.objects.exists()


def test_a_stranger_opens_nothing(sealed):
    from community.members.viewer import Viewer

    for purpose in (Purpose.AUTHOR, Purpose.APPEAL, Purpose.SECOND, Purpose.LAW):
        with pytest.raises(Http404):
            sealing.open_for(sealed, Viewer(), purpose, "x")


def test_no_page_of_the_desk_shows_what_is_sealed():
    from django.contrib import admin

    shown = {model for site in admin.sites.all_sites for model in site._registry}
    assert not shown & {SealedOriginal, Look, *sealing.SEALED}
    assert User in shown
