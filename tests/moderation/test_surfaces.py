"""Wherever a member can write what another may see, a program reads it: after it was written it
comes before a moderator, and a patient's number is refused before.

The last test knows every column of text there is: whoever adds one says here what becomes of it.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from community.members.clean import Marked
from community.members.editing import Beside, Page, edit_profile
from community.members.forms import JoiningForm
from community.members.viewer import viewer_for
from forums import attaching, concluding, opening, places, posting, splitting
from forums.attaching import Declared
from forums.models import Board, Picture, Topic
from forums.posting import Stopped
from moderation import sight
from moderation.models import Case
from tests.forums.cases import allow_cases, long_ago, present
from tests.forums.polls import WANTED
from tests.forums.writing import NHS_NUMBER, UNLIMITED, draft
from tests.lib.files import png
from verification import declaring

FINE = "All is well."
ABUSE = "You idiot."
NUMBER = f"NHS {NHS_NUMBER}"


@pytest.fixture
def stage(rooms, people, monkeypatch):
    """The rooms, and who writes in them; `seen` is what is read in every picture."""
    monkeypatch.setattr(posting, "POSTING", UNLIMITED)
    stage = SimpleNamespace(
        rooms=rooms, people=people, anna=viewer_for(people.anna), moira=viewer_for(people.moira)
    )
    stage.seen = ""
    monkeypatch.setattr(sight, "look", lambda data: sight.Seen(stage.seen, 0, 0))
    return stage


# --- How each is written -------------------------------------------------------------------------


def topic(stage, source=FINE, **more):
    more = {"title": "A question"} | more
    return posting.start_topic(stage.anna, stage.rooms.closed, draft(source, **more))


def poll(stage, **asked):
    return topic(stage, poll=WANTED | asked)


def edited(stage, source=FINE, title="A question"):
    post = topic(stage)
    return posting.edit(stage.anna, post, draft(source, title=title), post.version)


def case(stage, **parts):
    allow_cases(stage.rooms.closed)
    return present(stage.anna, stage.rooms.closed, **parts)


def outcome(stage, words):
    return concluding.conclude(stage.anna, long_ago(case(stage)), draft(words))


def declared(**words):
    given = {"shows": "function", "alt": FINE, "is_anonymised": True} | words
    return Declared(**given)


def picture(stage, **words):
    place = places.place_or_404(stage.anna, f"reply {stage.rooms.closed_topic.pk}")
    attaching.send(stage.anna, place, png(), declared(**words), uuid.uuid4())
    return posting.reply(stage.anna, stage.rooms.closed_topic, draft(has_pictures=True))


def described(stage, words):
    (posted,) = picture(stage).pictures.all()
    return attaching.describe(stage.anna, posted, declared(caption=words), posted.version)


def pixels(stage, words):
    stage.seen = words
    return picture(stage)


def split(stage, title):
    replies = [stage.rooms.closed_reply.pk]
    told = Topic.objects.select_related("board").get(pk=stage.rooms.closed_topic.pk)
    return splitting.split(stage.moira, told, replies, title, uuid.uuid4())


def profile(stage, **said):
    anna = stage.people.anna
    beside = {"name": anna.name, "specialty": anna.specialty, "grade": anna.grade}
    of_page = {name: words for name, words in said.items() if name not in beside}
    own = {name: words for name, words in said.items() if name in beside}
    return edit_profile(stage.anna, Beside(**(beside | own)), Page(**of_page))


def group(stage, **words):
    given = {"template": "study", "name": "Journal club", "description": ""} | words
    given |= {"requires": Board.Requires.DOCTOR, "months": 6, "key": uuid.uuid4()}
    return opening.open_group(stage.anna, opening.Wanted(**given))


# --- What becomes of it --------------------------------------------------------------------------


@dataclass(frozen=True)
class Surface:
    """How one writes there, and in which field of which kind of subject a moderator reads it."""

    write: Callable
    kind: str
    field: str


SURFACES = {
    "topic's title": Surface(lambda s, w: topic(s, title=w), "post", "title"),
    "topic's text": Surface(topic, "post", "body"),
    "reply": Surface(
        lambda s, w: posting.reply(s.anna, s.rooms.open_topic, draft(w)), "post", "body"
    ),
    "edited title": Surface(lambda s, w: edited(s, title=w), "post", "title"),
    "edited text": Surface(edited, "post", "body"),
    "poll's question": Surface(lambda s, w: poll(s, question=w), "post", "poll question"),
    "poll's options": Surface(lambda s, w: poll(s, options=["Yes", w]), "post", "poll options"),
    "case's form": Surface(lambda s, w: case(s, history=w), "post", "body"),
    "case's outcome": Surface(outcome, "post", "body"),
    "title of what was split off": Surface(split, "post", "title"),
    "picture's description": Surface(lambda s, w: picture(s, alt=w), "picture", "alt"),
    "picture's caption": Surface(lambda s, w: picture(s, caption=w), "picture", "caption"),
    "changed caption": Surface(described, "picture", "caption"),
    "words in a picture": Surface(pixels, "picture", "words in the picture"),
    "about oneself": Surface(lambda s, w: profile(s, about=w), "profile", "body"),
    "workplace": Surface(lambda s, w: profile(s, workplace=w), "profile", "workplace"),
    "interests": Surface(lambda s, w: profile(s, interests=w), "profile", "interests"),
    "grade": Surface(lambda s, w: profile(s, grade=w), "profile", "grade"),
}

# Only what may not be posted at all is looked for, and before: a name has no case, for names look
# like other words ("Dick Cox"); a group's stands before those alone who were invited, and whoever
# moderates sees all of them.
ONLY_BEFORE: Mapping[str, Callable] = {
    "name": lambda s, w: profile(s, name=w),
    "group's name": lambda s, w: group(s, name=w),
    "group's description": lambda s, w: group(s, description=w),
}

# What stands in pixels is known only when it is there; it is held then.
ONLY_AFTER = {"words in a picture"}

BEFORE = {name: s.write for name, s in SURFACES.items() if name not in ONLY_AFTER} | ONLY_BEFORE


@pytest.mark.parametrize("name", SURFACES)
def test_what_harms_comes_before_a_moderator(stage, run_outbox, name):
    surface = SURFACES[name]
    surface.write(stage, ABUSE)
    run_outbox()
    found = Case.objects.get(subject_kind=surface.kind).findings.all()
    assert {(finding.field, finding.kind) for finding in found} == {(surface.field, "abuse")}
    assert all(finding.detector and finding.detector_version for finding in found)


@pytest.mark.parametrize("name", BEFORE)
def test_a_patient_s_number_is_refused_before(stage, name):
    with pytest.raises((Stopped, Marked)):
        BEFORE[name](stage, NUMBER)


@pytest.mark.parametrize("name", [*SURFACES, *ONLY_BEFORE])
def test_what_is_fine_is_neither(stage, run_outbox, name):
    (SURFACES[name].write if name in SURFACES else ONLY_BEFORE[name])(stage, FINE)
    run_outbox()
    assert not Case.objects.exists()


def test_a_number_in_a_picture_is_held(stage, run_outbox):
    pixels(stage, NUMBER)
    run_outbox()
    assert Picture.objects.get().state == Picture.State.HELD


def test_a_threat_beside_every_post_is_not_accepted(stage):
    """It could not be kept back there, as the page can."""
    profile(stage, about="I will find you and kill you.")
    with pytest.raises(Marked):
        profile(stage, grade="I will find you and kill you.")


def test_a_number_or_abuse_that_would_be_held_in_what_a_member_says_they_are(stage):
    for words in (NUMBER, "I will find you and kill you."):
        with pytest.raises(Marked):
            declaring.declare(viewer_for(stage.people.cara), words)
    assert declaring.declare(viewer_for(stage.people.cara), "ward clerk").profession


def test_a_number_in_the_name_of_who_joins(db):
    form = JoiningForm({"name": NUMBER})
    assert not form.is_valid()
    assert "cannot stand here" in form.errors["name"][0]
    assert JoiningForm({"name": "Rosalind Okonjo"}).is_valid()


# --- On one's own page ---------------------------------------------------------------------------

FORM = {"page_for": "members", "band": "", "specialty": "", "region": ""}
FORM |= {
    f"{name}_for": "members"
    for name in ("specialty", "grade", "about", "region", "workplace", "interests")
}


@pytest.mark.parametrize("field", ["name", "grade", "workplace", "about", "interests"])
def test_the_page_says_what_cannot_stand_and_keeps_what_was_typed(people, client_for, field):
    typed = FORM | {"name": "Bela Kovács", "interests": "Shares in cycling."}
    typed |= {"grade": "GP partner", field: f"Ask for {NUMBER}."}
    response = client_for(people.bela).post("/members/me/", typed)
    assert response.status_code == 422
    text = response.text
    assert f"{NHS_NUMBER}” cannot stand here." in text
    assert f"Ask for {NUMBER}." in text
    assert typed["interests"] in text
    people.bela.refresh_from_db()
    assert (people.bela.name, people.bela.grade) == ("Bela Kovács", "GP partner")


# --- File names ----------------------------------------------------------------------------------


def test_no_name_of_a_file_is_kept(stage, client_for, caplog):
    """So that there is nothing in one to be screened."""
    name = f"smith-{NHS_NUMBER}.png"
    place = f"reply {stage.rooms.closed_topic.pk}"
    sent = {"file": SimpleUploadedFile(name, png()), "key": str(uuid.uuid4()), "alt": FINE}
    sent |= {"shows": "function", "is_anonymised": "on"}
    response = client_for(stage.people.anna).post(f"/pictures/?place={place}", sent)
    assert response.status_code == 302
    kept = Picture.objects.get()
    told = [str(getattr(kept, field.attname)) for field in Picture._meta.concrete_fields]
    assert NHS_NUMBER not in " ".join(told)
    assert NHS_NUMBER not in caplog.text


# --- And nothing else ----------------------------------------------------------------------------

# Columns that hold what the surfaces above write, or what was made of it.
SCREENED = """
    members.User.name members.User.grade members.Profile.about members.Profile.workplace
    members.Profile.interests forums.Board.name forums.Board.description forums.Topic.title
    forums.Post.source forums.Post.html forums.Post.text forums.Revision.title
    forums.Revision.source forums.Revision.html forums.Revision.text forums.Picture.alt
    forums.Picture.caption forums.Picture.text forums.Poll.question forums.Poll.options
"""
# What no other member reads: one's own notes and drafts, and what is for moderators or verifiers.
FOR_NO_MEMBER = """
    forums.Draft.title forums.Draft.source forums.Draft.more forums.Bookmark.note
    forums.Post.kept_reason moderation.Decision.spans verification.Claim.surname
    verification.Claim.given_name moderation.Report.words moderation.Report.address
    moderation.Appeal.words
"""
# What the staff writes, and answers for by name.
BY_STAFF = """
    members.Specialty.name members.Specialty.synonyms members.Standing.closed_why
    members.Standing.checked forums.Board.locked_why forums.Unmasking.reason
    forums.Unmasking.decision_reason moderation.Decision.reason verification.Decision.reason
    verification.WorkDomain.pattern verification.WorkDomain.note verification.Terms.who
    verification.Terms.proof verification.Terms.opens verification.Terms.lasts
    moderation.Appeal.reason moderation.Note.words moderation.SecondLook.remark
    moderation.Sanction.lifted_why moderation.Look.reason moderation.Tuning.why
    moderation.Phrase.words moderation.Phrase.why moderation.Hold.reason
    moderation.Hold.lifted_why moderation.Disclosure.reference moderation.Disclosure.ground
    moderation.Disclosure.asked_for moderation.Disclosure.withheld
    moderation.Disclosure.decided_why moderation.Disclosure.not_told_why
"""
# What a program writes, or what is chosen from a list.
BY_NO_ONE = """
    members.User.password inbox.Notification.text inbox.Notification.url
    inbox.Notification.subject_kind inbox.Notification.key forums.Board.kind forums.Board.also
    forums.Pseudonym.name forums.Unmasking.decided_as forums.Post.overrode forums.Topic.kind
    forums.Draft.place forums.Picture.stored forums.Picture.place forums.Vote.band
    forums.Step.detail verification.Evidence.detail
"""
# Not read by a program yet: the badge of who says what they are (see above).
NOT_YET = "members.Standing.profession"

# Their tables hold no words of members at all.
ROOMS = ("members", "inbox", "forums", "moderation", "verification")
OF_PROGRAMS = {
    "moderation.Screening",
    "moderation.Rescreening",
    "moderation.Case",
    "moderation.Finding",
    "moderation.HeldCopy",  # sealed, and so are the letters of a notice
    "moderation.NoticeStep",
    "moderation.ShadowMark",
    "moderation.Month",
    "verification.RegisterImport",
    "verification.RegisterEntry",
    "verification.UsedProof",
    "verification.Paper",
}
OF_PROGRAMS_ALONE = "moderation.Decision.rule verification.Claim.number_print"
OF_PROGRAMS_ALONE += " verification.Claim.outcome moderation.Decision.before"
OF_PROGRAMS_ALONE += " moderation.Disclosure.digest moderation.Disclosure.subjects"
OF_PROGRAMS_ALONE += " moderation.Hold.subject_kind moderation.Phrase.family"
OF_PROGRAMS_ALONE += " moderation.Report.kind moderation.Report.token"
OF_PROGRAMS_ALONE += " moderation.Sanction.mask moderation.SecondLook.rule"
OF_PROGRAMS_ALONE += " moderation.Tuning.values"


def is_text(field: models.Field) -> bool:
    inner = field.base_field if isinstance(field, ArrayField) else field
    kinds = (models.CharField, models.TextField, models.JSONField)
    chosen = inner.choices or isinstance(inner, (models.SlugField, models.EmailField))
    return isinstance(inner, kinds) and not chosen


def test_every_column_of_text_is_known_here():
    there = {
        f"{model._meta.label}.{field.name}"
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if model._meta.label not in OF_PROGRAMS
        for field in model._meta.local_fields
        if is_text(field)
    }
    lists = (SCREENED, FOR_NO_MEMBER, BY_STAFF, BY_NO_ONE, NOT_YET, OF_PROGRAMS_ALONE)
    known = [column for columns in lists for column in columns.split()]
    assert sorted(known) == sorted(there)
