"""An author who is asked for an edit can make it, and then a person looks again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.editing import Beside, Page, edit_profile
from community.members.models import Profile
from forums import posting, rules, withdrawing
from forums.limits import EDIT_WINDOW
from forums.models import Post, State, Topic
from moderation import asking, deciding
from moderation.limits import DUE_WITHIN, EDIT_WITHIN
from moderation.models import Case
from tests.forums.writing import draft
from tests.moderation.conftest import INSULT

pytestmark = pytest.mark.django_db
WAITING, OPEN = Case.State.WAITING, Case.State.OPEN


@pytest.fixture
def asked(viewer_of, people, insult, open_case, choice):
    """asked() is the case in which Moira has asked Bela to change his post, of last month."""

    def make(*, held: bool = False, **fields) -> Case:
        case = open_case(insult, INSULT, held=held)
        deciding.decide(viewer_of(people.moira), case.pk, 1, choice("edit", **fields))
        ago = timezone.now() - timedelta(days=30)
        Post.objects.filter(pk=insult.pk).update(created_at=ago)
        return Case.objects.get()

    return make


def edit(viewer, post, words="He is mistaken, I think."):
    post = Post.objects.select_related("topic__board").get(pk=post.pk)
    return posting.edit(viewer, post, draft(words), post.version)


def test_long_after_the_time_to_edit_is_over(viewer_of, people, insult, asked):
    asked()
    edit(viewer_of(people.bela), insult)
    assert Post.objects.get(pk=insult.pk).source == "He is mistaken, I think."


@pytest.mark.parametrize("more", [{"held": True}, {"measure": "lock"}])
def test_also_what_is_held_or_in_a_topic_that_was_locked_with_it(
    client_for, people, insult, asked, more
):
    asked(**more)
    assert client_for(people.bela).get(reverse("edit", args=[insult.pk])).status_code == 200


def test_also_what_a_moderator_had_hidden(viewer_of, people, insult, asked):
    asked()
    Post.objects.filter(pk=insult.pk).update(state=State.HIDDEN)
    edit(viewer_of(people.bela), insult)
    assert Post.objects.get(pk=insult.pk).state == State.HIDDEN


def test_nobody_else_and_nothing_else(viewer_of, people, rooms, insult, asked):
    asked()
    Post.objects.update(created_at=timezone.now() - EDIT_WINDOW - timedelta(minutes=1))
    post = Post.objects.select_related("topic__board").get(pk=insult.pk)
    assert rules.may_edit(viewer_of(people.bela), post)
    assert not rules.may_edit(viewer_of(people.anna), post)
    other = Post.objects.select_related("topic__board").get(pk=rooms.open_post.pk)
    assert other.author == people.bela
    assert not rules.may_edit(viewer_of(people.bela), other)


def test_nor_when_it_is_no_longer_waited_for(viewer_of, people, insult, asked):
    asked()
    Case.objects.update(state=OPEN)
    post = Post.objects.select_related("topic__board").get(pk=insult.pk)
    assert not rules.may_edit(viewer_of(people.bela), post)


def test_who_is_suspended_meanwhile_cannot(viewer_of, people, insult, asked):
    asked()
    people.bela.suspended_until = timezone.now() + timedelta(days=1)
    people.bela.save()
    post = Post.objects.select_related("topic__board").get(pk=insult.pk)
    assert "suspended" in rules.may_edit(viewer_of(people.bela), post).reason


def test_a_person_looks_again_also_when_no_program_finds_anything(
    viewer_of, people, insult, asked, run_outbox
):
    case = asked(held=True)
    edit(viewer_of(people.bela), insult)
    run_outbox()
    now = Case.objects.get()
    assert (now.pk, now.state, now.version) == (case.pk, OPEN, case.version + 1)
    soon = timezone.now() + DUE_WITHIN[case.family]
    assert abs((now.due_at - soon).total_seconds()) < 60
    assert Post.objects.get(pk=insult.pk).state == State.HELD, "a person lets it go"


def test_and_when_one_does_there_is_still_one_case(viewer_of, people, insult, asked, run_outbox):
    asked()
    edit(viewer_of(people.bela), insult, "You are a fucking idiot, kill yourself.")
    run_outbox()
    case = Case.objects.get()
    assert case.state == OPEN
    assert case.findings.exists()


def test_an_edit_from_before_it_was_asked_for_is_no_answer(
    viewer_of, people, insult, open_case, choice, run_outbox
):
    edit(viewer_of(people.bela), insult)
    case = open_case(Post.objects.get(pk=insult.pk))
    deciding.decide(viewer_of(people.moira), case.pk, 1, choice("edit", subject_version=2))
    run_outbox()
    assert Case.objects.get().state == WAITING


def test_what_is_withdrawn_instead_is_looked_at_too(viewer_of, people, insult, asked, run_outbox):
    asked()
    withdrawing.withdraw(viewer_of(people.bela), Post.objects.get(pk=insult.pk))
    run_outbox()
    assert Case.objects.get().state == OPEN


def test_a_page_about_oneself_is_asked_about_likewise(viewer_of, people, choice, run_outbox):
    bela = people.bela
    said = {"page_for": "members", "about": "I know everything.", "about_for": "members"}
    beside = Beside(bela.name, bela.specialty, bela.grade)
    edit_profile(viewer_of(bela), beside, Page(**said))
    case = Case.objects.create(
        subject_kind="profile",
        subject_id=bela.pk,
        author=bela,
        place="Members’ pages",
        severity=1,
        family="conduct",
        due_at=timezone.now(),
    )
    version = Profile.objects.get(pk=bela.pk).version
    deciding.decide(viewer_of(people.moira), case.pk, 1, choice("edit", subject_version=version))
    run_outbox()
    assert Case.objects.get().state == WAITING
    said["about"] = "I know a little."
    edit_profile(viewer_of(bela), beside, Page(**said))
    run_outbox()
    assert Case.objects.get().state == OPEN


def test_what_is_not_done_in_time_comes_back(asked):
    asked()
    assert asking.reopen_unanswered() == 0
    Case.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert asking.reopen_unanswered() == 1
    case = Case.objects.get()
    assert case.state == OPEN
    assert case.due_at > timezone.now()
    assert asking.reopen_unanswered() == 0


def test_the_letter_leads_to_the_edit(client_for, people, insult, asked, minute_over):
    asked()
    minute_over()
    told = people.bela.notifications.get()
    until = timezone.localtime(timezone.now() + EDIT_WITHIN)
    assert told.text.startswith("A moderator asks you to change your post, by ")
    assert str(until.day) in told.text
    page = client_for(people.bela).get(told.url).text
    assert "Please change your post" in page
    assert f'href="{reverse("edit", args=[insult.pk])}"' in page
    assert INSULT in page


def test_after_the_edit_the_letter_says_that_it_is_with_the_moderators(
    client_for, viewer_of, people, insult, asked, run_outbox
):
    case = asked()
    edit(viewer_of(people.bela), insult)
    run_outbox()
    page = client_for(people.bela).get(case.decisions.get().get_absolute_url()).text
    assert "It is with the moderators again." in page


def test_a_topic_of_one_s_old_posts_costs_one_question_more(
    viewer_of, people, insult, asked, django_assert_num_queries
):
    asked()
    viewer = viewer_of(people.bela)
    posts = list(Post.objects.select_related("topic__board").filter(author=people.bela))
    Topic.objects.update(is_locked=True)
    rules.may_edit(viewer, posts[0])
    with django_assert_num_queries(0):
        for post in posts:
            post.topic.is_locked = True
            rules.may_edit(viewer, post)
