"""A word is written into all that the site keeps of a post; once it is redacted, or the post is
removed, it is in no dump of the database, not in Redis, in no mail and in no file."""

import threading
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib import rendering
from community.lib.reencoding import SIZES
from community.lib.uploads import Drawn
from community.pipeline.models import OutboxEntry
from forums import following, picturing, posting
from forums.models import Bookmark, Draft, Level, Picture, Poll, Post, Revision, Topic
from forums.quoting import quotation
from moderation import deciding
from moderation.appeals import reversing
from moderation.carrying_out import Choice
from moderation.models import Appeal, Case, Decision, Note, Report
from moderation.sealed import sealing
from tests.everywhere import kept_anywhere, tables_holding
from tests.forums.drawn import add_picture, kept
from tests.forums.writing import draft
from tests.lib.files import encoded
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "Quillfeather"
NAMED = f"Dr {CANARY}"
BENEATH = "Ivoryhinge"  # in the bytes of a picture, and read in it


@pytest.fixture(autouse=True)
def files_of_this_test_alone(settings, tmp_path):
    store = settings.STORAGES["pictures"]
    options = store["OPTIONS"] | {"location": str(tmp_path)}
    settings.STORAGES = settings.STORAGES | {"pictures": store | {"OPTIONS": options}}
    settings.PICTURES_DIR = str(tmp_path)


@pytest.fixture
def run_all(run_outbox):
    """All work, with what was to wait for a minute: it is over."""

    def run():
        Post.objects.update(created_at=timezone.now() - timedelta(minutes=2))
        for _ in range(3):
            OutboxEntry.objects.filter(done_at=None).update(due_at=timezone.now())
            run_outbox()

    return run


@pytest.fixture
def post(people, rooms, viewer_of, run_all, client_for):
    """Anna's topic about one of her colleagues, with all that came of it."""
    anna, bela = viewer_of(people.anna), viewer_of(people.bela)
    following.follow_board(bela, rooms.closed, Level.WATCH)
    post = posting.start_topic(
        anna,
        rooms.closed,
        draft(f"We saw what {NAMED} did on the ward.", title=f"The rounds of {NAMED}"),
    )
    Poll.objects.create(
        topic=post.topic,
        question=f"Is {NAMED} right?",
        options=["Yes", f"No, {NAMED} is not"],
        closes_at=timezone.now() + timedelta(days=7),
    )
    posting.edit(anna, post, draft(f"We know what {NAMED} did there.", title=post.topic.title), 1)
    Post.objects.filter(pk=post.pk).update(kept_reason=f"I have asked {NAMED}.")
    post = Post.objects.select_related("topic__board", "author", "pseudonym").get(pk=post.pk)
    quoted_in_replies(post, bela)
    quoted_elsewhere(post, people, rooms)
    kept_unsent(post, people, rooms)
    noted(post, people)
    run_all()
    for user in (people.anna, people.bela, people.moira):
        client_for(user).get(post.topic.get_absolute_url(), follow=True)
        client_for(user).get("/")
    return Post.objects.get(pk=post.pk)


def quoted_in_replies(post, bela):
    reply = posting.reply(bela, post.topic, draft(f"{quotation(post)}I agree, @Anna Sharma."))
    posting.edit(bela, reply, draft(f"{quotation(post)}I agree fully."), 1)
    posting.reply(bela, post.topic, draft(f"> what {NAMED} did\n\nWhat?"))


def quoted_elsewhere(post, people, rooms):
    topic = add_topic(rooms.open, people.bela, "Said on another board")
    add_post(topic, people.bela, "The beginning.")
    there = add_post(topic, people.nina, f"{quotation(post)}Somebody said.")
    whole = post.get_absolute_url()
    add_post(
        topic,
        people.nina,
        f"> [Anna wrote](https://forum.example{whole}):\n>\n> what {NAMED} did\n\nFrom a mail.",
    )
    source = f"{quotation(post)}Before."
    was = rendering.render(source)
    Revision.objects.create(
        post=there,
        version=1,
        source=source,
        html=was.html,
        text=was.text,
        written_at=timezone.now(),
    )


def kept_unsent(post, people, rooms):
    topic, closed = post.topic, rooms.closed
    for user, place, fields in [
        (people.bela, f"reply {topic.pk}", {"topic": topic, "source": quotation(post)}),
        (people.nina, f"topic {rooms.open.pk}", {"board": rooms.open, "source": quotation(post)}),
        (people.anna, f"edit {post.pk} v2", {"post": post, "source": f"{post.source} And {NAMED}"}),
        (
            people.anna,
            f"topic {closed.pk}",
            {
                "title": topic.title,
                "source": f"Again: {post.source}",
                "more": {"poll": {"question": f"Is {NAMED} right?", "options": "Yes\nNo"}},
            },
        ),
    ]:
        Draft.objects.create(user=user, place=place, **({"board": closed} | fields))


def noted(post, people):
    for user in (people.bela, people.moira):
        Bookmark.objects.create(user=user, post=post, note=f"On {CANARY}, to read again")
    stored, _ = picturing.keep(Drawn(1, 1, dict.fromkeys(SIZES, BENEATH.encode())))
    words = {"caption": f"The chart of {NAMED}", "alt": f"A chart, by {CANARY}", "text": BENEATH}
    add_picture(post, people.anna, stored=stored, **words)


@pytest.fixture
def case(post, people, mia, open_case):
    """Reported with the words repeated, noted, decided before and appealed."""
    case = Case.objects.filter(subject_kind="post", subject_id=post.pk).first()
    case = case or open_case(post, NAMED)  # unless the screening has opened one
    for kind, words in [("identifies", f"It says “what {NAMED} did there”."), ("other", CANARY)]:
        Report.objects.create(
            case=case,
            channel="public",
            kind=kind,
            words=words,
            due_at=timezone.now(),
        )
    Note.objects.create(case=case, by=mia, words=f"I know that ward. {CANARY} works in it.")
    earlier = open_case(post, state="decided")
    old = Decision.objects.create(
        case=earlier, moderator=mia, action="hide", reason=f"It names {NAMED}."
    )
    Appeal.objects.create(
        case=earlier,
        decision=old,
        author=people.anna,
        words=f"But {NAMED} agreed.",
        due_at=timezone.now(),
        outcome="kept",
        reason=f"{NAMED} did not.",
    )
    return case


def decide(viewer, case, choice, action):
    words = {"words": [NAMED, CANARY]} if action == "redact" else {}
    made = choice(action, subject_version=2, key=uuid.uuid4(), **words)
    return deciding.decide(viewer, case.pk, case.version, made)


HELD_IN = [
    "forums_post",
    "forums_topic",
    "forums_revision",
    "forums_draft",
    "forums_bookmark",
    "forums_poll",
    "forums_picture",
    "moderation_report",
    "moderation_note",
    "moderation_appeal",
    "moderation_decision",
]


def test_the_word_is_found_before(case):
    """Or nothing below could fail."""
    assert {place.split(".")[0] for place in tables_holding(CANARY)} == set(HELD_IN)
    assert len(kept_anywhere(CANARY)) > 20
    assert mail.outbox and Notification.objects.count() > 2
    assert kept_anywhere("gr-test"), "Redis is looked through"
    assert sum(place.startswith("file: ") for place in kept_anywhere(BENEATH)) == len(SIZES)


@pytest.mark.parametrize("action", ["redact", "remove"])
def test_then_it_is_nowhere(case, post, people, viewer_of, client_for, choice, minute_over, action):
    decision = decide(viewer_of(people.moira), case, choice, action)
    minute_over()
    for user in (people.anna, people.bela, people.moira):
        client = client_for(user)
        for page in (
            post.get_absolute_url(),
            reverse("inbox"),
            reverse("bookmarks"),
            reverse("drafts"),
            decision.get_absolute_url(),
            "/",
        ):
            assert CANARY not in client.get(page, follow=True).text
    assert kept_anywhere(CANARY) == []
    assert (kept_anywhere(BENEATH) == []) == (action == "remove")
    assert sealing.unseal(decision.original)["fields"]["title"] == f"The rounds of {NAMED}"


@pytest.mark.parametrize("action", ["redact", "remove"])
def test_what_others_said_themselves_stays(case, people, viewer_of, choice, action):
    decide(viewer_of(people.moira), case, choice, action)
    said = " ".join(Post.objects.values_list("source", flat=True))
    for own in ("I agree fully.", "What?", "Somebody said.", "From a mail.", "The beginning."):
        assert own in said
    assert Bookmark.objects.first().note == "On [redacted], to read again"
    assert Note.objects.get().words == "I know that ward. [redacted] works in it."


@pytest.mark.parametrize("action", ["redact", "remove"])
def test_nothing_of_it_is_in_the_record_or_the_work_to_do(
    case, people, viewer_of, choice, minute_over, action
):
    decide(viewer_of(people.moira), case, choice, action)
    minute_over()
    kept = [*Entry.objects.values_list("detail"), *OutboxEntry.objects.values_list("payload")]
    assert CANARY not in str(kept) and CANARY.lower() not in str(kept)


def everything():
    """What members and moderators wrote, thing by thing."""
    shown = ("source", "html", "text")
    return {
        "topics": sorted(Topic.objects.values_list("pk", "title")),
        "posts": list(Post.objects.order_by("pk").values_list("pk", "kept_reason", *shown)),
        "revisions": sorted(Revision.objects.values_list("post", "version", "title", *shown)),
        "drafts": sorted(Draft.objects.values_list("user", "place", "title", "source")),
        "more": [draft.more for draft in Draft.objects.order_by("user", "place")],
        "pictures": list(Picture.objects.values_list("state", "alt", "caption", "text")),
        "pixels": [picturing.all_sizes(picture) for picture in Picture.objects.all()],
        "polls": list(Poll.objects.values_list("question", "options", "closes_at")),
        "bookmarks": sorted(Bookmark.objects.values_list("pk", "note")),
        "reports": list(Report.objects.values_list("words")),
        "notes": list(Note.objects.values_list("words")),
        "appeals": list(Appeal.objects.values_list("words", "reason")),
        "decisions": list(Decision.objects.filter(action="hide").values_list("reason")),
    }


@pytest.mark.parametrize("action", ["redact", "remove"])
def test_taken_back_all_of_it_is_there_again(case, mia, people, viewer_of, choice, action):
    before = everything()
    decision = decide(viewer_of(people.moira), case, choice, action)
    assert everything() != before
    with transaction.atomic():
        reversing.reverse(decision, actor_id=mia.pk, publish=True, reason="It was fine.")
    assert everything() == before


@pytest.fixture
def covered(people, rooms, viewer_of):
    """covered() is the decision that covers a part of a picture, with what was read in it repeated
    in papers about it."""
    noise = encoded(Image.effect_noise((300, 200), 90), "PNG")
    picture = kept(rooms.closed_reply, people.bela, noise, text=f"Seen by {BENEATH}")
    case = Case.objects.create(
        subject_kind="picture",
        subject_id=picture.pk,
        author=people.bela,
        place="x",
        severity=2,
        family="identifying",
        due_at=timezone.now(),
    )
    case.findings.create(
        subject_version=1,
        field="words in the picture",
        kind="name",
        family="identifying",
        action="hold",
        start=8,
        end=8 + len(BENEATH),
        score=1,
        detector="names",
        detector_version=1,
    )
    Note.objects.create(case=case, by=people.moira, words=f"{BENEATH} is the patient.")

    def make():
        choice = Choice(
            action="cover",
            key=uuid.uuid4(),
            subject_version=1,
            rule="patients",
            reason=f"It shows {BENEATH}.",
            boxes=[(0, 0, 50, 50)],
        )
        return deciding.decide(viewer_of(people.moira), case.pk, 1, choice)

    return make


def test_what_was_covered_in_a_picture_is_nowhere_and_comes_back(covered, mia, minute_over):
    before = [picturing.all_sizes(picture) for picture in Picture.objects.all()]
    assert kept_anywhere(BENEATH)
    decision = covered()
    minute_over()
    assert kept_anywhere(BENEATH) == []
    lying = [path for path in Path(settings.PICTURES_DIR).rglob("*") if path.is_file()]
    assert lying
    assert not any(data in path.read_bytes() for path in lying for data in before[0].values())
    assert Note.objects.get().words == "[redacted] is the patient."
    decision = Decision.objects.select_related("case").get(pk=decision.pk)
    with transaction.atomic():
        reversing.reverse(decision, actor_id=mia.pk, publish=True, reason="It was fine.")
    assert [picturing.all_sizes(picture) for picture in Picture.objects.all()] == before
    assert Picture.objects.get().text == f"Seen by {BENEATH}"
    assert Note.objects.get().words == f"{BENEATH} is the patient."


def test_what_was_changed_since_stays_when_it_is_taken_back(
    case, mia, people, viewer_of, choice, post
):
    decision = decide(viewer_of(people.moira), case, choice, "redact")
    reply = Post.objects.get(number=2, topic=post.topic)
    posting.edit(viewer_of(people.bela), reply, draft("Other words."), reply.version)
    mark = Bookmark.objects.first()
    Bookmark.objects.filter(pk=mark.pk).update(note="Read by now")
    Draft.objects.filter(user=people.nina).delete()
    with transaction.atomic():
        reversing.reverse(decision, actor_id=mia.pk, publish=True, reason="It was fine.")
    reply.refresh_from_db()
    mark.refresh_from_db()
    assert (reply.source, mark.note) == ("Other words.", "Read by now")
    assert not Draft.objects.filter(user=people.nina).exists()
    assert NAMED in Post.objects.get(pk=post.pk).source


def test_two_who_redact_what_quotes_each_other_do_not_wait_for_ever(
    people, rooms, viewer_of, choice, open_case
):
    """Each takes the topics of both in the order of their ids."""
    here, there = rooms.closed_reply, rooms.open_reply
    words = {here: "three hours", there: "good luck"}
    for post, other in ((here, there), (there, here)):
        add_post(post.topic, people.bela, quotation(other) + "So it was said.")
    cases = {post: open_case(post) for post in words}
    errors = []

    def redact(post):
        try:
            made = choice("redact", words=[words[post]])
            deciding.decide(viewer_of(people.moira), cases[post].pk, 1, made)
        except Exception as error:  # whatever it is, the test names it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=redact, args=[post]) for post in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert errors == []
    assert Case.objects.filter(state="decided").count() == 2
    for said in words.values():
        assert kept_anywhere(said) == []
