"""The pages on which a manager tends topics."""

import pytest
from django.core.cache import cache

from forums import merging
from forums.models import Board, BoardGroupGrant, Draft, Post, State, Step, Topic
from tests.forums.counting import key, numbered, require_counted
from tests.forums.writing import NHS_NUMBER, typed
from tests.rooms import add_post, add_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def moira(people, client_for):
    return client_for(people.moira)


def now_of(topic):
    return Topic.objects.select_related("board").get(pk=topic.pk)


def act(client, topic, at="tend", **fields):
    return client.post(f"/t/{topic.pk}/{at}/", {"key": str(key()), **fields})


# --- One topic -----------------------------------------------------------------------------------


def test_a_manager_finds_the_way_from_the_topic_and_no_one_else_does(rooms, people, client_for):
    where = rooms.closed_topic.get_absolute_url()
    assert f"/t/{rooms.closed_topic.pk}/tend/" in client_for(people.moira).get(where).text
    for who in (people.anna, people.bela):
        assert "/tend/" not in client_for(who).get(where).text


def test_pin_lock_and_pace_from_its_own_page_and_undo_from_the_message(rooms, moira):
    topic = rooms.closed_topic
    for deed, field, value in (
        ("pin", "is_pinned", True),
        ("lock", "is_locked", True),
        ("slow", "slow_seconds", 300),
    ):
        answer = act(moira, topic, act=deed, slow_seconds="300")
        assert answer.status_code == 302
        assert getattr(now_of(topic), field) == value
        step = Step.objects.latest("pk")
        page = moira.get(answer.url).text
        assert f'action="/steps/{step.pk}/undo/"' in page
        moira.post(f"/steps/{step.pk}/undo/")
        assert getattr(now_of(topic), field) != value


def test_a_pace_that_there_is_not_changes_nothing(rooms, moira):
    answer = act(moira, rooms.closed_topic, act="slow", slow_seconds="7")
    assert answer.status_code == 422
    assert not Step.objects.exists()


def test_its_kind_is_one_of_those_of_its_board(rooms, moira):
    Board.objects.filter(pk=rooms.open.pk).update(kind="discussion", also=["question"])
    topic = rooms.open_topic
    assert "Kind of topic" in moira.get(f"/t/{topic.pk}/tend/").text
    act(moira, topic, act="kind", kind="question")
    assert now_of(topic).kind == "question"
    assert act(moira, topic, act="kind", kind="off_duty").status_code == 422
    require_counted()


# --- Moving --------------------------------------------------------------------------------------


def test_a_move_to_where_fewer_read_takes_one_step(rooms, people, moira, client_for):
    topic = rooms.open_topic
    page = moira.get(f"/t/{topic.pk}/move/").text
    assert rooms.closed.name in page
    act(moira, topic, "move", board=rooms.closed.pk)
    assert now_of(topic).board == rooms.closed
    assert client_for().get(topic.get_absolute_url()).status_code == 404


def test_a_move_to_where_more_read_is_asked_twice_and_says_what_it_opens(rooms, moira):
    topic = rooms.closed_topic
    first = act(moira, topic, "move", board=rooms.open.pk)
    assert first.status_code == 200
    assert "Everyone can read this".lower() in first.text
    assert "2 posts by 2 members" in " ".join(first.text.split())
    second = act(moira, topic, "move", board=rooms.open.pk, asked=rooms.open.pk)
    assert second.status_code == 422
    assert now_of(topic).board == rooms.closed
    act(moira, topic, "move", board=rooms.open.pk, asked=rooms.open.pk, sure="on")
    assert now_of(topic).board == rooms.open
    require_counted()


def test_only_boards_that_one_looks_after_are_offered(rooms, moira, people):
    elsewhere = Board.objects.create(name="Elsewhere", slug="elsewhere", audience="public")
    assert "Elsewhere" not in moira.get(f"/t/{rooms.open_topic.pk}/move/").text
    answer = act(moira, rooms.open_topic, "move", board=elsewhere.pk)
    assert answer.status_code == 422
    assert now_of(rooms.open_topic).board == rooms.open


# --- Splitting -----------------------------------------------------------------------------------


@pytest.fixture
def long(rooms, people):
    topic = now_of(rooms.closed_topic)
    for n in range(3, 31):
        add_post(topic, people.bela, f"Reply number {n}.")
    return topic, dict(numbered(topic))


def test_posts_are_ticked_page_by_page_without_scripts(long, moira):
    topic, ids = long
    page = moira.get(f"/t/{topic.pk}/split/").text
    assert "Reply number 3." in page
    assert f'value="{ids[1]}"' not in page
    turned = act(moira, topic, "split", replies=[ids[3], ids[4]], page="2", title="")
    assert turned.status_code == 200
    assert f'type="hidden" name="replies" value="{ids[3]}"' in turned.text
    done = act(moira, topic, "split", replies=[ids[3], ids[4], ids[25]], title="Apart")
    new = Topic.objects.get(title="Apart")
    assert done.url == f"/t/{new.pk}/"
    assert [pk for _, pk in numbered(new)] == [ids[3], ids[4], ids[25]]


def test_nothing_that_was_ticked_or_typed_is_lost_by_what_is_wrong(long, moira):
    topic, ids = long
    for fields, reason in (
        ({"replies": [ids[3]], "title": ""}, "Give the new topic a title."),
        ({"replies": [], "title": "Apart"}, "Choose the posts"),
        ({"replies": [ids[3]], "title": f"NHS {NHS_NUMBER}"}, "number"),
        ({"replies": [ids[1], ids[3]], "title": "Apart"}, "first post opens"),
    ):
        answer = act(moira, topic, "split", **fields)
        assert answer.status_code == 422
        assert reason in answer.text
        assert fields["title"] in answer.text
        for pk in fields["replies"][-1:]:
            assert f'value="{pk}" checked' in answer.text
    assert not Step.objects.exists()


def test_a_line_stands_where_they_were_and_leads_to_where_they_are(long, moira, people, client_for):
    topic, ids = long
    act(moira, topic, "split", replies=[ids[3], ids[4], ids[5]], title="Apart")
    anna = client_for(people.anna)
    text = " ".join(anna.get(topic.get_absolute_url()).text.split())
    assert "3 posts were moved from here." in text
    assert f'href="/p/{ids[3]}/"' in text
    new = Topic.objects.get(title="Apart")
    assert anna.get(f"/p/{ids[3]}/").url == f"{new.get_absolute_url()}#p1"


def test_the_line_says_nothing_of_a_place_that_is_closed(rooms, people, moira, client_for):
    topic, stranger = now_of(rooms.open_topic), client_for()
    posts = [add_post(topic, people.bela, f"Zqword {n}.") for n in range(3)]
    act(moira, topic, "split", replies=[post.pk for post in posts], title="Zqtitle")
    new = Topic.objects.get(title="Zqtitle")
    act(moira, new, "move", board=rooms.closed.pk)
    text = stranger.get(topic.get_absolute_url()).text
    assert "were moved from here" in text
    assert "zq" not in text.lower()
    missing = stranger.get("/p/987654321/")
    answer = stranger.get(f"/p/{posts[0].pk}/")
    assert (answer.status_code, answer.content) == (404, missing.content)


# --- Merging -------------------------------------------------------------------------------------


@pytest.fixture
def two(rooms, people):
    topic = add_topic(rooms.closed, people.bela, "Zqsame again")
    add_post(topic, people.bela, "The same.")
    return topic, rooms.closed_topic


def test_both_are_looked_at_before_they_are_one(two, moira):
    topic, into = two
    page = act(moira, topic, "merge", into=f"https://x.example{into.get_absolute_url()}")
    assert page.status_code == 200
    assert into.title in page.text
    assert now_of(topic).state == State.PUBLISHED
    done = act(moira, topic, "merge", into=into.pk, really="1")
    assert done.url == into.get_absolute_url()
    assert now_of(topic).merged_into == into


@pytest.mark.parametrize("into", ["987654321", "nonsense", "", "/b/cardiology/"])
def test_a_topic_that_is_not_there_is_said_to_be_so(into, two, moira):
    answer = act(moira, two[0], "merge", into=into)
    assert answer.status_code == 422
    assert not Step.objects.exists()


@pytest.fixture
def merged(two, people, viewer_of):
    topic, into = two
    merging.merge(viewer_of(people.moira), topic, into, key())
    return topic, into


def test_every_address_of_it_leads_on(merged, people, client_for):
    topic, into = merged
    anna = client_for(people.anna)
    for where in (topic.get_absolute_url(), f"/t/{topic.pk}/", f"/t/{topic.pk}/?page=2"):
        assert anna.get(where).url == into.get_absolute_url()
    assert anna.get(f"/t/{topic.pk}/new/").url == f"/t/{into.pk}/new/"
    assert anna.get(f"/reply/{topic.pk}/").url == f"{into.get_absolute_url()}#reply"
    anna.post(f"/t/{topic.pk}/follow/", {"level": "watch"})
    assert into.readings.get(user=people.anna).level == "watch"


@pytest.mark.parametrize("who", [None, "cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_to_those_who_may_not_read_it_it_was_never_there(who, merged, people, client_for):
    topic, _ = merged
    client = client_for(getattr(people, who) if who else None)
    for page in ("", "x/", "new/"):
        answer = client.get(f"/t/{topic.pk}/{page}")
        missing = client.get(f"/t/987654321/{page}")
        assert answer.status_code == missing.status_code
        assert answer.content == missing.content
        assert answer.get("Location", "").replace(str(topic.pk), "") == missing.get(
            "Location", ""
        ).replace("987654321", "")


def test_a_reply_that_was_on_its_way_is_kept_and_shown_where_the_talk_goes_on(
    merged, people, client_for
):
    topic, into = merged
    anna = client_for(people.anna)
    answer = anna.post(f"/reply/{topic.pk}/", typed("An hour's work."))
    assert answer.status_code == 422
    assert "was merged into this one" in answer.text
    assert "An hour&#x27;s work." in answer.text
    assert f'action="/reply/{into.pk}/"' in answer.text
    draft = Draft.objects.get(user=people.anna)
    assert (draft.source, draft.topic) == ("An hour's work.", into)
    assert not Post.objects.filter(source__startswith="An hour").exists()


def test_a_draft_is_saved_where_the_talk_goes_on(merged, people, client_for):
    topic, into = merged
    fields = {"place": f"reply {topic.pk}", "source": "Half.", "seen": "0"}
    client_for(people.anna).post("/drafts/save/", fields)
    assert Draft.objects.get(user=people.anna).place == f"reply {into.pk}"


# --- A selection ---------------------------------------------------------------------------------


@pytest.fixture
def several(rooms, people):
    topics = [add_topic(rooms.open, people.bela, f"Topic {n}") for n in range(3)]
    for topic in topics:
        add_post(topic, people.bela, "Words.")
    return topics


def choose(client, here, topics, deed, **fields):
    fields = {"topics": [topic.pk for topic in topics], "act": deed, "key": str(key())} | fields
    return client.post(f"/b/{here.slug}/topics/", fields, follow=True)


def test_the_bar_and_the_boxes_are_for_managers_alone(several, rooms, people, client_for):
    where = rooms.open.get_absolute_url()
    assert client_for(people.moira).get(where).text.count('name="topics"') == 4
    for who in (None, people.anna, people.bela):
        page = client_for(who).get(where).text
        assert 'name="topics"' not in page
        assert "tending.css" not in page


def test_what_cannot_be_done_is_named_and_the_rest_is_done(several, rooms, moira):
    Topic.objects.filter(pk=several[0].pk).update(is_pinned=True)
    page = choose(moira, rooms.open, [*several, rooms.closed_topic], "pin").text
    assert "2 topics are pinned." in page
    assert "“Topic 0” was left as it is. It is pinned already." in page
    assert "1 more could not be done" in page
    assert rooms.closed_topic.title not in page
    assert Step.objects.count() == 2
    assert Step.objects.values("batch").distinct().count() == 1
    assert not now_of(rooms.closed_topic).is_pinned


def test_one_undo_takes_all_of_it_back(several, rooms, moira):
    choose(moira, rooms.open, several, "lock")
    assert all(now_of(topic).is_locked for topic in several)
    page = moira.post(f"/steps/{Step.objects.first().pk}/undo/", follow=True).text
    assert "Undone." in page
    assert not any(now_of(topic).is_locked for topic in several)


def test_a_selection_moves_in_two_pages(several, rooms, moira):
    page = choose(moira, rooms.open, several, "move")
    assert "Move 3 topics" in page.text
    choose(moira, rooms.open, several, "move", board=rooms.closed.pk)
    assert {now_of(topic).board for topic in several} == {rooms.closed}
    require_counted()


def test_nothing_ticked_or_no_deed_says_so(several, rooms, moira):
    assert "Choose a topic first." in choose(moira, rooms.open, [], "pin").text
    assert "No such deed." in choose(moira, rooms.open, several, "burn").text
    assert not Step.objects.exists()


@pytest.mark.parametrize("who", ["anna", "bela", "nina", "vera", "adam"])
def test_no_one_else_can(who, several, rooms, people, client_for):
    client = client_for(getattr(people, who))
    answer = choose(client, rooms.open, several, "lock")
    assert answer.status_code == 403
    for page in ("tend", "move", "split", "merge"):
        assert client.get(f"/t/{several[0].pk}/{page}/").status_code == 403
    assert not Step.objects.exists()


# --- What was done -------------------------------------------------------------------------------


def test_what_was_done_is_listed_newest_first_with_who_did_it(several, rooms, moira, people):
    choose(moira, rooms.open, several[:1], "pin")
    act(moira, several[1], "move", board=rooms.closed.pk)
    page = moira.get(f"/b/{rooms.open.slug}/steps/").text
    assert page.index("moved") < page.index("pinned")
    assert people.moira.name in page
    assert rooms.closed.name in page


def test_the_list_names_no_topic_and_no_board_that_its_reader_may_not_see(
    several, rooms, moira, people, client_for
):
    act(moira, several[1], "move", board=rooms.closed.pk)
    for grant in BoardGroupGrant.objects.filter(content_object=rooms.closed):
        grant.delete()
    cache.clear()  # which the commit would have done
    page = client_for(people.moira).get(f"/b/{rooms.open.slug}/steps/").text
    assert "a topic that is not here any more" in page
    assert several[1].title not in page
    assert rooms.closed.name not in page


@pytest.mark.parametrize("who", ["anna", "nina", "vera", "adam"])
def test_a_step_of_others_boards_is_not_there(who, several, rooms, moira, people, client_for):
    choose(moira, rooms.open, several, "pin")
    step = Step.objects.first()
    client = client_for(getattr(people, who))
    assert client.post(f"/steps/{step.pk}/undo/").status_code == 404
    assert now_of(several[0]).is_pinned


def test_an_undo_that_something_speaks_against_says_what(several, rooms, moira):
    choose(moira, rooms.open, several[:1], "pin")
    step = Step.objects.first()
    choose(moira, rooms.open, several[:1], "unpin")
    page = moira.post(f"/steps/{step.pk}/undo/", follow=True).text
    assert "This was not undone. It was changed again since." in page
