"""What stands is screened again: by the detectors of today, once, from where it was stopped, and
gently with what others have read for long."""

import pytest
from django.db import transaction

from community import subjects
from community.audit.models import Entry
from community.members.models import Profile, User
from community.pipeline import outbox
from community.pipeline.models import OutboxEntry
from forums import posting
from forums.models import Picture, Post, State
from moderation import deciding, rescreening, screening
from moderation.detectors.finding import Action, Finding
from moderation.models import Case, Rescreening, Screening
from tests.forums.drawn import add_picture
from tests.forums.writing import NHS_NUMBER, draft
from tests.moderation.test_screening import write
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

# What the detectors of tomorrow mark, and what follows.
NEW = {"zebra": Action.FLAG, "lion": Action.HOLD, "tiger": Action.BLOCK}


@pytest.fixture
def better(monkeypatch):
    """Call it, and the detectors find more than they did."""
    before = screening.detectors.screen

    def screen(text, known):
        more = [
            Finding("abuse", at, at + len(word), 0.9, "New.", "beasts", 1, action)
            for word, action in NEW.items()
            if (at := text.find(word)) >= 0
        ]
        return before(text, known) + more

    def improve(name="better"):
        monkeypatch.setattr(screening.detectors, "screen", screen)
        for module in (screening, rescreening):
            monkeypatch.setattr(module, "screener", lambda bench=None: name)

    return improve


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(rescreening, "AT_ONCE", 2)


def say(post, source):
    """Post something, have it screened as detectors are now, and return it."""
    write(post, source)
    screening.screen_subject("post", post.pk)
    return post


def walk(**fields):
    """From where it is to the end."""
    pk = rescreening.start(**fields).pk
    while not (one := rescreening.go_on(pk)).finished_at:
        pass
    return one


def state_of(post):
    return Post.objects.values_list("state", flat=True).get(pk=post.pk)


def cases_of(post):
    return Case.objects.filter(subject_kind="post", subject_id=post.pk)


# --- What comes of it ----------------------------------------------------------------------------


def test_what_better_detectors_find_in_an_old_post_opens_a_case(rooms, better):
    old = say(rooms.open_reply, "Not my zebra, but good luck.")
    better()
    assert (walk().found, cases_of(old).count()) == (1, 1)
    finding = cases_of(old).get().findings.get()
    assert (finding.detector, finding.detector_version, finding.subject_version) == ("beasts", 1, 2)
    by = Screening.objects.filter(subject_kind="post", subject_id=old.pk)
    assert by.count() == 2
    assert by.filter(screener="better", action="flag").exists()


def test_what_others_have_read_for_long_is_flagged_and_not_held(rooms, better):
    old = say(rooms.open_reply, "Beware of the lion.")
    better()
    walk()
    assert state_of(old) == State.PUBLISHED
    case = cases_of(old).get()
    assert (case.severity, case.held_at) == (Case.Severity.MEDIUM, None)
    assert not OutboxEntry.objects.filter(event="subject.held").exists()


def test_a_direct_identifier_is_held(rooms, better):
    old = say(rooms.open_reply, "Beware of the tiger.")
    better()
    walk()
    assert state_of(old) == State.HELD
    case = cases_of(old).get()
    assert case.severity == Case.Severity.HIGH
    assert case.held_at


def test_a_number_that_was_never_screened_is_held_as_well(rooms):
    write(rooms.open_reply, f"His number is {NHS_NUMBER}.")
    walk()
    assert state_of(rooms.open_reply) == State.HELD


# --- What is decided stands ----------------------------------------------------------------------


@pytest.fixture
def dismissed(rooms, people, viewer_of, choice, better):
    """A post of which a moderator said that nothing is wrong with it."""
    better("yesterday's")
    post = say(rooms.open_reply, "A lion and, years later, one more of them.")
    decision = choice("dismiss", subject_version=post.version)
    deciding.decide(viewer_of(people.moira), cases_of(post).get().pk, 1, decision)
    return post


def test_what_a_moderator_dismissed_opens_no_case_again(dismissed, better):
    better()
    assert walk().found == 0
    assert cases_of(dismissed).count() == 1
    assert state_of(dismissed) == State.PUBLISHED


def test_only_what_is_new_in_it_does(dismissed, better, monkeypatch):
    better()
    monkeypatch.setitem(NEW, "years later", Action.FLAG)
    assert walk().found == 1
    case = cases_of(dismissed).get(state=Case.State.OPEN)
    words = [dismissed.source[f.start : f.end] for f in case.findings.all()]
    assert words == ["years later"]


def test_an_event_that_comes_twice_between_two_versions_holds_nothing_again(dismissed, better):
    better()
    assert screening.screen_subject("post", dismissed.pk) is None
    assert state_of(dismissed) == State.PUBLISHED


def test_words_that_were_changed_since_the_decision_are_new(dismissed, better):
    say(dismissed, "Once more: a lion.")
    assert cases_of(dismissed).filter(state=Case.State.OPEN).count() == 1


def test_an_open_case_that_says_it_already_is_left_alone(rooms, better):
    better("yesterday's")
    post = say(rooms.open_reply, "A zebra.")
    better()
    assert walk().found == 0
    assert cases_of(post).get().version == 1


# --- What is passed by ---------------------------------------------------------------------------


def test_nothing_is_screened_twice_by_the_same_detectors(rooms, monkeypatch):
    walk()
    judged = []
    monkeypatch.setattr(rescreening, "judge", lambda kind, pk: judged.append((kind, pk)))
    walk()
    assert judged == []


def test_what_is_no_longer_there_is_passed_by(rooms):
    Post.objects.filter(pk=rooms.open_reply.pk).update(state=State.WITHDRAWN, source="")
    walk()
    of_post = Screening.objects.filter(subject_kind="post")
    assert rooms.open_reply.pk not in of_post.values_list("subject_id", flat=True)


def test_a_redaction_is_no_reason_to_look_again(rooms):
    say(rooms.open_reply, "Good luck in Llandough.")
    Post.objects.filter(pk=rooms.open_reply.pk).update(version=3)
    walk(only_kind="post")
    versions = Screening.objects.filter(subject_id=rooms.open_reply.pk, subject_kind="post")
    assert versions.get().subject_version == 2


def test_what_was_written_this_moment_is_held_by_its_own_screening(
    rooms, people, viewer_of, run_outbox
):
    """The walk comes first, and must not take its place: it would only flag it."""
    words = "I will find you and kill you."
    post = posting.reply(viewer_of(people.anna), rooms.open_topic, draft(words))
    walk()
    assert not cases_of(post).exists()
    run_outbox()
    assert state_of(post) == State.HELD


# --- The walk ------------------------------------------------------------------------------------


def test_every_kind_is_walked_and_one_alone_if_asked(rooms, people):
    Profile.objects.create(user=people.bela, about="I cycle.")
    picture = add_picture(rooms.closed_post, people.anna)
    waiting = add_picture(rooms.closed_post, people.anna, state=Picture.State.WAITING)
    walk(only_kind="picture")
    found = Screening.objects.values_list("subject_kind", "subject_id")
    assert list(found) == [("picture", picture.pk)]
    done = walk()
    assert set(found.values_list("subject_kind", flat=True)) == {"picture", "post", "profile"}
    assert done.looked_at == 1 + Post.objects.count() + User.objects.exclude(grade="").count()
    assert ("picture", waiting.pk) not in found


def test_it_goes_on_where_it_was_killed(rooms, better, few_at_once, monkeypatch):
    """Killed in the middle of its second step: the first is kept, of the second nothing is."""
    for n in range(3):
        add_post(rooms.open_topic, rooms.open_reply.author, f"Zebra or zebra, number {n}.")
    better()
    first = rescreening.go_on(rescreening.start("post").pk)
    assert first.looked_at == 2
    entered = []

    def enter(judged, *, again):
        if entered:
            raise SystemExit
        entered.append(judged.written.id)
        return screening.enter(judged, again=again)

    with monkeypatch.context() as patch, pytest.raises(SystemExit), transaction.atomic():
        patch.setattr(rescreening, "enter", enter)
        rescreening.go_on(first.pk)
    assert not Screening.objects.filter(subject_id=entered[0]).exists()
    assert Rescreening.objects.get().last_id == first.last_id
    done = walk(only_kind="post")
    assert done.pk == first.pk
    assert (done.looked_at, done.found) == (7, Case.objects.count())
    assert Screening.objects.count() == 7


def test_one_walk_at_a_time(rooms):
    one = rescreening.start()
    assert rescreening.start() == one
    with pytest.raises(rescreening.Busy) as busy:
        rescreening.start("post")
    assert busy.value.walk == one
    walk()
    assert rescreening.start("post") != one
    assert Entry.objects.filter(verb="rescreening.started").count() == 2
    assert Entry.objects.filter(verb="rescreening.finished").count() == 1


def test_there_is_no_walk_over_what_there_is_not(db):
    with pytest.raises(KeyError):
        rescreening.start("letters")
    assert not Rescreening.objects.exists()


def test_with_other_detectors_it_begins_anew(rooms, better, few_at_once):
    first = rescreening.go_on(rescreening.start("post").pk)
    better()
    done = walk(only_kind="post")
    assert (done.pk, done.screener) == (first.pk, "better")
    by = Screening.objects.filter(screener="better").values_list("subject_id", flat=True)
    assert set(by) == set(Post.objects.values_list("pk", flat=True))


def test_a_worker_takes_step_after_step(rooms, few_at_once, run_outbox):
    one = rescreening.start("post")
    rescreening.send(one)
    rescreening.send(one)  # twice is as good as once
    assert OutboxEntry.objects.count() == 1
    assert run_outbox() == 3  # two and two posts, and none left
    one.refresh_from_db()
    assert one.finished_at
    assert one.looked_at == 4


def test_a_step_that_fails_is_taken_again(rooms, run_outbox, monkeypatch):
    rescreening.send(rescreening.start("post"))
    entry = OutboxEntry.objects.get()

    def fail(kind, pk):
        raise ZeroDivisionError

    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(rescreening, "judge", fail)
        outbox.run(entry.pk)
    assert Rescreening.objects.get().last_id == 0
    OutboxEntry.objects.update(due_at=entry.due_at)
    run_outbox()
    assert Rescreening.objects.get().finished_at


def test_who_screened_is_named_by_its_detectors(monkeypatch):
    before = screening.screener()
    assert len(before) == 12
    monkeypatch.setattr(screening, "SIGHT_VERSION", 999)
    assert screening.screener() != before


def test_a_kind_is_walked_in_the_order_of_its_ids(rooms):
    handler = subjects.of("post")
    ids = sorted(Post.objects.values_list("pk", flat=True))
    assert handler.ids_after(0, 2) == ids[:2]
    assert handler.ids_after(ids[1], 10) == ids[2:]
