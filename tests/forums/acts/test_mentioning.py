from contextlib import suppress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.lib import rendering
from community.lib.rendering import Unfit
from community.members.models import Standing, User
from forums import posting
from forums.limits import MENTIONS_AT_MOST
from forums.mentioning import link_to, mentioned, resolve
from forums.models import Post
from moderation import detectors
from moderation.detectors.finding import Action
from tests.forums.writing import NHS_NUMBER, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(people):
    return link_to(people.anna.pk, "Anna Sharma")


@pytest.fixture
def bela(people):
    return link_to(people.bela.pk, "Bela Kovács")


def doctor(name, email="another@home.test"):
    user = User.objects.create_user(email, name=name)
    Standing.objects.create(user=user, kind="doctor")
    return user


def test_a_mention_leads_to_the_member_s_page(people, anna):
    assert anna == f"[@Anna Sharma]({people.anna.get_absolute_url()})"
    assert mentioned(rendering.render(anna).html) == [people.anna.pk]


@pytest.mark.parametrize(
    ("typed", "resolved"),
    [
        ("@Anna Sharma, look.", "{anna}, look."),
        ("Ask @Anna Sharma.", "Ask {anna}."),
        ("@anna SHARMA would know", "{anna} would know"),
        ("@Anna Sharma's ECG", "{anna}'s ECG"),
        ("(@Anna Sharma)", "({anna})"),
        ("@Bela Kovács and @Anna Sharma", "{bela} and {anna}"),
        ("- one\n- @Anna Sharma\n\n1. @Bela Kovács", "- one\n- {anna}\n\n1. {bela}"),
        (
            "| who | what |\n|---|---|\n| @Anna Sharma | @Bela Kovács |",
            "| who | what |\n|---|---|\n| {anna} | {bela} |",
        ),
        ("**@Anna Sharma**", "**{anna}**"),
    ],
)
def test_a_full_name_after_an_at_becomes_a_link(rooms, anna, bela, typed, resolved):
    assert resolve(rooms.closed, typed) == resolved.format(anna=anna, bela=bela)


@pytest.mark.parametrize(
    "typed",
    [
        "@Anna, look.",
        "@Anna  Sharma",
        "@Nobody Known",
        "@Nina Reyes is a nurse and reads no closed room",
        "write to anna@Anna Sharma",
        "`@Anna Sharma`",
        "``a ` @Anna Sharma``",
        "```\n@Anna Sharma\n```",
        "- list\n\n  ~~~\n  @Anna Sharma\n  ~~~",
        "Words.\n\n    @Anna Sharma in code",
        "[write to @Anna Sharma](https://nhs.uk/)",
        "<https://nhs.uk/@Anna> Sharma",
        "https://nhs.uk/@Anna Sharma",
        "\\@Anna Sharma",
        "> @Anna Sharma was quoted",
        "@",
        "@@@",
        "a @ b",
    ],
)
def test_all_else_stays_as_typed(rooms, people, typed):
    assert resolve(rooms.closed, typed) == typed


def test_the_longest_name_wins(rooms, people):
    longer = doctor("Anna Sharma Patel")
    assert resolve(rooms.closed, "@Anna Sharma Patel said") == (
        f"{link_to(longer.pk, longer.name)} said"
    )
    assert str(people.anna.pk) in resolve(rooms.closed, "@Anna Sharma Pat said")


def test_a_name_that_two_readers_share_names_neither(rooms, people, anna):
    other = doctor("anna sharma")
    assert resolve(rooms.closed, "@Anna Sharma, look.") == "@Anna Sharma, look."
    # The completion tells them apart, and its link is kept.
    assert resolve(rooms.closed, anna) == anna
    assert resolve(rooms.closed, link_to(other.pk, other.name)) == link_to(other.pk, other.name)


def test_a_namesake_who_may_not_read_the_board_is_in_no_one_s_way(rooms, people, anna):
    User.objects.create_user("namesake@home.test", name="Anna Sharma")
    assert resolve(rooms.closed, "@Anna Sharma, look.") == f"{anna}, look."


def test_each_board_names_its_own_readers(rooms, people):
    nina = link_to(people.nina.pk, people.nina.name)
    assert resolve(rooms.open, "@Nina Reyes") == nina
    assert resolve(rooms.closed, "@Nina Reyes") == "@Nina Reyes"
    assert resolve(rooms.closed, f"{nina}, look.") == "@Nina Reyes, look."


@pytest.mark.parametrize("who", ["eve", "dan", "cara"])
def test_who_lost_their_sight_of_it_is_not_named(rooms, people, who):
    user = getattr(people, who)
    assert resolve(rooms.closed, f"@{user.name}") == f"@{user.name}"
    assert resolve(rooms.closed, link_to(user.pk, user.name)) == f"@{user.name}"


def test_a_link_bears_the_member_s_true_name(rooms, people, anna):
    assert resolve(rooms.closed, f"[@Dr Nobody](/members/{people.anna.pk}/)") == anna
    in_quote = f"> [@Dr Nobody](/members/{people.anna.pk}/) said"
    assert resolve(rooms.closed, in_quote) == f"> {anna} said"


def test_a_link_to_nobody_is_words_again(rooms, people, bela):
    assert resolve(rooms.closed, "[@Who](/members/987654321/)") == "@Who"
    assert resolve(rooms.closed, f"[@Who](/members/{'9' * 18}/)") == "@Who"
    assert resolve(rooms.closed, f"[@Bela Kovács](/members/{people.nina.pk}/)") == bela


@pytest.mark.parametrize(
    "disguised",
    [
        "[@Anna Sharma][1]\n\n[1]: /members/{bela}/",
        '[@Anna Sharma](/members/{bela}/ "title")',
        "[@Anna Sharma](</members/{bela}/>)",
        "[@Anna Sharma](/%6Dembers/{bela}/)",
        "[@Anna Sharma](../members/{bela}/)",
        "[@Anna Sharma](#reply)",
        "[\\@Anna Sharma](/members/{bela}/)",
        "[&#64;Anna Sharma](/members/{bela}/)",
        "[@Anna Sharma](/members/%7Bbela%7D/../{bela}/)[@Anna Sharma](/members/{bela}/ 'x')",
    ],
)
def test_a_link_dressed_up_as_another_s_name_is_refused(rooms, people, disguised):
    with pytest.raises(Unfit, match="misleads"):
        resolve(rooms.closed, disguised.replace("{bela}", str(people.bela.pk)))


def test_names_with_marks_of_their_own_are_shown_as_they_are(rooms, people):
    odd = doctor("Jo_an [ne] *Lee* `x` | \\ <b>")
    source = resolve(rooms.closed, f"Ask {link_to(odd.pk, odd.name)}.")
    assert source == f"Ask {link_to(odd.pk, odd.name)}."
    html = rendering.render(source).html
    assert mentioned(html) == [odd.pk]
    assert "<b>" not in html
    assert "@Jo_an [ne] *Lee* `x` | \\ &lt;b&gt;</a>" in html


SOURCES = [
    "@Anna Sharma and `@Bela Kovács`",
    "> @Anna Sharma\n\n@Bela Kovács",
    "[@Wrong](/members/{nina}/) Sharma",
    "[@Anna](/members/{nina}/) Sharma",
    "[@Bela Kovács](/members/{anna}/)",
    "| @Anna Sharma | @Bela Kovács |\n|---|---|\n| x | y |",
    "@Anna Sharma\n@Bela Kovács\n\n* * *\n\n@Anna Sharma",
]


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_resolved_stays_as_it_is(rooms, people, source):
    source = source.replace("{nina}", str(people.nina.pk)).replace("{anna}", str(people.anna.pk))
    once = resolve(rooms.closed, source)
    assert resolve(rooms.closed, once) == once


def test_more_than_ten_are_too_many(rooms, people):
    many = [doctor(f"Doctor {chr(65 + n)}", f"{n}@home.test") for n in range(MENTIONS_AT_MOST + 1)]
    source = " ".join(f"@{user.name}," for user in many)
    with pytest.raises(Unfit, match="mentions 11 colleagues; at most 10"):
        resolve(rooms.closed, source)
    assert len(mentioned(rendering.render(resolve(rooms.closed, source[:-11])).html)) == 10
    assert resolve(rooms.closed, " ".join(["@Anna Sharma"] * 30)).count("](") == 30


def test_the_links_count_towards_the_length(rooms, people):
    names = "@Anna Sharma " * 1500
    rendering.require_fit(names.strip())
    with pytest.raises(Unfit, match="at most 20,000"):
        resolve(rooms.closed, names.strip())


@pytest.mark.parametrize(
    "source",
    [
        "@" * 20_000,
        "@a " * 6_600,
        "`" * 19_999 + "@",
        "[@" * 9_999,
        "<@" * 9_999,
        "@a.b-" * 4_000,
        "[@x](/members/1/) " * 1_100,
        "` `` ``` " * 2_000 + "@a",
    ],
)
def test_what_was_made_to_be_slow_is_read_in_a_bounded_number_of_queries(rooms, people, source):
    with CaptureQueriesContext(connection) as queries, suppress(Unfit):
        resolve(rooms.closed, source)
    assert len(queries) <= 2


def test_it_asks_nothing_without_an_at_and_twice_at_most(rooms, people):
    with CaptureQueriesContext(connection) as queries:
        resolve(rooms.closed, "Nothing to see here. " * 100)
    assert len(queries) == 0
    with CaptureQueriesContext(connection) as queries:
        resolve(rooms.closed, "@Anna Sharma, @Bela Kovács, @Who Ever " * 20)
    assert len(queries) == 2


# --- In a post -----------------------------------------------------------------------------------


def test_a_post_keeps_the_link_and_shows_the_name(rooms, people, viewer_of, anna):
    post = posting.reply(viewer_of(people.bela), rooms.closed_topic, draft("@anna sharma, look."))
    assert post.source == f"{anna}, look."
    assert f'<a href="{people.anna.get_absolute_url()}"' in post.html
    assert post.text == "Anna Sharma, look."  # and is found by it
    edited = posting.edit(viewer_of(people.bela), post, draft(post.source), 1)
    assert edited.source == post.source


def test_what_the_check_marks_is_what_was_typed(rooms, people, viewer_of):
    typed = f"@Anna Sharma, @Bela Kovács: NHS number {NHS_NUMBER} again."
    with pytest.raises(posting.Stopped) as stopped:
        posting.reply(viewer_of(people.anna), rooms.closed_topic, draft(typed))
    (mark,) = stopped.value.marks["body"]
    assert typed[mark.start : mark.end] == NHS_NUMBER
    assert not Post.objects.filter(text__contains=NHS_NUMBER).exists()


@pytest.mark.parametrize("words", ["the x-ray", "a social history", "on Twitter"])
def test_a_mention_is_not_taken_for_somebody_s_handle(rooms, people, anna, words):
    source = f"{anna}, did you see {words}?"
    for text in (source, rendering.render(source).text):
        found = detectors.screen(text, detectors.Known("closed"))
        assert [f for f in found if f.action >= Action.FLAG] == []


def test_a_handle_dressed_up_as_a_link_is_still_found(people):
    text = rendering.render("Look on Twitter: [@bigmart_hull](https://twitter.com/x)").text
    assert "handle" in {f.kind for f in detectors.screen(text, detectors.Known("open"))}
