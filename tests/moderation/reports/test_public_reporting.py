"""Somebody without an account reports something."""

import uuid
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.core import mail
from django.utils import timezone

from community.inbox.models import Notification
from community.lib.limits import TooFast
from community.members.models import Profile
from forums.models import Post, State
from moderation import deciding, limits
from moderation.models import Case, Decision, Report
from moderation.reports import answering, pointing, public_reporting
from tests.forums.drawn import add_picture
from tests.moderation.told import told, told_of
from tests.rooms import add_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def send_mail(run_outbox, django_capture_on_commit_callbacks):
    """Do what is due, and send the letters of it."""

    def send():
        with django_capture_on_commit_callbacks(execute=True):
            run_outbox()

    return send


def state_of(post: Post) -> str:
    return Post.objects.get(pk=post.pk).state


# --- hiding --------------------------------------------------------------------------------------


@pytest.mark.parametrize("relation", ["patient", "relative"])
def test_that_a_patient_can_be_recognised_hides_at_once(rooms, relation):
    made = told_of(rooms.open_post, relation=relation)
    assert state_of(rooms.open_post) == State.HELD
    case = made.case
    assert made.hid
    assert (case.severity, case.family) == (Case.Severity.HIGH, "identifying")
    assert (case.held_by, case.sources) == (Case.HeldBy.REPORT, ["public"])
    assert case.due_at - timezone.now() < timedelta(hours=1)


def test_so_does_a_picture_without_consent(rooms, people):
    picture = add_picture(rooms.open_post, people.bela)
    assert told_of(picture, "image").hid
    picture.refresh_from_db()
    assert picture.state == "held"


@pytest.mark.parametrize(
    ("kind", "relation"),
    [("patient", "other"), ("patient", "named"), ("abuse", "patient"), ("illegal", "relative")],
)
def test_no_other_report_hides(rooms, kind, relation):
    assert not told_of(rooms.open_post, kind, relation=relation).hid
    assert state_of(rooms.open_post) == State.PUBLISHED
    assert Case.objects.count() == 1


def test_what_a_stranger_cannot_read_is_urgent_and_stays(rooms):
    made = told_of(rooms.closed_reply)
    assert state_of(rooms.closed_reply) == State.PUBLISHED
    assert (made.hid, made.case.severity) == (False, Case.Severity.HIGH)


def test_what_a_moderator_let_stand_is_not_hidden_again(viewer_of, people, rooms, choice):
    case = told_of(rooms.open_post).case
    deciding.decide(viewer_of(people.moira), case.pk, case.version, choice("dismiss"))
    assert state_of(rooms.open_post) == State.PUBLISHED
    again = told_of(rooms.open_post)
    assert not again.hid
    assert state_of(rooms.open_post) == State.PUBLISHED
    assert again.case != case
    assert again.case.severity == Case.Severity.HIGH


def test_another_version_of_it_is(viewer_of, people, rooms, choice):
    case = told_of(rooms.open_post).case
    deciding.decide(viewer_of(people.moira), case.pk, case.version, choice("dismiss"))
    Post.objects.filter(pk=rooms.open_post.pk).update(version=2)
    assert told_of(rooms.open_post).hid


def test_a_dismissal_that_was_taken_back_counts_for_nothing(viewer_of, people, rooms, choice):
    case = told_of(rooms.open_post).case
    deciding.decide(viewer_of(people.moira), case.pk, case.version, choice("dismiss"))
    Decision.objects.update(undone_at=timezone.now())
    assert told_of(rooms.open_post).hid


def test_beyond_a_number_an_hour_nothing_more_is_hidden_and_managers_are_told(
    people, mia, rooms, run_outbox, monkeypatch
):
    monkeypatch.setattr("moderation.reports.filing.HIDES_PER_HOUR", 2)
    posts = [add_post(rooms.open_topic, people.bela, f"Post {n}.") for n in range(4)]
    hid = [told_of(post, browser=f"b{n}").hid for n, post in enumerate(posts)]
    assert hid == [True, True, False, False]
    assert state_of(posts[3]) == State.PUBLISHED
    assert Case.objects.filter(severity=Case.Severity.HIGH).count() == 4
    run_outbox()
    alarms = Notification.objects.filter(key__startswith="reports.braked")
    assert sorted(alarms.values_list("user", flat=True)) == sorted([people.moira.pk, mia.pk])
    Report.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert told_of(add_post(rooms.open_topic, people.bela, "Later.")).hid


def test_its_author_is_told_that_a_moderator_is_checking_and_not_why(people, rooms, run_outbox):
    told_of(rooms.open_post, words="I am the patient.")
    run_outbox()
    text = Notification.objects.get(user=people.bela).text
    assert "A moderator is checking" in text
    for word in ("report", "program", "patient"):
        assert word not in text.lower()


# --- where it is ---------------------------------------------------------------------------------


def addresses(rooms):
    reply, topic = rooms.closed_reply, rooms.closed_topic
    return [
        f"/p/{reply.pk}/",
        f"{settings.SITE_URL}/p/{reply.pk}",
        f"{settings.SITE_URL.partition('://')[2]}/p/{reply.pk}/",
        f"{topic.get_absolute_url()}#p{reply.number}",
        f"{settings.SITE_URL}{topic.get_absolute_url()}?page=1#p{reply.number}",
        f" /t/{topic.pk}/#p{reply.number} ",
        f"p/{reply.pk}/history/",
    ]


@pytest.mark.parametrize("which", range(7))
def test_an_address_as_it_is_typed_leads_to_its_post(rooms, which):
    made = public_reporting.report(told("abuse", address=addresses(rooms)[which]))
    assert (made.case.subject_kind, made.case.subject_id) == ("post", rooms.closed_reply.pk)
    assert made.address == addresses(rooms)[which]


def test_that_of_a_topic_leads_to_its_first_post(rooms):
    assert pointing.find(rooms.open_topic.get_absolute_url()).id == rooms.open_post.pk


def test_a_picture_and_a_page_have_addresses_too(rooms, people):
    picture = add_picture(rooms.closed_reply, people.bela)
    assert pointing.find(picture.get_absolute_url()).id == picture.pk
    assert pointing.find(f"/pictures/{picture.token}/large.webp").kind == "picture"
    assert pointing.find(people.bela.get_absolute_url()).kind == "profile"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "somewhere on the cardiology board",
        "/p/987654321/",
        f"/p/{10**30}/",
        f"/t/{10**30}/#p1",
        "/t/987654321/any/#p1",
        "/pictures/00000000-0000-0000-0000-000000000000/",
        f"/members/{10**30}/",
        "https://elsewhere.example/p/1/",
        "http://[nonsense",
        "/about/rules/",
        "#p1",
    ],
)
def test_all_else_is_kept_for_a_manager_to_find(rooms, address):
    made = public_reporting.report(told("abuse", address=address))
    assert made.case is None
    assert not Case.objects.exists()


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.REMOVED, State.UNDONE])
def test_so_is_what_is_gone(rooms, state):
    Post.objects.filter(pk=rooms.open_reply.pk).update(state=state)
    assert told_of(rooms.open_reply).case is None


def test_a_thing_that_is_not_there_is_taken_as_any_other(rooms):
    made = public_reporting.report(told("abuse", kind="post", subject_id=10**30))
    assert (made.case, made.address) == (None, f"post {10**30}")
    assert public_reporting.report(told("abuse", kind="nonsense", subject_id=1)).case is None


# --- once, and not too often ---------------------------------------------------------------------


def test_the_same_form_twice_is_one_report(rooms):
    key = uuid.uuid4()
    first = told_of(rooms.open_post, key=key)
    assert told_of(rooms.open_post, key=key) == first
    assert Report.objects.count() == 1


@pytest.mark.parametrize("other", [{"browser": "another"}, {"kind": "post", "subject_id": 1}])
def test_a_key_alone_leads_to_no_report_of_someone_else(rooms, other):
    key = uuid.uuid4()
    first = public_reporting.report(told("abuse", key=key, address="here"))
    assert public_reporting.report(told("abuse", key=key, address="here", **other)) != first


def test_one_browser_is_slowed_and_its_neighbour_is_not(rooms):
    for n in range(6):
        public_reporting.report(told("abuse", address=f"place {n}"))
    with pytest.raises(TooFast):
        public_reporting.report(told("abuse", address="one more"))
    assert public_reporting.report(told("abuse", address="one more", browser="neighbour"))
    assert limits.PUBLIC_REPORTING.rate == "6/hour"


def test_all_together_send_no_more_than_can_be_read(rooms, monkeypatch):
    from community.lib.limits import Limit

    monkeypatch.setattr(public_reporting, "PUBLIC_REPORTING_BY_ALL", Limit("all", "2/hour", ""))
    for n in range(2):
        public_reporting.report(told("abuse", address="x", browser=f"b{n}"))
    with pytest.raises(TooFast):
        public_reporting.report(told("abuse", address="x", browser="b3"))


# --- the answer ----------------------------------------------------------------------------------


def test_who_left_an_address_is_written_to_without_a_word(rooms, send_mail):
    made = told_of(
        rooms.open_post, "abuse", words="He wrote pompous nonsense.", email="pat@example.com"
    )
    send_mail()
    (letter,) = mail.outbox
    assert letter.to == ["pat@example.com"]
    assert f"/report/state/{made.token}/" in letter.body
    for words in ("pompous", rooms.open_topic.title, "abuse", "Abuse", rooms.open.name):
        assert words not in letter.subject + letter.body


def test_the_address_lies_sealed(rooms):
    made = told_of(rooms.open_post, email="pat@example.com")
    made.refresh_from_db()
    assert b"pat" not in bytes(made.sealed_email)
    assert Fernet(settings.SEAL_KEYS[0]).decrypt(bytes(made.sealed_email)) == b"pat@example.com"


def test_without_an_address_nobody_is_written_to(rooms, send_mail):
    told_of(rooms.open_post)
    send_mail()
    assert not [letter for letter in mail.outbox if "report" in letter.subject]


def test_a_mailbox_is_not_flooded_from_here(rooms, send_mail):
    for n in range(8):
        public_reporting.report(
            told("abuse", address="x", browser=f"b{n}", email=f"Victim+{n % 3}@example.com")
        )
    send_mail()
    assert len(mail.outbox) == 6


def test_addresses_are_dropped_a_month_after_the_answer(rooms):
    kept, dropped = (told_of(rooms.open_post, email="pat@example.com") for _ in range(2))
    now = timezone.now()
    Report.objects.filter(pk=kept.pk).update(settled_at=now - timedelta(days=29))
    Report.objects.filter(pk=dropped.pk).update(settled_at=now - timedelta(days=31))
    assert answering.drop_addresses() == 1
    kept.refresh_from_db()
    dropped.refresh_from_db()
    assert kept.sealed_email
    assert dropped.sealed_email is None


def test_a_public_page_can_be_reported(people, rooms):
    Profile.objects.create(user=people.nina, page_for="public")
    made = public_reporting.report(told("identity", kind="profile", subject_id=people.nina.pk))
    assert made.case.subject_id == people.nina.pk
