"""However a word is written and wherever it is repeated: once redacted, it is gone from there."""

import uuid

import pytest
from django.db import transaction
from django.utils import timezone

from community.lib import rendering
from forums import merging, splitting
from forums.models import Bookmark, Draft, Poll, Post, Revision, Topic
from forums.quoting import quotation
from moderation import deciding
from moderation.appeals import reversing
from moderation.models import Decision, Note, Report
from tests.everywhere import tables_holding
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db

CANARY = "Quillfeather"


def write(post, source):
    """As its author wrote it."""
    shown = rendering.render(source)
    post.source, post.html, post.text = source, shown.html, shown.text
    post.save()
    return post


def revise(post, source, title=""):
    was = rendering.render(source)
    return Revision.objects.create(
        post=post,
        version=post.version,
        title=title,
        source=source,
        html=was.html,
        text=was.text,
        written_at=timezone.now(),
    )


@pytest.fixture
def redact(people, rooms, viewer_of, choice, open_case):
    """redact("words") takes these words from the first post of the closed topic."""

    def redact(*words: str) -> Decision:
        post = Post.objects.get(pk=rooms.closed_post.pk)
        case = open_case(post)
        made = choice("redact", words=words, subject_version=post.version)
        return deciding.decide(viewer_of(people.moira), case.pk, case.version, made)

    return redact


def left():
    return set().union(*(tables_holding(word) for word in ("feather", "FEATHER", "ather.")))


# The post, what of it is marked, and an earlier version of it.
VERSIONS = {
    "bold by now": (f"Ask Dr **{CANARY}** first.", f"Dr **{CANARY}**", f"Ask Dr {CANARY} first."),
    "bold before": (f"Ask Dr {CANARY} first.", f"Dr {CANARY}", f"Ask Dr **{CANARY}** first."),
    "an entity": (f"Ask Dr {CANARY} first.", f"Dr {CANARY}", f"Ask Dr&nbsp;{CANARY} first."),
    "over two lines": (f"Ask Dr {CANARY} first.", f"Dr {CANARY}", f"Ask Dr\n{CANARY} first."),
    "two spaces": (f"Ask Dr {CANARY} first.", f"Dr {CANARY}", f"Ask Dr  {CANARY} first."),
    "a link before": (
        f"Ask Dr {CANARY} first.",
        f"Dr {CANARY}",
        f"Ask [Dr {CANARY}](https://example.org/{CANARY.lower()}) first.",
    ),
    "in capitals": (f"Ask Dr {CANARY} first.", f"{CANARY}", f"ASK DR {CANARY.upper()} FIRST."),
    "in small letters": (f"Ask Dr {CANARY} first.", f"{CANARY}", f"ask dr {CANARY.lower()} first."),
    "in code": (f"Ask `{CANARY}` first.", f"{CANARY}", f"```\nask {CANARY}\n```"),
    "half of it bold": (f"Ask Dr {CANARY} first.", f"Dr {CANARY}", "Ask Dr Quill**feather**."),
    "a soft hyphen": (f"Ask Dr {CANARY} first.", f"Dr {CANARY}", "Ask Dr Quill&shy;feather."),
    "no width": (f"Ask Dr {CANARY} first.", f"Dr {CANARY}", "Ask Dr Quill\u200bfeather."),
    "another accent": (
        "Ask Dr Quillf\u00e9ather.",
        "Dr Quillf\u00e9ather",
        "Dr Quillfe\u0301ather.",
    ),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_an_earlier_version_that_wrote_it_in_another_way(rooms, redact, name):
    source, words, before = VERSIONS[name]
    post = write(rooms.closed_post, source)
    revise(post, before, title=f"About {CANARY}")
    write(post, source + " ")
    Post.objects.filter(pk=post.pk).update(version=2)
    decision = redact(words)
    assert left() - {"forums_revision.title"} == set()
    assert decision


@pytest.mark.parametrize("name", VERSIONS)
def test_the_same_words_further_down(rooms, redact, name):
    source, words, again = VERSIONS[name]
    write(rooms.closed_post, f"{source}\n\n{again}")
    redact(words)
    assert left() == set()


# How somebody quotes "Ask Dr Quillfeather on the ward first, they said."
SAID = f"Ask Dr {CANARY} on the ward first, they said."
QUOTED = {
    "the whole": f"> {SAID}",
    "the middle": f"> Dr {CANARY} on the ward",
    "the end of the words": f"> {CANARY} on the ward first, they said.",
    "bold": f"> Ask Dr **{CANARY}** on the ward first, they said.",
    "over two lines": f"> Ask Dr\n> {CANARY} on the ward first, they said.",
    "lazily over two lines": f"> Ask Dr\n{CANARY} on the ward first, they said.",
    "a no-break space": f"> Ask Dr\u00a0{CANARY} on the ward first, they said.",
    "an entity": f"> Ask Dr&nbsp;{CANARY} on the ward first, they said.",
    "a quotation in a quotation": f"> > {SAID}\n>\n> I said that.",
    "in a list": f"> - {SAID}",
    "in code": f"> ```\n> {SAID}\n> ```",
    "capitals": f"> {SAID.upper()}",
    "a link": f"> Ask [Dr {CANARY}](https://example.org/{CANARY.lower()}) first, they said.",
    "a soft hyphen": f"> Ask Dr {CANARY}\u00ad on the ward first, they said.",
}


@pytest.mark.parametrize("says_whose", [True, False])
@pytest.mark.parametrize("name", QUOTED)
@pytest.mark.parametrize("words", [f"Dr {CANARY}", CANARY])
def test_a_quotation_however_it_is_written(people, rooms, redact, name, says_whose, words):
    post = write(rooms.closed_post, SAID)
    head = quotation(post).split("\n")[:2] if says_whose else []
    add_post(rooms.closed_topic, people.bela, "\n".join([*head, QUOTED[name], "", "Why?"]))
    redact(words)
    assert left() == set()
    assert "Why?" in Post.objects.latest("pk").text


@pytest.fixture
def titled(people, rooms):
    """The title says the word, and with it the address of the topic, wherever that was put."""
    topic = rooms.closed_topic
    topic.title = f"What Dr {CANARY} did"
    topic.save()
    where = topic.get_absolute_url()
    elsewhere = add_topic(rooms.open, people.nina, "Elsewhere")
    link = add_post(elsewhere, people.nina, f"See https://forum.example{where}#p2 for it.")
    revise(link, f"See [this]({where}).")
    Draft.objects.create(
        user=people.nina, place="reply 7", board=rooms.open, topic=elsewhere, source=f"In {where}"
    )
    Bookmark.objects.create(user=people.bela, post=rooms.closed_post, note=f"Is {where} it?")
    first = write(rooms.closed_post, f"As I said in {where}: Dr {CANARY}.")
    revise(first, f"I said in {where} it was Dr {CANARY}.", title=topic.title)
    Post.objects.filter(pk=first.pk).update(version=2)
    return topic


def everything():
    texts = [
        list(model.objects.order_by("pk").values_list("source", "html", "text"))
        for model in (Post, Revision)
    ]
    texts += [list(Draft.objects.values_list("source")), list(Bookmark.objects.values_list("note"))]
    texts += [list(Note.objects.values_list("words")), list(Report.objects.values_list("address"))]
    return [*texts, list(Topic.objects.order_by("pk").values_list("title"))]


@pytest.mark.parametrize("action", ["redact", "remove"])
def test_a_title_in_the_addresses_that_were_given_out(
    rooms, people, titled, viewer_of, choice, open_case, mia, action
):
    case = open_case(rooms.closed_post)
    where = titled.get_absolute_url()
    Report.objects.create(case=case, channel="public", address=where, due_at=timezone.now())
    Note.objects.create(case=case, by=mia, words=f"As in {where}, is it not?")
    assert len(left()) > 6
    before = everything()
    words = {"words": [f"Dr {CANARY}"]} if action == "redact" else {}
    made = choice(action, subject_version=2, **words)
    decision = deciding.decide(viewer_of(people.moira), case.pk, 1, made)
    assert left() == set()
    said = Post.objects.get(topic__title="Elsewhere").source
    assert said == f"See https://forum.example/t/{titled.pk}/#p2 for it."
    with transaction.atomic():
        reversing.reverse(decision, actor_id=mia.pk, publish=True, reason="It was fine.")
    assert everything() == before


def test_a_title_that_says_it_in_another_way(rooms, people, redact):
    """Whoever marks the text looks at the text."""
    topic = rooms.closed_topic
    topic.title = f"THE ROUNDS OF DR  {CANARY.upper()}"
    topic.save()
    Poll.objects.create(
        topic=topic,
        question=f"Is DR {CANARY.upper()} right?",
        options=["Yes", f"dr {CANARY.lower()} is not"],
        closes_at=timezone.now(),
    )
    write(rooms.closed_post, f"Ask Dr {CANARY} first.")
    redact(f"Dr {CANARY}")
    assert left() == set()


@pytest.mark.parametrize("action", ["redact", "remove"])
def test_what_began_a_topic_that_was_merged(
    people, rooms, viewer_of, choice, open_case, mia, action
):
    """Its title waits for the merge to be undone, and its poll is asked where it is now: what is
    asked there is for whoever decides about that topic to remove."""
    moira = viewer_of(people.moira)
    old = add_topic(rooms.closed, people.anna, f"The rounds of Dr {CANARY}")
    first = add_post(old, people.anna, f"Ask Dr {CANARY} on the ward first, they said.")
    Poll.objects.create(
        topic=old,
        question=f"Is Dr {CANARY} right?",
        options=["Yes", "No"],
        closes_at=first.created_at,
    )
    link = add_post(rooms.open_topic, people.nina, f"See {old.get_absolute_url()}")
    merging.merge(moira, old, rooms.closed_topic, uuid.uuid4())
    case = open_case(Post.objects.get(pk=first.pk))
    before = left()
    assert before >= {"forums_topic.title", "forums_poll.question", "forums_post.source"}
    words = {"words": [f"Dr {CANARY}"]} if action == "redact" else {}
    decision = deciding.decide(moira, case.pk, 1, choice(action, **words))
    assert left() == (set() if action == "redact" else {"forums_poll.question"})
    link.refresh_from_db()
    assert link.source == f"See /t/{old.pk}/"
    with transaction.atomic():
        reversing.reverse(decision, actor_id=mia.pk, publish=True, reason="It was fine.")
    assert left() == before


@pytest.mark.parametrize("action", ["redact", "remove"])
def test_an_answer_that_was_split_off_before(people, rooms, viewer_of, choice, open_case, action):
    """It does not say whose words it quotes."""
    moira = viewer_of(people.moira)
    post = write(rooms.closed_post, SAID)
    reply = add_post(rooms.closed_topic, people.bela, f"> Dr {CANARY} on the ward first\n\nWhy?")
    topic = Topic.objects.select_related("board").get(pk=reply.topic_id)
    splitting.split(moira, topic, [reply.pk], "Another matter", uuid.uuid4())
    case = open_case(post)
    words = {"words": [f"Dr {CANARY}"]} if action == "redact" else {}
    deciding.decide(moira, case.pk, 1, choice(action, **words))
    assert left() == set()
    assert "Why?" in Post.objects.get(pk=reply.pk).text
