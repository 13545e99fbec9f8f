import pytest
from django.db import connection

from community.subjects import Changed, of
from forums import drafting, posting, redacting
from forums.mentioning import link_to, mentioned
from forums.models import Draft, Post, Revision, Topic
from forums.quoting import quotation
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic

NAME = "Mrs Featherstonehaugh"


@pytest.fixture
def topic(rooms, people):
    topic = add_topic(rooms.closed, people.anna, f"{NAME} and her pacemaker")
    add_post(topic, people.anna, f"Saw **{NAME}** in clinic. {NAME} is well.")
    return topic


def first_of(topic):
    return topic.posts.get(number=1)


def spans_of(text, words=NAME):
    start = text.index(words)
    return [(start, start + len(words))]


def everything_written():
    posts = Post.objects.values_list("source", "html", "text")
    revisions = Revision.objects.values_list("title", "source", "html", "text")
    return str([*posts, *revisions, *Topic.objects.values_list("title")])


def test_the_words_go_from_title_and_text_and_come_back_for_the_sealed_store(topic):
    post = first_of(topic)
    marks = {"title": spans_of(topic.title), "body": spans_of(post.source)}
    original = redacting.redact(post.pk, 1, marks)
    assert original["fields"] == {"title": f"{NAME} and her pacemaker", "body": post.source}
    assert NAME not in everything_written()
    assert Topic.objects.get(pk=topic.pk).title == "[redacted] and her pacemaker"
    assert '<mark class="redacted">redacted</mark>' in first_of(topic).html


def test_they_go_from_the_history_and_from_quotes(topic, people, viewer_of):
    post = posting.edit(viewer_of(people.anna), first_of(topic), draft(f"Met {NAME}."), 1)
    add_post(topic, people.bela, f"> Met {NAME}.\n\nHow is she?")
    assert redacting.redact(post.pk, 2, {"body": spans_of(post.source)})
    assert NAME not in everything_written().replace(Topic.objects.get(pk=topic.pk).title, "")
    quoting = topic.posts.get(number=2)
    assert quoting.source == "> Met [redacted].\n\nHow is she?"
    assert quoting.version == 2


def test_what_another_said_in_their_own_words_stays(topic, people):
    other = add_post(topic, people.bela, f"I know {NAME} too.")
    post = first_of(topic)
    redacting.redact(post.pk, 1, {"body": spans_of(post.source)})
    other.refresh_from_db()
    assert NAME in other.source


def test_marks_of_an_older_version_are_not_applied(topic, people, viewer_of):
    old = first_of(topic)
    posting.edit(viewer_of(people.anna), old, draft("All of it is new."), 1)
    with pytest.raises(Changed):
        redacting.redact(old.pk, 1, {"body": spans_of(old.source)})
    assert first_of(topic).source == "All of it is new."


def test_an_author_editing_meanwhile_gets_a_conflict_and_cannot_put_it_back(
    topic, people, viewer_of
):
    post = first_of(topic)
    redacting.redact(post.pk, 1, {"body": spans_of(post.source)})
    with pytest.raises(posting.Conflict):
        posting.edit(viewer_of(people.anna), post, draft(f"{NAME} again"), 1)


# --- Copies --------------------------------------------------------------------------------------

LINE = f"Saw **{NAME}** in clinic. {NAME} is well."


def wrote(post, *lines):
    """A quotation as the Quote link makes it."""
    said = [f"> [{post.author.name} wrote]({post.get_absolute_url()}):", ">"]
    return "\n".join([*said, *(f"> {line}" for line in lines), "", "How is she?"])


@pytest.fixture
def redacted(topic):
    """redacted(words) takes them out of the topic's first post and its title."""

    def take_out(words=NAME):
        post, topic_now = first_of(topic), Topic.objects.get(pk=topic.pk)
        marks = {"body": spans_of(post.source, words)}
        if words in topic_now.title:
            marks["title"] = spans_of(topic_now.title, words)
        redacting.redact(post.pk, post.version, marks)

    return take_out


@pytest.mark.parametrize(
    "lines",
    [
        [LINE],
        [f"Saw {NAME} in clinic. {NAME} is well."],
        [f"Saw __{NAME}__ in clinic."],
        ["Saw **Mrs** *Featherstonehaugh* in clinic."],
        ["Saw Mrs", "Featherstonehaugh in clinic."],
        ["Featherstonehaugh"],
        ["Featherstonehaugh in clinic."],
        ["Saw Mrs Feather"],
        ["Saw Mrs Feather …"],
        [f"- Saw {NAME}", "- in clinic"],
        ["1. one", "2. Mrs Feather"],
        ["```", f"Saw {NAME}", "```"],
        [f"> deeper: {NAME}"],
    ],
)
@pytest.mark.parametrize("kept_in", ["post", "revision", "draft", "edit"])
def test_they_go_however_they_were_quoted(
    topic, people, viewer_of, redacted, lines, kept_in, rooms
):
    source = wrote(first_of(topic), *lines)
    quoting = add_post(topic, people.bela, source)
    if kept_in == "revision":
        posting.edit(viewer_of(people.bela), quoting, draft("Nothing now."), 1)
    elif kept_in != "post":
        Post.objects.filter(pk=quoting.pk).update(source="x", html="x", text="x")
    if kept_in == "draft":
        Draft.objects.create(
            user=people.bela,
            place=f"reply {topic.pk}",
            board=rooms.closed,
            topic=topic,
            source=source,
        )
    elif kept_in == "edit":
        Draft.objects.create(
            user=people.bela, place="edit", board=rooms.closed, post=quoting, source=source
        )
    redacted()
    assert "Feather" not in everything_written() + str(list(Draft.objects.values()))
    assert "How is she?" in everything_written() + str(list(Draft.objects.values()))


def test_they_go_from_an_earlier_post_that_was_edited_to_quote_them(topic, people, viewer_of):
    first = first_of(topic)
    Post.objects.filter(pk=first.pk).update(source="Who is it?", html="", text="Who is it?")
    reply = add_post(topic, people.bela, f"It was {NAME}.")
    first.refresh_from_db()
    posting.edit(viewer_of(people.anna), first, draft(wrote(reply, f"It was {NAME}.")), 1)
    redacting.redact(reply.pk, 1, {"body": spans_of(reply.source)})
    assert NAME not in everything_written().replace(topic.title, "")


def test_an_edit_that_was_not_sent_repeats_nothing(topic, people, viewer_of, redacted, rooms):
    post = first_of(topic)
    kept = Draft.objects.create(
        user=people.anna,
        place=f"edit {post.pk}",
        board=rooms.closed,
        post=post,
        title=topic.title,
        source=f"{LINE} More to come.",
    )
    redacted()
    kept.refresh_from_db()
    assert NAME not in kept.title + kept.source
    assert kept.source.endswith("More to come.")
    assert kept.version == 2  # a window that still holds the words cannot save them over it


def test_what_another_writes_in_a_draft_in_their_own_words_stays(topic, people, redacted, rooms):
    own = f"I know {NAME} too.\n\n> Words of another."
    kept = Draft.objects.create(
        user=people.bela, place=f"reply {topic.pk}", board=rooms.closed, topic=topic, source=own
    )
    redacted()
    kept.refresh_from_db()
    assert (kept.source, kept.version) == (own, 1)


def test_a_quotation_of_another_post_keeps_what_only_looks_alike(topic, people, redacted):
    other = add_post(topic, people.moira, "Feathers are well.")
    quoting = add_post(topic, people.bela, wrote(other, "Feathers are well."))
    redacted()
    quoting.refresh_from_db()
    assert "Feathers are well." in quoting.source


def test_of_a_removed_post_no_quotation_is_left(topic, people, rooms):
    post = first_of(topic)
    quoting = add_post(topic, people.bela, wrote(post, "in clinic", "and words of their own"))
    Draft.objects.create(
        user=people.anna, place=f"edit {post.pk}", board=rooms.closed, post=post, source=LINE
    )
    Draft.objects.create(
        user=people.bela,
        place=f"reply {topic.pk}",
        board=rooms.closed,
        topic=topic,
        source=quotation(post),
    )
    of("post").remove(post.pk)
    quoting.refresh_from_db()
    assert quoting.source == wrote(post, "[redacted]")
    assert NAME not in everything_written() + str(list(Draft.objects.values()))
    assert [d.user_id for d in Draft.objects.all()] == [people.bela.pk]


def test_a_redacted_mention_is_words_alone(topic, people, viewer_of):
    at_moira = link_to(people.moira.pk, people.moira.name)
    post = posting.reply(viewer_of(people.bela), topic, draft(f"{at_moira}, have a look."))
    redacting.redact(post.pk, 1, {"body": spans_of(post.source, people.moira.name)})
    post.refresh_from_db()
    assert post.source == "@[redacted], have a look."
    assert mentioned(post.html) == []
    assert str(people.moira.pk) not in post.html
    edited = posting.edit(viewer_of(people.bela), post, draft(post.source), post.version)
    assert edited.source == post.source


def test_no_table_holds_the_words_any_more(topic, people, viewer_of, redacted, run_outbox):
    """What a moderator took out is nowhere in the database but, sealed, in one place."""
    reply = posting.reply(viewer_of(people.bela), topic, draft(quotation(first_of(topic)) + "Yes."))
    posting.edit(viewer_of(people.bela), reply, draft(quotation(first_of(topic)) + "No."), 1)
    place = drafting.Place(topic.board, topic)
    drafting.save(viewer_of(people.moira), place, drafting.Typed(quotation(first_of(topic))))
    run_outbox()
    assert columns_that_hold(NAME)
    redacted()
    assert columns_that_hold(NAME) == []


def columns_that_hold(words):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN "
            "('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea', 'tsvector')"
        )
        found = []
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT 1 FROM "{table}" WHERE "{column}"::text LIKE %s LIMIT 1', [f"%{words}%"]
            )
            if cursor.fetchone():
                found.append(f"{table}.{column}")
        return found
