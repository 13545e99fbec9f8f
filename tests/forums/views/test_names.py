"""Signing with a pseudonym, as it is on the page: the composer, the bylines, one's own names."""

import re
import uuid

import pytest
from django.utils import timezone

from community.members.viewer import viewer_for
from forums import posting
from forums.models import Board, IgnoredName, Post, Pseudonym, Question, Topic
from moderation.models import Case
from moderation.screening import screen_subject
from tests.forums.masks import sign, with_masks
from tests.forums.writing import draft, typed
from tests.rooms import add_post, add_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]

NAME = "Quiet Heron"


@pytest.fixture
def post(rooms, people):
    return sign(add_post(rooms.closed_topic, people.bela, "Masked words."))


@pytest.fixture
def opened(rooms, people):
    """A topic that Bela opened under his pseudonym."""
    topic = add_topic(rooms.closed, people.bela, "Opened masked")
    return sign(add_post(topic, people.bela, "Masked words."))


def article(html, number):
    """The HTML of one post."""
    return re.search(rf'<article[^>]* id="p{number}".*?</article>', html, re.S)[0]


# --- The composer --------------------------------------------------------------------------------


def test_the_composer_asks_under_which_name(rooms, people, client_for):
    with_masks(rooms.closed)
    page = client_for(people.bela).get("/b/cardiology-clinical/new/").text
    assert "Sign as" in page
    assert page.count('name="masked"') == 2


def test_a_post_is_signed_as_was_chosen(rooms, people, client_for):
    with_masks(rooms.closed)
    client = client_for(people.bela)
    where = "/b/cardiology-clinical/new/"
    client.post(where, typed("Masked.", title="One", masked="1"))
    client.post(where, typed("Named.", title="Two", masked=""))
    one, two = Post.objects.get(source="Masked."), Post.objects.get(source="Named.")
    assert one.pseudonym == Pseudonym.objects.get()
    assert two.pseudonym is None
    assert one.pseudonym.name in client.get(where).text


def test_in_a_topic_the_name_is_settled(rooms, people, client_for, opened):
    page = client_for(people.bela).get(opened.topic.get_absolute_url()).text
    assert "In this topic you write as <strong>Quiet Heron</strong>" in page
    assert 'name="masked"' not in page
    client_for(people.bela).post(f"/reply/{opened.topic_id}/", typed("And more."))
    assert Post.objects.get(source="And more.").pseudonym == opened.pseudonym


def test_an_edit_says_under_which_name_it_stands(people, client_for, opened):
    page = client_for(people.bela).get(f"/p/{opened.pk}/edit/").text
    assert "This post stands under <strong>Quiet Heron</strong>" in page


def test_what_cannot_be_signed_so_is_not_posted_and_nothing_is_lost(rooms, people, client_for):
    with_masks(rooms.closed)
    client = client_for(people.bela)
    response = client.post(f"/reply/{rooms.closed_topic.pk}/", typed("A secret.", masked="1"))
    assert response.status_code == 422
    assert "as Bela Kovács" in response.text
    assert "A secret." in response.text
    assert not Post.objects.filter(source="A secret.").exists()


def test_where_there_are_no_pseudonyms_any_more_it_does_not_go_out_named(rooms, people, client_for):
    response = client_for(people.bela).post(
        "/b/cardiology-clinical/new/", typed("A secret.", title="Mine", masked="1")
    )
    assert response.status_code == 422
    assert not Post.objects.filter(source="A secret.").exists()


def test_where_the_public_reads_the_composer_says_why_real_names(rooms, people, client_for):
    page = client_for(people.bela).get("/b/cardiology/new/").text
    assert "Your real name stands beside this" in page
    assert "Sign as" not in page
    with_masks(rooms.closed)
    assert "Your real name" not in client_for(people.bela).get("/b/cardiology-clinical/new/").text


# --- Bylines -------------------------------------------------------------------------------------


def test_beside_a_masked_post_stand_the_name_a_ring_and_a_bare_badge(
    rooms, people, client_for, post
):
    html = article(client_for(people.anna).get(rooms.closed_topic.get_absolute_url()).text, 3)
    assert "Quiet Heron" in html
    assert "avatar--ring" in html
    assert "Verified doctor. When this was written" in html
    for told in ("Bela", "Kovács", "/members/", "General practice", "GP partner", "tint-", "BK"):
        assert told not in html, told
    assert "data-undo" not in html


def test_its_author_alone_may_edit_it(rooms, people, client_for, post):
    where = rooms.closed_topic.get_absolute_url()
    own = article(client_for(people.bela).get(where).text, 3)
    assert f"/p/{post.pk}/edit/" in own
    assert f"/p/{post.pk}/ignore/" not in own
    for who in (people.anna, people.moira):
        html = article(client_for(who).get(where).text, 3)
        assert f"/p/{post.pk}/edit/" not in html
        assert f"/p/{post.pk}/ignore/" in html


def test_the_times_of_a_masked_post_have_no_hour(rooms, people, client_for, post):
    Post.objects.filter(pk=post.pk).update(edited_at=timezone.now())
    client = client_for(people.anna)
    html = article(client.get(rooms.closed_topic.get_absolute_url()).text, 3)
    assert "today" in html
    assert not re.search(r"\d\d:\d\d|\d min|now<|\d h<", html)
    board = client.get("/b/cardiology-clinical/").text
    row = re.search(r'<li class="topic-row.*?</li>', board, re.S)[0]
    assert '<span class="age">today</span>' in row
    index = client.get("/boards/").text
    assert re.search(r"Troponin after a marathon</a>\s*<small>today</small>", index)


def test_lists_name_who_opened_and_who_spoke_last(rooms, people, client_for, post, opened):
    client = client_for(people.anna)
    client.post(f"/t/{rooms.closed_topic.pk}/follow/", {"level": "track"})
    for where in ("/", "/following/", "/b/cardiology-clinical/"):
        html = client.get(where).text
        assert "Anna Sharma, then Quiet Heron" in html, where
        assert ", then Bela" not in html, where


def test_history_and_bookmarks_name_the_pseudonym(rooms, people, client_for, viewer_of):
    with_masks(rooms.closed)
    bela, client = viewer_of(people.bela), client_for(people.anna)
    post = posting.start_topic(bela, rooms.closed, draft("First.", title="Mine", masked=True))
    posting.edit(bela, post, draft("Second.", title="Mine"), 1)
    client.post(f"/p/{post.pk}/bookmark/", {"act": "keep"})
    for where in (f"/p/{post.pk}/history/", f"/p/{post.pk}/bookmark/", "/bookmarks/"):
        html = client.get(where).text
        assert post.byline.name in html, where
        assert "Kovács" not in html, where
    history = client.get(f"/p/{post.pk}/history/").text
    assert not re.search(r"\d\d:\d\d", history)


def test_a_question_is_answered_by_the_pseudonym(rooms, people, client_for, post):
    Question.objects.filter(topic=rooms.closed_topic).update(
        accepted=post, first_answer_at=post.created_at
    )
    html = client_for(people.anna).get(rooms.closed_topic.get_absolute_url()).text
    assert "Answered by Quiet Heron" in html
    assert "First answer on the same day" in html


def test_a_quotation_names_the_pseudonym(rooms, people, client_for, post):
    where = f"{rooms.closed_topic.get_absolute_url()}?quote=3"
    assert f"[Quiet Heron wrote](/p/{post.pk}/)" in client_for(people.anna).get(where).text


def test_a_post_that_went_to_another_board_has_no_badge_of_the_first(rooms, people, client_for):
    """It says what all who write under a pseudonym there are."""
    elsewhere = Board.objects.create(
        name="Of members", slug="of-members", audience=Board.Audience.MEMBERS
    )
    post = sign(add_post(rooms.closed_topic, people.bela, "Masked words."))
    Topic.objects.filter(pk=post.topic_id).update(board=elsewhere)
    from forums.granting import grant_audience

    grant_audience(elsewhere)
    html = article(client_for(people.anna).get(rooms.closed_topic.get_absolute_url()).text, 3)
    assert "Quiet Heron" in html
    assert "Verified doctor" not in html


# --- Moderation ----------------------------------------------------------------------------------


@pytest.fixture
def case(rooms, people):
    threat = "I will find you and kill you."
    post = sign(add_post(rooms.closed_topic, people.bela, threat))
    named = add_post(rooms.open_topic, people.bela, threat)
    screen_subject("post", named.pk)
    return screen_subject("post", post.pk)


def test_who_decides_on_a_masked_post_is_told_the_pseudonym(case, people, client_for):
    assert case.mask == NAME
    client = client_for(people.moira)
    page = client.get(case.get_absolute_url()).text
    assert NAME in page
    assert "Kovács" not in page
    assert "Member since" not in page
    assert "No other cases" in page
    other = Case.objects.exclude(pk=case.pk).get()
    assert f'href="{case.get_absolute_url()}"' in page  # in the list of what is open
    history = client.get(other.get_absolute_url()).text.split('class="queue__history"')[1]
    assert "Kovács" in history
    assert "No other cases" in history
    assert "Kovács" not in client.get("/moderation/").text


def test_the_desk_names_no_one_either(case, people, client_for):
    client = client_for(people.adam)
    for where in ("/admin/moderation/case/", f"/admin/moderation/case/{case.pk}/change/"):
        page = client.get(where).text
        assert NAME in page, where
    page = client.get(f"/admin/moderation/case/{case.pk}/change/").text
    assert "Kovács" not in page
    assert f"/members/{people.bela.pk}" not in page
    assert f'"{people.bela.pk}"' not in page


# --- One's own names -----------------------------------------------------------------------------


def test_ones_names_are_listed_for_oneself_alone(rooms, people, client_for, post):
    assert NAME in client_for(people.bela).get("/names/").text
    for who in (people.anna, people.moira, people.adam):
        assert NAME not in client_for(who).get("/names/").text


def test_a_name_of_a_board_that_is_closed_to_them_now_is_not_listed(people, client_for, post):
    people.bela.standings.update(ends_at=timezone.now())
    page = client_for(people.bela).get("/names/").text
    assert NAME not in page
    assert "Cardiology, clinical" not in page


def test_a_pseudonym_is_ignored_and_read_again(rooms, people, client_for, post):
    client, where = client_for(people.anna), rooms.closed_topic.get_absolute_url()
    response = client.post(f"/p/{post.pk}/ignore/")
    assert response.url == where
    assert "You no longer read Quiet Heron" in client.get(where).text
    page = client.get(where).text
    assert "Masked words." not in page
    assert "A post by a member you ignore." in page
    assert "Repeat it at three hours" in page, "what he says under his own name is read"
    assert NAME in client.get("/names/").text
    client.post(f"/names/ignored/{IgnoredName.objects.get().pk}/hear/")
    assert "Masked words." in client.get(where).text


def test_ignoring_the_member_leaves_the_pseudonym_heard(rooms, people, client_for, post):
    client, where = client_for(people.anna), rooms.closed_topic.get_absolute_url()
    client.post(f"/ignore/{people.bela.pk}/", {"action": "add"})
    page = client.get(where).text
    assert "Masked words." in page
    assert "Repeat it at three hours" not in page


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_what_one_may_not_read_one_does_not_ignore(who, people, client_for, post):
    response = client_for(getattr(people, who)).post(f"/p/{post.pk}/ignore/")
    assert response.status_code == 404
    assert not IgnoredName.objects.exists()


def test_a_named_post_is_not_ignored_this_way(rooms, people, client_for):
    response = client_for(people.anna).post(f"/p/{rooms.closed_reply.pk}/ignore/")
    assert response.status_code == 403


def test_names_are_kept_in_a_draft(rooms, people, client_for):
    with_masks(rooms.closed)
    client = client_for(people.bela)
    fields = typed("Half a post", title="Mine", masked="1", key=str(uuid.uuid4()))
    client.post("/drafts/save/", fields | {"place": f"topic {rooms.closed.pk}"})
    page = client.get("/b/cardiology-clinical/new/").text
    assert re.search(r'name="masked"\s+value="1"\s+checked', page)
    assert viewer_for(people.bela)
