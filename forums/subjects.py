"""Posts as subjects: how moderation and the inbox handle them. Post 1 brings the topic's title."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from community.events import emit
from community.members.viewer import Viewer
from community.subjects import Span, Subject, Written
from forums import attaching, redacting
from forums.access import moderated_posts, moderates_any, posts_beside, visible_posts
from forums.models import Picture, Post, State
from forums.said import said_before, workplace_of
from forums.storing import change_state, empty, lock

STANDING = (State.PUBLISHED, State.HELD, State.HIDDEN)


class PostSubject(Subject):
    kind = "post"
    label = "post"

    def read(self, subject_id: int) -> Written | None:
        post = (
            Post.objects.select_related("topic__board", "topic__poll", "pseudonym")
            .filter(pk=subject_id)
            .first()
        )
        if post is None:
            return None
        board = post.topic.board
        title = {"title": post.topic.title} if post.number == 1 else {}
        poll = getattr(post.topic, "poll", None) if post.number == 1 else None
        return Written(
            kind=self.kind,
            id=post.pk,
            author_id=post.author_id,
            version=post.version,
            url=post.get_absolute_url(),
            title=post.topic.title,
            place=board.name,
            audience=board.readers,
            state=post.state,
            fields=title | {"body": post.source} | (poll.words if poll else {}),
            kept_reason=post.kept_reason,
            overrode=post.overrode,
            workplace="" if post.pseudonym else workplace_of(post.author_id),
            earlier=said_before(post.author_id, post.topic, post.number),
            mask=post.pseudonym.name if post.pseudonym else "",
        )

    def visible_ids(self, viewer: Viewer, ids: Iterable[int]) -> set[int]:
        return set(visible_posts(viewer).filter(pk__in=ids).values_list("pk", flat=True))

    def titles(self, viewer: Viewer, ids: Iterable[int]) -> dict[int, str]:
        return dict(visible_posts(viewer).filter(pk__in=ids).values_list("pk", "topic__title"))

    def moderated_ids(self, viewer: Viewer) -> QuerySet[Post, int]:
        return moderated_posts(viewer).values_list("pk", flat=True)

    def moderates(self, viewer: Viewer) -> bool:
        return moderates_any(viewer)

    def entangled_ids(self, viewer: Viewer) -> QuerySet[Post, int]:
        return posts_beside(viewer).values_list("pk", flat=True)

    def ids_after(self, last_id: int, limit: int) -> list[int]:
        standing = Post.objects.filter(state__in=STANDING, pk__gt=last_id).order_by("pk")
        return list(standing.values_list("pk", flat=True)[:limit])

    def hold(self, subject_id: int) -> bool:
        return self._change(subject_id, State.HELD, [State.PUBLISHED])

    def hide(self, subject_id: int) -> None:
        self._change(subject_id, State.HIDDEN, [State.PUBLISHED, State.HELD])

    def restore(self, subject_id: int) -> None:
        if self._change(subject_id, State.PUBLISHED, [State.HELD, State.HIDDEN]):
            emit("post.restored", kind=self.kind, subject_id=subject_id)

    def remove(self, subject_id: int) -> dict[str, str]:
        topic, post = lock(subject_id)
        original = empty(topic, post, "Removed topic")
        redacting.remove_copies(topic, post, original.values())
        attaching.take_away(post.pictures.exclude(state=Picture.State.REMOVED))
        change_state(topic, post, State.REMOVED)
        return original

    def redact(
        self, subject_id: int, version: int, spans: Mapping[str, Sequence[Span]]
    ) -> dict[str, str]:
        return redacting.redact(subject_id, version, spans)

    def _change(self, subject_id: int, state: State, before: Sequence[State]) -> bool:
        topic, post = lock(subject_id)
        if post.state not in before:
            return False
        change_state(topic, post, state)
        return True
