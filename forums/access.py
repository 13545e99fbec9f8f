"""THE GATE: who may see. Every read of a board, topic, post or anything made of them starts here.

`visible_posts` nests `visible_topics` nests `visible_boards`; a single thing is the queryset and a
primary key, so no second predicate can drift. "You may not know" and "there is none" are one 404.
"""

from typing import Any, TypeVar

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.http import Http404

from community.members.models import Block, User
from community.members.viewer import Viewer
from forums.granting import MODERATE, READ, grants_of
from forums.models import (
    Board,
    BoardUserGrant,
    Bookmark,
    Draft,
    Ignore,
    IgnoredName,
    Picture,
    Post,
    Pseudonym,
    Revision,
    Signed,
    State,
    Step,
    Topic,
    Trace,
    Unmasking,
)

Found = TypeVar("Found", bound=Model)

# What its author, and whoever moderates the board, still sees when no one else does.
SET_ASIDE = [State.HELD, State.HIDDEN]


def granted(viewer: Viewer, permission: str) -> frozenset[int]:
    """Ids of the boards on which the viewer holds a permission; worked out once a request."""
    if "boards" not in viewer.memo:
        viewer.memo["boards"] = grants_of(viewer.user_id, viewer.roles)
    return viewer.memo["boards"].get(permission, frozenset())


def visible_boards(viewer: Viewer) -> QuerySet[Board]:
    return Board.objects.filter(pk__in=granted(viewer, READ))


def moderated_boards(viewer: Viewer) -> QuerySet[Board]:
    return visible_boards(viewer).filter(pk__in=granted(viewer, MODERATE))


def joined_groups(viewer: Viewer) -> QuerySet[Board]:
    """Groups that the viewer was let into by name, and reads now."""
    named = BoardUserGrant.objects.filter(user=viewer.user_id, permission__codename=READ)
    return visible_boards(viewer).filter(
        audience=Board.Audience.GROUP, pk__in=named.values("content_object")
    )


def owned_groups(viewer: Viewer) -> QuerySet[Board]:
    """The viewer's own groups, also those that have ended: that they are, and nothing in them."""
    if not viewer.is_member:
        return Board.objects.none()
    return Board.objects.filter(owner=viewer.user_id, audience=Board.Audience.GROUP)


def visible_topics(viewer: Viewer) -> QuerySet[Topic]:
    return Topic.objects.filter(
        _shown(viewer, "board_id", "author_id"), board_id__in=granted(viewer, READ)
    )


def visible_posts(viewer: Viewer) -> QuerySet[Post]:
    return Post.objects.filter(
        _shown(viewer, "topic__board_id", "author_id"),
        _shown(viewer, "topic__board_id", "topic__author_id", "topic__"),
        topic__board_id__in=granted(viewer, READ),
    )


def moderated_posts(viewer: Viewer) -> QuerySet[Post]:
    """Posts of boards that the viewer moderates, in every state: a case outlives its post."""
    return Post.objects.filter(topic__board_id__in=granted(viewer, MODERATE))


def moderated_pictures(viewer: Viewer) -> QuerySet[Picture]:
    """Pictures of posts on boards that the viewer moderates, whatever has become of them."""
    return Picture.objects.filter(post__topic__board_id__in=granted(viewer, MODERATE))


def moderates_any(viewer: Viewer) -> bool:
    return bool(granted(viewer, MODERATE))


def posts_beside(viewer: Viewer) -> QuerySet[Post]:
    """Of topics where the viewer wrote, by any name, also before a split: not theirs to judge."""
    beside = Q(topic__in=Post.objects.filter(author=viewer.user_id).values("topic"))
    beside |= Q(topic__in=Trace.objects.filter(post__author=viewer.user_id).values("topic"))
    return Post.objects.filter(beside | Q(pk__in=Trace.objects.filter(beside).values("post")))


def pictures_beside(viewer: Viewer) -> QuerySet[Picture]:
    return Picture.objects.filter(post__in=posts_beside(viewer))


def visible_revisions(viewer: Viewer) -> QuerySet[Revision]:
    return Revision.objects.filter(post__in=visible_posts(viewer))


def visible_drafts(viewer: Viewer) -> QuerySet[Draft]:
    """One's own, each while its place is still to be seen."""
    return Draft.objects.filter(
        Q(topic=None) | Q(topic__in=visible_topics(viewer)),
        Q(post=None) | Q(post__in=visible_posts(viewer)),
        user=viewer.user_id,
        board_id__in=granted(viewer, READ),
    )


def visible_bookmarks(viewer: Viewer) -> QuerySet[Bookmark]:
    """One's own, each while its post is still to be seen."""
    return Bookmark.objects.filter(user=viewer.user_id, post__in=visible_posts(viewer))


def visible_pictures(viewer: Viewer) -> QuerySet[Picture]:
    """Those of the posts one may see, and what one has put by oneself for a post to come."""
    own = Q(post=None, owner=viewer.user_id, board_id__in=granted(viewer, READ))
    own = own if viewer.user_id is not None else Q(pk__in=[])
    posted = _picture_shown(viewer) & Q(post__in=visible_posts(viewer))
    return Picture.objects.filter(own | posted)


def pictures_of_post(viewer: Viewer) -> QuerySet[Picture]:
    """For a queryset of posts from the gate: the pictures of each that the viewer may see."""
    return Picture.objects.filter(_picture_shown(viewer), post=OuterRef("pk"))


def is_bookmarked(viewer: Viewer) -> Exists:
    """For a queryset of posts: whether the viewer has kept it."""
    return Exists(Bookmark.objects.filter(user=viewer.user_id, post=OuterRef("pk")))


def heard(viewer: Viewer, things: QuerySet[Found], author: str = "author") -> QuerySet[Found]:
    """Without those of members whom the viewer ignores or blocks. It opens nothing: it only leaves
    out. Ignoring a member leaves out what they sign with their name, ignoring a pseudonym what is
    signed with that: else it would show which pseudonym is whose."""
    if viewer.user_id is None:
        return things
    member = Ignore.objects.filter(user_id=viewer.user_id, ignored=OuterRef(author))
    name = IgnoredName.objects.filter(user_id=viewer.user_id, pseudonym=OuterRef("pseudonym"))
    blocked = Block.objects.filter(user_id=viewer.user_id, blocked=OuterRef(author))
    unheard = Q(Exists(member)) | Q(Exists(blocked))
    return things.exclude(unheard, pseudonym=None).exclude(Exists(name))


def name_shown(signed: str) -> Coalesce:
    """For a queryset with a reference such as "bump" to a post: the name it is signed with."""
    author = User.objects.filter(pk=OuterRef(f"{signed}__author")).values("name")
    mask = Pseudonym.objects.filter(pk=OuterRef(f"{signed}__pseudonym")).values("name")
    return Coalesce(Subquery(mask), Subquery(author))


def ignoring(signed: Signed) -> QuerySet[Ignore] | QuerySet[IgnoredName]:
    """For a queryset of members: that one does not want to read who signed this."""
    if signed.pseudonym_id is None:
        return Ignore.objects.filter(user=OuterRef("pk"), ignored=signed.author_id)
    return IgnoredName.objects.filter(user=OuterRef("pk"), pseudonym=signed.pseudonym_id)


def blocking(signed: Signed) -> QuerySet[Block]:
    """For a queryset of members: that one blocks whose name this is signed with. Nobody blocks a
    pseudonym, or its silence would say whose it is."""
    if signed.pseudonym_id is not None:
        return Block.objects.none()
    return Block.objects.filter(user=OuterRef("pk"), blocked=signed.author_id)


def post_stubs(
    viewer: Viewer, topic: Topic, first: int, last: int
) -> QuerySet[Any, tuple[int, str, int]]:
    """(number, state, 0) of the posts of a visible topic: that there was one, and nothing of it.
    Where one was taken to another topic, (number, "", its id): its address leads to it, or not."""
    here = {"topic": topic, "topic__in": visible_topics(viewer), "number__range": (first, last)}
    state, post = Value("", output_field=CharField()), Value(0, output_field=BigIntegerField())
    stubs = Post.objects.filter(**here).values_list("number", "state", post)
    return stubs.union(Trace.objects.filter(**here).values_list("number", state, "post_id"))


def visible_steps(viewer: Viewer) -> QuerySet[Step]:
    """What was done on the boards that the viewer moderates."""
    return Step.objects.filter(board_id__in=granted(viewer, MODERATE))


def get_board_or_404(viewer: Viewer, slug: str) -> Board:
    return one_or_404(visible_boards(viewer).select_related("specialty").filter(slug=slug))


def get_topic_or_404(viewer: Viewer, pk: int) -> Topic:
    return one_or_404(
        visible_topics(viewer).select_related("board__specialty", "question").filter(pk=pk)
    )


def require_readable(viewer: Viewer, board_id: int) -> None:
    """Raises Http404 where the viewer may not read: what they were writing in was moved there."""
    if board_id not in granted(viewer, READ):
        raise Http404


def get_topic_now_or_404(viewer: Viewer, pk: int) -> Topic:
    """The topic, or the one that it was merged into. A second query only for what is not there."""
    topics = visible_topics(viewer).select_related("board__specialty", "question")
    if topic := topics.filter(pk=pk).first():
        return topic
    merged = Topic.objects.filter(pk=pk, state=State.MERGED)
    return one_or_404(topics.filter(pk__in=merged.values("merged_into")))


def get_post_or_404(viewer: Viewer, pk: int) -> Post:
    return one_or_404(
        visible_posts(viewer)
        .select_related("topic__board__specialty", "topic__question", "author", "pseudonym")
        .filter(pk=pk)
    )


def get_place_or_404(viewer: Viewer, pk: int) -> tuple[Topic, int]:
    """(topic, number) of where a post stands or, for those who may not read it, the stub it left.
    What was undone left none."""
    post = one_or_404(
        Post.objects.filter(pk=pk, topic__in=visible_topics(viewer))
        .exclude(state=State.UNDONE)
        .select_related("topic")
        .only("number", "topic__title")
    )
    return post.topic, post.number


def get_masked_post_or_404(viewer: Viewer, pk: int) -> Post:
    """A post that is signed with a pseudonym; for whoever moderates also one that is gone."""
    posts = visible_posts(viewer) | moderated_posts(viewer)
    return one_or_404(
        posts.select_related("topic__board__specialty", "pseudonym").filter(
            pk=pk, pseudonym__isnull=False
        )
    )


def visible_unmaskings(viewer: Viewer) -> QuerySet[Unmasking]:
    """For managers and administrators, about posts that they may see; never about themselves."""
    if not (viewer.is_manager or viewer.is_administrator):
        return Unmasking.objects.none()
    posts = Q(post__in=visible_posts(viewer)) | Q(post__in=moderated_posts(viewer))
    return Unmasking.objects.filter(posts).exclude(pseudonym__user=viewer.user_id)


def one_or_404(queryset: QuerySet[Found]) -> Found:
    """What the gate let through, or the one answer for all that it did not."""
    found = queryset.first()
    if found is None:
        raise Http404
    return found


def _picture_shown(viewer: Viewer) -> Q:
    """By its own state: shown for all; being checked, held or hidden for its owner and whoever
    moderates. Its post has to be seen as well."""
    shown = Q(state=Picture.State.SHOWN)
    aside = Q(state__in=[Picture.State.WAITING, Picture.State.HELD, Picture.State.HIDDEN])
    if viewer.user_id is not None:
        shown |= aside & Q(owner=viewer.user_id)
    if moderated := granted(viewer, MODERATE):
        shown |= aside & Q(post__topic__board_id__in=moderated)
    return shown


def _shown(viewer: Viewer, board: str, author: str, prefix: str = "") -> Q:
    """By state: published for all; set aside for the author and whoever moderates; else no one."""
    state = f"{prefix}state"
    shown = Q(**{state: State.PUBLISHED})
    aside = Q(**{f"{state}__in": SET_ASIDE})
    if viewer.user_id is not None:
        shown |= aside & Q(**{author: viewer.user_id})
    if moderated := granted(viewer, MODERATE):
        shown |= aside & Q(**{f"{board}__in": moderated})
    return shown
