"""The table of who gets what, tried: every address as every persona."""

import re
import uuid
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from community.inbox.models import Notification
from community.members.models import Profile
from forums.granting import grant_audience
from forums.models import Board, Draft, Unmasking
from moderation.models import Appeal, Case, Decision, Phrase, SecondLook
from tests.access.addresses import all_addresses
from tests.access.table import ADMIN_MODELS, ADMINISTRATORS, PERSONAS, PUBLIC, TABLE
from tests.forums.drawn import add_picture, files
from tests.forums.masks import sign
from tests.forums.polls import add_poll
from tests.rooms import add_post

MISSING = 987654321
ADDRESSES = {address.name: address for address in all_addresses()}
ADMIN_PAGE = re.compile(r"admin:(\w+_\w+)_(changelist|add|history|delete|change)")


@pytest.fixture
def things(rooms, people):
    """What the addresses are filled in with. All of it is another's than those who look."""
    group = Board.objects.create(
        name="A rota", slug="a-rota", audience=Board.Audience.GROUP, owner=people.bela
    )
    grant_audience(group)
    case = Case.objects.create(
        subject_kind="post",
        subject_id=rooms.closed_reply.pk,
        author=people.bela,
        place=rooms.closed.name,
        severity=Case.Severity.HIGH,
        family="identifying",
        due_at=timezone.now(),
    )
    # Nobody of those who look had a part in it.
    looked_at = Case.objects.create(
        subject_kind="post",
        subject_id=rooms.open_post.pk,
        author=people.bela,
        place=rooms.open.name,
        severity=Case.Severity.LOW,
        family="conduct",
        due_at=timezone.now(),
    )
    for topic in (rooms.open_topic, rooms.closed_topic):
        add_poll(topic)
    masked = sign(add_post(rooms.closed_topic, people.bela, "Not in my name."))
    return SimpleNamespace(
        rooms=rooms,
        people=people,
        case=case,
        group=group,
        masked=masked,
        unmasking=Unmasking.objects.create(
            pseudonym=masked.pseudonym, post=masked, asked_by=people.moira, reason="Because."
        ),
        public=Profile.objects.create(user=people.nina, page_for="public"),
        draft=Draft.objects.create(user=people.bela, place="topic 1", board=rooms.open),
        pictures={
            "open": add_picture(rooms.open_post, people.bela, stored=files()),
            "closed": add_picture(rooms.closed_reply, people.bela, stored=files()),
        },
        phrase=Phrase.objects.create(words="order now", family="conduct", by=people.moira),
        decision=Decision.objects.create(case=case, moderator=people.moira, action="hide"),
        look=SecondLook.objects.create(
            decision=Decision.objects.create(case=looked_at, moderator=people.adam, action="hide")
        ),
        appeal=Appeal.objects.create(
            case=case, author=people.bela, words="x", due_at=timezone.now()
        ),
        held=Case.objects.create(
            subject_kind="post",
            subject_id=masked.pk,
            author=people.bela,
            place=rooms.closed.name,
            severity=Case.Severity.HIGH,
            family="identifying",
            due_at=timezone.now(),
            held_at=timezone.now(),
        ),
        notification=Notification.objects.create(user=people.bela, text="x", url="/"),
    )


ON_A_BOARD = ["board", "new_topic", "names", "tend_board", "group_members", "steps"]
IN_A_TOPIC = [
    "outcome",
    "topic_short",
    "reply",
    "first_new",
    "news",
    "tend_topic",
    "move_topic",
    "split_topic",
    "merge_topic",
    "poll",
]
OF_A_POST = {"post", "edit", "history", "withdraw", "bookmark"}


def arguments(row, things):
    """What fills in the address of this row."""
    name, _, variant = row.partition(" ")
    r = things.rooms
    topic, reply = {
        "open": (r.open_topic, SimpleNamespace(pk=r.open_post.pk)),
        "closed": (r.closed_topic, r.closed_reply),
    }.get(variant, (SimpleNamespace(pk=MISSING, slug="any"), SimpleNamespace(pk=MISSING)))
    board = {"open": r.open.slug, "closed": r.closed.slug, "another's": things.group.slug}.get(
        variant, "no-such-board"
    )
    own = {
        **{key: {"slug": board} for key in ON_A_BOARD},
        **{key: {"pk": topic.pk} for key in IN_A_TOPIC},
        "draft": {"pk": things.draft.pk},
        "discard_draft": {"pk": things.draft.pk},
        "unanswered": {"slug": "cardiology"},
        "topic": {"pk": topic.pk, "slug": topic.slug if variant else ""},
        "profile": {
            "pk": {"public": things.public.pk, "missing": MISSING}.get(
                variant, things.people.bela.pk
            )
        },
        "moderation_case": {"pk": things.case.pk},
        "moderation_restore": {"pk": things.case.pk},
        "decision": {"pk": things.decision.pk},
        "moderation_record": {"pk": things.case.pk},
        "second_look": {"pk": things.look.pk},
        "sealed_picture": {"pk": things.decision.pk, "purpose": "appeal", "name": "1-large"},
        "appeal": {"pk": things.decision.pk},
        "held": {"pk": things.held.pk},
        "appeal_hold": {"pk": things.held.pk},
        "moderation_appeal": {"pk": things.appeal.pk},
        "moderation_appeal_open": {"pk": things.appeal.pk},
        "bench_phrase": {"pk": things.phrase.pk},
        "report": {"kind": "post", "pk": reply.pk},
        "report_public": {"kind": "post", "pk": reply.pk},
        "inbox_open": {"pk": things.notification.pk},
        "unmask": {"pk": things.masked.pk if variant else MISSING},
        "unmasking": {"pk": things.unmasking.pk if variant else MISSING},
        "admin:app_list": {"app_label": "forums"},
        "admin:forums_board_permissions_manage_group": {
            "object_pk": r.closed.pk,
            "group_id": Group.objects.get(name="doctor").pk,
        },
    }
    others = {
        "pk": reply.pk if name in OF_A_POST else MISSING,
        "slug": board,
        "object_pk": r.closed.pk,
        "user_id": things.people.anna.pk,
        "object_id": MISSING,
        "other": MISSING,
        "claim_id": MISSING,
        "paper_id": MISSING,
        "sanction_id": MISSING,
        "page": 1,
        "content_type_id": MISSING,
        "token": "no-token",
        "size": "small",
        "kind": "case",
        "key": "no-key",
        "uidb36": "1",
        "provider_id": "nobody",
    }
    if name.startswith("picture_") or name == "picture":
        found = things.pictures.get(variant)
        others["token"] = found.token if found else uuid.UUID(int=0)
    return own.get(name) or {need: others[need] for need in ADDRESSES[name].needs}


def outcome(response):
    if response.status_code != 302:
        return str(response.status_code)
    if response.url.startswith(("/accounts/login/", "/admin/login/")):
        return "in"
    if response.url.startswith("/accounts/2fa/reauthenticate/?next=/") and "/admin" in response.url:
        return "2fa"
    return "2fa" if response.url == "/accounts/2fa/" else "on"


@pytest.fixture
def clients(people, client_for):
    """{persona: the browsers of those who stand for it}"""
    return {
        persona: [
            client_for(getattr(people, who) if who else None, second_factor=factor) for who in whom
        ]
        for persona, whom in PERSONAS.items()
        for factor in [False if persona == "unproven" else None]
    }


def differences(row, where, expected, clients):
    """What came otherwise than the table says, as sentences."""
    for (persona, browsers), cell in zip(clients.items(), expected.split(), strict=True):
        for who, browser in zip(PERSONAS[persona], browsers, strict=True):
            came = outcome(browser.get(where))
            if came != cell:
                yield f"{row} {where} as {persona} ({who}): {came}, the table says {cell}"


def test_every_address_is_in_the_table():
    named = {row.split()[0] for row in TABLE}
    pages = {name for name in ADDRESSES if ADMIN_PAGE.fullmatch(name)}
    assert set(ADDRESSES) - pages - named == set(), "not in the table"
    assert named - set(ADDRESSES) == set(), "no longer an address"
    assert {ADMIN_PAGE.fullmatch(page)[1] for page in pages} == set(ADMIN_MODELS)


def test_everyone_gets_what_the_table_says(things, clients):
    wrong = []
    for row, expected in TABLE.items():
        where = reverse(row.split()[0], kwargs=arguments(row, things))
        wrong += differences(row, where, expected, clients)
    assert wrong == []


def test_the_desk_opens_to_those_the_table_names(things, clients):
    wrong = []
    for model, (lists, adds) in ADMIN_MODELS.items():
        for page, whom in (("changelist", lists), ("add", adds)):
            cells = dict(zip(PERSONAS, ADMINISTRATORS.split(), strict=True))
            for persona in ("manager", "verifier", "administrator"):
                cells[persona] = "200" if persona in whom.split() else "404"
            row = f"admin:{model}_{page}"
            wrong += differences(row, reverse(row), " ".join(cells.values()), clients)
    assert wrong == []


def test_no_page_of_an_object_opens_to_those_who_may_not_list_it(things, clients):
    for model, (lists, _) in ADMIN_MODELS.items():
        outside = [p for p in PERSONAS if p not in lists.split()]
        for page in ("change", "delete", "history"):
            where = reverse(f"admin:{model}_{page}", args=[MISSING])
            for persona in outside:
                for browser in clients[persona]:
                    assert outcome(browser.get(where)) != "200", (persona, where)


def is_public(address):
    return not getattr(address.pattern.callback, "login_required", True)


def test_what_is_open_without_signing_in_is_listed():
    assert sorted(name for name, a in ADDRESSES.items() if is_public(a)) == sorted(PUBLIC)


def test_every_address_answers_head_as_get_and_no_one_by_trace(things, clients):
    (stranger,) = clients["stranger"]
    for row in ("home", "boards", "board open", "topic open", "post open", "about", "health_live"):
        where = reverse(row.split()[0], kwargs=arguments(row, things))
        assert stranger.head(where).status_code == stranger.get(where).status_code
