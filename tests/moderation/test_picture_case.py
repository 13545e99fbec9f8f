"""The case of a picture: what a moderator is shown of it, and what follows from a decision."""

import uuid

import pytest

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


def test_its_author_is_told_in_words_that_fit_a_picture(
    seen, case_of, people, client_for, run_outbox
):
    seen(faces=1)
    case = case_of()
    run_outbox()
    assert "checking your picture" in client_for(people.anna).get("/inbox/").text
    client_for(people.moira).post(case.get_absolute_url(), decision(case, "dismiss"))
    run_outbox()
    page = client_for(people.anna).get("/inbox/").text
    assert "nothing wrong in your picture" in page
    assert "read it" not in page


def test_covering_it_has_it_looked_at_anew(
    seen, case_of, people, client_for, viewer_of, run_outbox
):
    from forums.covering import Box, cover

    seen(f"NHS {NUMBER}")
    case = case_of()
    picture = picture_of(case)
    page = client_for(people.moira).get(case.get_absolute_url()).text
    assert f"/pictures/{picture.token}/cover/" in page
    seen()
    moira = viewer_of(people.moira)
    covered = cover(moira, picture, [Box(0, 0, 50, 50)], picture.version, uuid.uuid4())
    run_outbox()
    covered.refresh_from_db()
    assert (covered.state, covered.text) == (State.HELD, ""), "a person lets go what was held"
    client_for(people.moira).post(case.get_absolute_url(), decision(case, "dismiss"))
    assert picture_of(case).state == State.SHOWN


@pytest.mark.parametrize("who", ["anna", "bela", "cara", "nina", "vera", "adam"])
def test_no_one_else_is_shown_its_case(who, seen, case_of, people, client_for):
    seen(faces=1)
    address = case_of().get_absolute_url()
    assert client_for(getattr(people, who)).get(address).status_code in (403, 404)
