"""What members say on their pages, as a subject: how moderation and the inbox handle it. Whoever
moderates the community moderates it; what a member chose from a list is not part of it.

Their grade in their own words stands beside each of their posts as well and is not kept back with
the page: it can be redacted and removed, and what would have to be held is not accepted in it
(`editing.require_clean`)."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from community.lib import spans
from community.lib.rendering import REDACTED
from community.members.editing import readers_of
from community.members.models import Audience, Profile, User
from community.members.seeing import profile_of
from community.members.viewer import Viewer
from community.subjects import Changed, Span, Subject, Written

# Names of the fields for the detectors: "body" is Markdown, and is read as it is shown, too.
FIELDS = {"body": "about", "workplace": "workplace", "interests": "interests", "grade": "grade"}

# Of those, what is kept with the account.
OF_ACCOUNT = frozenset({"grade"})

LONGEST = {"about": 2000, "workplace": 120, "interests": 500, "grade": 60}

State = Profile.State
STANDING = (State.PUBLISHED, State.HELD, State.HIDDEN)


class ProfileSubject(Subject):
    kind = "profile"
    label = "page"

    def read(self, subject_id: int) -> Written | None:
        user = User.objects.select_related("profile").filter(pk=subject_id).first()
        if user is None:
            return None
        profile = profile_of(user)
        return Written(
            kind=self.kind,
            id=profile.pk,
            author_id=profile.pk,
            version=profile.version,
            url=profile.user.get_absolute_url(),
            title=profile.user.name,
            place="Members’ pages",
            audience=readers_of(profile),
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

    def moderates(self, viewer: Viewer) -> bool:
        return viewer.is_manager

    def entangled_ids(self, viewer: Viewer) -> QuerySet[Profile, int]:
        return Profile.objects.filter(pk=viewer.user_id).values_list("pk", flat=True)

    def ids_after(self, last_id: int, limit: int) -> list[int]:
        written = Q(profile__state__in=STANDING) | Q(profile=None) & ~Q(grade="")
        standing = User.objects.filter(written, pk__gt=last_id)
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
            setattr(_keeper(profile, field), field, "")
        profile.state = State.REMOVED
        _save(profile, "state")
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
        _save(profile, "version")
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
    return {name: getattr(_keeper(profile, field), field) for name, field in FIELDS.items()}


def _keeper(profile: Profile, field: str) -> Profile | User:
    return profile.user if field in OF_ACCOUNT else profile


def _redact(profile: Profile, field: str, marks: Sequence[Span]) -> None:
    """A word that stands for shorter ones can make a field too long for its column."""
    keeper = _keeper(profile, field)
    redacted = spans.replaced(getattr(keeper, field), marks, REDACTED)
    setattr(keeper, field, redacted[: LONGEST[field]])


def _lock(subject_id: int) -> Profile:
    """The account before the page, as `editing` does. Who has said no more than a grade has no page
    yet."""
    user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=subject_id)
    Profile.objects.get_or_create(user=user)
    profile = Profile.objects.select_for_update(no_key=True, of=("self",)).get(pk=subject_id)
    profile.user = user
    return profile


def _save(profile: Profile, changed: str) -> None:
    profile.user.save(update_fields=list(OF_ACCOUNT))
    profile.save(update_fields=[*(set(FIELDS.values()) - OF_ACCOUNT), changed])
