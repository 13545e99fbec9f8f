"""The file of a picture, in each size: who gets it, and what a browser may do with it."""

import pytest
from django.urls import reverse

from community.lib.reencoding import SIZES
from forums.models import Picture, State, Topic
from tests.forums.drawn import add_picture, files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(picture_store):
    return picture_store


def fetch(client, picture, size="small", **headers):
    return client.get(reverse("picture_file", args=[picture.token, size]), headers=headers)


def statuses(client, picture):
    return {fetch(client, picture, size).status_code for size in SIZES}


def test_every_size_of_a_public_picture_is_public(rooms, people, client_for):
    picture = add_picture(rooms.open_post, people.bela, stored=files())
    for who in (None, people.cara, people.anna, people.eve):
        assert statuses(client_for(who), picture) == {200}


def test_every_size_of_a_closed_one_is_for_those_who_read_there(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna, stored=files())
    for who in (people.anna, people.bela, people.moira):
        assert statuses(client_for(who), picture) == {200}
    for who in (None, people.cara, people.dan, people.eve, people.nina, people.vera, people.adam):
        assert statuses(client_for(who), picture) == {404}


def test_it_closes_with_its_post_its_topic_and_its_board(rooms, people, client_for):
    picture, bela = add_picture(rooms.closed_post, people.anna, stored=files()), people.bela
    assert statuses(client_for(bela), picture) == {200}
    Topic.objects.filter(pk=rooms.closed_topic.pk).update(state=State.HIDDEN)
    assert statuses(client_for(bela), picture) == {404}
    open_ = add_picture(rooms.open_post, people.bela, stored=files())
    Topic.objects.filter(pk=rooms.open_topic.pk).update(board=rooms.closed)
    assert statuses(client_for(), open_) == {404}


@pytest.mark.parametrize("state", [Picture.State.WAITING, Picture.State.HELD, Picture.State.HIDDEN])
def test_until_it_may_be_seen_only_its_owner_and_moderators_get_it(
    state, rooms, people, client_for
):
    picture = add_picture(rooms.open_post, people.bela, state=state, stored=files())
    assert statuses(client_for(people.bela), picture) == {200}
    assert statuses(client_for(people.moira), picture) == {200}
    for who in (None, people.cara, people.anna):
        assert statuses(client_for(who), picture) == {404}


def test_what_is_put_by_is_its_owners_alone(rooms, people, client_for):
    picture = add_picture(None, people.bela, board=rooms.open, place="reply 1", stored=files())
    answer = fetch(client_for(people.bela), picture)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    for who in (None, people.anna, people.moira, people.adam):
        assert statuses(client_for(who), picture) == {404}


def test_what_was_removed_is_gone_even_while_its_file_is_there(rooms, people, client_for):
    picture = add_picture(rooms.open_post, people.bela, state=Picture.State.REMOVED, stored=files())
    for who in (None, people.bela, people.moira):
        assert statuses(client_for(who), picture) == {404}


def test_there_is_no_other_size_and_no_picture_without_its_file(rooms, people, client_for):
    picture = add_picture(rooms.open_post, people.bela, stored=files())
    assert fetch(client_for(), picture, "original").status_code == 404
    assert statuses(client_for(), add_picture(rooms.open_post, people.bela)) == {404}


def test_it_is_a_picture_and_can_be_nothing_else(rooms, people, client_for):
    picture = add_picture(rooms.open_post, people.bela, stored=files())
    answer = fetch(client_for(), picture)
    assert b"".join(answer.streaming_content) == b"pixels"
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("inline")
    assert "Set-Cookie" not in answer


def test_what_is_closed_is_kept_by_no_browser(rooms, people, client_for):
    picture = add_picture(rooms.closed_post, people.anna, stored=files())
    answer = fetch(client_for(people.anna), picture)
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer


def test_what_is_open_is_not_sent_twice_and_asked_for_each_time(rooms, people, client_for):
    picture = add_picture(rooms.open_post, people.bela, stored=files())
    tag = fetch(client_for(), picture)["ETag"]
    again = fetch(client_for(), picture, **{"if-none-match": tag})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")
    other = fetch(client_for(), picture, "large", **{"if-none-match": tag})
    assert other.status_code == 200
    Picture.objects.update(state=Picture.State.HELD)
    assert fetch(client_for(), picture, **{"if-none-match": tag}).status_code == 404


def test_its_head_alone_can_be_asked_for(rooms, people, client_for):
    picture = add_picture(rooms.open_post, people.bela, stored=files())
    answer = client_for().head(reverse("picture_file", args=[picture.token, "small"]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert (
        client_for().post(reverse("picture_file", args=[picture.token, "small"])).status_code == 405
    )


def test_the_proxy_sends_it_once_we_let_it_pass(rooms, people, client_for, settings):
    settings.PICTURES_ACCEL = "/_pictures/"
    picture = add_picture(rooms.closed_post, people.anna, stored="ab" + "c" * 30)
    answer = fetch(client_for(people.anna), picture)
    assert answer["X-Accel-Redirect"] == f"/_pictures/ab/ab{'c' * 30}/small.webp"
    assert (answer.content, answer["Content-Type"]) == (b"", "image/webp")
    refused = fetch(client_for(people.cara), picture)
    assert refused.status_code == 404
    assert "X-Accel-Redirect" not in refused
