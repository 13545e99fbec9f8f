"""Every page of moderation, looked at as `test_pages.py` does at the others: of those who decide,
of those who are decided about, and of those who report."""

from collections.abc import Callable

import pytest

from moderation.models import Case, Phrase
from tests.browser.conftest import Visitor
from tests.browser.looking import look
from tests.browser.moderated import Moderated, moderated
from tests.personas import People
from tests.rooms import Rooms

pytestmark = pytest.mark.django_db(transaction=True)

Opens = Callable[..., Visitor]


@pytest.fixture
def stage(people: People, rooms: Rooms) -> Moderated:
    return moderated(people, rooms)


def test_the_queue_and_its_cases(visitor: Opens, stage: Moderated, monkeypatch) -> None:
    cases = [stage.case(), stage.of_a_picture(monkeypatch), stage.of_a_profile()]
    decided = stage.decided("hide").case
    mia = visitor()
    mia.signs_in(stage.mia)
    pages = [case.get_absolute_url() for case in (*cases, decided)]
    pages += ["/moderation/", "/moderation/?family=welfare", "/moderation/figures/"]
    pages += [f"/moderation/record/{decided.pk}/", "/b/cardiology/tend/", "/groups/"]
    assert look(mia, pages) == []


def test_what_is_looked_at_again(visitor: Opens, stage: Moderated) -> None:
    appealed = [stage.decided(), stage.decided("hide", sanction="warning")]
    for decision in appealed:
        stage.appealed(decision)
    looks = stage.looked_at_again()
    stage.told("Somebody wrote about my mother.", address="the board for heart doctors")
    mia = visitor()
    mia.signs_in(stage.mia)
    pages = ["/moderation/appeals/", "/moderation/second-looks/", "/moderation/astray/"]
    pages += [f"/moderation/appeals/{decision.appeals.get().pk}/" for decision in appealed]
    pages += [f"/moderation/second-looks/{look.pk}/" for look in looks]
    assert look(mia, pages) == []


def test_the_bench(visitor: Opens, stage: Moderated) -> None:
    stage.tuned()
    mia = visitor()
    mia.signs_in(stage.mia)
    pages = ["/moderation/bench/", "/moderation/bench/thresholds/", "/moderation/bench/phrases/"]
    pages += [f"/moderation/bench/phrases/{phrase.pk}/" for phrase in Phrase.objects.all()]
    assert look(mia, pages) == []


def test_the_law_desk(visitor: Opens, stage: Moderated) -> None:
    notices = [stage.noticed(), stage.noticed("forward")]
    desk = "/moderation/law/"
    sealed = stage.decided()
    lex = visitor()
    lex.signs_in(stage.lex)
    pages = [desk, f"{desk}notices/new/", *(f"{desk}notices/{one.pk}/" for one in notices)]
    pages += [f"{desk}holds/", f"{desk}holds/new/", *stage.lawful()]
    pages += [f"{desk}disclosures/", f"{desk}disclosures/new/"]
    pages += ["/moderation/sealed/", f"/moderation/sealed/{sealed.pk}/"]
    assert look(lex, pages) == []


def test_what_its_author_is_told(visitor: Opens, stage: Moderated) -> None:
    decisions = [
        stage.decided(),
        stage.decided("hide", sanction="warning"),
        stage.decided("edit"),
    ]
    stage.appealed(decisions[1])
    held, notice = stage.held(), stage.noticed("forward")
    bela = visitor()
    bela.signs_in(stage.people.bela)
    pages = ["/moderation/mine/", *(f"/moderation/decisions/{one.pk}/" for one in decisions)]
    pages += [f"/moderation/decisions/{decisions[0].pk}/appeal/"]
    pages += [f"/moderation/held/{held.pk}/", f"/moderation/held/{held.pk}/appeal/"]
    pages += [f"/moderation/law/notices/{notice.pk}/answer/"]
    assert look(bela, pages) == []


def test_a_member_who_reports(visitor: Opens, stage: Moderated) -> None:
    anna, open_reply = visitor(), stage.rooms.open_reply
    first, settled = stage.post(), stage.post()
    reports = [stage.reported(post, stage.people.anna) for post in (first, settled)]
    Case.objects.filter(reports=reports[1]).update(state=Case.State.DECIDED)
    type(reports[1]).objects.filter(pk=reports[1].pk).update(
        outcome="kept", settled_at=reports[1].at
    )
    anna.signs_in(stage.people.anna)
    pages = [f"/report/post/{open_reply.pk}/", f"/report/post/{open_reply.pk}/?kind=accusation"]
    pages += [f"/report/post/{first.pk}/", "/report/", "/report/mine/"]
    pages += [f"/report/state/{report.token}/" for report in reports]
    assert look(anna, pages) == []


def test_somebody_without_an_account(visitor: Opens, stage: Moderated) -> None:
    stage.published()
    told = stage.told("It is about me.", kind="post", subject_id=stage.rooms.open_post.pk)
    pages = ["/report/", f"/report/public/post/{stage.rooms.open_post.pk}/"]
    pages += [f"/report/state/{told.token}/", "/about/transparency/", "/about/rules/?version=1"]
    assert look(visitor(), pages) == []
