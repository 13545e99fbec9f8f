import pytest

from community.members.models import Specialty
from forums.granting import grant_audience
from forums.models import Board, BoardReading, Level, Post, State
from forums.storing import change_state, lock
from tests.rooms import add_post, add_topic


@pytest.fixture(autouse=True)
def everything(rooms):
    return rooms


def test_anyone_sees_the_open_boards(rooms, client_for):
    text = client_for().get("/boards/").text
    assert rooms.open.get_absolute_url() in text
    assert rooms.open_topic.title in text
    assert rooms.closed.get_absolute_url() not in text


@pytest.mark.parametrize("who", ["anna", "bela", "moira"])
def test_those_who_may_read_a_closed_board_see_it_before_its_open_twin(
    who, rooms, people, client_for
):
    text = client_for(getattr(people, who)).get("/boards/").text
    closed, open_ = rooms.closed.get_absolute_url(), rooms.open.get_absolute_url()
    assert text.index(closed) < text.index(open_)
    assert "verified doctors" in text[text.index(closed) : text.index(open_)]
    assert "everyone" in text[text.index(open_) :]


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_others_do_not_learn_that_there_is_one(who, rooms, people, client_for):
    text = client_for(getattr(people, who)).get("/boards/").text
    assert rooms.open.get_absolute_url() in text
    assert rooms.closed.get_absolute_url() not in text
    assert rooms.closed_topic.title not in text


def test_a_held_topic_is_not_a_boards_latest(rooms, client_for):
    topic, post = lock(rooms.open_post.pk)
    change_state(topic, post, State.HELD)
    assert Post.objects.get(pk=post.pk).state == State.HELD
    text = client_for().get("/boards/").text
    assert rooms.open_topic.title not in text
    assert "Nothing yet" in text


# --- What is new ---------------------------------------------------------------------------------


def test_each_board_says_how_many_topics_hold_something_new(rooms, people, client_for):
    client = client_for(people.anna)
    for n in range(3):
        add_post(add_topic(rooms.open, people.nina, f"Topic {n}"), people.nina, "Words.")
    text = client.get("/boards/").text
    assert "<b>4</b> new" in text
    assert "<b>1</b> new" in text
    client.post(f"/t/{rooms.open_topic.pk}/read/", {"number": 2})
    assert "<b>3</b> new" in client.get("/boards/").text


def test_more_than_a_page_of_new_topics_is_not_counted_further(
    rooms, people, client_for, monkeypatch
):
    monkeypatch.setattr("forums.listing.NEW_AT_MOST", 3)
    for n in range(5):
        add_post(add_topic(rooms.open, people.nina, f"Topic {n}"), people.nina, "Words.")
    assert "<b>3+</b> new" in client_for(people.cara).get("/boards/").text


def test_the_newest_topic_leads_to_where_its_reader_goes_on(rooms, people, client_for):
    assert f'href="/t/{rooms.open_topic.pk}/new/"' in client_for(people.cara).get("/boards/").text
    assert f'href="/t/{rooms.open_topic.pk}/"' in client_for().get("/boards/").text


def test_a_muted_board_has_no_count_and_says_that_it_is_muted(rooms, people, client_for):
    BoardReading.objects.create(user=people.cara, board=rooms.open, level=Level.MUTE)
    text = client_for(people.cara).get("/boards/").text
    assert "room--muted" in text
    assert ">muted<" in text
    assert "</b> new" not in text


def test_all_is_marked_read_with_one_button_which_is_there_only_then(rooms, people, client_for):
    client = client_for(people.anna)
    text = client.get("/boards/").text
    assert f'name="upto" value="{rooms.open_topic.bump_id}"' in text
    client.post("/boards/read/")
    assert "Mark everything read" not in client.get("/boards/").text


# --- Order and finding ---------------------------------------------------------------------------


@pytest.fixture
def more_rooms(rooms):
    def open_for(specialty, **fields):
        board = Board.objects.create(audience=Board.Audience.PUBLIC, specialty=specialty, **fields)
        grant_audience(board)
        return board

    def add(name, parent=None, synonyms=()):
        specialty = Specialty.objects.create(
            name=name, slug=name.lower().replace(" ", "-"), parent=parent, synonyms=list(synonyms)
        )
        open_for(specialty, name=f"{name}, open", slug=f"{specialty.slug}-room")

    Specialty.objects.all().update(position=0)
    cardiology = rooms.open.specialty
    add("Stroke", synonyms=["thrombolysis"])
    add("Electrophysiology", parent=cardiology, synonyms=["EP", "ablation"])
    add("Casualty", synonyms=["A&E", "ED"])
    add("Paediatric surgery")
    open_for(None, name="The mess", slug="the-mess-room", section=Board.Section.OFF_DUTY)
    open_for(None, name="Careers", slug="careers-room", section=Board.Section.CAREER)


def found(client, words):
    text = client.get("/boards/", {"find": words}).text.split("<main")[1]
    return {part.split("/")[0] for part in text.split('href="/b/')[1:]}


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("A&E", {"casualty-room"}),
        ("a&e", {"casualty-room"}),
        ("EP", {"electrophysiology-room"}),
        ("ablat", {"electrophysiology-room"}),
        ("cardio", {"cardiology", "cardiology-clinical", "electrophysiology-room"}),
        ("clinical cardio", {"cardiology-clinical"}),
        ("surg paed", {"paediatric-surgery-room"}),
        ("Pædiatric", set()),
        ("strôke", {"stroke-room"}),
        ("roke", set()),
        ("mess", {"the-mess-room"}),
        ("zzz", set()),
        ("\x00", None),
        ("  ", None),
        ("%' OR 1=1", set()),
    ],
)
def test_a_board_is_found_by_its_name_its_specialtys_and_what_colleagues_call_it(
    words, slugs, more_rooms, rooms, people, client_for
):
    client = client_for(people.anna)
    everything = found(client, "")
    assert found(client, words) == (everything if slugs is None else slugs)


def test_what_one_may_not_see_is_not_found(more_rooms, rooms, people, client_for):
    assert found(client_for(people.nina), "clinical") == set()
    assert "No board, specialty or abbreviation" in (
        client_for(people.nina).get("/boards/?find=clinical").text
    )


def test_what_was_looked_for_stands_in_the_box_and_is_only_text(rooms, people, client_for):
    text = client_for(people.anna).get("/boards/", {"find": '"><script>'}).text
    assert "&quot;&gt;&lt;script&gt;" in text
    assert '"><script>' not in text


def test_a_sub_specialty_stands_under_its_own_and_sections_stand_last(
    more_rooms, rooms, people, client_for
):
    text = client_for(people.anna).get("/boards/").text
    order = [
        "<h2>Cardiology</h2>",
        "<h3>Electrophysiology</h3>",
        "<h2>Stroke</h2>",
        "<h2>Becoming and being a doctor</h2>",
        "<h2>Off duty</h2>",
    ]
    places = [text.index(heading) for heading in order]
    assert places == sorted(places)
