import re

import pytest

from community.members.models import Specialty
from forums.granting import grant_audience
from forums.limits import TOPICS_PER_PAGE
from forums.models import Board, Champion, Ignore, State, Topic
from tests.rooms import add_post, add_topic


@pytest.fixture
def waiting(rooms, people):
    """Questions without an answer: on the closed board of cardiology, on an open one, and on one
    of a sub-specialty."""
    Board.objects.filter(pk=rooms.open.pk).update(kind="question")
    open_board = Board.objects.get(pk=rooms.open.pk)
    below = Specialty.objects.create(slug="cath-lab", name="Cath lab", parent=rooms.open.specialty)
    lab = Board.objects.create(
        name="Cath lab", slug="cath-lab", audience="doctors", kind="question", specialty=below
    )
    grant_audience(lab)
    asked = {}
    for name, board in (("closed", rooms.closed), ("open", open_board), ("lab", lab)):
        asked[name] = add_topic(board, people.anna, f"Waiting {name}")
        add_post(asked[name], people.anna, "Who knows?")
    return asked


def titles(response):
    return re.findall(r"Waiting \w+", response.text)


def page(client, slug="cardiology"):
    return client.get(f"/unanswered/{slug}/")


def test_it_lists_what_waits_in_a_specialty_and_below_newest_first(waiting, people, client_for):
    assert titles(page(client_for(people.bela))) == [
        "Waiting lab",
        "Waiting open",
        "Waiting closed",
    ]
    assert titles(page(client_for(people.bela), "cath-lab")) == ["Waiting lab"]


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_others_find_there_what_they_may_read(who, waiting, people, client_for):
    response = page(client_for(getattr(people, who)))
    assert response.status_code == 200
    assert titles(response) == ["Waiting open"]
    assert "clinical" not in response.text.lower().split("<footer")[0].replace(
        "closed clinical room", ""
    )


def test_a_stranger_is_asked_to_sign_in(waiting, client_for):
    assert page(client_for()).url.startswith("/accounts/login/")


def test_what_was_answered_is_not_there(waiting, people, client_for):
    add_post(waiting["open"], people.anna, "To add to this …")
    add_post(waiting["closed"], people.bela, "I know.")
    assert titles(page(client_for(people.bela))) == ["Waiting lab", "Waiting open"]


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.REMOVED, State.UNDONE])
def test_nor_what_is_set_aside_even_for_who_asked(state, waiting, people, client_for):
    Topic.objects.filter(pk=waiting["open"].pk).update(state=state)
    for who in (people.anna, people.moira):
        assert "Waiting open" not in titles(page(client_for(who)))


def test_nor_what_was_asked_by_one_they_ignore(waiting, people, client_for):
    Ignore.objects.create(user=people.bela, ignored=people.anna)
    response = page(client_for(people.bela))
    assert titles(response) == []
    assert "Nothing waits for an answer" in response.text
    assert len(titles(page(client_for(people.moira)))) == 3


def test_nor_topics_of_a_board_that_is_no_longer_for_questions(waiting, people, client_for):
    Board.objects.filter(slug="cath-lab").update(kind="discussion")
    assert titles(page(client_for(people.bela))) == ["Waiting open", "Waiting closed"]


def test_nor_those_of_another_specialty(waiting, people, client_for):
    response = page(client_for(people.bela), "radiology")
    assert response.status_code == 200
    assert titles(response) == []
    assert "Nothing waits for an answer" in response.text


@pytest.mark.parametrize("slug", ["no-such-specialty", "x" * 300, "-"])
def test_an_unknown_specialty_is_no_page(slug, rooms, people, client_for):
    assert page(client_for(people.anna), slug).status_code == 404


def test_it_is_paged_by_key(waiting, people, client_for):
    board = waiting["open"].board
    for n in range(TOPICS_PER_PAGE):
        add_post(add_topic(board, people.nina, f"Waiting n{n}"), people.nina, "Who knows?")
    client = client_for(people.bela)
    first = page(client)
    older = re.search(r'href="(\?before=[\d.]+)"', first.text)[1]
    second = client.get(f"/unanswered/cardiology/{older}")
    assert len(titles(first)) == TOPICS_PER_PAGE
    assert titles(second) == ["Waiting lab", "Waiting open", "Waiting closed"]
    assert "?before=" not in second.text


@pytest.mark.parametrize("before", ["x", "0", "-1", "9" * 40, "1.2", "\x00"])
def test_nonsense_for_a_key_is_a_page(before, waiting, people, client_for):
    response = client_for(people.bela).get("/unanswered/cardiology/", {"before": before})
    assert response.status_code == 200


def test_it_names_those_who_look_after_it(waiting, people, client_for):
    above, below = Specialty.objects.get(slug="cardiology"), Specialty.objects.get(slug="cath-lab")
    Champion.objects.create(user=people.bela, specialty=above)
    Champion.objects.create(user=people.moira, specialty=below)
    Champion.objects.create(user=people.eve, specialty=above)  # suspended
    client = client_for(people.nina)
    text = page(client).text
    assert f'<a href="/members/{people.bela.pk}/">{people.bela.name}</a>' in text
    assert people.moira.name not in text
    assert people.eve.name not in text
    text = page(client, "cath-lab").text
    assert people.bela.name in text
    assert people.moira.name in text


def test_many_questions_cost_no_more_than_few(
    waiting, people, client_for, django_assert_max_num_queries
):
    client = client_for(people.bela)
    for n in range(TOPICS_PER_PAGE):
        add_post(add_topic(waiting["open"].board, people.nina, f"N{n}"), people.nina, "Who?")
    page(client)
    with django_assert_max_num_queries(7):
        page(client)


def test_the_look_of_a_board_leads_there(waiting, people, client_for):
    link = 'href="/unanswered/cardiology/"'
    client = client_for(people.bela)
    assert link in client.get("/b/cardiology-clinical/?show=unanswered").text
    assert link not in client.get("/b/cardiology-clinical/").text
    assert link not in client_for().get("/b/cardiology/?show=unanswered").text
