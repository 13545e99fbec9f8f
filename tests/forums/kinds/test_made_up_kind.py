"""A kind of board is one file and its name: nothing else of the site has to know of it."""

import re

import pytest
from django.conf import settings as site
from django.db.models import Q

from forums import kinds, recounting
from forums.granting import grant_audience
from forums.kinds import Kind, Look
from forums.kinds.kind import LATEST, USEFUL
from forums.models import Board, Mark, Post, Question, Topic
from tests.forums.writing import typed

happened = []

LONG = Look(
    "long", "Much discussed", Q(reply_count__gte=1), ("reply_count", "pk"), "Nothing is long yet."
)
JOURNAL = Kind(
    key="journal",
    label="Journal club",
    icon="pin",
    new_topic="Present a paper",
    title_hint="The paper, as it would be cited",
    empty="No paper has been presented.",
    marks=(Mark.Kind.EVIDENCE,),
    accepts=True,
    looks=(LATEST, LONG, USEFUL),
    opened=lambda topic, post, details: happened.append(("opened", post.number)),
    replied=lambda topic, post: happened.append(("replied", post.number)),
    changed=lambda topic: happened.append(("changed", topic.reply_count)),
    topic_part="journal_topic.html",
    post_part="journal_post.html",
)


@pytest.fixture
def journal(rooms, monkeypatch, settings, tmp_path):
    """A board of that kind."""
    monkeypatch.setitem(kinds.KINDS, JOURNAL.key, JOURNAL)
    happened.clear()
    (tmp_path / "journal_topic.html").write_text("<p>Presented by {{ topic.author.name }}</p>")
    (tmp_path / "journal_post.html").write_text("<p>Slide {{ post.number }}</p>")
    (engine,) = site.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]}]
    board = Board.objects.create(name="Papers", slug="papers", audience="doctors", kind="journal")
    grant_audience(board)
    return board


@pytest.fixture
def presented(journal, people, client_for):
    sent = typed("A trial of something.", title="Something in elderly patients")
    client_for(people.anna).post("/b/papers/new/", sent)
    return Topic.objects.get(board=journal)


def test_an_empty_board_of_it_says_so_in_its_words(journal, people, client_for):
    text = client_for(people.anna).get("/b/papers/").text
    assert "No paper has been presented." in text
    assert "Present a paper" in text
    text = client_for(people.anna).get("/b/papers/new/").text
    assert "Present a paper" in text
    assert "The paper, as it would be cited" in text


def test_its_topics_are_opened_answered_and_read_with_its_parts(presented, people, client_for):
    client = client_for(people.bela)
    client.post(f"/reply/{presented.pk}/", typed("Was it blinded?"))
    assert happened == [("opened", 1), ("replied", 2)]
    text = client.get(presented.get_absolute_url()).text
    assert f"<p>Presented by {people.anna.name}</p>" in text
    assert re.findall(r"<p>Slide (\d)</p>", text) == ["1", "2"]
    client.post(f"/p/{Post.objects.get(topic=presented, number=2).pk}/withdraw/")
    assert [what for what, _ in happened] == ["opened", "replied", "changed"]


def test_its_looks_are_those_it_names(presented, people, client_for):
    client = client_for(people.bela)
    assert "Nothing is long yet." in client.get("/b/papers/?show=long").text
    client.post(f"/reply/{presented.pk}/", typed("Was it blinded?"))
    assert presented.title in client.get("/b/papers/?show=long").text
    assert presented.title in client.get("/b/papers/?show=unanswered").text  # its first look


def test_only_its_marks_are_given_there(presented, people, client_for):
    client, post = client_for(people.bela), Post.objects.get(topic=presented)
    text = client.get(presented.get_absolute_url()).text
    assert re.findall(r'name="give" value="(\w+)"', text) == ["evidence"]
    assert client.post(f"/p/{post.pk}/mark/", {"give": "evidence"}).status_code == 302
    assert client.post(f"/p/{post.pk}/mark/", {"give": "useful"}).status_code == 403
    assert Topic.objects.get(pk=presented.pk).mark_count == 1


def test_who_opened_a_topic_accepts_there_too(presented, people, client_for):
    client_for(people.bela).post(f"/reply/{presented.pk}/", typed("It was blinded."))
    reply = Post.objects.get(topic=presented, number=2)
    client_for(people.anna).post(f"/p/{reply.pk}/accept/", {"accept": "1"})
    found = Question.objects.get(topic=presented)
    assert (found.accepted_id, found.first_answer_at) == (reply.pk, reply.created_at)
    assert recounting.recount(fix=False) == {}


def test_an_administrator_can_choose_it(journal, rooms, people, client_for):
    page = client_for(people.adam).get(f"/admin/forums/board/{rooms.open.pk}/change/").text
    choice = re.search(r'<select name="kind".*?</select>', page, re.S)[0]
    found = re.findall(r'value="(\w+)"', choice)
    assert found == ["discussion", "question", "case", "off_duty", "journal"]
    assert '<option value="discussion" selected>' in choice
