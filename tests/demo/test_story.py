"""The demo, loaded once: consistent with itself, and under the budget of the detectors."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Max, Min
from django.utils import timezone

from community.lib.rendering import render
from community.members.models import Specialty, Standing, User
from community.members.roles import Role
from community.members.specialties import listed
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from forums import recounting
from forums.access import (
    joined_groups,
    visible_boards,
    visible_bookmarks,
    visible_drafts,
    visible_topics,
)
from forums.answering import champions_of, unanswered
from forums.demo.grouping import CIRCLES
from forums.demo.loading import load
from forums.demo.people import EVERYONE, UNCLAIMED
from forums.demo.settling import ADVERTS, OFFER, SELLER
from forums.kinds import kind_of
from forums.listing import board_rows
from forums.mentioning import mentioned
from forums.models import (
    Board,
    Invitation,
    Level,
    Mark,
    Post,
    Question,
    Reading,
    Revision,
    State,
    Topic,
)
from forums.quoting import quoted_posts
from moderation import detectors
from moderation.models import Appeal, Case, Decision, Notice, Screening, SealedOriginal
from moderation.transparency import publishing
from moderation.transparency.rules_of_the_house import CHANGES
from verification.matching import Outcome, match
from verification.models import Claim, RegisterEntry
from verification.rechecking import recheck

pytestmark = pytest.mark.django_db

PERSONS = {person.email: person for person in EVERYONE}


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        load()
        yield
        transaction.set_rollback(True)


def awkward():
    """What somebody found fault with, or may yet."""
    cases = Case.objects.exclude(decisions__action=Decision.Action.DISMISS)
    return set(cases.values_list("subject_id", flat=True))


def test_there_is_enough_to_read_and_it_spans_months():
    assert Topic.objects.count() >= 60
    assert Post.objects.count() >= 350
    span = Post.objects.aggregate(first=Min("created_at"), last=Max("created_at"))
    assert timezone.now() - span["first"] > timedelta(days=140)
    assert span["last"] <= timezone.now()


def test_eight_specialties_have_a_closed_and_an_open_room_each():
    rooms = defaultdict(set)
    for board in Board.objects.exclude(specialty=None):
        rooms[board.specialty_id].add(board.audience)
    both = [audiences for audiences in rooms.values() if audiences == {"doctors", "public"}]
    assert len(both) == 8
    assert Specialty.objects.exclude(parent=None).exists()
    assert not [board for board in Board.objects.all() if not board.topics.exists()]


def test_every_author_could_write_there_at_that_time():
    granted = {user.pk: PERSONS[user.email] for user in User.objects.all()}
    for post in Post.objects.select_related("topic__board", "author"):
        assert post.created_at >= post.author.date_joined, post
        if post.topic.board.is_closed:
            person = granted[post.author_id]
            age = (timezone.now() - post.created_at).days
            if person.standing == Role.COMMUNITY_MANAGER:
                continue
            assert person.standing == Standing.Kind.DOCTOR, post
            assert (person.lapsed or 0) <= age <= person.verified, (person.key, post.topic)


def test_what_topics_tell_of_their_posts_is_true():
    for topic in Topic.objects.prefetch_related("posts", "traces"):
        posts = sorted(topic.posts.all(), key=lambda post: post.number)
        published = [post for post in posts if post.state == State.PUBLISHED]
        numbers = [one.number for one in (*posts, *topic.traces.all())]
        assert sorted(numbers) == list(range(1, topic.last_number + 1))
        assert topic.created_at == posts[0].created_at
        if not published:
            assert topic.author.email == f"{SELLER}@demo.test"
            continue
        assert topic.bump_id == max(post.pk for post in published)
        assert topic.bump_number == max(post.number for post in published)
        assert topic.reply_count == sum(post.number > 1 for post in published)


def test_ids_follow_time_so_that_lists_do():
    published = Post.objects.exclude(state=State.REMOVED)
    times = list(published.order_by("pk").values_list("created_at", flat=True))
    assert times == sorted(times)


def test_every_version_was_screened_once():
    screened = Counter(Screening.objects.values_list("subject_id", "subject_version"))
    for post in Post.objects.exclude(pk__in=awkward()):
        for version in range(1, post.version + 1):
            assert screened[post.pk, version] == 1


def test_under_two_flags_in_a_hundred_ordinary_posts():
    ordinary = Post.objects.exclude(pk__in=awkward()).select_related("topic__board")
    flagged = [post.source for post in ordinary if _flagged(post)]
    assert len(flagged) < 0.02 * len(ordinary), flagged


def _flagged(post):
    audience = "closed" if post.topic.board.is_closed else "open"
    texts = [post.source, render(post.source).text]
    if post.number == 1:
        texts.append(post.topic.title)
    findings = [
        finding for text in texts for finding in detectors.screen(text, detectors.Known(audience))
    ]
    return detectors.verdict(findings).action >= detectors.Action.FLAG


def test_the_queue_holds_what_the_detectors_stopped_at():
    cases = Case.objects.filter(state=Case.State.OPEN)
    assert 3 <= cases.count() <= 5
    assert {"offensive", "identifying"} <= {case.family for case in cases}
    assert all(case.findings.exists() for case in cases)
    held = Post.objects.filter(pk__in=[case.subject_id for case in cases], state=State.HELD)
    assert held.exists()


def test_one_case_is_decided_and_its_words_are_gone_but_sealed():
    decision = Decision.objects.get(action=Decision.Action.REDACT)
    assert decision.moderator.email == "moira@demo.test"
    post = Post.objects.get(pk=decision.case.subject_id)
    assert post.author.email == "eve@demo.test"
    for text in [post.source, post.html, post.text, *post.revisions.values_list("source")]:
        assert "Crispin" not in str(text)
    assert SealedOriginal.objects.filter(decision=decision).exists()
    assert decision.at < timezone.now() - timedelta(days=10)


def test_its_author_is_suspended_for_it_and_has_appealed():
    decision = Decision.objects.get(action=Decision.Action.REDACT)
    sanction = decision.sanctions.get()
    eve = User.objects.get(email="eve@demo.test")
    assert eve.suspended_until == sanction.ends_at > timezone.now()
    appeal = Appeal.objects.get(decision=decision)
    assert appeal.outcome == ""
    assert appeal.due_at > timezone.now()


def test_members_reported_some_of_the_queue_and_the_law_desk_has_a_notice():
    reported = Case.objects.filter(reports__isnull=False, state=Case.State.OPEN).distinct()
    assert all("member" in case.sources for case in reported)
    assert len(reported) >= 2
    notice = Notice.objects.get()
    assert notice.case.family == "legal"
    assert notice.due_at > timezone.now()


def test_a_month_was_settled_and_its_figures_are_public():
    settled = Case.objects.filter(state=Case.State.DECIDED, decided_at__lt=timezone.now())
    assert settled.count() >= 40
    (month,), _ = publishing.months(None)
    assert month.first_day == publishing.last_due()
    assert month.decided >= 40
    assert month.share == "at least 93%"
    shown = {line.title: [row for row in line.rows if row[1]] for line in month.lines}
    assert len(shown["New cases, by what they were about"]) >= 2
    assert ("Nothing wrong", settled.count() - len(ADVERTS) - 1) in shown["What was decided"]


def test_whoever_decided_had_no_part_in_it():
    for decision in Decision.objects.select_related("case"):
        topic = Post.objects.get(pk=decision.case.subject_id).topic
        assert not topic.posts.filter(author=decision.moderator_id).exists()
        assert decision.at > decision.case.opened_at


def test_adverts_are_gone_from_every_list():
    adverts = Post.objects.filter(topic__author__email=f"{SELLER}@demo.test", number=1)
    gone = [post.topic_id for post in adverts if post.state == State.REMOVED]
    assert len(gone) == len(ADVERTS)
    assert not visible_topics(viewer("stu")).filter(pk__in=gone).exists()
    assert not Post.objects.filter(source=OFFER).exists()


def test_new_rules_are_told_of():
    before = User.objects.filter(date_joined__date__lt=CHANGES[0].since).exists()
    waiting = OutboxEntry.objects.filter(event="rules.changed", done_at=None)
    assert waiting.count() == before


def test_some_posts_were_edited_and_say_what_they_said():
    assert Revision.objects.filter(version=1).count() >= 4
    for revision in Revision.objects.filter(post__version=2).select_related("post"):
        assert revision.source != revision.post.source
        assert revision.written_at == revision.post.created_at


def test_some_topics_are_pinned_and_one_is_locked():
    assert Topic.objects.filter(is_pinned=True).count() >= 2
    assert Topic.objects.filter(is_locked=True).exists()


def test_the_desk_has_one_of_each_to_decide():
    waiting = Claim.objects.filter(state=Claim.State.WAITING)
    outcomes = {claim.user.email: claim.outcome for claim in waiting}
    assert outcomes == {
        "cara@demo.test": "clear",
        "owen@demo.test": "wrong_name",
        "tess@demo.test": "problem",
        "leo@demo.test": "not_found",
    }


def test_verified_doctors_have_a_claim_a_decision_and_an_entry():
    for standing in Standing.objects.filter(kind="doctor", closed_at=None):
        claim = Claim.objects.get(user=standing.user, state=Claim.State.APPROVED)
        assert claim.decisions.get().verifier.email == "vera@demo.test"
        assert RegisterEntry.objects.filter(number=claim.number).exists()
        assert abs(claim.decided_at - standing.starts_at) < timedelta(minutes=1)


def test_dans_verification_has_ended():
    dan = User.objects.get(email="dan@demo.test")
    assert Claim.objects.get(user=dan).state == Claim.State.ENDED
    assert not viewer_for(dan).is_doctor


def test_a_student_reads_the_open_rooms_and_no_others():
    boards = visible_boards(viewer_for(User.objects.get(email="stu@demo.test")))
    assert {board.audience for board in boards} == {"public"}
    anna = viewer_for(User.objects.get(email="anna@demo.test"))
    assert visible_topics(anna).count() > 60


def test_there_is_a_doctor_on_the_register_for_a_newcomer_to_claim():
    number, given, surname = UNCLAIMED
    assert match("gmc", number, surname, given) == Outcome.CLEAR
    assert number not in {claim.number for claim in Claim.objects.all()}


def test_one_night_later_the_register_still_agrees():
    assert set(recheck()) == {"seen"}


def viewer(name):
    return viewer_for(User.objects.get(email=f"{name}@demo.test"))


def test_a_recount_finds_nothing_wrong():
    assert list(recounting.look()) == []


def test_all_specialties_are_there():
    assert Specialty.objects.count() == len(listed())


def test_there_is_a_board_off_duty_and_some_on_the_way_through_a_career():
    kinds = {
        board.slug: (board.kind, board.section, board.audience) for board in Board.objects.all()
    }
    assert kinds["the-mess"] == ("off_duty", "off_duty", "doctors")
    for slug in ("careers", "exams", "becoming-a-doctor"):
        assert kinds[slug][1:] == ("career", "public")
    assert kinds["using-this-site"][1] == "site"
    assert Board.objects.filter(slow_seconds__gt=0).exists()


def test_marks_stand_on_others_posts_where_posts_are_marked():
    marks = list(Mark.objects.select_related("post__topic__board", "user"))
    assert len(marks) > 150
    for mark in marks:
        assert mark.user_id != mark.post.author_id
        assert mark.kind in kind_of(mark.post.topic.board).marks
        assert mark.created_at >= mark.post.created_at
        assert mark.post.topic in visible_topics(viewer_for(mark.user))
    assert {mark.kind for mark in marks} == set(Mark.Kind.values)


def test_answers_were_accepted_and_some_questions_wait():
    accepted = Question.objects.exclude(accepted=None).select_related("accepted__topic")
    assert len(accepted) >= 25
    for question in accepted:
        assert question.accepted.topic_id == question.topic_id
        assert question.accepted.author_id != question.accepted.topic.author_id
    cardiology = Specialty.objects.get(slug="cardiology")
    assert unanswered(viewer("anna"), cardiology, None).rows
    assert [user.name for user in champions_of(cardiology)] == ["Anna Sharma"]


def test_some_posts_quote_with_a_link_and_some_name_a_colleague():
    quoting = [post for post in Post.objects.all() if quoted_posts(post.html)]
    assert len(quoting) >= 4
    for post in quoting:
        (quoted,) = quoted_posts(post.html)
        assert Post.objects.get(pk=quoted).topic_id == post.topic_id
    named = {pk for post in Post.objects.all() for pk in mentioned(post.html)}
    assert User.objects.get(email="anna@demo.test").pk in named
    assert not Post.objects.filter(source__regex=r"@\{|^> \{").exists()


def test_some_is_new_to_a_member_and_most_is_not():
    for name in ("anna", "bela", "nina", "stu"):
        rows = board_rows(viewer(name))
        new = sum(int(row.new or 0) for row in rows)
        assert 1 <= new <= 25, (name, new)
    assert not Reading.objects.filter(last_number__gt=F("topic__last_number")).exists()
    own = Reading.objects.filter(user__email="bela@demo.test", topic__author=F("user"))
    assert {reading.level for reading in own} == {Level.WATCH}


def test_anna_has_kept_something_and_begun_something():
    assert visible_bookmarks(viewer("anna")).filter(remind_at__gt=timezone.now()).exists()
    assert visible_drafts(viewer("anna")).count() == 1


def test_groups_are_read_by_their_members_and_nobody_else():
    for circle in CIRCLES.values():
        readers = {
            user.email
            for user in User.objects.all()
            if joined_groups(viewer_for(user)).filter(slug=circle.slug).exists()
        }
        assert readers == {f"{name}@demo.test" for name in circle.members}
    assert not joined_groups(viewer("moira")).exists()
    assert visible_boards(viewer("moira")).filter(audience="group").count() == len(CIRCLES)


def test_two_are_invited_and_their_mail_waits_for_a_worker():
    assert Invitation.objects.filter(closed_at=None).count() == 2
    assert OutboxEntry.objects.filter(event="invitation.made", done_at=None).count() == 2
