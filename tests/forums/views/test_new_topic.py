import pytest

from forums.models import Board, Post, Topic
from tests.forums.writing import NHS_NUMBER, typed

OPEN, CLOSED = "/b/cardiology/new/", "/b/cardiology-clinical/new/"


def topic_form(**fields):
    return typed(**({"title": "Beta blockers before surgery?"} | fields))


@pytest.mark.parametrize("who", ["anna", "cara", "dan", "nina", "stu", "vera", "adam", "moira"])
def test_every_member_opens_a_topic_on_an_open_board(who, rooms, people, client_for):
    user = getattr(people, who)
    client = client_for(user)
    assert client.get(OPEN).status_code == 200
    response = client.post(OPEN, topic_form(source="Stop them, or *not*?"))
    topic = Topic.objects.latest("pk")
    assert response.status_code == 302
    assert response.url == topic.get_absolute_url()
    assert (topic.author, topic.board, topic.last_number) == (user, rooms.open, 1)
    post = topic.posts.get()
    assert (post.author, post.number, topic.bump_id) == (user, 1, post.pk)
    assert post.html == "<p>Stop them, or <em>not</em>?</p>\n"


def test_a_doctor_opens_one_on_a_closed_board(rooms, people, client_for):
    client_for(people.anna).post(CLOSED, topic_form())
    assert Topic.objects.latest("pk").board == rooms.closed


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_the_closed_board_is_no_board(who, rooms, people, client_for, written):
    client = client_for(getattr(people, who))
    before = written()
    for send in (client.get, lambda where: client.post(where, topic_form())):
        closed, missing = send(CLOSED), send("/b/no-such-board/new/")
        assert closed.status_code == missing.status_code == 404
        assert closed.content == missing.content
    assert written() == before


def test_a_suspended_member_is_told_why_not_and_writes_nothing(rooms, people, client_for, written):
    client, before = client_for(people.eve), written()
    for response in (client.get(OPEN), client.post(OPEN, topic_form(source="My own words."))):
        assert response.status_code == 403
        assert "Your account is suspended" in response.text
    assert "My own words." in response.text
    assert written() == before


def test_a_stranger_is_asked_to_sign_in_first(rooms, client_for, written):
    before = written()
    for where in (OPEN, CLOSED, "/b/no-such-board/new/"):
        response = client_for().get(where)
        assert response.status_code == 302
        assert response.url == f"/accounts/login/?next={where}"
    assert written() == before


def test_a_lapsed_session_gives_title_and_text_back(rooms, client_for, written):
    before = written()
    response = client_for().post(CLOSED, topic_form(source="An hour's <work>."))
    assert response.status_code == 403
    assert "Beta blockers before surgery?" in response.text
    assert "An hour&#x27;s &lt;work&gt;." in response.text
    assert f"/accounts/login/?next={CLOSED}" in response.text
    assert written() == before


def test_a_lapsed_session_learns_no_board(rooms, client_for):
    form = topic_form()
    closed = client_for().post(CLOSED, form).text
    missing = client_for().post("/b/no-such-board/new/", form).text
    assert closed.replace("cardiology-clinical", "no-such-board") == missing


def test_a_read_only_board_takes_no_topic(rooms, people, client_for, make_read_only, written):
    make_read_only(rooms.open)
    before = written()
    response = client_for(people.anna).post(OPEN, topic_form())
    assert response.status_code == 403
    assert "This board is read-only for now." in response.text
    assert written() == before


def test_a_board_that_one_reads_but_may_not_write_on_says_so(rooms, people, client_for, written):
    from guardian.shortcuts import remove_perm

    from community.members.roles import Role
    from forums.granting import START, role_group

    remove_perm(START, role_group(Role.MEMBER), rooms.open)
    before = written()
    response = client_for(people.nina).post(OPEN, topic_form())
    assert response.status_code == 403
    assert "writing needs more than that" in response.text
    assert written() == before


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"title": ""}, "Give it a title"),
        ({"title": " \u200b "}, "Give it a title"),
        ({"title": "a" * 151}, "151 characters long; at most 150 fit"),
        ({"source": ""}, "There is nothing written yet."),
        ({"source": "\u200b\n \x00"}, "There is nothing written yet."),
        ({"source": "***"}, "There is nothing to read in this yet."),
        ({"source": "a" * 20_001}, "20001 characters long; at most 20000 fit"),
        ({"source": "> " * 30 + "deep"}, "nested too deeply"),
    ],
)
def test_what_does_not_fit_is_told_and_writes_nothing(
    fields, words, rooms, people, client_for, written
):
    before = written()
    response = client_for(people.anna).post(OPEN, topic_form(**fields))
    assert response.status_code == 422
    assert words in response.text
    assert written() == before


def test_a_form_without_a_proper_key_is_not_taken(rooms, people, client_for, written):
    before = written()
    for key in ("", "1", "'; --"):
        assert client_for(people.anna).post(OPEN, topic_form(key=key)).status_code == 422
    assert written() == before


def test_a_title_is_one_line_without_what_cannot_be_seen(rooms, people, client_for):
    client_for(people.anna).post(OPEN, topic_form(title=" Beta\u202e\x00  blockers\r\n now "))
    assert Topic.objects.latest("pk").title == "Beta blockers now"


def test_a_number_in_the_title_stops_it_too(rooms, people, client_for, written):
    before = written()
    title = f"NHS number {NHS_NUMBER}, what now?"
    response = client_for(people.anna).post(OPEN, topic_form(title=title))
    assert response.status_code == 422
    assert f'<mark class="find find--block">{NHS_NUMBER}</mark>' in response.text
    assert "In the title" in response.text
    assert written() == before


def test_a_double_click_opens_one_topic(rooms, people, client_for):
    client, form = client_for(people.anna), topic_form()
    first, second = client.post(OPEN, form), client.post(OPEN, form)
    assert first.url == second.url
    assert Topic.objects.filter(title=form["title"]).count() == 1


def test_a_preview_without_scripts_shows_it_and_writes_nothing(rooms, people, client_for, written):
    before = written()
    form = topic_form(source="So **bold**.", preview="1")
    response = client_for(people.anna).post(OPEN, form)
    assert response.status_code == 200
    assert "<p>So <strong>bold</strong>.</p>" in response.text
    assert "So **bold**.</textarea>" in response.text
    assert form["key"] in response.text
    assert written() == before


def test_the_page_says_who_will_read_it(rooms, people, client_for):
    client = client_for(people.anna)
    assert "Everyone can read this" in client.get(OPEN).text
    assert "Verified doctors can read this" in client.get(CLOSED).text


def test_other_methods_are_refused(rooms, people, client_for):
    assert client_for(people.anna).put(OPEN).status_code == 405


def test_a_board_that_closes_while_one_writes_is_seen_to_be_closed(
    rooms, people, client_for, written
):
    client = client_for(people.nina)
    assert client.get(OPEN).status_code == 200
    before = written()
    Board.objects.filter(pk=rooms.open.pk).update(state=Board.State.READ_ONLY)
    assert client.post(OPEN, topic_form()).status_code == 403
    assert written() == before
    assert not Post.objects.filter(author=people.nina, number=1).exists()
