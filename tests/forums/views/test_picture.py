"""A picture of a post, large: who sees it, what it says, and the way to those beside it."""

import pytest
from django.urls import reverse

from community.members.models import Standing
from forums.limits import EDIT_WINDOW
from forums.models import Picture, Post
from tests.forums.drawn import add_picture

pytestmark = pytest.mark.django_db

CHECKING = "We are checking this picture."


def page_of(client, picture):
    return client.get(reverse("picture", args=[picture.token]))


def test_it_stands_in_its_post_small_with_its_words_and_leads_to_its_page(
    rooms, people, client_for
):
    picture = add_picture(rooms.closed_post, people.anna, alt="Short PR, delta wave", caption="II")
    shown = client_for(people.bela).get(rooms.closed_topic.get_absolute_url()).content.decode()
    assert f'href="{picture.get_absolute_url()}"' in shown
    assert 'alt="Short PR, delta wave"' in shown
    assert 'width="300" height="200" loading="lazy"' in shown
    assert "<figcaption>II</figcaption>" in shown


def test_a_topic_without_pictures_says_nothing_of_them(rooms, people, client_for):
    shown = client_for(people.bela).get(rooms.closed_topic.get_absolute_url()).content.decode()
    assert 'class="pictures' not in shown


def test_what_gives_the_answer_away_is_behind_a_word_that_opens_it(rooms, people, client_for):
    add_picture(rooms.closed_post, people.anna, is_answer=True)
    shown = client_for(people.bela).get(rooms.closed_topic.get_absolute_url()).content.decode()
    before, _, after = shown.partition("<summary>Reveal the picture</summary>")
    assert "<img" not in before.partition('class="pictures"')[2]
    assert "<img" in after


@pytest.mark.parametrize("state", [Picture.State.WAITING, Picture.State.HELD, Picture.State.HIDDEN])
def test_one_that_is_set_aside_is_there_for_its_owner_and_moderators_and_says_so(
    rooms, people, client_for, state
):
    picture = add_picture(rooms.closed_post, people.anna, state=state)
    for who in (people.anna, people.moira):
        topic = client_for(who).get(rooms.closed_topic.get_absolute_url()).content.decode()
        assert "Only its owner" in topic or "only its owner" in topic
        assert page_of(client_for(who), picture).status_code == 200
    assert page_of(client_for(people.bela), picture).status_code == 404
    topic = client_for(people.bela).get(rooms.closed_topic.get_absolute_url()).content.decode()
    assert str(picture.token) not in topic
    assert CHECKING not in topic


def test_a_removed_one_is_there_for_no_one(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna, state=Picture.State.REMOVED)
    for who in (people.anna, people.moira, people.bela):
        assert page_of(client_for(who), picture).status_code == 404


def test_who_may_read_the_post_may_see_its_picture_and_no_one_else(rooms, people, client_for):
    closed = add_picture(rooms.closed_post, people.anna)
    open_ = add_picture(rooms.open_reply, people.nina)
    for who in (None, people.cara, people.dan, people.nina, people.stu, people.vera, people.adam):
        assert page_of(client_for(who), closed).status_code == 404
        assert page_of(client_for(who), open_).status_code == 200
    assert page_of(client_for(people.bela), closed).status_code == 200


def test_it_goes_when_the_readers_verification_ends(rooms, people, client_for):
    picture, bela = add_picture(rooms.closed_post, people.anna), client_for(people.bela)
    assert page_of(bela, picture).status_code == 200
    Standing.objects.filter(user=people.bela).delete()
    assert page_of(bela, picture).status_code == 404


def test_it_goes_with_its_post(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna)
    Post.objects.filter(pk=rooms.closed_post.pk).update(state="removed")
    assert page_of(client_for(people.bela), picture).status_code == 404
    assert page_of(client_for(people.moira), picture).status_code == 404


def test_one_not_posted_yet_is_its_owners_alone(rooms, people, client_for):
    picture = add_picture(None, people.anna, board=rooms.closed, place="reply 1")
    assert "only you can see it" in page_of(client_for(people.anna), picture).content.decode()
    for who in (None, people.bela, people.moira, people.adam):
        assert page_of(client_for(who), picture).status_code == 404


def test_it_says_what_is_to_be_seen_and_who_can_read_it(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna, alt="", caption="<b>Before</b>")
    shown = page_of(client_for(people.bela), picture).content.decode()
    assert "No one has described this picture yet." in shown
    assert "&lt;b&gt;Before&lt;/b&gt;" in shown
    assert rooms.closed.audience_words in shown
    assert rooms.closed_post.get_absolute_url() in shown


def test_one_walks_through_the_pictures_of_the_post_that_one_sees(rooms, people, client_for):
    first, hidden, last = (
        add_picture(rooms.closed_post, people.anna, position=at, state=state)
        for at, state in enumerate(["shown", "held", "shown"])
    )
    add_picture(rooms.closed_reply, people.bela)  # of another post
    shown = page_of(client_for(people.bela), first).content.decode()
    assert "Picture 1 of 2" in shown
    assert f'href="{last.get_absolute_url()}" rel="next"' in shown
    assert 'rel="prev"' not in shown
    assert str(hidden.token) not in shown
    own = page_of(client_for(people.anna), hidden).content.decode()
    assert "Picture 2 of 3" in own
    assert f'href="{first.get_absolute_url()}" rel="prev"' in own


def test_no_one_walks_into_the_answer(rooms, people, client_for):
    first = add_picture(rooms.closed_post, people.anna)
    answer = add_picture(rooms.closed_post, people.anna, position=1, is_answer=True)
    bela = client_for(people.bela)
    shown = page_of(bela, first).content.decode()
    assert 'rel="next"' not in shown
    assert "gives the answer away" in shown
    assert f'href="{first.get_absolute_url()}"' in page_of(bela, answer).content.decode()


def test_its_page_does_not_say_whose_it_is(rooms, people, client_for):
    picture = add_picture(rooms.open_post, people.bela)
    assert people.bela.name not in page_of(client_for(people.nina), picture).content.decode()


def test_only_who_may_cover_it_is_offered_that(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna)
    way = reverse("picture_cover", args=[picture.token])
    for who, offered in ((people.anna, True), (people.moira, True), (people.bela, False)):
        assert (way in page_of(client_for(who), picture).content.decode()) is offered


def test_its_words_are_offered_to_its_owner_as_long_as_the_post_can_be_edited(
    rooms, people, client_for
):
    picture = add_picture(rooms.closed_post, people.anna)
    way = reverse("picture_words", args=[picture.token])
    assert way in page_of(client_for(people.anna), picture).content.decode()
    assert way not in page_of(client_for(people.bela), picture).content.decode()
    late = rooms.closed_post.created_at - EDIT_WINDOW
    Post.objects.filter(pk=rooms.closed_post.pk).update(created_at=late)
    assert way not in page_of(client_for(people.anna), picture).content.decode()
