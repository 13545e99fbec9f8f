"""Pictures as subjects: how moderation and the inbox handle them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db.models import QuerySet
from django.urls import reverse

from community.copies import Copy, Original, amend, given_back
from community.events import emit
from community.lib import rendering, spans
from community.lib.uploads import Unusable
from community.members.viewer import Viewer
from community.subjects import Box, Changed, Span, Subject, Uncoverable, Written
from forums import shelving
from forums.access import moderated_pictures, moderates_any, pictures_beside, visible_pictures
from forums.covering import NoBoxes, Taken, covered_for_case
from forums.locating import picture_at
from forums.models import Picture
from forums.sights import sights_of
from forums.storing import lock

State = Picture.State

# As the queue knows states: "held" is what a decision lets go.
STATES = {State.SHOWN: "published", State.WAITING: "published"}

# What waits was looked at by nobody yet, and is screened when it was.
STANDING = (State.SHOWN, State.HELD, State.HIDDEN)

READ = "words in the picture"
OWN = ("alt", "caption")  # its author's words


class PictureSubject(Subject):
    kind = "picture"
    label = "picture"

    def read(self, subject_id: int) -> Written | None:
        picture = (
            Picture.objects.select_related("post__topic__board", "post__pseudonym", "board")
            .filter(pk=subject_id, post__isnull=False)
            .first()
        )
        if picture is None or picture.post is None:
            return None
        post, is_there = picture.post, picture.state != State.REMOVED
        board = post.topic.board
        return Written(
            kind=self.kind,
            id=picture.pk,
            author_id=picture.owner_id,
            version=picture.version,
            url=post.get_absolute_url(),
            title=post.topic.title,
            place=board.name,
            audience=board.readers,
            state=STATES.get(State(picture.state), picture.state),
            fields=_words(picture),
            mask=post.pseudonym.name if post.pseudonym else "",
            fixed=frozenset([READ]),
            sights=tuple(sights_of(picture)) if is_there else (),
            picture=reverse("picture_file", args=[picture.token, "large"]) if is_there else "",
            cover=reverse("picture_cover", args=[picture.token]) if is_there else "",
            facts=_facts(picture),
            edit=reverse("picture", args=[picture.token]) if is_there else "",
        )

    def visible_ids(self, viewer: Viewer, ids: Iterable[int]) -> set[int]:
        return set(visible_pictures(viewer).filter(pk__in=ids).values_list("pk", flat=True))

    def titles(self, viewer: Viewer, ids: Iterable[int]) -> dict[int, str]:
        pictures = visible_pictures(viewer).filter(pk__in=ids)
        return dict(pictures.values_list("pk", "post__topic__title"))

    def moderated_ids(self, viewer: Viewer) -> QuerySet[Picture, int]:
        return moderated_pictures(viewer).values_list("pk", flat=True)

    def moderates(self, viewer: Viewer) -> bool:
        return moderates_any(viewer)

    def entangled_ids(self, viewer: Viewer) -> QuerySet[Picture, int]:
        return pictures_beside(viewer).values_list("pk", flat=True)

    def ids_after(self, last_id: int, limit: int) -> list[int]:
        standing = _standing().filter(pk__gt=last_id).order_by("pk")
        return list(standing.values_list("pk", flat=True)[:limit])

    def how_many(self) -> int:
        return _standing().count()

    def at(self, address: str) -> int | None:
        return picture_at(address)

    def hold(self, subject_id: int) -> bool:
        return self._change(subject_id, State.HELD, [State.WAITING, State.SHOWN])

    def hide(self, subject_id: int) -> None:
        self._change(subject_id, State.HIDDEN, [State.WAITING, State.SHOWN, State.HELD])

    def restore(self, subject_id: int) -> None:
        """One that was taken from sight before any program had looked at it waits for that."""
        is_seen = _lock(subject_id).looked_at is not None
        state = State.SHOWN if is_seen else State.WAITING
        if self._change(subject_id, state, [State.HELD, State.HIDDEN]):
            emit("picture.restored" if is_seen else "picture.changed", picture_id=subject_id)

    def remove(self, subject_id: int) -> Original:
        picture = _lock(subject_id)
        fields = _words(picture)
        copies, files = shelving.take_away([picture])
        return Original(fields=fields, copies=copies, files=files)

    def redact(
        self, subject_id: int, version: int, marks: Mapping[str, Sequence[Span]]
    ) -> Original:
        """In its own words: those that were read in it are `fixed`, and have to be covered."""
        picture = _lock(subject_id)
        if picture.version != version:
            raise Changed
        fields = _words(picture)
        left = {
            name: spans.replaced(fields[name], marks.get(name, ()), rendering.REDACTED)[:300]
            for name in OWN
        }
        copies = amend(picture, self.kind, **left)
        picture.version += 1
        picture.save(update_fields=["version"])
        return Original(fields=fields, copies=copies)

    def reinstate(self, subject_id: int, original: Original) -> None:
        """One that was removed is `hidden` until it is restored."""
        picture, files = _lock_with_post(subject_id), original.get("files", {})
        for copy in _own(picture, original):
            if copy["what"] == shelving.PIXELS:
                shelving.uncover(picture, copy, files)
            elif shelving.is_taken(copy):
                shelving.put_back(picture, copy, files, State.HIDDEN)
            else:
                given_back(picture, copy)
                picture.version += 1
                picture.save(update_fields=[*OWN, "version"])

    def lost(self, subject_id: int, original: Original) -> list[str]:
        picture = Picture.objects.select_related("post").get(pk=subject_id)
        files, own = original.get("files", {}), _own(picture, original)
        pixels = [
            copy for copy in own if copy["what"] == shelving.PIXELS or shelving.is_taken(copy)
        ]
        return [why for copy in pixels if (why := shelving.why_not(picture, copy, files))]

    def held_with(self, subject_id: int) -> list[tuple[str, int]]:
        posts = Picture.objects.filter(pk=subject_id).exclude(post=None)
        return [("post", pk) for pk in posts.values_list("post", flat=True)]

    @contextmanager
    def covering(
        self, subject_id: int, boxes: Sequence[Box]
    ) -> Iterator[Callable[[int], Original]]:
        try:
            with covered_for_case(subject_id, boxes) as put:
                yield lambda version: _covered(subject_id, version, put)
        except (NoBoxes, Unusable) as error:
            raise Uncoverable(str(error)) from None

    def _change(self, subject_id: int, state: State, before: Sequence[State]) -> bool:
        picture = _lock(subject_id)
        if picture.state not in before:
            return False
        picture.state = state
        picture.save(update_fields=["state"])
        return True


def _covered(picture_id: int, version: int, put: Callable[[int], Taken]) -> Original:
    fields = _words(_lock(picture_id))
    pixels, files = put(version)
    return Original(fields=fields, copies=[pixels], files=files)


def _own(picture: Picture, original: Original) -> list[Copy]:
    kinds = (shelving.PICTURE, shelving.PIXELS)
    return [c for c in original["copies"] if c["what"] in kinds and c["id"] == picture.pk]


def _lock_with_post(picture_id: int) -> Picture:
    """After its topic and its post, as whoever takes those back does."""
    if post_id := Picture.objects.values_list("post", flat=True).get(pk=picture_id):
        lock(post_id)
    pictures = Picture.objects.select_for_update(no_key=True, of=("self",))
    return pictures.select_related("post").get(pk=picture_id)


def _lock(picture_id: int) -> Picture:
    return Picture.objects.select_for_update(no_key=True, of=("self",)).get(pk=picture_id)


def _words(picture: Picture) -> dict[str, str]:
    return {"alt": picture.alt, "caption": picture.caption, READ: picture.text}


def _facts(picture: Picture) -> dict[str, str]:
    said = [picture.get_consent_display()] if picture.consent else ["No consent was stated"]
    if picture.is_anonymised:
        said.append("the author says that nothing in it tells who it is")
    return {"Shows": picture.get_shows_display(), "Declared": "; ".join(said)}


def _standing() -> QuerySet[Picture]:
    return Picture.objects.filter(state__in=STANDING, post__isnull=False)
