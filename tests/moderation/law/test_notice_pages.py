"""The pages of a legal notice: the law desk's, and the one on which the poster answers."""

import io
import json
import re
import uuid
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.audit.models import Entry
from forums.models import Post, State
from moderation.law import letters
from moderation.models import Case, Note, Notice, Report
from moderation.reports.answering import seal_address
from tests.forums.masks import sign
from tests.moderation.law.conftest import AGREED, DEFENDED, HOME, MEANING
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

DESK = "/moderation/law/"


def entered(insult, **fields):
    return {
        "key": str(uuid.uuid4()),
        "place": f"/p/{insult.pk}/",
        "name": "Prof. Ada Named",
        "email": "ada@named.test",
        "statement": "A charlatan.",
        "meaning": MEANING,
        "untrue": "All of it.",
        "cannot_identify": "on",
    } | fields


def step(notice, deed, **fields):
    version = Notice.objects.get(pk=notice.pk).version
    return {"key": str(uuid.uuid4()), "version": version, "deed": deed} | fields


def answer(**fields):
    return {"key": str(uuid.uuid4()), "choice": "agree"} | fields


# --- Who finds them ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["anna", "bela", "eve", "moira", "vera", "adam"])
def test_for_all_others_there_is_no_law_desk(people, client_for, received, name):
    notice = received()
    client = client_for(getattr(people, name))
    gone = client.get("/moderation/law/no-such-page/")
    for where in (DESK, f"{DESK}notices/new/", f"{DESK}notices/{notice.pk}/"):
        response = client.get(where)
        assert response.status_code == 404
        assert response.content.replace(where.encode(), b"") == gone.content.replace(
            b"/moderation/law/no-such-page/", b""
        )
    for act in ("removal", "file"):
        assert client.post(f"{DESK}notices/{notice.pk}/{act}/").status_code == 404
    assert "Law desk" not in client.get("/").text


def test_nor_for_a_board_moderator(mo, client_for, received):
    notice = received()
    assert client_for(mo).get(f"{DESK}notices/{notice.pk}/").status_code == 404


def test_a_stranger_signs_in_and_staff_show_a_second_factor(lex, client_for, received):
    notice = received()
    where = f"{DESK}notices/{notice.pk}/"
    assert client_for().get(where).url.startswith("/accounts/login/")
    assert client_for(lex, second_factor=False).get(where).url == "/accounts/2fa/"


def test_the_law_desk_finds_it_from_its_menu(lex, client_for):
    assert f'href="{DESK}"' in client_for(lex).get("/").text


# --- The list ------------------------------------------------------------------------------------


def test_an_empty_desk_says_what_to_do(lex, client_for):
    client = client_for(lex)
    assert "No notice waits" in client.get(DESK).text
    assert "None has ended yet" in client.get(f"{DESK}?state=ended").text


def test_what_is_due_first_stands_first_and_what_is_late_says_so(lex, client_for, received, rooms):
    now = timezone.now()
    later = received()
    sooner = received(about=rooms.closed_post, received_at=now - timedelta(days=20))
    page = client_for(lex).get(DESK).text
    assert page.index(f"Notice {sooner.pk}") < page.index(f"Notice {later.pk}")
    assert page.count("overdue since") == 1
    assert MEANING not in page


def test_what_has_ended_stands_in_another_list(lex, client_for, with_poster, take):
    take(with_poster, "withdraw")
    client = client_for(lex)
    assert f"Notice {with_poster.pk}" not in client.get(DESK).text
    assert f"Notice {with_poster.pk}" in client.get(f"{DESK}?state=ended").text


@pytest.fixture
def report(insult, open_case):
    return Report.objects.create(
        case=open_case(insult),
        channel="public",
        kind="accusation",
        due_at=timezone.now(),
        words=MEANING,
        sealed_email=seal_address("ada@named.test"),
    )


def test_what_the_public_reported_as_an_accusation_waits_to_be_entered(
    lex, client_for, insult, report
):
    Report.objects.filter(pk=report.pk).update(at=timezone.now() - timedelta(hours=30))
    report.refresh_from_db()
    client = client_for(lex)
    page = client.get(DESK).text
    assert "not entered yet" in page
    assert MEANING in page
    form = client.get(f"{DESK}notices/new/?report={report.pk}").text
    assert f'value="/p/{insult.pk}/"' in form
    assert MEANING in form
    assert "ada@named.test" not in form
    client.post(f"{DESK}notices/new/", entered(insult, email="", report=report.pk))
    notice = Notice.objects.get()
    assert notice.received_at == report.at  # the clock runs from then
    assert "ada@named.test" in client.get(f"{DESK}notices/{notice.pk}/").text
    assert "not entered yet" not in client.get(DESK).text


def test_that_its_case_was_decided_is_no_answer_to_it(lex, client_for, report):
    Report.objects.update(settled_at=timezone.now(), outcome="kept")
    assert "not entered yet" in client_for(lex).get(DESK).text


def test_what_is_no_notice_is_set_aside(lex, people, client_for, report):
    where = f"{DESK}reports/{report.pk}/aside/"
    assert client_for(people.moira).post(where).status_code == 404
    client = client_for(lex)
    for _ in range(2):
        assert client.post(where).status_code == 302
    assert "not entered yet" not in client.get(DESK).text
    assert Entry.objects.filter(verb="notice.set_aside").count() == 1
    assert client.get(f"{DESK}notices/new/?report={report.pk}").status_code == 404


@pytest.mark.parametrize(
    "fields", [{"kind": "abuse"}, {"channel": "member"}, {"case": None}, {"kind": "patient"}]
)
def test_other_reports_are_not_for_the_law_desk(lex, client_for, report, fields):
    Report.objects.filter(pk=report.pk).update(**fields)
    client = client_for(lex)
    assert MEANING not in client.get(DESK).text
    assert client.get(f"{DESK}notices/new/?report={report.pk}").status_code == 404
    assert client.post(f"{DESK}reports/{report.pk}/aside/").status_code == 404


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 30, "987654321"])
def test_a_report_that_is_not_there_is_none(lex, client_for, asked):
    assert client_for(lex).get(f"{DESK}notices/new/?report={asked}").status_code == 404


def test_the_list_costs_the_same_however_long_it_is(lex, client_for, received, rooms, people):
    client = client_for(lex)
    received()
    client.get(DESK)
    with CaptureQueriesContext(connection) as one:
        client.get(DESK)
    for _ in range(4):
        received(about=add_post(rooms.closed_topic, people.bela, "Another."))
    with CaptureQueriesContext(connection) as five:
        client.get(DESK)
    assert len(five) == len(one)


# --- Entering ------------------------------------------------------------------------------------


def test_a_notice_is_entered_by_the_link_of_what_it_is_about(lex, client_for, insult):
    client = client_for(lex)
    assert client.get(f"{DESK}notices/new/").status_code == 200
    response = client.post(f"{DESK}notices/new/", entered(insult))
    notice = Notice.objects.get()
    assert response.url == f"{DESK}notices/{notice.pk}/"
    assert (notice.case.subject_id, notice.opened_by) == (insult.pk, lex)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"place": "/p/987654321/"}, "leads to nothing"),
        ({"place": "https://elsewhere.example/p/1/"}, "leads to nothing"),
        ({"place": ""}, "required"),
        ({"email": "no address"}, "valid email"),
        ({"received_at": "2199-01-01T00:00"}, "later than now"),
        ({"key": "no key"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(lex, client_for, insult, fields, words):
    response = client_for(lex).post(f"{DESK}notices/new/", entered(insult, **fields))
    assert response.status_code == 422
    assert words in response.text
    assert MEANING in response.text
    assert not Notice.objects.exists()


def test_an_incomplete_one_is_entered_all_the_same(lex, client_for, insult):
    client = client_for(lex)
    client.post(f"{DESK}notices/new/", entered(insult, meaning="", cannot_identify=""))
    page = client.get(f"{DESK}notices/{Notice.objects.get().pk}/").text
    assert "A part of it is missing" in page
    assert page.count("checked") == 2  # those that are missing are ticked already


# --- One of them ---------------------------------------------------------------------------------


def test_the_page_says_what_to_do_next_and_by_when(lex, client_for, received):
    notice = received()
    page = client_for(lex).get(f"{DESK}notices/{notice.pk}/").text
    due = timezone.localtime(notice.due_at)
    assert "send it to the poster" in page
    assert f"{due:%a} {due.day} {due:%B}, {due:%H:%M}" in page
    assert "without weekends and bank holidays" in page
    assert MEANING in page


def test_the_step_that_is_called_for_stands_first(lex, client_for, received, complaint):
    client = client_for(lex)
    for said, deed in ((complaint, "forward"), (replace(complaint, untrue=""), "send_back")):
        page = client.get(f"{DESK}notices/{received(said).pk}/").text
        assert re.findall(r'value="(\w+)"\s', page.split('name="deed"', 1)[1])[0] == deed
        assert page.count("button--primary") == 1
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_its_steps_are_taken_on_it(lex, client_for, received, insult, people):
    notice = received()
    lex, bela = client_for(lex), client_for(people.bela)
    where = f"{DESK}notices/{notice.pk}/"
    assert lex.post(where, step(notice, "forward")).url == where
    bela.post(f"{where}answer/", answer())
    page = lex.get(where).text
    assert "The poster agrees" in page
    response = lex.post(where, step(notice, "removed"))
    assert response.status_code == 409
    assert "It can still be read" in response.text
    Post.objects.filter(pk=insult.pk).update(state=State.HIDDEN)
    lex.post(where, step(notice, "removed"))
    assert Notice.objects.get().state == "removed"
    page = lex.get(where).text
    assert "come to its end" in page
    assert "has been removed from" in page  # the letter, in the file


def test_sending_back_needs_to_say_what_is_missing(lex, client_for, received):
    notice = received()
    response = client_for(lex).post(f"{DESK}notices/{notice.pk}/", step(notice, "send_back"))
    assert response.status_code == 422
    assert "the complainant has to know" in response.text
    client_for(lex).post(
        f"{DESK}notices/{notice.pk}/", step(notice, "send_back", lacks=["meaning"])
    )
    assert Notice.objects.get().state == "defective"


@pytest.mark.parametrize("deed", ["answer", "nonsense", ""])
def test_what_is_no_step_of_the_desk_is_none(lex, client_for, received, deed):
    notice = received()
    where = f"{DESK}notices/{notice.pk}/"
    assert client_for(lex).post(where, step(notice, deed)).status_code == 422
    assert Notice.objects.get().state == "received"


def test_one_that_changed_meanwhile_is_shown_anew(lex, client_for, received, take):
    notice = received()
    old = step(notice, "forward")
    take(notice, "forward")
    response = client_for(lex).post(f"{DESK}notices/{notice.pk}/", old)
    assert response.status_code == 409
    assert "changed while you had it open" in response.text


def test_where_no_mail_can_be_sent_it_says_so(lex, client_for, received, monkeypatch):
    def no_server():
        raise OSError

    monkeypatch.setattr(letters, "connect", no_server)
    notice = received()
    response = client_for(lex).post(f"{DESK}notices/{notice.pk}/", step(notice, "forward"))
    assert response.status_code == 503
    assert "mail server cannot be reached" in response.text
    assert Notice.objects.get().state == "received"


def test_the_moderators_are_asked_to_take_it_down(lex, people, client_for, received):
    notice = received()
    where = f"{DESK}notices/{notice.pk}/removal/"
    client = client_for(lex)
    assert client.post(where, {"key": str(uuid.uuid4()), "words": ""}).status_code == 422
    client.post(where, {"key": str(uuid.uuid4()), "words": "Please hide it by Tuesday."})
    assert Note.objects.get().case == Case.objects.get()
    page = client_for(people.moira).get(f"/moderation/{notice.case_id}/").text
    assert MEANING not in page
    assert "Ada Named" not in page
    assert "Please hide it by Tuesday." in client.get(f"{DESK}notices/{notice.pk}/").text


def test_whose_a_pseudonym_is_the_desk_does_not_read(lex, client_for, received, insult, take):
    notice = take(received(about=sign(insult)), "forward")
    page = client_for(lex).get(f"{DESK}notices/{notice.pk}/").text
    assert notice.case.mask in page
    assert "Bela" not in page


def test_who_signed_with_a_pseudonym_is_told_what_their_name_would_say(
    people, client_for, received, insult, take
):
    notice = take(received(about=sign(insult)), "forward")
    page = client_for(people.bela).get(f"{DESK}notices/{notice.pk}/answer/").text
    assert "the law desk learns whose that is" in page


# --- The file ------------------------------------------------------------------------------------


def file_of(response):
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    return {name.rpartition(".")[2]: archive.read(name).decode() for name in archive.namelist()}


def test_the_file_holds_all_of_it_and_is_kept_by_nobody(lex, client_for, answered, take):
    notice = take(answered(DEFENDED), "stands")
    response = client_for(lex).post(f"{DESK}notices/{notice.pk}/file/")
    assert "no-store" in response["Cache-Control"]
    assert "attachment" in response["Content-Disposition"]
    found = file_of(response)
    for words in (MEANING, "Ada Named", "does not wish it to be removed"):
        assert words in " ".join(found["html"].split())
    assert HOME in found["html"]
    paper = json.loads(found["json"])
    assert paper["papers"]["answer"]["address"] == HOME
    assert [s["letter"] for s in paper["steps"]] == ["", "to_poster", "passed_on", "", "stands"]
    assert paper["poster_due_at"]


def test_that_it_was_taken_out_is_recorded(lex, client_for, received):
    notice = received()
    client_for(lex).post(f"{DESK}notices/{notice.pk}/file/")
    entry = Entry.objects.get(verb="notice.exported")
    assert (entry.actor_id, entry.about_id) == (lex.pk, notice.pk)
    assert len(entry.detail["digest"]) == 64


def test_words_in_it_are_no_markup(lex, client_for, received, complaint):
    notice = received(replace(complaint, meaning="<script>alert(1)</script>"))
    found = file_of(client_for(lex).post(f"{DESK}notices/{notice.pk}/file/"))
    assert "<script>" not in found["html"]


# --- The poster ----------------------------------------------------------------------------------


def test_only_the_poster_reads_it_and_only_once_it_was_sent(
    people, lex, mo, client_for, received, take
):
    notice = received()
    where = f"{DESK}notices/{notice.pk}/answer/"
    assert client_for(people.bela).get(where).status_code == 404
    take(notice, "forward")
    assert client_for(people.bela).get(where).status_code == 200
    for user in (people.anna, people.moira, people.adam, mo, lex):
        assert client_for(user).get(where).status_code == 404
    assert client_for().get(where).url.startswith("/accounts/login/")


def test_the_poster_reads_what_is_complained_of_and_until_when(people, client_for, with_poster):
    page = client_for(people.bela).get(f"{DESK}notices/{with_poster.pk}/answer/").text
    assert MEANING in page
    assert "ada@named.test" not in page
    day = letters.last_day(with_poster)
    assert f"{day:%A} {day.day} {day:%B}" in page


def test_a_suspended_poster_may_answer(people, client_for, with_poster):
    people.bela.suspended_until = timezone.now() + timedelta(days=9)
    people.bela.save()
    client = client_for(people.bela)
    client.post(f"{DESK}notices/{with_poster.pk}/answer/", answer())
    assert Notice.objects.get().state == "answered"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"choice": ""}, "Choose one of the three"),
        ({"choice": "maybe"}, "valid choice"),
        ({"choice": "defend", "name": "", "address": HOME}, "cannot stay"),
        ({"choice": "defend", "name": "Bela", "address": "  "}, "cannot stay"),
    ],
)
def test_an_unclear_answer_is_none(people, client_for, with_poster, fields, words):
    client = client_for(people.bela)
    response = client.post(f"{DESK}notices/{with_poster.pk}/answer/", answer(**fields))
    assert response.status_code == 422
    assert words in response.text
    assert Notice.objects.get().state == "with_poster"


def test_of_who_does_not_defend_it_no_address_is_kept(people, client_for, with_poster, lex):
    client = client_for(people.bela)
    sent = answer(choice="silent", name="Bela Kovac", address=HOME)
    client.post(f"{DESK}notices/{with_poster.pk}/answer/", sent)
    page = client_for(lex).get(f"{DESK}notices/{with_poster.pk}/").text
    assert "gave no name and address" in page
    assert HOME not in page


def test_a_second_answer_is_refused_and_a_double_click_is_not(people, client_for, with_poster):
    client, sent = client_for(people.bela), answer()
    where = f"{DESK}notices/{with_poster.pk}/answer/"
    assert client.post(where, sent).status_code == 302
    assert client.post(where, sent).status_code == 302
    response = client.post(where, answer(choice="silent"))
    assert response.status_code == 422
    assert "You answered that it can be removed" in response.text


def test_afterwards_the_page_says_what_came_of_it(people, client_for, answered, take, insult):
    notice = answered(AGREED)
    client = client_for(people.bela)
    where = f"{DESK}notices/{notice.pk}/answer/"
    assert "The law desk has your answer" in client.get(where).text
    Post.objects.filter(pk=insult.pk).update(state=State.HIDDEN)
    take(notice, "removed")
    assert "It was taken down" in client.get(where).text


def test_after_its_time_no_form_is_shown(people, client_for, with_poster, late):
    late(with_poster)
    page = client_for(people.bela).get(f"{DESK}notices/{with_poster.pk}/answer/").text
    assert "The time for an answer is over" in page
    assert "Send this answer" not in page
