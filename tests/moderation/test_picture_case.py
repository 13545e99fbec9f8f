"""The case of a picture: what a moderator is shown of it, and what follows from a decision."""

import uuid

import pytest

from community import subjects
from forums import looking
from forums.models import Picture
from moderation import sight
from moderation.models import Case, Decision, SealedOriginal
from moderation.screening import SEEN
from tests.forums.drawn import kept

pytestmark = pytest.mark.django_db
State = Picture.State
NUMBER = "999 000 0018"


@pytest.fixture
def seen(monkeypatch):
    """seen(text, faces, codes) is what is to be seen in every picture."""

    def make(text="", faces=0, codes=0):
        monkeypatch.setattr(sight, "look", lambda data: sight.Seen(text, faces, codes))

    return make


@pytest.fixture
def case_of(rooms, people):
    """case_of() is the case of a picture of Anna's on the closed board, once it was looked at."""

    def make(**fields):
        given = {"state": State.WAITING} | fields
        picture = kept(rooms.closed_post, people.anna, **given)
        looking.check_picture(picture.pk)
        return Case.objects.get(subject_kind="picture", subject_id=picture.pk)

    return make


def picture_of(case):
    return Picture.objects.get(pk=case.subject_id)


def decision(case, action, **more):
    told = {"rule": "respect", "reason": "It told who it is."}
    return {
        "key": str(uuid.uuid4()),
        "version": case.version,
        "subject_version": picture_of(case).version,
        "action": action,
        "words": "",
        **(told if action != "dismiss" else {"rule": "", "reason": ""}),
        **more,
    }


def test_it_says_what_was_seen_and_what_was_declared(seen, case_of, people, client_for):
    seen(f"NHS {NUMBER}", faces=1, codes=1)
    text = client_for(people.moira).get(case_of(shows="xray").get_absolute_url()).text
    assert "There seems to be a face in it." in text
    assert "It shows a bar code" in text
    assert "X-ray, CT or MRI" in text
    assert "No consent was stated" in text


def test_the_picture_is_there_for_the_moderator_alone(seen, case_of, people, client_for):
    seen(faces=1)
    case = case_of()
    address = f"/pictures/{picture_of(case).token}/large.webp"
    assert address in client_for(people.moira).get(case.get_absolute_url()).text
    assert client_for(people.moira).get(address).status_code == 200
    for who in (people.bela, people.cara, people.nina, None):
        assert client_for(who).get(address).status_code == 404


def test_one_without_a_word_is_not_said_to_have_lost_them(seen, case_of, people, client_for):
    seen(faces=1)
    text = client_for(people.moira).get(case_of(alt="").get_absolute_url()).text
    assert "Its words are gone" not in text


def test_what_was_seen_is_no_word_that_can_be_ticked(seen, case_of, people, client_for):
    seen(faces=1, codes=1)
    case = case_of()
    text = client_for(people.moira).get(case.get_absolute_url()).text
    assert case.findings.filter(field=SEEN, start=0, end=0).count() == 2
    assert 'name="findings"' not in text


def test_to_take_away_what_was_seen_as_if_it_were_words_is_told_to_be_none(
    seen, case_of, people, client_for
):
    seen(faces=1)
    case = case_of()
    ticked = decision(case, "redact", findings=[f.pk for f in case.findings.all()])
    response = client_for(people.moira).post(case.get_absolute_url(), ticked)
    assert response.status_code == 422
    assert picture_of(case).state == State.HELD


def test_words_taken_from_what_was_read_do_not_show_the_pixels_they_stand_in(
    seen, case_of, people, client_for, run_outbox
):
    seen(f"NHS {NUMBER}")
    case = case_of()
    ticked = decision(case, "redact", findings=[f.pk for f in case.findings.all()])
    client_for(people.moira).post(case.get_absolute_url(), ticked)
    assert picture_of(case).state != State.SHOWN
    run_outbox()
    assert picture_of(case).state == State.HELD
    address = f"/pictures/{picture_of(case).token}/large.webp"
    assert client_for(people.bela).get(address).status_code == 404


def test_words_taken_from_its_caption_let_it_be_seen(seen, case_of, people, client_for):
    seen()
    case = case_of(caption=f"NHS {NUMBER}")
    ticked = decision(case, "redact", findings=[f.pk for f in case.findings.all()])
    client_for(people.moira).post(case.get_absolute_url(), ticked)
    picture = picture_of(case)
    assert picture.state == State.SHOWN
    assert NUMBER not in picture.caption
    assert SealedOriginal.objects.count() == 1


@pytest.mark.parametrize(
    ("action", "state"),
    [("dismiss", State.SHOWN), ("hide", State.HIDDEN), ("remove", State.REMOVED)],
)
def test_what_is_decided_is_what_becomes_of_it(action, state, seen, case_of, people, client_for):
    seen(faces=1)
    case = case_of()
    client_for(people.moira).post(case.get_absolute_url(), decision(case, action))
    assert Decision.objects.get(case=case).action == action
    assert picture_of(case).state == state


def test_one_that_was_hidden_can_be_shown_again(seen, case_of, people, client_for):
    seen(faces=1)
    case = case_of()
    moira = client_for(people.moira)
    moira.post(case.get_absolute_url(), decision(case, "hide"))
    case.refresh_from_db()
    sent = {"key": str(uuid.uuid4()), "version": case.version, "reason": "It is a drawing."}
    moira.post(f"{case.get_absolute_url()}restore/", sent)
    assert picture_of(case).state == State.SHOWN


def test_one_that_was_hidden_before_any_program_looked_is_shown_only_after_that(
    seen, rooms, people, client_for, run_outbox
):
    seen()
    picture = kept(rooms.closed_post, people.anna, state=State.HIDDEN)
    subjects.of("picture").restore(picture.pk)
    picture.refresh_from_db()
    assert picture.state == State.WAITING
    run_outbox()
    picture.refresh_from_db()
    assert picture.state == State.SHOWN


def test_its_author_is_told_in_words_that_fit_a_picture(
    seen, case_of, people, client_for, run_outbox, minute_over
):
    seen(faces=1)
    case = case_of()
    run_outbox()
    assert "checking your picture" in client_for(people.anna).get("/inbox/").text
    client_for(people.moira).post(case.get_absolute_url(), decision(case, "dismiss"))
    minute_over()
    page = client_for(people.anna).get("/inbox/").text
    assert "nothing wrong in your picture" in page
    assert "read it" not in page


def covering(case, **more):
    """What the page that covers a part sends: the left half."""
    return {
        "key": str(uuid.uuid4()),
        "version": picture_of(case).version,
        "case_version": case.version,
        "left": "0",
        "top": "0",
        "width": "50",
        "height": "100",
        "rule": "patients",
        "reason": "A number stood in it.",
        **more,
    }


def test_to_cover_it_is_a_decision_and_it_is_looked_at_anew(
    seen, case_of, people, client_for, run_outbox
):
    seen(f"NHS {NUMBER}")
    case = case_of()
    moira, before = client_for(people.moira), picture_of(case)
    address = f"/pictures/{before.token}/cover/"
    assert f'href="{address}"' in moira.get(case.get_absolute_url()).text
    assert f"case {case.pk}" in moira.get(address).text
    seen()
    assert moira.post(address, covering(case)).status_code == 302
    decided = Decision.objects.get(case=case)
    assert (decided.action, decided.rule, decided.moderator) == ("cover", "patients", people.moira)
    covered = picture_of(case)
    assert (covered.state, covered.text) == (State.WAITING, "")
    assert covered.token != before.token
    assert moira.get(f"/pictures/{before.token}/large.webp").status_code == 404
    run_outbox()
    assert picture_of(case).state == State.SHOWN
    assert Case.objects.get(pk=case.pk).state == "decided"


def test_what_is_still_seen_after_covering_opens_a_new_case(
    seen, case_of, people, client_for, run_outbox
):
    seen(faces=2)
    case = case_of()
    seen(faces=1)
    client_for(people.moira).post(f"/pictures/{picture_of(case).token}/cover/", covering(case))
    run_outbox()
    assert picture_of(case).state == State.HELD
    assert Case.objects.get(state="open").pk != case.pk


@pytest.mark.parametrize("missing", ["rule", "reason", "left"])
def test_to_cover_another_s_picture_needs_a_rule_a_reason_and_a_box(
    missing, seen, case_of, people, client_for
):
    seen(faces=1)
    case = case_of()
    sides = {"left": "", "top": "", "width": "", "height": ""} if missing == "left" else {}
    sent = covering(case, **({missing: ""} | sides))
    response = client_for(people.moira).post(f"/pictures/{picture_of(case).token}/cover/", sent)
    assert response.status_code == 422
    assert not Decision.objects.exists()
    assert picture_of(case).state == State.HELD


def test_it_is_shown_before_it_is_decided(seen, case_of, people, client_for):
    seen(faces=1)
    case = case_of()
    sent = covering(case, rule="", reason="", preview="1")
    response = client_for(people.moira).post(f"/pictures/{picture_of(case).token}/cover/", sent)
    assert response.status_code == 200
    assert 'width="50.0"' in response.text
    assert not Decision.objects.exists()


def test_a_double_click_covers_once(seen, case_of, people, client_for):
    seen(faces=1)
    case = case_of()
    moira, address = client_for(people.moira), f"/pictures/{picture_of(case).token}/cover/"
    sent = covering(case)
    first, second = (moira.post(address, sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Decision.objects.count() == 1
    assert picture_of(case).version == sent["version"] + 1


def test_of_two_who_cover_the_second_is_told_and_keeps_what_they_typed(
    seen, case_of, people, mia, client_for
):
    seen(faces=1)
    case = case_of()
    address = f"/pictures/{picture_of(case).token}/cover/"
    sent = covering(case, reason="Written with some care.")
    client_for(mia).post(case.get_absolute_url(), decision(case, "dismiss"))
    response = client_for(people.moira).post(address, sent)
    assert response.status_code == 409
    assert Decision.objects.get().action == "dismiss"
    assert picture_of(case).state == State.SHOWN
    case = Case.objects.get()
    Case.objects.update(state="open")
    response = client_for(people.moira).post(address, sent)
    assert response.status_code == 409
    assert "Written with some care." in response.text


def test_while_another_looks_at_the_case_nothing_is_covered_and_nothing_lost(
    seen, case_of, people, mia, client_for
):
    from django.utils import timezone

    seen(faces=1)
    case = case_of()
    Case.objects.update(claimed_by=mia, claimed_at=timezone.now())
    sent = covering(case, reason="Written with some care.")
    response = client_for(people.moira).post(f"/pictures/{picture_of(case).token}/cover/", sent)
    assert response.status_code == 403
    assert "Mia Second is looking at this" in response.text
    assert "Written with some care." in response.text
    assert picture_of(case).state == State.HELD


def test_its_author_is_asked_to_change_it_and_can(
    seen, case_of, people, viewer_of, client_for, run_outbox
):
    from datetime import timedelta

    from django.utils import timezone

    from forums import attaching
    from forums.models import Post

    seen(faces=1)
    case = case_of(caption="Mr Brown, on Tuesday")
    Post.objects.update(created_at=timezone.now() - timedelta(days=30))
    client_for(people.moira).post(case.get_absolute_url(), decision(case, "edit"))
    run_outbox()
    assert Case.objects.get().state == "waiting"
    page = client_for(people.anna).get(Decision.objects.get().get_absolute_url()).text
    address = picture_of(case).get_absolute_url()
    assert f'href="{address}"' in page
    assert "Change the words" in client_for(people.anna).get(address).text
    picture = picture_of(case)
    said = attaching.Declared(picture.shows, picture.alt, "A patient", is_anonymised=True)
    attaching.describe(viewer_of(people.anna), picture, said, picture.version)
    run_outbox()
    assert Case.objects.get().state == "open"
    assert picture_of(case).state == State.HELD


def test_nobody_covers_another_s_picture_round_its_case(seen, case_of, people, viewer_of):
    from community.lib.verdicts import Refused
    from forums.covering import Box, cover

    seen(faces=1)
    picture = picture_of(case_of())
    with pytest.raises(Refused):
        cover(viewer_of(people.moira), picture, [Box(0, 0, 9, 9)], picture.version, uuid.uuid4())


def test_no_files_are_left_of_a_covering_that_came_to_nothing(
    seen, case_of, people, client_for, monkeypatch
):
    from forums import picturing

    seen(faces=1)
    case = case_of()
    kept_now, gone = [], []
    keep, delete = picturing.keep, picturing.delete_files
    monkeypatch.setattr(
        picturing, "keep", lambda drawn: kept_now.append(keep(drawn)) or kept_now[-1]
    )
    monkeypatch.setattr(picturing, "delete_files", lambda stored: gone.append(stored))
    sent = covering(case, version=picture_of(case).version + 1)
    client_for(people.moira).post(f"/pictures/{picture_of(case).token}/cover/", sent)
    assert [stored for stored, _ in kept_now] == gone != []
    delete(gone[0])


@pytest.mark.parametrize("who", ["anna", "bela", "cara", "nina", "vera", "adam"])
def test_no_one_else_is_shown_its_case(who, seen, case_of, people, client_for):
    seen(faces=1)
    address = case_of().get_absolute_url()
    assert client_for(getattr(people, who)).get(address).status_code in (403, 404)
