import re
from datetime import timedelta

import pytest
from django.utils import timezone

from community.lib.rendering import MAX_LENGTH
from community.members.models import Standing
from forums.models import Board, Draft, Post, State
from tests.forums.writing import typed
from tests.rooms import add_post, add_topic

SAVE = "/drafts/save/"
SCRIPT = {"headers": {"X-Requested-With": "fetch"}}


def at(place, source="Half a thought", **fields):
    return typed(source, place=place, seen=0, **fields)


def reply_in(topic):
    return f"reply {topic.pk}"


def seen_in(page):
    return int(re.search(r'name="seen" value="(\d+)"', page.text)[1])


# --- Saving --------------------------------------------------------------------------------------


def test_a_script_saves_and_is_told_the_version_and_the_time(rooms, people, client_for):
    client, place = client_for(people.anna), reply_in(rooms.closed_topic)
    first = client.post(SAVE, at(place), **SCRIPT)
    assert first.status_code == 200
    assert first.json()["version"] == 1
    assert re.fullmatch(r"\d\d:\d\d", first.json()["at"])
    second = client.post(SAVE, at(place, "A thought") | {"seen": 1}, **SCRIPT)
    assert second.json()["version"] == 2
    assert Draft.objects.get().source == "A thought"


@pytest.mark.parametrize("place", ["reply closed", "topic closed", "edit closed"])
@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_those_who_may_not_read_it_there_is_no_such_place(
    who, place, rooms, people, client_for
):
    kind = place.split()[0]
    pk = {"reply": rooms.closed_topic, "topic": rooms.closed, "edit": rooms.closed_reply}[kind].pk
    client = client_for(getattr(people, who))
    closed, missing = client.post(SAVE, at(f"{kind} {pk}")), client.post(SAVE, at(f"{kind} 98765"))
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "place", ["", "reply", "reply x", "reply -1", "board 1", "reply 1 ", "reply " + "9" * 40, "\0"]
)
def test_a_place_that_is_none_is_not_there(place, rooms, people, client_for):
    assert client_for(people.anna).post(SAVE, at(place), **SCRIPT).status_code == 404


@pytest.mark.parametrize(
    "fields", [{"seen": "x"}, {"seen": -1}, {"seen": "9" * 30}, {"key": "x"}, {"version": "0"}]
)
def test_a_form_made_by_hand_changes_nothing(fields, rooms, people, client_for):
    form = at(reply_in(rooms.open_topic)) | fields
    assert client_for(people.anna).post(SAVE, form, **SCRIPT).status_code == 422
    assert not Draft.objects.exists()


def test_another_s_post_is_not_ones_own_to_edit(rooms, people, client_for):
    form = at(f"edit {rooms.closed_reply.pk}")
    assert client_for(people.anna).post(SAVE, form, **SCRIPT).status_code == 403
    assert not Draft.objects.exists()


def test_a_suspended_member_keeps_what_they_may_not_send(rooms, people, client_for):
    client = client_for(people.eve)
    assert client.post(SAVE, at(reply_in(rooms.open_topic)), **SCRIPT).status_code == 200
    page = client.get(f"/drafts/{Draft.objects.get().pk}/")
    assert "Your account is suspended" in page.text
    assert "Half a thought</textarea>" in page.text


def test_what_cannot_be_seen_is_dropped_as_from_a_post(rooms, people, client_for):
    client_for(people.anna).post(SAVE, at(reply_in(rooms.open_topic), "A\0B\u202e"), **SCRIPT)
    assert Draft.objects.get().source == "AB"


def test_an_older_window_is_told_and_has_a_way_to_keep_its_words(rooms, people, client_for):
    client, place = client_for(people.anna), reply_in(rooms.closed_topic)
    client.post(SAVE, at(place, "From the phone"), **SCRIPT)
    late = client.post(SAVE, at(place, "From the ward"), **SCRIPT)
    assert late.status_code == 409
    assert late.json()["version"] == 1
    assert "newer draft" in late.json()["error"]
    page = client.post(SAVE, at(place, "From the ward"))
    assert page.status_code == 409
    assert "From the ward</textarea>" in page.text
    assert "From the phone" in page.text
    again = at(place, "From the ward") | {"seen": seen_in(page), "anyway": "1"}
    assert client.post(SAVE, again).status_code == 302
    assert Draft.objects.get().source == "From the ward"


def test_too_long_a_text_is_refused_and_stays_in_its_box(rooms, people, client_for):
    client = client_for(people.anna)
    long = at(reply_in(rooms.open_topic), "x" * (MAX_LENGTH + 1))
    assert f"at most {MAX_LENGTH} fit" in client.post(SAVE, long, **SCRIPT).json()["error"]
    page = client.post(SAVE, long)
    assert page.status_code == 422
    assert f"{'x' * (MAX_LENGTH + 1)}</textarea>" in page.text
    assert "data-unsaved" in page.text
    assert not Draft.objects.exists()


def test_a_machine_is_slowed_down(rooms, people, client_for):
    client, place = client_for(people.anna), reply_in(rooms.open_topic)
    saves = [client.post(SAVE, at(place, "same"), **SCRIPT) for _ in range(61)]
    assert {save.status_code for save in saves[:60]} == {200}
    assert saves[60].status_code == 429
    assert "Wait" in saves[60].json()["error"]
    assert "same</textarea>" in client.post(SAVE, at(place, "same")).text


# --- Without scripts -----------------------------------------------------------------------------


def test_the_button_saves_and_leads_back_to_the_words(rooms, people, client_for):
    client, topic = client_for(people.anna), rooms.closed_topic
    assert f'formaction="{SAVE}"' in client.get(topic.get_absolute_url()).text
    saved = client.post(SAVE, at(reply_in(topic), "An <hour's> work"), follow=True)
    assert saved.redirect_chain[-1][0] == f"{topic.get_absolute_url()}#reply"
    assert "Your draft is saved" in saved.text
    assert "An &lt;hour&#x27;s&gt; work</textarea>" in saved.text
    assert "Draft from" in saved.text
    assert seen_in(saved) == 1


def test_each_place_comes_filled_with_its_draft(rooms, people, client_for):
    client = client_for(people.bela)
    new, edit = f"/b/{rooms.closed.slug}/new/", f"/p/{rooms.open_post.pk}/edit/"
    client.post(SAVE, at(f"topic {rooms.closed.pk}", "Text of it", title="Title of it"))
    client.post(SAVE, at(f"edit {rooms.open_post.pk}", "New words", title="New title", version=1))
    page = client.get(new)
    assert 'value="Title of it"' in page.text
    assert "Text of it</textarea>" in page.text
    page = client.get(edit)
    assert 'value="New title"' in page.text
    assert "New words</textarea>" in page.text
    assert "was changed after you began" not in page.text


def test_an_edit_of_what_changed_since_says_so_and_shows_both(rooms, people, client_for):
    client, where = client_for(people.nina), f"/p/{rooms.open_reply.pk}/edit/"
    client.post(SAVE, at(f"edit {rooms.open_reply.pk}", "My draft", version=1))
    Post.objects.filter(pk=rooms.open_reply.pk).update(version=2)
    page = client.get(where)
    assert "The post was changed after you began this." in page.text
    assert 'name="version" value="1"' in page.text
    assert client.post(where, typed("My draft", version=1)).status_code == 409


def test_a_quotation_is_put_below_the_draft(rooms, people, client_for):
    client, topic = client_for(people.anna), rooms.closed_topic
    client.post(SAVE, at(reply_in(topic), "Begun"))
    box = client.get(f"{topic.get_absolute_url()}?quote=2").text
    assert re.search(r"Begun\n\n&gt; .*Bela", box)


def test_it_is_gone_once_sent(rooms, people, client_for):
    client, topic = client_for(people.anna), rooms.closed_topic
    client.post(SAVE, at(reply_in(topic)))
    client.post(f"/reply/{topic.pk}/", typed("A whole thought."))
    assert not Draft.objects.exists()
    assert "Draft from" not in client.get(topic.get_absolute_url()).text


def test_it_outlives_signing_out(rooms, people, client_for):
    client, topic = client_for(people.anna), rooms.closed_topic
    client.post(SAVE, at(reply_in(topic)))
    client.logout()
    assert "Half a thought" not in client_for(people.bela).get(topic.get_absolute_url()).text
    page = client_for(people.anna).get(topic.get_absolute_url())
    assert "Half a thought</textarea>" in page.text


# --- The list ------------------------------------------------------------------------------------


def test_the_list_says_where_each_belongs_and_leads_there(rooms, people, client_for):
    client = client_for(people.bela)
    assert "Nothing waits here" in client.get("/drafts/").text
    places = {
        f"topic {rooms.open.pk}": f"/b/{rooms.open.slug}/new/",
        reply_in(rooms.closed_topic): f"{rooms.closed_topic.get_absolute_url()}#reply",
        f"edit {rooms.open_post.pk}": f"/p/{rooms.open_post.pk}/edit/",
    }
    for place in places:
        client.post(SAVE, at(place, f"Words of {place}", version=1))
    page = client.get("/drafts/").text
    for words in (
        "New topic",
        "Reply in “Troponin after a marathon”",
        "Edit of your post in “Applying for ST4 next year”",
    ):
        assert words in page
    for place, where in places.items():
        assert f"Words of {place}" in page
        draft = Draft.objects.get(place__startswith=place)
        assert client.get(f"/drafts/{draft.pk}/").url == where


def test_the_list_goes_on_page_by_page_the_last_touched_first(rooms, people, client_for):
    now = timezone.now()
    for n in range(45):
        topic = add_topic(rooms.open, people.bela, f"Topic {n}")
        add_post(topic, people.bela, "x")
        draft = Draft.objects.create(
            user=people.anna, place=reply_in(topic), board=rooms.open, topic=topic, source="x"
        )
        # some in the same moment
        touched = now - timedelta(minutes=n // 2)
        Draft.objects.filter(pk=draft.pk).update(updated_at=touched)
    client, where, read = client_for(people.anna), "/drafts/", []
    while where:
        page = client.get(where).text
        read += re.findall(r"Reply in “Topic (\d+)”", page)
        more = re.search(r"\?before=[\d.]+", page)
        where = more and f"/drafts/{more[0]}"
    assert len(read) == len(set(read)) == 45
    assert [int(n) // 2 for n in read] == sorted(int(n) // 2 for n in read)


def test_nonsense_begins_at_the_top(rooms, people, client_for):
    client = client_for(people.anna)
    client.post(SAVE, at(reply_in(rooms.open_topic)))
    for before in ("x", "1", "-1.2", "9" * 50, "\0"):
        assert "Half a thought" in client.get("/drafts/", {"before": before}).text


def test_whoever_loses_the_board_loses_the_draft_and_finds_it_again(rooms, people, client_for):
    client, topic = client_for(people.bela), rooms.closed_topic
    client.post(SAVE, at(reply_in(topic), "zqcanaryxv"))
    client.post(SAVE, at(f"topic {rooms.closed.pk}", "zqcanaryxv"))
    pk = Draft.objects.first().pk
    standings = Standing.objects.filter(user=people.bela)
    held = {standing.pk: standing.ends_at for standing in standings}
    standings.update(ends_at=timezone.now())
    for where in ("/drafts/", f"/drafts/{pk}/", topic.get_absolute_url(), "/"):
        assert "zqcanaryxv" not in client.get(where).text
    assert client.get(f"/drafts/{pk}/").status_code == 404
    assert client.post(f"/drafts/{pk}/discard/").status_code == 302
    assert Draft.objects.count() == 2
    for standing, ends_at in held.items():
        standings.filter(pk=standing).update(ends_at=ends_at)
    assert client.get("/drafts/").text.count("zqcanaryxv") == 2


def test_what_cannot_be_sent_any_more_can_still_be_read(rooms, people, client_for, lock_topic):
    client = client_for(people.anna)
    client.post(SAVE, at(reply_in(rooms.open_topic)))
    lock_topic(rooms.open_topic)
    page = client.get(f"/drafts/{Draft.objects.get().pk}/")
    assert page.status_code == 200
    assert "This topic is locked" in page.text
    assert "Half a thought</textarea>" in page.text
    saved = client.post(SAVE, at(reply_in(rooms.open_topic), "More") | {"seen": 1}, follow=True)
    assert "More</textarea>" in saved.text


# --- Discarding ----------------------------------------------------------------------------------


def test_discarding_leads_back_to_where_one_was_and_twice_is_harmless(rooms, people, client_for):
    client, topic = client_for(people.anna), rooms.closed_topic
    client.post(SAVE, at(reply_in(topic)))
    where = f"/drafts/{Draft.objects.get().pk}/discard/"
    assert client.post(where, {"back": "1"}).url == f"{topic.get_absolute_url()}#reply"
    assert client.post(where, {"back": "1"}).url == "/drafts/"
    assert not Draft.objects.exists()
    assert "Half a thought" not in client.get(topic.get_absolute_url()).text


def test_from_the_list_one_stays_in_the_list(rooms, people, client_for):
    client = client_for(people.anna)
    client.post(SAVE, at(reply_in(rooms.closed_topic)))
    assert client.post(f"/drafts/{Draft.objects.get().pk}/discard/").url == "/drafts/"


def test_nobody_reads_or_discards_anothers(rooms, people, client_for):
    client_for(people.anna).post(SAVE, at(reply_in(rooms.open_topic)))
    pk = Draft.objects.get().pk
    for who in (people.bela, people.moira, people.adam):
        client = client_for(who)
        theirs, missing = client.get(f"/drafts/{pk}/"), client.get("/drafts/987654321/")
        assert theirs.status_code == missing.status_code == 404
        assert theirs.content == missing.content
        theirs = client.post(f"/drafts/{pk}/discard/")
        missing = client.post("/drafts/987654321/discard/")
        assert (theirs.status_code, theirs.url) == (missing.status_code, missing.url)
    assert Draft.objects.exists()


def test_a_draft_of_a_topic_that_is_gone_is_gone(rooms, people, client_for):
    client = client_for(people.anna)
    client.post(SAVE, at(reply_in(rooms.open_topic)))
    type(rooms.open_topic).objects.filter(pk=rooms.open_topic.pk).update(state=State.REMOVED)
    assert "Half a thought" not in client.get("/drafts/").text


def test_a_read_only_board_keeps_the_draft_of_a_topic(rooms, people, client_for, make_read_only):
    client = client_for(people.anna)
    client.post(SAVE, at(f"topic {rooms.open.pk}", title="About"))
    make_read_only(rooms.open)
    assert Board.objects.get(pk=rooms.open.pk).state == Board.State.READ_ONLY
    page = client.get(f"/drafts/{Draft.objects.get().pk}/")
    assert 'value="About"' in page.text
    assert "read-only" in page.text
