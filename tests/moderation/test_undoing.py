"""A decision is taken back within a minute, as if it had never been."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.events import UNDO
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from forums.models import Post, State, Topic
from moderation import deciding, tasks, undoing
from moderation.models import Case, Decision, Sanction
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(viewer_of, people, insult, open_case, choice):
    def make(action: str, *, held: bool = False, **fields) -> Decision:
        case = open_case(insult, INSULT, held=held)
        return deciding.decide(viewer_of(people.moira), case.pk, 1, choice(action, **fields))

    return make


def address(decision):
    return reverse("decision_undo", args=[decision.pk])


@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("dismiss", {}),
        ("edit", {}),
        ("hide", {}),
        ("remove", {}),
        ("redact", {"words": [INSULT]}),
        ("keep", {"measure": "lock", "sanction": "warning"}),
        ("welfare", {"rule": "", "reason": ""}),
    ],
)
def test_all_is_as_it_was_and_the_case_open_again(
    viewer_of, people, insult, decided, action, fields, held
):
    decision = decided(action, held=held, **fields)
    due_at = decision.before["due_at"]
    undoing.undo(viewer_of(people.moira), decision.pk)
    post, case = Post.objects.get(pk=insult.pk), Case.objects.get()
    assert (post.state, post.source) == (State.HELD if held else State.PUBLISHED, insult.source)
    assert (case.state, case.decided_at, case.claimed_by) == (Case.State.OPEN, None, None)
    assert case.due_at.isoformat() == due_at
    assert not Topic.objects.get(pk=insult.topic_id).is_locked
    assert not Sanction.objects.filter(lifted_at=None).exists()
    assert Decision.objects.get().undone_at


def test_nobody_is_told(viewer_of, people, decided, minute_over):
    decision = decided("hide", sanction="warning")
    undoing.undo(viewer_of(people.moira), decision.pk)
    minute_over()
    assert not Notification.objects.filter(user=people.bela).exists()


def test_it_is_told_only_when_the_minute_is_over(people, decided, run_outbox, minute_over):
    decided("hide")
    run_outbox()
    assert not Notification.objects.filter(user=people.bela).exists()
    minute_over()
    assert Notification.objects.filter(user=people.bela).count() == 1


def test_to_its_author_it_never_was(client_for, viewer_of, people, decided):
    decision = decided("hide")
    bela = client_for(people.bela)
    assert bela.get(decision.get_absolute_url()).status_code == 200
    undoing.undo(viewer_of(people.moira), decision.pk)
    assert bela.get(decision.get_absolute_url()).status_code == 404
    text = client_for(people.moira).get(decision.get_absolute_url()).text
    assert "This was undone at once." in text


def test_it_is_recorded(viewer_of, people, decided):
    decision = decided("hide")
    undoing.undo(viewer_of(people.moira), decision.pk)
    entry = Entry.objects.get(verb="case.undone")
    assert (entry.actor_id, entry.detail) == (people.moira.pk, {"decision": decision.pk})


def test_twice_is_as_good_as_once(viewer_of, people, decided):
    decision = decided("hide")
    for _ in range(2):
        undoing.undo(viewer_of(people.moira), decision.pk)
    assert Case.objects.get().version == 3


def test_after_a_minute_it_stands(viewer_of, people, insult, decided):
    decision = decided("hide")
    Decision.objects.update(at=timezone.now() - UNDO)
    with pytest.raises(Refused, match="minute is over"):
        undoing.undo(viewer_of(people.moira), decision.pk)
    assert Post.objects.get(pk=insult.pk).state == State.HIDDEN


def test_only_who_decided_takes_it_back(viewer_of, mia, decided):
    with pytest.raises(Refused, match="Only who decided"):
        undoing.undo(viewer_of(mia), decided("hide").pk)


def test_what_was_decided_upon_since_stays(viewer_of, people, decided, choice):
    first = decided("edit")
    deciding.decide(viewer_of(people.moira), first.case_id, 2, choice("hide"))
    with pytest.raises(Refused, match="decided since"):
        undoing.undo(viewer_of(people.moira), first.pk)


def test_a_case_is_not_opened_beside_another_about_the_same(viewer_of, people, insult, decided):
    decision = decided("dismiss")
    Case.objects.create(
        subject_kind="post",
        subject_id=insult.pk,
        author=people.bela,
        place="x",
        severity=1,
        family="conduct",
        due_at=timezone.now(),
    )
    with pytest.raises(Refused, match="Something new came in"):
        undoing.undo(viewer_of(people.moira), decision.pk)


def test_a_restoring_is_taken_back_and_its_case_stays_decided(
    viewer_of, people, mia, insult, decided
):
    import uuid

    hidden = decided("hide")
    shown = deciding.restore(viewer_of(mia), hidden.case_id, 2, reason="", key=uuid.uuid4())
    undoing.undo(viewer_of(mia), shown.pk)
    assert Post.objects.get(pk=insult.pk).state == State.HIDDEN
    assert Case.objects.get().state == Case.State.DECIDED


@pytest.mark.django_db(transaction=True)
def test_who_is_telling_waits_for_who_is_undoing(viewer_of, people, decided):
    decision = decided("hide")
    undone, may_commit = threading.Event(), threading.Event()

    def tell():
        try:
            undone.wait(5)
            threading.Timer(0.3, may_commit.set).start()
            with transaction.atomic():
                tasks.tell_author_decided(decision.pk)
        finally:
            connection.close()

    teller = threading.Thread(target=tell)
    teller.start()
    with transaction.atomic():
        undoing.undo(viewer_of(people.moira), decision.pk)
        undone.set()
        may_commit.wait(5)
    teller.join(10)
    assert not Notification.objects.filter(user=people.bela).exists()


# --- The page --------------------------------------------------------------------------------


def test_it_is_offered_for_a_minute_and_leads_back_to_the_case(
    client_for, people, insult, open_case, sent
):
    case, moira = open_case(insult, INSULT), client_for(people.moira)
    page = moira.post(case.get_absolute_url(), sent(case, "hide"), follow=True).text
    decision = Decision.objects.get()
    assert f'action="{address(decision)}"' in page
    response = moira.post(address(decision), follow=True)
    assert response.redirect_chain[-1][0] == case.get_absolute_url()
    assert "Taken back, and nobody was told." in response.text
    assert 'value="hide"' in response.text


def test_one_who_comes_late_is_told_so(client_for, people, insult, decided):
    decision = decided("hide")
    Decision.objects.update(at=timezone.now() - UNDO - timedelta(seconds=1))
    response = client_for(people.moira).post(address(decision), follow=True)
    assert "The minute is over" in response.text
    assert Post.objects.get(pk=insult.pk).state == State.HIDDEN


@pytest.mark.parametrize("name", ["bela", "anna", "vera", "adam"])
def test_nobody_else_takes_it_back(client_for, viewer_of, people, insult, decided, name):
    decision = decided("hide")
    response = client_for(getattr(people, name)).post(address(decision))
    assert response.status_code == 404
    if name != "bela":
        with pytest.raises(Http404):
            undoing.undo(viewer_of(getattr(people, name)), decision.pk)
    assert Post.objects.get(pk=insult.pk).state == State.HIDDEN


def test_a_stranger_is_asked_to_sign_in(client_for, decided):
    response = client_for().post(address(decided("hide")))
    assert response.url.startswith(reverse("account_login"))


def test_a_manager_without_her_second_factor_takes_nothing_back(client_for, people, decided):
    client = client_for(people.moira, second_factor=False)
    assert client.post(address(decided("hide"))).url == reverse("mfa_index")
