"""A case: its words are one source, and what lists filter by never says more than they do."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from community.lib.rendering import render, tidy
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from community.subjects import Written
from forums import access, bookmarking, concluding, posting, redacting, subjects, withdrawing
from forums.casework import FACTS, WORDS, compose, facts_of, parse, placed, unclosed, without_answer
from forums.kinds.case import KIND, _changed, may_present
from forums.models import Bookmark, ClinicalCase, Post, State, Topic
from forums.quoting import quotation
from tests.forums.cases import PARTS, allow_cases, long_ago, present
from tests.forums.writing import draft

posts = subjects.PostSubject()

# What could be taken for the marks that keep the fields apart.
PIECES = st.sampled_from(
    "## Findings|\\## History|\\\\## Question|::: more Reveal the answer|"
    ":::: more Reveal the answer|::::|:::|```|*Newborn*|\n|\n\n|    code|words| |[redacted]|"
    "\r\n|\x85|\u2028|\x00|#".split("|")
)
TEXT = st.text(max_size=60) | st.lists(PIECES, max_size=12).map("\n".join)
FILLED = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(WORDS, TEXT)
    | {name: st.sampled_from(list(choices)) for name, choices in FACTS.items()},
)


@settings(max_examples=400)
@given(FILLED)
@example({"history": "## Findings\n\nNone.\n\n## Findings", "findings": "## Findings"})
@example({"answer": "::::::\n## Question\n:::", "question": "::: more Reveal the answer\nx\n:::"})
def test_a_source_gives_back_the_fields_it_was_made_of(parts):
    tidied = {name: tidy(words) if name in WORDS else words for name, words in parts.items()}
    assert parse(compose(parts)) == {name: words for name, words in tidied.items() if words}


@given(st.lists(PIECES, max_size=12).map("\n".join))
def test_a_source_is_read_as_fields_only_where_nothing_of_it_would_be_lost(source):
    parts = parse(source)
    assert parts is None or compose(parts) == source


@given(FILLED)
def test_each_field_is_known_by_its_place_in_the_source(parts):
    source = compose(parts)
    found = {name: source[start:end] for name, start, end in placed(source)}
    assert set(found) == {name for name in WORDS if tidy(parts.get(name, ""))}
    assert all(words == words.strip("\n") and words for words in found.values())
    if "answer" in found:
        assert found["answer"] == tidy(parts["answer"])


def test_it_reads_as_facts_then_headings_then_what_is_hidden():
    html = render(compose(PARTS)).html
    assert html.startswith("<p><em>Adult, 40 to 64 · female · some months ago · outpatient clinic")
    assert html.index("<h3>Question</h3>") < html.index("<h3>History</h3>")
    assert "Findings" not in html, "nothing was written there"
    hidden = '<details class="more">\n<summary>Reveal the answer</summary>\n<p>It was atrial'
    assert hidden in html


def test_nothing_in_an_answer_closes_it():
    html = render(compose(PARTS | {"answer": "First.\n\n:::\n\n::::::\n\nLast."})).html
    assert html.index("Last.") < html.index("</details>")


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"history": "```\ncode"}, "history"),
        ({"question": "::: more Here\nfolded"}, "question"),
        ({"answer": "See[^1].\n\n[^1]: It was a fistula."}, "answer"),
    ],
)
def test_what_would_leave_its_field_on_the_page_is_told(parts, field):
    assert [name for name, _ in unclosed(PARTS | parts)] == [field]


def test_an_answer_that_quotes_our_headings_is_no_open_field():
    assert not list(unclosed(PARTS | {"answer": "## Findings\n\nas above"}))


def test_a_band_is_said_or_it_is_not():
    assert facts_of("*Age not said · elsewhere*") == {"age": "unsaid", "setting": "other"}
    assert facts_of("*[redacted] · female*\n\n## Question") == {"sex": "female"}
    assert facts_of("Adult, 40 to 64") == {}


# --- What is kept of it --------------------------------------------------------------------------


@pytest.fixture
def anna(people, viewer_of):
    return viewer_of(people.anna)


@pytest.fixture
def case(rooms, anna):
    allow_cases(rooms.closed, rooms.open)
    return present(anna, rooms.closed)


def kept(topic):
    row = ClinicalCase.objects.get(topic=topic)
    return row.age, row.sex, row.seen, row.setting


def first(topic):
    return Post.objects.get(topic=topic, number=1)


def test_what_it_is_filtered_by_is_what_it_says(case, anna):
    assert kept(case) == ("middle", "female", "months", "outpatient")
    words = draft(compose(PARTS | {"age": "old", "sex": ""}), title="Ablate?")
    posting.edit(anna, first(case), words, 1)
    assert kept(case) == ("old", "", "months", "outpatient")


def test_what_is_redacted_is_gone_from_it_too(case):
    source = first(case).source
    start = source.index("female")
    redacting.redact(first(case).pk, 1, {"body": [(start, start + len("female"))]})
    assert kept(case) == ("middle", "", "months", "outpatient")


def test_of_a_case_that_was_withdrawn_nothing_is_left(case, anna):
    withdrawing.withdraw(anna, first(case))
    assert kept(case) == ("unsaid", "", "", "")


def test_what_the_public_reads_takes_consent(rooms, anna):
    allow_cases(rooms.open)
    with pytest.raises(Refused, match="only with the patient's consent"):
        present(anna, rooms.open)
    assert not ClinicalCase.objects.exists()
    assert not Topic.objects.filter(kind="case").exists()
    assert present(anna, rooms.open, has_consent=True).case.has_consent
    assert may_present(rooms.closed, has_consent=False)


def test_a_case_told_to_colleagues_is_not_moved_to_the_public_without_consent(rooms, case):
    case.board = rooms.open
    with pytest.raises(Refused, match="consent"):
        _changed(case)
    ClinicalCase.objects.filter(topic=case).update(has_consent=True)
    _changed(case)
    assert ClinicalCase.objects.get(topic=case).board == rooms.open


def test_a_topic_that_becomes_a_case_has_what_a_case_has(rooms):
    rooms.closed_topic.kind = "case"
    KIND.changed(rooms.closed_topic)
    assert kept(rooms.closed_topic) == ("unsaid", "", "", "")


# --- What is hidden stays hidden -----------------------------------------------------------------


def test_a_quotation_does_not_hold_the_answer(case):
    words = quotation(first(case))
    assert "Palpitations" in words
    assert "atrial" not in words
    assert "Reveal" not in words
    assert without_answer("a\n\n:::: more Reveal the answer\nb\n:::\n::::\n\nc") == "a\n\n\nc"
    assert without_answer("a\n\n::: more Reveal the answer\nb") == "a"


def test_a_list_of_bookmarks_does_not_hold_it(case, anna):
    posting.edit(anna, first(case), draft(compose({"history": "Short.", "answer": "Fistula."})), 1)
    Bookmark.objects.create(user_id=anna.user_id, post=first(case))
    (bookmark,), _ = bookmarking.bookmark_list(anna, None)
    assert "Short." in bookmark.snippet
    assert "Fistula" not in bookmark.snippet


def test_the_detectors_read_it(case):
    written = posts.read(first(case).pk)
    assert isinstance(written, Written)
    assert "It was atrial tachycardia." in written.fields["body"]


# --- Its looks -----------------------------------------------------------------------------------


def test_a_board_of_cases_shows_which_have_ended(rooms, anna, people, client_for, unlimited):
    rooms.closed.kind = "case"
    rooms.closed.save()
    one, other = present(anna, rooms.closed), present(anna, rooms.closed)
    concluding.conclude(anna, long_ago(one), draft("She did well."))
    client = client_for(people.bela)
    awaiting = client.get("/b/cardiology-clinical/?show=awaiting").context["topics"].rows
    ended = client.get("/b/cardiology-clinical/?show=ended").context["topics"].rows
    assert [row.topic.pk for row in awaiting] == [other.pk]
    assert [row.topic.pk for row in ended] == [one.pk]


def test_its_page_says_the_bands_and_that_the_end_is_not_known(case, people, client_for):
    page = client_for(people.bela).get(case.get_absolute_url()).text
    assert '<span class="tag">Outpatient clinic</span>' in page
    assert "How did it end? Not known yet." in page
    assert "Tell how it ended" not in page
    assert access.visible_topics(viewer_for(people.bela)).filter(pk=case.pk).exists()


def test_a_held_outcome_is_not_linked_but_not_forgotten(case, anna, people, client_for):
    end = concluding.conclude(anna, long_ago(case), draft("She did well."))
    posts.hold(end.pk)
    assert "Outcome known" not in client_for(people.bela).get(case.get_absolute_url()).text
    posts.restore(end.pk)
    page = client_for(people.bela).get(case.get_absolute_url()).text
    assert "Outcome known" in page
    assert page.count("Outcome: how it ended") == 1
    assert Post.objects.get(pk=end.pk).state == State.PUBLISHED
