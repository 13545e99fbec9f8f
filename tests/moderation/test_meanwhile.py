"""What happens to a case at the same moment as something else."""

import threading
import uuid

import pytest
from django.db import connection, transaction

from community import subjects
from forums import moving, posting
from forums.models import Post, State
from moderation import access, deciding, screening, undoing
from moderation.detectors import Action, Finding
from moderation.flagging import flag
from moderation.law import noticing
from moderation.law.notice_steps import Complaint
from moderation.models import Case, Decision, Report, Screening
from moderation.reports import doubting, public_reporting, reporting
from moderation.reports.grounds import GROUNDS
from tests.forums.writing import draft
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db


def found(start: int = 0, end: int = 3) -> tuple[str, Finding]:
    return "body", Finding("abuse", start, end, 0.9, "Why.", "abuse", 1, Action.FLAG)


def at_once(*deeds):
    """Do these at the same moment, each in a connection of its own; what went wrong, by name."""
    start, wrong = threading.Barrier(len(deeds)), []

    def act(deed):
        try:
            start.wait(5)
            deed()
        except Exception as error:
            wrong.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(wrong)


def complaint() -> Complaint:
    return Complaint(
        name="Prof. Ada Named",
        email="ada@named.test",
        statement="He is a charlatan.",
        where="/p/1/",
        meaning="That I am one.",
        untrue="All of it.",
        cannot_identify=True,
    )


def from_outside(post: Post) -> public_reporting.Told:
    return public_reporting.Told(
        GROUNDS["patient"], "browser", uuid.uuid4(), "other", kind="post", subject_id=post.pk
    )


@pytest.mark.django_db(transaction=True)
def test_all_that_brings_a_post_at_once_brings_one_case(viewer_of, people, lex, insult):
    written = subjects.of("post").read(insult.pk)

    def detect():
        with transaction.atomic():
            flag(written, [found()])

    def tell(user):
        viewer = viewer_of(user)
        return lambda: reporting.report(
            viewer, "post", insult.pk, GROUNDS["abuse"], "", key=uuid.uuid4()
        )

    law = viewer_of(lex)
    wrong = at_once(
        detect,
        tell(people.anna),
        tell(people.moira),
        lambda: public_reporting.report(from_outside(insult)),
        lambda: noticing.receive(law, written, complaint(), uuid.uuid4()),
    )
    assert not wrong
    case = Case.objects.get()
    assert set(case.sources) == {"detector", "member", "public", "notice"}
    assert case.severity == Case.Severity.HIGH
    assert set(Report.objects.values_list("case", flat=True)) == {case.pk}


@pytest.mark.django_db(transaction=True)
def test_so_it_is_with_a_page_that_verifiers_doubt(viewer_of, people):
    bela, anna = people.bela, viewer_of(people.anna)

    def doubt():
        with transaction.atomic():
            doubting.open_case(bela.pk, people.vera.pk)

    wrong = at_once(
        doubt,
        lambda: reporting.report(anna, "profile", bela.pk, GROUNDS["abuse"], "", key=uuid.uuid4()),
    )
    assert not wrong
    assert set(Case.objects.get().sources) == {"verifier", "member"}
    assert Report.objects.filter(channel=Report.Channel.VERIFIER).count() == 1


def test_one_who_ticked_marks_that_are_others_by_now_keeps_what_they_typed(
    client_for, people, insult, open_case, sent
):
    case = open_case(insult, INSULT)
    ticked = list(case.findings.values_list("pk", flat=True))
    data = sent(case, "redact", findings=ticked, reason="Written with some care.")
    flag(subjects.of("post").read(insult.pk), [found()])
    response = client_for(people.moira).post(case.get_absolute_url(), data)
    assert response.status_code == 409
    assert "Written with some care." in response.text
    assert not Decision.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("action", ["hide", "remove", "redact", "keep"])
def test_an_author_edits_while_it_is_decided_and_neither_overwrites_the_other(
    viewer_of, people, insult, open_case, choice, action
):
    case = open_case(insult, INSULT)
    more = {"words": [INSULT]} if action == "redact" else {}
    more |= {"sanction": "warning"} if action == "keep" else {}
    moira, bela = viewer_of(people.moira), viewer_of(people.bela)
    picked = choice(action, **more)
    wrong = at_once(
        lambda: deciding.decide(moira, case.pk, 1, picked),
        lambda: posting.edit(bela, insult, draft("I put that badly, sorry."), 1),
    )
    post = Post.objects.get(pk=insult.pk)
    if Decision.objects.exists() and action in ("hide", "remove", "redact"):
        assert len(wrong) == 1
        assert INSULT not in post.source or action == "hide"
    else:
        assert post.source == "I put that badly, sorry."


@pytest.mark.django_db(transaction=True)
def test_taken_back_twice_at_once_it_is_taken_back_once(
    viewer_of, people, insult, open_case, choice
):
    case = open_case(insult, INSULT)
    moira = viewer_of(people.moira)
    decision = deciding.decide(moira, case.pk, 1, choice("remove", sanction="warning"))
    assert not at_once(*[lambda: undoing.undo(moira, decision.pk)] * 2)
    post = Post.objects.get(pk=insult.pk)
    assert (post.state, post.source) == (State.PUBLISHED, insult.source)
    assert Case.objects.get().version == 3


def test_a_case_goes_where_its_topic_goes(viewer_of, people, mo, rooms, insult, open_case, choice):
    case = open_case(insult, INSULT)
    moira = viewer_of(people.moira)
    assert case in access.visible_cases(viewer_of(mo))
    moving.move(moira, rooms.closed, rooms.open, [rooms.closed_topic.pk], uuid.uuid4(), sure=True)
    assert case not in access.visible_cases(viewer_of(mo))
    assert Case.objects.get().place == rooms.open.name
    deciding.decide(moira, case.pk, 1, choice("hide"))
    assert Post.objects.get(pk=insult.pk).state == State.HIDDEN


def test_what_was_moved_while_it_was_read_is_screened_for_where_it_stands(
    viewer_of, people, rooms, insult, run_outbox
):
    judged = screening.judge("post", insult.pk)
    moving.move(
        viewer_of(people.moira),
        rooms.closed,
        rooms.open,
        [rooms.closed_topic.pk],
        uuid.uuid4(),
        sure=True,
    )
    assert screening.enter(judged) is None
    assert not Screening.objects.exists()
    run_outbox()
    assert Screening.objects.filter(subject_kind="post", subject_id=insult.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_decides_and_who_moves_the_topic_do_not_wait_for_each_other(
    viewer_of, people, rooms, insult, open_case
):
    case, topic_is_locked = open_case(insult, INSULT), threading.Event()
    case_is_locked, moira = threading.Event(), viewer_of(people.moira)

    def decide():
        with transaction.atomic():
            access.lock_case(case.pk)
            case_is_locked.set()
            topic_is_locked.wait(1)
            subjects.of("post").hide(insult.pk)

    def move():
        case_is_locked.wait(5)
        where = (moira, rooms.closed, rooms.open, [rooms.closed_topic.pk], uuid.uuid4())
        moving.move(*where, sure=True)
        topic_is_locked.set()

    assert not at_once(decide, move)
    assert Post.objects.get(pk=insult.pk).topic.board == rooms.open
