"""A pseudonym leads nowhere. Two worlds are compared: in one a member wrote under the pseudonyms of
two boards, in the other the second of them is someone else's. Nobody but those two can tell.

Whatever sorts, counts, completes, ignores, mails, caches or records by author fails here.
"""

import re
from collections import deque
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.members.models import Block, Follow, Specialty, Standing, User
from community.members.viewer import viewer_for
from community.pipeline.models import OutboxEntry
from community.subjects import of
from forums import answering, following, mentioning, posting, reading, telling
from forums.demo.boards import DOCTORS
from forums.granting import grant_audience
from forums.models import Board, Ignore, Mark, Post, Pseudonym, Question, Topic
from moderation.models import Case
from tests.access.test_canary import LINK, every_address
from tests.forums.acts.test_ignoring import MADE_ANEW
from tests.forums.masks import sign, with_masks
from tests.forums.writing import UNLIMITED, draft
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db

# Of the person: a number, words and dates that stand nowhere else.
PERSON, OTHER = 7654321, 8765432
NAME, EMAIL = "Zebedee Quartermaine", "zq@private.test"
FACTS = [
    str(PERSON),
    "Zebedee",
    "Quartermaine",
    EMAIL,
    "Zqspecialty",
    "Zqgrade",
    "Zqchecked",
    ">ZQ<",
]
ENOUGH = 350  # pages; it is the lists and the addresses of what was written that matter

OBSERVERS = [None, "cara", "anna", "bela", "moira", "adam"]
SEE_THEM = ("anna", "bela", "moira", "adam")  # the last of them at the desk, in cases
ANY_HEADER = ("X-Request-ID", "Content-Length", "Content-Security-Policy", "Expires")


@pytest.fixture
def person(people, monkeypatch):
    monkeypatch.setattr(posting, "POSTING", UNLIMITED)
    specialty = Specialty.objects.create(name="Zqspecialty", slug="zqspecialty", tint=7)
    for pk, name, email in ((PERSON, NAME, EMAIL), (OTHER, "Ottoline Ferrers", "of@x.test")):
        user = User.objects.create_user(email, pk=pk, name=name, grade="Zqgrade")
        Standing.objects.create(user=user, kind=Standing.Kind.DOCTOR, checked="Zqchecked")
    User.objects.filter(pk=PERSON).update(specialty=specialty)
    return User.objects.get(pk=PERSON)


@pytest.fixture
def world(rooms, people, person, viewer_of, run_outbox, django_capture_on_commit_callbacks):
    """What the person wrote on two boards under pseudonyms, and on a third under their name; and
    what follows of it. Anna ignores them, Bela blocks them and ignores the first pseudonym."""
    other = Board.objects.create(
        name="Other, clinical", slug="other-clinical", audience=DOCTORS, kind="question"
    )
    grant_audience(other)
    with_masks(rooms.closed, other)
    viewer = viewer_of(person)
    Ignore.objects.create(user=people.anna, ignored=person)
    Block.objects.create(user=people.bela, blocked=person)
    for one in (people.moira, people.bela):
        Follow.objects.create(user=one, followed=person)
    for one in (people.anna, people.bela):
        following.follow_board(viewer_of(one), rooms.closed, "watch")
        following.follow_board(viewer_of(one), other, "watch")
    at = mentioning.link_to(people.anna.pk, people.anna.name)
    for board in (rooms.closed, other):
        asked = posting.start_topic(
            viewer, board, draft(f"What would {at} do?", title=f"On {board.name}", masked=True)
        )
        posting.edit(viewer, asked, draft(f"What would {at} do now?", title=asked.topic.title), 1)
        topic = Topic.objects.get(pk=asked.topic_id)
        answer = add_post(topic, people.anna, "I would wait.")
        answering.accept(viewer, answer)
        Mark.objects.create(user=people.anna, post=asked, kind="useful")
        posting.reply(viewer, topic, draft("And then?"))
        posting.reply(viewer, topic, draft("I will find you and kill you."))
    posting.reply(viewer, rooms.open_topic, draft("Under my name, good luck."))
    ago = timezone.now() - timedelta(minutes=5)
    Post.objects.update(created_at=ago, edited_at=None)
    OutboxEntry.objects.filter(due_at__lt=timezone.now() + timedelta(hours=1)).update(
        due_at=timezone.now()
    )
    with django_capture_on_commit_callbacks(execute=True):
        run_outbox()
    # So long ago that what is told of it does not change while the pages are read.
    ago = timezone.now() - timedelta(hours=5, minutes=30)
    Post.objects.update(created_at=ago)
    Notification.objects.update(created_at=ago)
    Case.objects.update(due_at=timezone.now() + timedelta(hours=5, minutes=30))
    assert Pseudonym.objects.count() == 2
    assert Case.objects.exclude(mask="").count() == 2
    return rooms


def is_anothers():
    """The second pseudonym is now another member's: nothing else has changed."""
    name = Pseudonym.objects.order_by("pk").last()
    Pseudonym.objects.filter(pk=name.pk).update(user=OTHER)
    for model in (Post, Topic):
        model.objects.filter(pseudonym=name).update(author=OTHER)
    Case.objects.filter(mask=name.name).update(author=OTHER)


def begin_at():
    """Where to begin: what lists, completes and counts, then every address there is, filled in with
    the second pseudonym's post and topic, and with the person."""
    name = Pseudonym.objects.order_by("pk").last()
    post = Post.objects.filter(pseudonym=name, number__gt=1, state="published").first()
    boards = ("cardiology-clinical", "other-clinical", "cardiology")
    topics = list(Topic.objects.exclude(pseudonym=None).values_list("pk", flat=True))
    yield from ("/", "/boards/", "/following/", "/inbox/", "/moderation/", "/unmaskings/")
    for page in ("audit/entry", "pipeline/outboxentry", "moderation/case", "members/user"):
        yield f"/admin/{page}/"
    for slug in boards:
        yield f"/b/{slug}/"
        yield from (f"/b/{slug}/names/?q={q}&topic={t}" for q in ("ze", "an") for t in topics)
    for topic in topics:
        yield from (f"/t/{topic}/", f"/t/{topic}/news/?after=0", f"/t/{topic}/?ignored=show")
    for where in every_address([post.pk, post.topic_id, PERSON]):
        if not where.startswith("/admin/"):
            yield where


def pages_of(client):
    """{address: (status, text, headers, queries)} of all that a browser comes to from there."""
    waiting, found = deque(begin_at()), {}
    while waiting and len(found) < ENOUGH:
        where = waiting.popleft().split("?next=")[0]
        if where in found or "logout" in where or where.startswith("/static/"):
            continue
        with CaptureQueriesContext(connection) as queries:
            response = client.get(where)
        text = "" if response.streaming else MADE_ANEW.sub("", response.text)
        headers = {name: value for name, value in response.items() if name not in ANY_HEADER}
        found[where] = (response.status_code, text, headers, len(queries))
        if response.status_code == 302 and response.url.startswith("/"):
            waiting.append(response.url.split("#")[0])
        elif "html" in response.get("Content-Type", "") and not where.startswith("/admin/"):
            waiting.extend(link.replace("&amp;", "&") for link in LINK.findall(response.text))
    return found


def pieces(html, name):
    """The posts, rows and lines of a page that say this name."""
    parts = re.split(r"(?=<article|<li|<tr|<section|<p[ >]|<h1|<h2)", html)
    return [part for part in parts if name in part]


@pytest.mark.parametrize("who", OBSERVERS)
def test_no_page_says_whose_a_pseudonym_is_nor_that_two_are_one_members(
    who, world, people, client_for, monkeypatch
):
    # Or what a page costs is also a question of when it was counted last.
    monkeypatch.setattr("moderation.figuring.FIGURES_KEPT", timedelta(0))
    client = client_for(getattr(people, who) if who else None)
    for where in ("/", "/boards/", "/moderation/", "/b/cardiology/"):
        client.get(where)  # what is cached is in the cache
    names = list(Pseudonym.objects.values_list("name", flat=True))
    one = pages_of(client)
    assert len(one) > 30
    seen = set()
    for where, (status, text, headers, _) in one.items():
        assert status < 500, where
        for name in names:
            for piece in pieces(text, name):
                seen.add(name)
                assert not [fact for fact in FACTS if fact in piece], (where, piece)
        if any(name in text for name in names) and where.startswith(("/t/", "/p/")):
            assert not [fact for fact in FACTS if fact in text + str(headers)], where
    assert seen == (set(names) if who in SEE_THEM else set()), "or nothing was compared"
    is_anothers()
    two = pages_of(client)
    assert set(one) == set(two)
    for where, first in one.items():
        assert first == two[where], where


def test_no_notice_mail_task_record_or_cache_says_who_it_was(world, people, client_for):
    for who in (people.anna, people.moira, people.adam):
        for where in ("/", "/boards/", "/b/other-clinical/", "/moderation/", "/inbox/"):
            client_for(who).get(where)
    others = Notification.objects.exclude(user=PERSON)
    assert others.filter(text__endswith=" mentioned you").count() == 2
    kept = [*others.values_list("text", "url", "key")]
    kept += [str(letter.message()) for letter in mail.outbox if letter.to != [EMAIL]]
    kept += OutboxEntry.objects.values_list("event", "handler", "payload", "error")
    masked = Entry.objects.exclude(verb="post.submitted", about_id=Post.objects.latest("pk").pk)
    kept += masked.exclude(about="standing").values_list("actor_id", "about", "about_id", "detail")
    assert mail.outbox
    for words in map(str, kept):
        assert not [fact for fact in FACTS if fact in words], words
    masks = set(Pseudonym.objects.values_list("pk", flat=True))
    assert {e.detail.get("pseudonym") for e in Entry.objects.filter(actor_id=None)} >= masks
    redis = cache._cache.get_client(None)
    names = [name.encode() for name in Pseudonym.objects.values_list("name", flat=True)]
    for key in redis.scan_iter("*"):
        value = redis.get(key) if redis.type(key) == b"string" else b""
        assert not any(name in key + (value or b"") for name in names), key


def test_the_person_is_told_of_their_own_as_ever(world, person, client_for):
    """And finds the way to edit it: the tests above would pass if it had no author at all."""
    post = Post.objects.filter(author=PERSON).exclude(pseudonym=None).latest("pk")
    page = client_for(person).get(post.topic.get_absolute_url()).text
    assert f"/p/{post.pk}/edit/" in page or "A moderator is checking" in page
    assert person.notifications.filter(text__contains="checking your post").count() == 2


# --- Probes: what one could try in order to find out ---------------------------------------------


def test_ignoring_a_colleague_silences_no_pseudonym(world, people, viewer_of):
    anna = viewer_of(people.anna)  # who ignores the person
    for name in Pseudonym.objects.all():
        topic = reading.get_topic_or_404(anna, Topic.objects.get(pseudonym=name).pk)
        _, slots = reading.topic_page(anna, topic, None)
        assert "ignored" not in {slot.state for slot in slots}
    topic = reading.get_topic_or_404(anna, world.open_topic.pk)
    _, slots = reading.topic_page(anna, topic, None)
    assert slots[-1].state == "ignored"


def test_ignoring_a_colleague_keeps_no_notice_of_a_pseudonym_away(
    rooms, people, person, viewer_of, run_outbox
):
    with_masks(rooms.closed)
    Ignore.objects.create(user=people.anna, ignored=person)
    Block.objects.create(user=people.anna, blocked=person)
    Follow.objects.create(user=people.bela, followed=person)
    at = mentioning.link_to(people.anna.pk, people.anna.name)
    post = posting.start_topic(
        viewer_of(person), rooms.closed, draft(f"{at}, what now?", title="Masked", masked=True)
    )
    tell(post, run_outbox)
    told = people.anna.notifications.get()
    assert told.text == f"{post.pseudonym.name} mentioned you"
    assert not people.bela.notifications.exists(), "who follows a person follows their own name"


def test_ignoring_a_pseudonym_keeps_its_notices_away_and_no_others(
    rooms, people, person, viewer_of, run_outbox, client_for
):
    with_masks(rooms.closed)
    at = mentioning.link_to(people.anna.pk, people.anna.name)
    post = posting.start_topic(
        viewer_of(person), rooms.closed, draft("First.", title="Masked", masked=True)
    )
    client_for(people.anna).post(f"/p/{post.pk}/ignore/")
    again = posting.reply(viewer_of(person), Topic.objects.get(pk=post.topic_id), draft(f"{at}?"))
    named = posting.reply(viewer_of(person), rooms.open_topic, draft(f"{at}, and you?"))
    for one in (post, again, named):
        tell(one, run_outbox)
    assert [n.text for n in people.anna.notifications.all()] == [f"{NAME} mentioned you"]


def tell(post, run_outbox):
    ago = timezone.now() - timedelta(minutes=5)
    Post.objects.filter(pk=post.pk).update(created_at=ago)
    run_outbox()
    telling.tell_of_post("post", post.pk)


def test_whoever_asks_under_a_pseudonym_cannot_answer_under_their_name(world, person, viewer_of):
    """Nor the other way round: "no answer yet" and the topic's own tools would tell."""
    asked = Topic.objects.exclude(pseudonym=None).first()
    reply = posting.reply(viewer_of(person), asked, draft("An answer to myself."))
    assert reply.pseudonym == asked.pseudonym
    own = posting.start_topic(viewer_of(person), world.closed, draft("Named?", title="Named"))
    topic = Topic.objects.get(pk=own.topic_id)
    from forums.naming import CannotSign

    with pytest.raises(CannotSign):
        posting.reply(viewer_of(person), topic, draft("An answer.", masked=True))
    assert Question.objects.get(topic=topic).first_answer_at is None


def test_who_has_written_in_a_topic_is_not_told_by_the_names_that_are_completed(
    world, people, person, viewer_of
):
    """Those who wrote there come first, and the person did so only under a pseudonym."""
    topic = Topic.objects.exclude(pseudonym=None).first()
    User.objects.filter(pk=OTHER).update(name="Zachary Ferrers")
    found = mentioning.colleagues(viewer_of(people.anna), topic.board, "z", topic.pk)
    assert [one.user.pk for one in found] == [OTHER, PERSON]
    add_post(topic, person, "From elsewhere, named.")
    found = mentioning.colleagues(viewer_of(people.anna), topic.board, "z", topic.pk)
    assert [one.user.pk for one in found] == [PERSON, OTHER]


def test_a_selection_of_topics_does_not_say_how_many_members_wrote_it(world, people, viewer_of):
    from forums.exposing import ahead

    topics = list(Topic.objects.exclude(pseudonym=None).values_list("pk", flat=True))
    of_one = ahead(viewer_of(people.moira), topics, world.open)
    is_anothers()
    assert ahead(viewer_of(people.moira), topics, world.open) == of_one


def test_what_a_manager_reads_of_an_author_is_what_that_name_did(world, people, client_for):
    threat = add_post(
        Topic.objects.get(pk=world.open_topic.pk), User.objects.get(pk=PERSON), "I will kill you."
    )
    case = Case.objects.create(
        subject_kind="post", subject_id=threat.pk, author_id=PERSON, place="x", severity=3,
        family="offensive", due_at=timezone.now(),
    )  # fmt: skip
    client = client_for(people.moira)
    for one in Case.objects.all():
        page = client.get(one.get_absolute_url()).text.split('class="queue__history"')[1]
        assert "No other cases" in page, one
    assert of("post").read(threat.pk).mask == ""
    assert case.byline.name == NAME


@pytest.mark.parametrize(
    "deed, fields",
    [
        ("/p/{post}/mark/", {"give": "useful"}),
        ("/p/{post}/accept/", {"accept": "1"}),
        ("/p/{post}/bookmark/", {"act": "keep"}),
        ("/p/{post}/undo/", {}),
        ("/p/{post}/withdraw/", {}),
        ("/p/{post}/ignore/", {}),
        ("/t/{topic}/follow/", {"level": "watch"}),
        ("/t/{topic}/read/", {"number": 2}),
    ],
)
def test_no_deed_of_others_is_answered_otherwise(deed, fields, world, people, client_for):
    client = client_for(people.anna)
    name = Pseudonym.objects.order_by("pk").last()
    post = Post.objects.filter(pseudonym=name, state="published").first()
    where = deed.format(post=post.pk, topic=post.topic_id)

    def answered():
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            response = client.post(where, fields)
            transaction.set_rollback(True)
        return response.status_code, MADE_ANEW.sub("", response.text), len(queries)

    answered()
    one = answered()
    is_anothers()
    assert answered() == one


def test_a_masked_page_costs_what_a_named_one_does(rooms, people, client_for):
    with_masks(rooms.closed)
    topic = add_topic(rooms.closed, people.bela, "Opened named")
    for n in range(3):
        add_post(topic, people.bela, f"Post {n}.")
    client = client_for(people.anna)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(topic.get_absolute_url())
        return len(queries)

    cost()
    named = cost()
    for post in topic.posts.all():
        sign(post)
    assert cost() == named


def test_at_most_one_query_more_where_there_are_pseudonyms(rooms, people, client_for):
    client, where = client_for(people.anna), rooms.closed_topic.get_absolute_url()

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(where)
        return len(queries)

    cost()
    without = cost()
    with_masks(rooms.closed)
    assert without < cost() <= without + 1


def test_the_desk_has_no_way_from_a_pseudonym_to_its_owner(world, people, person, client_for):
    """Not the member's page there, nor what was done to or by them."""
    client = client_for(people.adam)
    names = list(Pseudonym.objects.values_list("name", flat=True))
    for where in (
        f"/admin/members/user/{PERSON}/change/",
        f"/admin/members/user/{PERSON}/history/",
        f"/admin/audit/entry/?q={PERSON}",
        f"/admin/members/standing/?q={NAME}",
    ):
        response = client.get(where)
        assert response.status_code == 200, where
        assert not [name for name in names if name in response.text], where
    post = Post.objects.exclude(pseudonym=None).first()
    case = Case.objects.exclude(mask="").first()
    for where in (
        f"/admin/members/user/?posts__id={post.pk}",
        f"/admin/members/user/?posts={post.pk}",
        f"/admin/members/user/?posts__pseudonym={post.pseudonym_id}",
        f"/admin/members/user/?topics__id={post.topic_id}",
        f"/admin/members/standing/?user__posts__id={post.pk}",
        f"/admin/moderation/case/?author={PERSON}",
        f"/admin/moderation/case/?author__id__exact={PERSON}",
        f"/admin/moderation/case/?author__name={NAME}",
        f"/admin/verification/claim/?user__posts__id={post.pk}",
    ):
        response = client.get(where)
        assert response.status_code == 400, where
        assert not [word for word in (NAME, case.mask) if word in response.text], where
    by_them = Entry.objects.filter(actor_id=PERSON)
    assert [entry.verb for entry in by_them] == ["post.submitted"], "the one under their name"
    assert viewer_for(person)
