"""Posts as subjects: how moderation and the inbox handle them. Post 1 brings the topic's title."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from community.copies import Original
from community.events import emit
from community.members.viewer import Viewer
from community.subjects import Sample, Span, Subject, Written
from forums import arranging, redacting, reinstating, undoing
from forums.access import moderated_posts, moderates_any, posts_beside, visible_posts
from forums.limits import SLOWED_TO
from forums.locating import post_at
from forums.models import Post, Revision, State, Step
from forums.said import said_before, workplace_of
from forums.storing import change_state, lock

STANDING = (State.PUBLISHED, State.HELD, State.HIDDEN)


class PostSubject(Subject):
    kind = "post"
    label = "post"
    measures = frozenset({"lock", "slow"})

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
            edit=reverse("edit", args=[post.pk]),
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

    def at(self, address: str) -> int | None:
        return post_at(address)

    def address(self, subject_id: int) -> str:
        return reverse("post", args=[subject_id])

    def how_many(self) -> int:
        return Post.objects.filter(state__in=STANDING).count()

    def newest(self, viewer: Viewer, limit: int) -> Iterable[Sample]:
        posts = moderated_posts(viewer).filter(state__in=STANDING).order_by("-pk")
        rows = posts.values_list("pk", "number", "topic__title", "text")[:limit]
        for pk, number, title, text in rows.iterator(chunk_size=2000):
            read = f"{title}\n\n{text}" if number == 1 else text
            yield Sample(reverse("post", args=[pk]), title, read)

    def hold(self, subject_id: int) -> bool:
        return self._change(subject_id, State.HELD, [State.PUBLISHED])

    def hide(self, subject_id: int) -> None:
        self._change(subject_id, State.HIDDEN, [State.PUBLISHED, State.HELD])

    def restore(self, subject_id: int) -> None:
        if self._change(subject_id, State.PUBLISHED, [State.HELD, State.HIDDEN, State.REMOVED]):
            emit("post.restored", kind=self.kind, subject_id=subject_id)

    def remove(self, subject_id: int) -> Original:
        return redacting.remove(subject_id)

    def redact(
        self, subject_id: int, version: int, spans: Mapping[str, Sequence[Span]]
    ) -> Original:
        return redacting.redact(subject_id, version, spans)

    def reinstate(self, subject_id: int, original: Original) -> None:
        reinstating.reinstate(subject_id, original)

    def lost(self, subject_id: int, original: Original) -> list[str]:
        return reinstating.lost(subject_id, original)

    def as_of(self, subject_id: int, version: int) -> Mapping[str, str] | None:
        kept = Revision.objects.filter(post=subject_id, version=version)
        was = kept.select_related("post__topic__poll").first()
        if was is None:
            return None
        if was.post.number != 1:
            return {"body": was.source}
        poll = getattr(was.post.topic, "poll", None)  # it is as it was asked
        return {"title": was.title, "body": was.source} | (poll.words if poll else {})

    def held_with(self, subject_id: int) -> list[tuple[str, int]]:
        pictures = Post.objects.filter(pk=subject_id, pictures__isnull=False)
        return [("picture", pk) for pk in pictures.values_list("pictures", flat=True)]

    def measure(self, viewer: Viewer, subject_id: int, measure: str) -> int | None:
        topic, _ = lock(subject_id)
        verb = Step.Verb(measure)
        wanted = True if verb == Step.Verb.LOCK else max(topic.slow_seconds, SLOWED_TO)
        if not arranging.may_set(topic, verb, wanted):
            return None
        return arranging.set_one(viewer, topic, verb, wanted, uuid.uuid4()).pk

    def unmeasure(self, done: int, *, actor_id: int) -> None:
        undoing.set_back(done, actor_id=actor_id)

    def _change(self, subject_id: int, state: State, before: Sequence[State]) -> bool:
        topic, post = lock(subject_id)
        if post.state not in before or (post.state == State.REMOVED and not post.source):
            return False  # what was removed is shown again only with its words
        change_state(topic, post, state)
        return True
