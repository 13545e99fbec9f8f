"""The name under which a post stands: its author's, or their pseudonym on the board."""

import secrets
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet, Subquery

from community.lib.verdicts import Refused
from community.members.models import User
from community.members.viewer import Viewer
from forums.access import granted
from forums.granting import READ
from forums.limits import PLAIN_NAMES, PSEUDONYM_TRIES
from forums.models import Board, IgnoredName, Post, Pseudonym, State, Topic
from forums.places import Place
from forums.rules import may_be_masked

# Of the country and the weather. None is a person's name, or two would make one; nor of a people
# or a trade, nor fit to make fun of whoever bears it.
ADJECTIVES = """
bright brisk calm clear copper coastal crisp distant early eastern evening fair fallow far fine
fleet gentle golden green grey harbour high inland ivory keen leafy level light linen lively long
lunar marble mellow mild moonlit morning mossy new northern ochre open orchard pebble plain quiet
rainy rolling russet silent silver snowy soft solar southern steady still stone swift tall tidal
tranquil upland warm western wide wild windy wooded yellow
""".split()
NOUNS = """
alder anchor apple aspen badger barley barn beech bell birch bittern bluebell boat bramble breeze
bridge brook cedar chestnut cloud clover comet compass coot cove creek curlew dipper dune elder elm
falcon fell field finch fjord forest fox garden gate grebe grove harbour hare hawk hedge heron hill
ibis island jackdaw juniper kestrel kite lagoon lake lantern lapwing larch lark lichen linnet maple
marsh meadow mill moor moss nightjar oak oriole osprey otter owl path pebble petrel pine plover pond
poplar ridge river rook sail shore siskin snipe sparrow spruce starling stoat stork stream sundial
swallow swift teal tern thistle thrush tide valley wagtail walnut warbler water wave wheat wren
yarrow yew
""".split()


class CannotSign(Exception):
    """What was sent cannot stand under the pseudonym that was chosen for it. The message says why,
    and what it would stand under: never is it posted under another name than was wanted."""


@dataclass(frozen=True)
class Signing:
    """What a composer says of the name. `mask` is "" where the member has no pseudonym yet;
    `settled` is the name that they have in this topic already, "" where they may choose."""

    own: str
    mask: str
    settled: str = ""
    is_masked: bool = False


def name_for(viewer: Viewer, board: Board, topic: Topic | None, wanted: bool) -> Pseudonym | None:
    """What the viewer's next post there is signed with; None for their own name. Call inside the
    transaction, with the topic locked. No query where the board has no pseudonyms. Raises
    CannotSign.

    In a topic a member keeps the name they first wrote under. With two there, what the site does
    with one's own topic would lead from one to the other: that a reply of one's own is no answer
    to one's question, that one is told of all replies but one's own; and a reader would take for
    two who agree what is one.
    """
    if not (wanted or board.has_pseudonyms or (topic and topic.pseudonym_id)):
        return None
    if topic and (first := _first_of(viewer, topic)):
        if wanted and first.pseudonym is None:
            raise CannotSign(
                f"You have written in this topic as {viewer.name}. Sent again, this stands under "
                "your own name as well."
            )
        return first.pseudonym
    if not wanted:
        return None
    if not (verdict := may_be_masked(viewer, board)):
        raise CannotSign(f"{verdict.reason} Sent again, this stands under your own name.")
    return _pseudonym(viewer, board)


def signing(viewer: Viewer, place: Place) -> Signing | None:
    """What the composer of a place says of the name; None where it is always one's own. One query,
    and none where neither board nor topic has a pseudonym."""
    board, topic, post = place.board, place.topic, place.post
    if post is not None:
        is_masked = post.pseudonym is not None
        return Signing(viewer.name, "", post.byline.name, is_masked) if is_masked else None
    if not (board.has_pseudonyms or (topic and topic.pseudonym_id)):
        return None
    mine = Pseudonym.objects.filter(board=OuterRef("pk"), user=viewer.member_id)
    first = _own_posts(viewer, topic.pk if topic else 0)
    mask, number, settled = Board.objects.values_list(
        Subquery(mine.values("name")),
        Subquery(first.values("number")[:1]),
        Subquery(first.values("pseudonym__name")[:1]),
    ).get(pk=board.pk)
    if number:
        return Signing(viewer.name, mask or "", settled or viewer.name, settled is not None)
    return Signing(viewer.name, mask or "") if may_be_masked(viewer, board) else None


def _first_of(viewer: Viewer, topic: Topic) -> Post | None:
    posts = _own_posts(viewer, topic.pk)
    return posts.select_related("pseudonym").first()


def _own_posts(viewer: Viewer, topic_id: int) -> QuerySet[Post]:
    """The viewer's in a topic, in their order. What was undone has not been."""
    posts = Post.objects.filter(topic=topic_id, author=viewer.member_id)
    return posts.exclude(state=State.UNDONE).order_by("number")


# --- Pseudonyms ----------------------------------------------------------------------------------


def own_names(viewer: Viewer) -> QuerySet[Pseudonym]:
    """The viewer's on the boards that they read, each with its board."""
    mine = Pseudonym.objects.filter(user=viewer.member_id, board_id__in=granted(viewer, READ))
    return mine.select_related("board").order_by("pk")


def _pseudonym(viewer: Viewer, board: Board) -> Pseudonym:
    """The viewer's on the board, made at its first use. It is drawn, never chosen: a name of one's
    own choice is one by which one is known elsewhere."""
    mine = Pseudonym.objects.filter(board=board, user=viewer.member_id)
    if found := mine.first():
        return found
    # Their account's row is the lock: two posts sent at once would both find none.
    User.objects.select_for_update(no_key=True).get(pk=viewer.member_id)
    if found := mine.first():
        return found
    for attempt in range(PSEUDONYM_TRIES):
        name = _draw(with_number=attempt >= PLAIN_NAMES)
        # New on every board, or two who have the same on two boards would be taken for one.
        if Pseudonym.objects.filter(name__iexact=name).exists():
            continue
        try:
            with transaction.atomic():
                return Pseudonym.objects.create(board=board, user_id=viewer.member_id, name=name)
        except IntegrityError:
            continue  # drawn by another at this moment
    raise RuntimeError("No pseudonym is left to draw.")


def _draw(*, with_number: bool) -> str:
    words = f"{secrets.choice(ADJECTIVES)} {secrets.choice(NOUNS)}".title()
    return f"{words} {secrets.randbelow(98) + 2}" if with_number else words


# --- Pseudonyms that one does not want to read ---------------------------------------------------


def ignore(viewer: Viewer, post: Post) -> None:
    """Leave out what is signed with this post's pseudonym. A second time changes nothing. Raises
    Refused for one's own, and where the post is signed with a member's name."""
    if post.pseudonym is None:
        raise Refused("This post is signed with a member's own name: ignore them on their page.")
    if post.author_id == viewer.user_id:
        raise Refused("This is your own pseudonym.")
    row = IgnoredName(user_id=viewer.member_id, pseudonym=post.pseudonym)
    IgnoredName.objects.bulk_create([row], ignore_conflicts=True)


def hear(viewer: Viewer, pk: int) -> None:
    """Read a pseudonym again. Once is as good as twice."""
    IgnoredName.objects.filter(pk=pk, user=viewer.member_id).delete()


def ignored_names(viewer: Viewer) -> QuerySet[IgnoredName]:
    """Those of the boards that the viewer reads."""
    boards = granted(viewer, READ)
    rows = IgnoredName.objects.filter(user=viewer.member_id, pseudonym__board_id__in=boards)
    return rows.select_related("pseudonym__board").order_by("-pk")
