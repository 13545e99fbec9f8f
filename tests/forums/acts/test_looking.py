"""Pictures are looked at before others see them: words, faces, bar codes; and a person decides."""

import io
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from forums import looking, sights
from forums.models import Picture
from forums.subjects import PostSubject
from moderation import sight
from moderation.deciding import Choice, decide
from moderation.models import Case
from tests.forums.drawn import kept
from tests.forums.writing import draft

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("tesseract"), reason="needs tesseract"),
]
State = Picture.State
NUMBER = "NHS 999 000 0018"


def drawn(*lines, dark=False):
    """A picture with words burnt in, as on a scan: bright on dark, or as on a letter."""
    paper, ink = ((20, 24, 28), (235, 235, 235)) if dark else ("white", "black")
    made = Image.new("RGB", (900, 500), paper)
    for number, line in enumerate(lines):
        place = (40, 40 + 60 * number)
        ImageDraw.Draw(made).text(place, line, fill=ink, font=ImageFont.load_default(30))
    out = io.BytesIO()
    made.save(out, "PNG")
    return out.getvalue()


def checked(picture):
    looking.check_picture(picture.pk)
    picture.refresh_from_db()
    return picture


def waiting(post, owner, *lines, **more):
    return kept(post, owner, drawn(*lines), state=State.WAITING, **more)


@pytest.mark.parametrize("dark", [False, True])
def test_the_words_in_it_are_read(dark, rooms, people):
    data = drawn("SMITH, JOHN", NUMBER, dark=dark)
    picture = checked(kept(rooms.closed_post, people.anna, data, state=State.WAITING))
    assert "999 000 0018" in picture.text
    assert picture.looked_at


def test_one_in_which_nothing_stands_out_is_shown(rooms, people):
    picture = checked(waiting(rooms.closed_post, people.anna, "Lead II"))
    assert picture.state == State.SHOWN
    assert not Case.objects.exists()


def test_one_with_a_patients_number_waits_for_a_moderator(rooms, people):
    picture = checked(waiting(rooms.closed_post, people.anna, NUMBER))
    case = Case.objects.get()
    assert picture.state == State.HELD
    assert (case.subject_kind, case.subject_id) == ("picture", picture.pk)
    assert case.held_at


def test_a_bar_code_is_held_and_what_it_says_is_judged(rooms, people, monkeypatch):
    seen = sight.Seen("9990000018", faces=0, codes=1)
    monkeypatch.setattr(sight, "look", lambda data: seen)
    picture = checked(waiting(rooms.closed_post, people.anna, "x"))
    assert picture.state == State.HELD
    kinds = set(Case.objects.get().findings.values_list("kind", flat=True))
    assert "barcode" in kinds


@pytest.mark.parametrize(
    ("shows", "consent", "state"),
    [("face", "given", State.SHOWN), ("skin", "given", State.HELD), ("xray", "", State.HELD)],
)
def test_a_face_waits_unless_it_is_what_the_patient_agreed_to(
    shows, consent, state, rooms, people, monkeypatch
):
    monkeypatch.setattr(sight, "look", lambda data: sight.Seen("", faces=1, codes=0))
    picture = waiting(rooms.closed_post, people.anna, "x", shows=shows, consent=consent)
    assert checked(picture).state == state
    assert Case.objects.count() == 1, "a moderator looks in any case"


def test_one_that_is_not_posted_is_looked_at_and_shown_to_no_one(rooms, people):
    picture = waiting(None, people.anna, NUMBER, board=rooms.closed, place="reply 1")
    picture = checked(picture)
    assert picture.looked_at and picture.state == State.WAITING
    assert not Case.objects.exists()
    (warning,) = sights.warnings(picture)
    assert "999 000 0018" in warning


def test_twice_is_once(rooms, people):
    picture = waiting(rooms.closed_post, people.anna, NUMBER)
    checked(checked(picture))
    assert Case.objects.count() == 1


def test_one_that_no_machine_could_look_at_waits_for_a_person(rooms, people, monkeypatch):
    def fall(data):
        raise sight.Blind

    monkeypatch.setattr(sight, "look", fall)
    picture = checked(waiting(rooms.closed_post, people.anna, "x"))
    assert (picture.state, picture.is_unread) == (State.HELD, True)


@pytest.mark.parametrize(("what", "state"), [("hold", State.HELD), ("show", State.SHOWN)])
def test_without_tesseract_the_setting_says_what_becomes_of_it(
    what, state, rooms, people, monkeypatch, settings
):
    settings.PICTURES_WITHOUT_OCR = what
    monkeypatch.setattr(sight, "can_read", lambda: False)
    assert checked(waiting(rooms.closed_post, people.anna, NUMBER)).state == state


def test_a_moderator_lets_it_go_and_then_all_see_it(rooms, people, viewer_of):
    picture = checked(waiting(rooms.closed_post, people.anna, NUMBER))
    decided(viewer_of(people.moira), "dismiss")
    picture.refresh_from_db()
    assert picture.state == State.SHOWN


def test_a_moderator_removes_it_with_its_files(rooms, people, viewer_of, run_outbox):
    picture = checked(waiting(rooms.closed_post, people.anna, NUMBER))
    decided(viewer_of(people.moira), "remove")
    run_outbox()
    picture.refresh_from_db()
    assert (picture.state, picture.text, picture.alt) == (State.REMOVED, "", "")
    with pytest.raises(FileNotFoundError):
        looking.picturing.read(picture, "full")


def test_it_goes_with_its_post(rooms, people, run_outbox):
    picture = checked(waiting(rooms.closed_reply, people.bela, "Lead II"))
    PostSubject().remove(rooms.closed_reply.pk)
    run_outbox()
    picture.refresh_from_db()
    assert picture.state == State.REMOVED
    with pytest.raises(FileNotFoundError):
        looking.picturing.read(picture, "small")


def test_the_page_of_its_case_shows_it_and_what_was_declared(rooms, people, client_for):
    picture = checked(waiting(rooms.closed_post, people.anna, NUMBER))
    page = client_for(people.moira).get(f"/moderation/{Case.objects.get().pk}/").text
    assert f"/pictures/{picture.token}/large.webp" in page
    assert "999 000 0018" in page
    assert "Recording of organ function" in page


def test_a_picture_is_checked_by_what_follows_from_posting_it(rooms, people, viewer_of, run_outbox):
    from forums import posting

    place = f"reply {rooms.closed_topic.pk}"
    picture = waiting(None, people.anna, "Lead II", board=rooms.closed, place=place)
    posting.reply(viewer_of(people.anna), rooms.closed_topic, draft("See.", has_pictures=True))
    run_outbox()
    picture.refresh_from_db()
    assert (picture.state, picture.place) == (State.SHOWN, "")


def decided(moderator, action):
    case = Case.objects.get()
    written = looking_written(case)
    choice = Choice(action, draft("x").key, written.version, rule="confidentiality", reason="So.")
    return decide(moderator, case.pk, case.version, choice)


def looking_written(case):
    from community import subjects

    return subjects.of("picture").read(case.subject_id)
