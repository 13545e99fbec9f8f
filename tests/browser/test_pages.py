"""Every page, in both themes, on a phone and on a desk: nothing for axe to find, nothing sticks
out sideways, and the browser has no complaint about our own content policy."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from community.members.viewer import viewer_for
from forums import drafting, granting, inviting, opening
from forums.drafting import Typed
from forums.limits import EDIT_WINDOW
from forums.models import (
    Board,
    BoardReading,
    Ignore,
    Invitation,
    Level,
    Post,
    Reading,
    Topic,
)
from forums.places import place_or_404
from tests.browser.conftest import Visitor
from tests.browser.looking import NOWHERE, STANDARD, look
from tests.forums.acts.test_opening import wanted
from tests.forums.drawn import kept
from tests.personas import People
from tests.rooms import Rooms, add_post
from verification.models import Claim, RegisterEntry

pytestmark = pytest.mark.django_db(transaction=True)

STRANGER = [
    "/",
    "/boards/",
    "/b/cardiology/",
    "/about/",
    "/about/rules/",
    "/about/transparency/",
    "/about/writing/",
    "/about/verification/",
    "/about/standings/",
    "/about/privacy/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    NOWHERE,
]
DOCTOR = [
    "/",
    "/boards/",
    "/boards/?find=cardio",
    "/boards/?find=nothing+like+it",
    "/following/",
    "/following/?show=new",
    "/ignored/",
    "/b/cardiology-clinical/",
    "/b/cardiology-clinical/new/",
    "/unanswered/cardiology/",
    "/bookmarks/",
    "/drafts/",
    "/inbox/",
    "/inbox/?show=unread",
    "/groups/",
    "/groups/new/?as=exam",
    "/verification/",
    "/members/me/",
    "/members/",
    "/members/?name=an&band=consultant",
    "/members/?name=nobody",
    "/members/followed/",
    "/members/blocked/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/accounts/logout/",
]
MEMBER = ["/verification/", "/verification/claim/", "/groups/"]
PROVING = [
    "/verification/",
    "/verification/work-address/",
    "/verification/vouches/",
    "/verification/papers/",
    "/verification/student/",
    "/verification/professional/",
]
VERIFIER = ["/admin/", "/admin/verification/claim/"]


def test_pages_that_anyone_can_open(visitor: Callable[..., Visitor], rooms: Rooms) -> None:
    topic = rooms.open_topic.get_absolute_url()
    assert look(visitor(), [*STRANGER, topic]) == []


def follow_and_ignore(rooms: Rooms, people: People) -> Topic:
    """Let Anna be in the middle of a long topic, which she follows, and ignore who wrote in it."""
    for _ in range(30):
        add_post(rooms.open_topic, people.bela, "Words.")
    add_post(rooms.open_topic, people.nina, "Words that are not read.")
    Ignore.objects.create(user=people.anna, ignored=people.nina)
    Reading.objects.create(
        user=people.anna, topic=rooms.open_topic, last_number=25, level=Level.WATCH
    )
    for board, level in ((rooms.open, Level.MUTE), (rooms.closed, Level.TRACK)):
        BoardReading.objects.create(user=people.anna, board=board, level=level)
    return rooms.open_topic


def test_pages_of_a_doctor(visitor: Callable[..., Visitor], people: People, rooms: Rooms) -> None:
    long = follow_and_ignore(rooms, people)
    held = add_post(rooms.closed_topic, people.anna, "Still being looked at.", state="held")
    add_post(rooms.closed_topic, people.bela, "", state="removed")
    anna = visitor()
    anna.signs_in(people.anna)
    pages = [
        f"{long.get_absolute_url()}?page=2",
        rooms.closed_topic.get_absolute_url(),
        f"/p/{rooms.closed_post.pk}/edit/",
        f"/p/{rooms.closed_post.pk}/history/",
        f"/p/{rooms.closed_reply.pk}/history/",
        f"/p/{held.pk}/edit/",
        f"/p/{rooms.closed_reply.pk}/bookmark/",
        f"/members/{people.bela.pk}/",
    ]
    assert look(anna, [*DOCTOR, *pages]) == []


def test_pages_of_what_is_not_sent_yet(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    """The list of drafts, a composer with one, one that cannot be sent, and a post to take back."""
    nina = viewer_for(people.nina)
    add_post(rooms.open_topic, people.nina, "Said a moment ago.")
    for name in (f"topic {rooms.open.pk}", f"reply {rooms.open_topic.pk}"):
        drafting.save(nina, place_or_404(nina, name), Typed("As far as it goes.", "A title"))
    edit = place_or_404(nina, f"edit {rooms.open_reply.pk}")
    late = drafting.save(nina, edit, Typed("Another wish."))
    Post.objects.filter(pk=rooms.open_reply.pk).update(created_at=timezone.now() - EDIT_WINDOW)
    someone = visitor()
    someone.signs_in(people.nina)
    pages = ["/drafts/", f"/drafts/{late.pk}/", f"/b/{rooms.open.slug}/new/"]
    assert look(someone, [*pages, rooms.open_topic.get_absolute_url()]) == []


def test_pages_of_pictures(visitor: Callable[..., Visitor], people: People, rooms: Rooms) -> None:
    """In a post, large, covered, described, and put by for a reply."""
    shown = kept(rooms.closed_post, people.anna, caption="Lead II")
    for state in ("waiting", "held", "hidden"):
        kept(rooms.closed_post, people.anna, state=state, is_answer=state == "held")
    reply = f"reply {rooms.closed_topic.pk}"
    of_reply = {"board": rooms.closed, "place": reply, "state": "waiting"}
    kept(None, people.anna, faces=1, looked_at=timezone.now(), **of_reply)
    put_by = kept(None, people.anna, **of_reply)
    anna = visitor()
    anna.signs_in(people.anna)
    pages = [
        rooms.closed_topic.get_absolute_url(),
        shown.get_absolute_url(),
        f"{shown.get_absolute_url()}cover/",
        f"{shown.get_absolute_url()}words/",
        put_by.get_absolute_url(),
        f"/pictures/?place={reply.replace(' ', '+')}",
        f"/p/{rooms.closed_post.pk}/edit/",
    ]
    assert look(anna, pages) == []


def test_pages_on_the_way_to_verification(
    visitor: Callable[..., Visitor],
    people: People,
    rooms: Rooms,
    entry: RegisterEntry,
    claim_for: Callable[..., Claim],
) -> None:
    claim_for(people.cara, proof=None)
    cara = visitor()
    cara.signs_in(people.cara)
    assert look(cara, PROVING) == []


def test_the_page_that_renews(
    visitor: Callable[..., Visitor],
    people: People,
    entry: RegisterEntry,
    claim_for: Callable[..., Claim],
) -> None:
    claim_for(people.bela)
    Claim.objects.update(state=Claim.State.APPROVED)
    soon = timezone.now() + timedelta(days=20)
    people.bela.standings.update(ends_at=soon)
    bela = visitor()
    bela.signs_in(people.bela)
    assert look(bela, ["/verification/", "/verification/renew/"]) == []
    assert "Renew your verification" in bela.reads()


def test_pages_of_a_member_who_is_no_doctor(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    nina = visitor()
    nina.signs_in(people.nina)
    assert look(nina, MEMBER) == []


def test_pages_of_a_group_and_of_an_invitation_to_it(
    visitor: Callable[..., Visitor], people: People
) -> None:
    viewer = viewer_for(people.anna)
    group = opening.open_group(viewer, wanted(requires=Board.Requires.DOCTOR))
    Board.objects.create(
        name="Old", slug="old", audience="group", owner=people.anna, expires_at=timezone.now()
    )
    for who in (people.bela, people.nina):
        granting.admit(group, who.pk)
    links = {}
    for email in ("gwen@example.org", people.cara.email):
        inviting.invite(viewer, group, email, uuid.uuid4())
        links[email] = f"/invitation/{inviting.token_of(Invitation.objects.latest('pk'))}/"
    anna, cara = visitor(), visitor()
    anna.signs_in(people.anna)
    cara.signs_in(people.cara)
    assert look(anna, [f"/b/{group.slug}/", f"/b/{group.slug}/members/", "/groups/"]) == []
    assert look(cara, [links[people.cara.email], "/groups/new/"]) == []
    opening.close(viewer, group)
    assert look(cara, [links[people.cara.email]]) == []
    assert "This invitation has ended" in cara.reads()


def test_pages_of_a_verifier(
    visitor: Callable[..., Visitor],
    people: People,
    rooms: Rooms,
    claim_for: Callable[..., Claim],
) -> None:
    claim = claim_for(people.cara, number="7654321", proof=None)
    claim_for(people.nina, number="7654321")  # a dispute
    vera = visitor()
    vera.signs_in(people.vera)
    assert look(vera, [*VERIFIER, f"/admin/verification/claim/{claim.pk}/change/"]) == []


def test_the_check_and_the_preview_are_fit_to_read(
    visitor: Callable[..., Visitor], people: People, rooms: Rooms
) -> None:
    anna = visitor(360, "dark")
    anna.signs_in(people.anna)
    anna.goes_to(rooms.closed_topic.get_absolute_url())
    anna.page.fill("textarea[name=source]", "A **bold** thought")
    anna.presses("Preview", within="main")
    anna.page.get_by_text("bold", exact=True).wait_for()
    anna.presses("Write", within="main")
    anna.page.fill("textarea[name=source]", "His NHS number is 999 000 0018")
    anna.clicks("Reply", within="main")
    assert "may identify a patient" in anna.reads()
    found = Axe().run(anna.page, options=STANDARD).response["violations"]
    assert [broken["id"] for broken in found] == []
