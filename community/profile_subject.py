"""What members say on their pages, as a subject: how moderation and the inbox handle it. Whoever
moderates the community moderates it; what a member chose from a list is not part of it."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from community.lib import spans
from community.lib.rendering import REDACTED
from community.members.models import Audience, Profile, User
from community.members.viewer import Viewer
from community.subjects import Changed, Span, Subject, Written

# Names of the fields for the detectors: "body" is Markdown, and is read as it is shown, too.
FIELDS = {"body": "about", "workplace": "workplace", "interests": "interests"}

LONGEST = {"about": 2000, "workplace": 120, "interests": 500}

State = Profile.State


class ProfileSubject(Subject):
    kind = "profile"
    label = "page"

    def read(self, subject_id: int) -> Written | None:
        profile = Profile.objects.select_related("user").filter(pk=subject_id).first()
        if profile is None:
            return None
        is_open = profile.page_for == Audience.PUBLIC and Audience.PUBLIC in (
            profile.about_for,
            profile.workplace_for,
            profile.interests_for,
        )
        return Written(
            kind=self.kind,
            id=profile.pk,
            author_id=profile.pk,
            version=profile.version,
            url=profile.user.get_absolute_url(),
            title=profile.user.name,
            place="Members’ pages",
            audience="open" if is_open else "closed",
            state=profile.state,
            fields=_words(profile),
        )

    def visible_ids(self, viewer: Viewer, ids: Iterable[int]) -> set[int]:
        return set(self._visible(viewer, ids).values_list("pk", flat=True))

    def titles(self, viewer: Viewer, ids: Iterable[int]) -> dict[int, str]:
        return dict(self._visible(viewer, ids).values_list("pk", "name"))

    def moderated_ids(self, viewer: Viewer) -> QuerySet[Profile, int]:
        pages = Profile.objects.all() if viewer.is_manager else Profile.objects.none()
        return pages.values_list("pk", flat=True)

    def ids_after(self, last_id: int, limit: int) -> list[int]:
        standing = Profile.objects.exclude(state=State.REMOVED).filter(pk__gt=last_id)
        return list(standing.order_by("pk").values_list("pk", flat=True)[:limit])

    def hold(self, subject_id: int) -> bool:
        return self._change(subject_id, State.HELD, [State.PUBLISHED])

    def hide(self, subject_id: int) -> None:
        self._change(subject_id, State.HIDDEN, [State.PUBLISHED, State.HELD])

    def restore(self, subject_id: int) -> None:
        self._change(subject_id, State.PUBLISHED, [State.HELD, State.HIDDEN])

    def remove(self, subject_id: int) -> dict[str, str]:
        profile = _lock(subject_id)
        original = _words(profile)
        for field in FIELDS.values():
            setattr(profile, field, "")
        profile.state = State.REMOVED
        profile.save(update_fields=[*FIELDS.values(), "state"])
        return original

    def redact(
        self, subject_id: int, version: int, spans: Mapping[str, Sequence[Span]]
    ) -> dict[str, str]:
        profile = _lock(subject_id)
        if profile.version != version:
            raise Changed
        original = _words(profile)
        for name, marks in spans.items():
            _redact(profile, FIELDS[name], marks)
        profile.version += 1
        profile.save(update_fields=[*FIELDS.values(), "version"])
        return original

    def _change(self, subject_id: int, state: State, before: Sequence[State]) -> bool:
        profile = _lock(subject_id)
        if profile.state not in before:
            return False
        profile.state = state
        profile.save(update_fields=["state"])
        return True

    def _visible(self, viewer: Viewer, ids: Iterable[int]) -> QuerySet[User]:
        """As the page itself opens: one's own, and any to members, else those that are public."""
        pages = User.objects.filter(pk__in=ids, is_active=True)
        if viewer.is_member:
            return pages
        return pages.filter(Q(pk=viewer.user_id) | Q(profile__page_for=Audience.PUBLIC))


def _words(profile: Profile) -> dict[str, str]:
    return {name: getattr(profile, field) for name, field in FIELDS.items()}


def _redact(profile: Profile, field: str, marks: Sequence[Span]) -> None:
    """A word that stands for shorter ones can make a field too long for its column."""
    redacted = spans.replaced(getattr(profile, field), marks, REDACTED)
    setattr(profile, field, redacted[: LONGEST[field]])


def _lock(subject_id: int) -> Profile:
    return Profile.objects.select_for_update(no_key=True, of=("self",)).get(pk=subject_id)
