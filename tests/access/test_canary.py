"""A word planted in everything closed is looked for in everything that others can get at."""

import re
from collections import deque

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from community.audit.models import Entry
from community.inbox.models import Notification
from community.members.models import Profile
from community.pipeline.models import OutboxEntry
from forums import answering, concluding, following, marking, polling, posting
from forums.granting import grant_audience
from forums.models import Board, Bookmark, Draft, Level, Picture, Post, State
from moderation.models import Case
from tests.access.addresses import all_addresses
from tests.forums.cases import long_ago, present
from tests.forums.drawn import add_picture
from tests.forums.writing import draft
from tests.rooms import add_post, add_topic

CANARY = "zqcanaryxv"
LINK = re.compile(r'(?:href|src|action|data-preview)="(/[^"#]*)')
# Where administrators keep the boards: they read their names there, and nothing that is in them.
BOARDS_DESK = ("/admin/forums/board/", "/admin/r/")
ENOUGH = 2_000  # pages; the crawl of these few rooms ends long before


@pytest.fixture
def planted(rooms, people, viewer_of, run_outbox, django_capture_on_commit_callbacks):
    """The word as a title, in a text, held, hidden and in a history; and all work done."""
    anna = viewer_of(people.anna)
    post = posting.start_topic(
        anna, rooms.closed, draft(f"Of {CANARY} itself.", title=f"About {CANARY}")
    )
    first = posting.reply(anna, post.topic, draft(f"First {CANARY} words."))
    posting.edit(anna, first, draft("Other words."), 1)
    posting.reply(anna, post.topic, draft(f"{CANARY}, I will find you and kill you."))
    what_members_keep(anna, viewer_of(people.bela), post, rooms.closed)
    open_topic = add_topic(rooms.open, people.bela, f"Hidden {CANARY}")
    add_post(open_topic, people.bela, f"Hidden {CANARY}.", State.HIDDEN)
    for state in (State.HELD, State.HIDDEN):
        add_post(rooms.open_topic, people.bela, f"Set aside {CANARY}.", state)
    with django_capture_on_commit_callbacks(execute=True):
        run_outbox()
    assert Post.objects.filter(source__contains=CANARY).count() == 9
    assert Case.objects.exists(), "the threat should have opened a case"
    return rooms


def what_members_keep(anna, bela, post, board):
    """The word in each copy that a closed post leaves with those who may read it, and in a room
    whose very name is closed."""
    quotation = f"> [Anna Sharma wrote](/p/{post.pk}/):\n>\n> Of {CANARY} itself."
    quoting = posting.reply(bela, post.topic, draft(f"{quotation}\n\n@Anna Sharma, I agree."))
    marking.mark(bela, post, "useful", wanted=True)
    answering.accept(anna, quoting)
    following.follow_topic(bela, post.topic, Level.WATCH)
    Bookmark.objects.create(user_id=anna.user_id, post=quoting, note=f"Of {CANARY}")
    Profile.objects.create(
        user_id=anna.user_id,
        page_for="public",
        about=f"Of {CANARY}.",
        about_for="nobody",
        workplace=f"The {CANARY} hospital",
        workplace_for="doctors",
        interests=f"Shares in {CANARY}",
        interests_for="connections",
        in_directory=True,
    )
    Draft.objects.create(
        user_id=anna.user_id,
        place=f"reply {post.topic_id}",
        board=board,
        topic=post.topic,
        source=f"More of {CANARY}",
    )
    case = present(anna, board, history=f"Of {CANARY}.", answer=f"It was {CANARY}.")
    concluding.conclude(anna, long_ago(case), draft(f"The {CANARY} was never seen again."))
    asked = {"question": f"{CANARY}?", "options": [CANARY, "No"], "method": "one", "days": 7}
    asking = draft("Choose.", title="Asked", poll=asked)
    polling.vote(bela, posting.start_topic(anna, board, asking).topic, [0])
    words = {"alt": f"A {CANARY}", "caption": f"The {CANARY}", "text": CANARY}
    add_picture(post, post.author, **words)
    add_picture(None, post.author, board=board, place=f"reply {post.topic_id}", **words)
    group = Board.objects.create(
        name=f"The {CANARY} group", slug=f"{CANARY}-group", audience=Board.Audience.GROUP
    )
    grant_audience(group)
    add_post(add_topic(group, post.author, f"In the {CANARY} group"), post.author, CANARY)


def every_address(ids):
    """All patterns filled in with ids that exist, whatever they are ids of."""
    for address in all_addresses():
        for pk in ids[:1] if address.name.startswith("admin:") else ids:
            values = {"slug": "cardiology-clinical", "app_label": "forums"}
            kwargs = {need: values.get(need, pk) for need in address.needs}
            try:
                yield reverse(address.name, kwargs=kwargs)
            except NoReverseMatch:
                continue
            if not address.needs:
                break


def crawl(client, begin):
    """(address, response) of all that can be reached, following every link of every page."""
    waiting, seen = deque(begin), set()
    while waiting and len(seen) < ENOUGH:
        where = waiting.popleft().split("?next=")[0]
        if where in seen or "logout" in where or where.startswith("/static/"):
            continue
        seen.add(where)
        response = client.get(where)
        yield where, response
        if response.status_code == 302 and response.url.startswith("/"):
            waiting.append(response.url.split("#")[0])
        elif "html" in response.get("Content-Type", ""):
            waiting.extend(link.replace("&amp;", "&") for link in LINK.findall(response.text))


WHO_MAY_NOT = [None, "cara", "dan", "eve", "nina", "stu", "vera", "adam"]


@pytest.mark.parametrize("who", WHO_MAY_NOT)
def test_no_page_shows_it_to_those_who_may_not_read_it(who, planted, people, client_for):
    client = client_for(getattr(people, who) if who else None)
    ids = {planted.open_topic.pk, *Case.objects.values_list("pk", flat=True)}
    ids |= set(Post.objects.filter(source__contains=CANARY).values_list("pk", flat=True))
    ids |= set(Post.objects.filter(source__contains=CANARY).values_list("topic_id", flat=True))
    pages = 0
    of_pictures = [one.get_absolute_url() for one in Picture.objects.all()]
    of_pictures += [f"{one}{page}/" for one in of_pictures for page in ("words", "cover")]
    for where, response in crawl(client, ["/", *every_address(sorted(ids)), *of_pictures]):
        pages += 1
        if who == "adam" and where.startswith(BOARDS_DESK):
            continue
        assert response.status_code < 500, where
        answer = "" if response.streaming else response.text
        assert CANARY not in answer + str(response.items()), where
    assert 40 < pages < ENOUGH


def test_a_manager_without_second_factor_is_shown_none_of_it(planted, people, client_for):
    client = client_for(people.moira, second_factor=False)
    for where, response in crawl(client, ["/", "/boards/", "/moderation/", "/admin/"]):
        assert CANARY not in response.text, where


def test_those_who_may_read_it_do(planted, people, client_for):
    """Or the tests above would look for what is nowhere."""
    found = {
        where
        for where, response in crawl(client_for(people.anna), ["/"])
        if CANARY in response.text
    }
    assert "/" in found
    assert "/b/cardiology-clinical/" in found
    assert any(where.startswith("/t/") for where in found)
    assert any(where.endswith("/history/") for where in found)


def test_it_is_in_no_mail_notification_task_or_record(planted, people, client_for):
    for who in (people.anna, people.nina):
        client_for(who).get("/boards/")
    assert Notification.objects.exists()
    kept = [str(message.message()) for message in mail.outbox]
    kept += map(str, OutboxEntry.objects.values_list("event", "handler", "payload", "error"))
    kept += map(str, Entry.objects.values_list("verb", "about", "detail"))
    kept += map(str, Notification.objects.values_list("text", "url", "key"))
    assert mail.outbox
    assert CANARY not in "\n".join(kept)


def test_it_is_in_no_entry_of_the_cache(planted, people, client_for):
    for who in people:
        client = client_for(who)
        for where in ("/", "/boards/", planted.closed_topic.get_absolute_url(), "/moderation/"):
            client.get(where)
    redis = cache._cache.get_client(None)
    keys = list(redis.scan_iter("*"))
    assert keys, "the pages should have cached something"
    for key in keys:
        value = redis.get(key) if redis.type(key) == b"string" else redis.type(key)
        assert CANARY.encode() not in key + (value or b""), key
