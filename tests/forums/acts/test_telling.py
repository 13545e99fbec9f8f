from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.events import UNDO
from community.inbox.models import Notification
from community.members.models import Standing, User
from community.pipeline import outbox
from community.pipeline.models import OutboxEntry
from community.subjects import of
from forums import mentioning, posting, telling, withdrawing
from forums.limits import TOLD_AT_ONCE
from forums.models import BoardReading, Ignore, Post, Reading, State, Topic
from moderation.models import Screening
from moderation.screening import screen_subject
from tests.forums.acts.test_once import HANDS, at_once
from tests.forums.writing import draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]

REPLIES, OWN_TOPIC = "New replies in a topic you watch", "New replies in your topic"


@pytest.fixture
def later(run_outbox):
    """later() is when the author's minute is over: all work that was put by for it is done."""

    def pass_minute():
        ago = timezone.now() - UNDO - timedelta(seconds=1)
        Post.objects.filter(created_at__gt=ago).update(created_at=ago)
        for _ in range(3):
            OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())
            run_outbox()

    return pass_minute


@pytest.fixture
def replies(rooms, viewer_of):
    """replies(user, words) in the closed topic, which Anna began; or elsewhere."""

    def reply(user, words="I agree.", topic=None):
        return posting.reply(viewer_of(user), topic or rooms.closed_topic, draft(words))

    return reply


def at(user):
    return mentioning.link_to(user.pk, user.name)


def told(user):
    return list(user.notifications.order_by("pk").values_list("text", flat=True))


def watch(user, topic, level="watch"):
    Reading.objects.update_or_create(user=user, topic=topic, defaults={"level": level})


# --- When ----------------------------------------------------------------------------------------


def test_nothing_leaves_before_the_minute_is_over(rooms, people, replies, run_outbox):
    watch(people.moira, rooms.closed_topic)
    replies(people.bela, f"{at(people.anna)}, have a look.")
    run_outbox()
    assert not Notification.objects.exists()


def test_then_whom_it_mentions_is_told(rooms, people, replies, later):
    post = replies(people.bela, f"{at(people.anna)}, have a look.")
    later()
    (note,) = people.anna.notifications.all()
    assert note.text == "Bela Kovács mentioned you"
    assert (note.url, note.subject_id) == (post.get_absolute_url(), post.pk)


def test_what_was_taken_back_in_time_is_told_to_no_one(people, replies, later, viewer_of):
    post = replies(people.bela, f"{at(people.anna)}, have a look.")
    withdrawing.undo(viewer_of(people.bela), post)
    later()
    assert not Notification.objects.exists()


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.REMOVED, State.WITHDRAWN])
def test_neither_is_what_no_one_may_read(people, replies, later, state):
    post = replies(people.bela, f"{at(people.anna)}, have a look.")
    Post.objects.filter(pk=post.pk).update(state=state)
    later()
    assert not Notification.objects.exists()


def test_nor_a_reply_in_a_topic_that_is_held(rooms, people, replies, later):
    replies(people.bela, f"{at(people.anna)}, have a look.")
    Topic.objects.filter(pk=rooms.closed_topic.pk).update(state=State.HELD)
    later()
    assert not Notification.objects.exists()


def test_what_is_restored_is_told_then(people, replies, later):
    post = replies(people.bela, f"{at(people.anna)}, have a look.")
    of("post").hold(post.pk)
    later()
    assert not Notification.objects.exists()
    of("post").restore(post.pk)
    later()
    assert told(people.anna) == ["Bela Kovács mentioned you"]


def test_what_is_restored_within_the_minute_still_waits_for_its_end(people, replies, run_outbox):
    post = replies(people.bela, f"{at(people.anna)}, have a look.")
    of("post").hold(post.pk)
    of("post").restore(post.pk)
    run_outbox()
    assert not Notification.objects.exists()


def test_what_is_not_yet_screened_comes_back_until_it_is(people, replies, later):
    post = replies(people.bela, f"{at(people.anna)}, have a look.")
    screening = OutboxEntry.objects.get(handler="moderation.tasks.screen_subject")
    OutboxEntry.objects.filter(pk=screening.pk).update(done_at=timezone.now())
    later()
    assert not Notification.objects.exists()
    waiting = OutboxEntry.objects.filter(event="post.unscreened", done_at=None)
    assert waiting.count() == 1
    OutboxEntry.objects.filter(pk=screening.pk).update(done_at=None)
    outbox.run(screening.pk)
    later()
    assert told(people.anna) == ["Bela Kovács mentioned you"]
    assert Screening.objects.get().subject_id == post.pk


def test_after_a_day_it_is_waited_for_no_longer(people, replies):
    post = replies(people.bela, f"{at(people.anna)}, have a look.")
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - timedelta(days=2))
    telling.tell_of_post("post", post.pk)
    assert not OutboxEntry.objects.filter(event="post.unscreened").exists()
    assert not Notification.objects.exists()


def test_an_edit_that_was_not_screened_is_not_told_on_the_strength_of_what_was_before(
    people, replies, later, viewer_of
):
    post = replies(people.bela, "Nothing yet.")
    later()
    Notification.objects.all().delete()
    posting.edit(viewer_of(people.bela), post, draft(f"{at(people.moira)}, look."), 1)
    screening = OutboxEntry.objects.filter(done_at=None, handler="moderation.tasks.screen_subject")
    screening.update(done_at=timezone.now())
    later()
    assert not Notification.objects.exists()


def test_words_that_were_redacted_meanwhile_keep_no_one_from_being_told(people, replies, later):
    post = replies(people.bela, f"{at(people.anna)}, ask Featherstone.")
    screen_subject("post", post.pk)
    start = post.source.index("Featherstone")
    of("post").redact(post.pk, 1, {"body": [(start, start + 12)]})
    later()
    assert told(people.anna) == ["Bela Kovács mentioned you"]


def test_an_edit_tells_those_it_newly_mentions_and_no_one_twice(
    rooms, people, replies, later, viewer_of
):
    watch(people.moira, rooms.closed_topic)
    post = replies(people.bela, f"{at(people.anna)}, have a look.")
    later()
    Notification.objects.update(read_at=timezone.now())
    words = f"{at(people.anna)} and {at(people.moira)}, have a look."
    posting.edit(viewer_of(people.bela), post, draft(words), 1)
    later()
    assert told(people.anna) == ["Bela Kovács mentioned you"]
    assert told(people.moira) == [REPLIES, "Bela Kovács mentioned you"]


def test_telling_twice_tells_once(rooms, people, replies, later):
    watch(people.moira, rooms.closed_topic)
    post = replies(people.bela, f"{at(people.anna)}, have a look.")
    later()
    for _ in range(2):
        telling.tell_of_post("post", post.pk)
        telling.tell_watchers(post.pk, 0)
    assert told(people.anna) == ["Bela Kovács mentioned you"]
    assert told(people.moira) == [REPLIES]
    assert OutboxEntry.objects.filter(event="notification.created").count() == 2


# --- Who, and for what reason --------------------------------------------------------------------


def test_whose_topic_it_is_is_told_of_a_reply(people, replies, later):
    replies(people.bela)
    later()
    assert told(people.anna) == [OWN_TOPIC]
    assert told(people.bela) == []


def test_who_watches_is_told_and_who_only_follows_is_not(rooms, people, replies, later):
    watch(people.moira, rooms.closed_topic)
    watch(people.vera, rooms.open_topic, "track")
    replies(people.anna)
    replies(people.nina, topic=rooms.open_topic)
    later()
    assert told(people.moira) == [REPLIES]
    assert told(people.vera) == []


def test_a_new_topic_is_told_to_who_watches_the_board(rooms, people, later, viewer_of):
    for user in (people.bela, people.anna, people.nina):
        BoardReading.objects.create(user=user, board=rooms.closed, level="watch")
    post = posting.start_topic(viewer_of(people.anna), rooms.closed, draft("What now?", title="A"))
    later()
    (note,) = people.bela.notifications.all()
    assert (note.text, note.url) == ("A new topic on a board you watch", post.get_absolute_url())
    assert told(people.anna) == []
    assert told(people.nina) == []  # who may not read this board


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("{at}, look.\n\n> [Anna Sharma wrote]({url}):\n>\n> Who needs it?", "mentioned you"),
        ("> [Anna Sharma wrote]({url}):\n>\n> Who needs it?\n\nI do.", "quoted you"),
    ],
)
def test_only_the_strongest_reason_is_given(rooms, people, replies, later, words, reason):
    watch(people.anna, rooms.closed_topic)
    url = rooms.closed_post.get_absolute_url()
    replies(people.bela, words.format(at=at(people.anna), url=url))
    later()
    assert told(people.anna) == [f"Bela Kovács {reason}"]


def test_a_mention_inside_a_quotation_is_none(rooms, people, replies, later):
    said = f"> [Bela Kovács wrote](/p/{rooms.closed_reply.pk}/):\n>\n> {at(people.moira)}, look."
    replies(people.anna, f"{said}\n\nYes.")
    later()
    assert told(people.moira) == []
    assert told(people.bela) == ["Anna Sharma quoted you"]


def test_quoting_a_post_of_another_board_tells_no_one(rooms, people, replies, later):
    words = f"> [Bela Kovács wrote](/p/{rooms.open_post.pk}/):\n>\n> Words.\n\nYes."
    replies(people.anna, words)
    later()
    assert told(people.bela) == []


def test_nobody_is_told_of_their_own_post(people, replies, later):
    replies(people.anna, f"{at(people.anna)} speaking to myself.")
    later()
    assert not Notification.objects.exists()


def leaves(people, rooms):
    people.bela.standings.update(closed_at=timezone.now())


def is_suspended(people, rooms):
    User.objects.filter(pk=people.bela.pk).update(
        suspended_until=timezone.now() + timedelta(days=1)
    )


def ignores(people, rooms):
    Ignore.objects.create(user=people.bela, ignored=people.anna)


def mutes_topic(people, rooms):
    watch(people.bela, rooms.closed_topic, "mute")


def mutes_board(people, rooms):
    BoardReading.objects.create(user=people.bela, board=rooms.closed, level="mute")


@pytest.mark.parametrize("turns", [leaves, is_suspended, ignores, mutes_topic, mutes_board])
def test_whom_it_may_not_reach_is_not_told_for_any_reason(rooms, people, replies, later, turns):
    watch(people.bela, rooms.closed_topic)
    url = rooms.closed_reply.get_absolute_url()
    mention = replies(people.anna, f"{at(people.bela)}, look.")
    quote = replies(people.anna, f"> [Bela Kovács wrote]({url}):\n>\n> Repeat it.\n\nWhy?")
    turns(people, rooms)
    later()
    assert (mention.state, quote.state) == (State.PUBLISHED, State.PUBLISHED)
    assert told(people.bela) == []


def test_what_is_told_holds_no_title_and_no_word(rooms, people, replies, later):
    watch(people.moira, rooms.closed_topic)
    replies(people.bela, f"{at(people.anna)}, mind the Featherstonehaughs.")
    later()
    stored = str(list(Notification.objects.values()) + list(OutboxEntry.objects.values()))
    assert "Featherstone" not in stored
    assert rooms.closed_topic.title not in stored


# --- Many ----------------------------------------------------------------------------------------

CROWD = 1_200


@pytest.fixture
def crowd(rooms, people):
    """Twelve hundred doctors who watch the closed topic."""
    users = User.objects.bulk_create(
        User(email=f"doctor{n}@crowd.test", name=f"Doctor {n}") for n in range(CROWD)
    )
    Standing.objects.bulk_create(Standing(user=user, kind="doctor") for user in users)
    Reading.objects.bulk_create(
        Reading(user=user, topic=rooms.closed_topic, level="watch") for user in users
    )
    return users


def of_crowd():
    return Notification.objects.filter(user__email__endswith="@crowd.test")


def test_a_crowd_is_told_once_each_in_chunks_of_bounded_cost(
    crowd, rooms, people, replies, run_outbox
):
    post = replies(people.bela)
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - 2 * UNDO)
    Screening.objects.create(
        subject_kind="post", subject_id=post.pk, subject_version=1, action="allow"
    )
    OutboxEntry.objects.all().delete()
    telling.tell_of_post("post", post.pk)
    costs = []
    while entry := OutboxEntry.objects.filter(event="watchers.waiting", done_at=None).first():
        before = of_crowd().count()
        with CaptureQueriesContext(connection) as queries:
            assert outbox.run(entry.pk)
        costs.append(len(queries))
        assert of_crowd().count() - before <= TOLD_AT_ONCE
    assert len(costs) == 2
    assert max(costs) <= 20
    assert of_crowd().count() == of_crowd().values("user").distinct().count() == CROWD
    mails = OutboxEntry.objects.filter(event="notification.created")
    assert mails.count() == CROWD + 1  # and whose topic it is


def test_work_cut_off_between_two_chunks_goes_on_where_it_was(
    crowd, rooms, people, replies, later, monkeypatch
):
    class Killed(BaseException):
        pass

    post = replies(people.bela)
    real, done = telling.tell_many, []

    def dies(*args, **kwargs):
        told = real(*args, **kwargs)
        done.append(told)
        if len(done) == 3:  # whose topic it is, a whole chunk, and one that is not committed
            raise Killed
        return told

    with monkeypatch.context() as patch:
        patch.setattr(telling, "tell_many", dies)
        with pytest.raises(Killed):
            later()
    assert of_crowd().count() == TOLD_AT_ONCE
    later()
    for _ in range(2):
        telling.tell_watchers(post.pk, 0)
    assert of_crowd().count() == of_crowd().values("user").distinct().count() == CROWD


def test_one_held_between_two_chunks_is_told_to_the_rest_once_restored(
    crowd, people, replies, later, monkeypatch
):
    post = replies(people.bela)
    real = telling.tell_watchers

    def held_after_the_first(post_id, after):
        real(post_id, after)
        monkeypatch.setattr(telling, "tell_watchers", real)
        of("post").hold(post_id)

    monkeypatch.setattr(telling, "tell_watchers", held_after_the_first)
    later()
    assert of_crowd().count() == TOLD_AT_ONCE
    of("post").restore(post.pk)
    later()
    assert of_crowd().count() == of_crowd().values("user").distinct().count() == CROWD


# --- One notice for several ----------------------------------------------------------------------


def test_while_it_is_unread_one_notice_stands_for_all_replies(rooms, people, replies, later):
    watch(people.moira, rooms.closed_topic)
    for _ in range(3):
        replies(people.bela)
        later()
    assert told(people.moira) == [REPLIES]


def test_once_it_was_read_the_next_reply_is_news_again(rooms, people, replies, later):
    watch(people.moira, rooms.closed_topic)
    replies(people.bela)
    later()
    people.moira.notifications.update(read_at=timezone.now())
    replies(people.bela)
    later()
    replies(people.bela)
    later()
    assert told(people.moira) == [REPLIES, REPLIES]
    assert people.moira.notifications.filter(read_at=None).count() == 1


def test_an_edit_of_what_was_told_is_no_news(rooms, people, replies, later, viewer_of):
    watch(people.moira, rooms.closed_topic)
    post = replies(people.bela)
    later()
    people.moira.notifications.update(read_at=timezone.now())
    posting.edit(viewer_of(people.bela), post, draft("I agree, mostly."), 1)
    later()
    assert told(people.moira) == [REPLIES]


def test_neither_is_its_hiding_and_return(rooms, people, replies, later):
    watch(people.moira, rooms.closed_topic)
    post = replies(people.bela)
    later()
    people.moira.notifications.update(read_at=timezone.now())
    of("post").hide(post.pk)
    of("post").restore(post.pk)
    later()
    assert told(people.moira) == [REPLIES]


def test_a_notice_of_replies_is_seen_only_while_the_topic_is(
    rooms, people, replies, later, client_for
):
    watch(people.bela, rooms.closed_topic)
    replies(people.anna)
    later()
    client = client_for(people.bela)
    assert rooms.closed_topic.title in client.get("/inbox/").text
    people.bela.standings.all().delete()
    page = client.get("/inbox/").text
    assert rooms.closed_topic.title not in page
    assert REPLIES not in page


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_tell_each_member_once(rooms, people, viewer_of, unlimited):
    watch(people.moira, rooms.closed_topic)
    words = f"{at(people.vera)} {at(people.anna)}, look."
    post = posting.reply(viewer_of(people.bela), rooms.closed_topic, draft(words))
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - 2 * UNDO)
    screen_subject("post", post.pk)

    def work(_):
        with transaction.atomic():
            telling.tell_of_post("post", post.pk)

    assert at_once(work, range(HANDS)) == [None] * HANDS
    assert told(people.anna) == ["Bela Kovács mentioned you"]
    assert told(people.moira) == [REPLIES]
