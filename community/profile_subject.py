"""What members say on their pages, as a subject: how moderation and the inbox handle it. Whoever
moderates the community moderates it; what a member chose from a list is not part of it.

Their grade in their own words stands beside each of their posts as well and is not kept back with
the page: it can be redacted and removed, and what would have to be held is not accepted in it
(`editing.require_clean`)."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet
from django.urls import Resolver404, resolve, reverse

from community.copies import Copy, Original, amend, given_back
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

KEEPERS = frozenset({"profile", "account"})  # what a copy is of

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
            edit=reverse("profile_edit"),
        )

    def visible_ids(self, viewer: Viewer, ids: Iterable[int]) -> set[int]:
        return set(self._visible(viewer, ids).values_list("pk", flat=True))

    def titles(self, viewer: Viewer, ids: Iterable[int]) -> dict[int, str]:
        return dict(self._visible(viewer, ids).values_list("pk", "name"))

    def moderated_ids(self, viewer: Viewer) -> QuerySet[User, int]:
        # Of all members: there may be a case about one who has not written a page yet.
        members = User.objects.all() if viewer.is_manager else User.objects.none()
        return members.values_list("pk", flat=True)

    def moderates(self, viewer: Viewer) -> bool:
        return viewer.is_manager

    def entangled_ids(self, viewer: Viewer) -> QuerySet[User, int]:
        return User.objects.filter(Q(pk=viewer.user_id)).values_list("pk", flat=True)

    def ids_after(self, last_id: int, limit: int) -> list[int]:
        standing = _standing().filter(pk__gt=last_id).order_by("pk")
        return list(standing.values_list("pk", flat=True)[:limit])

    def address(self, subject_id: int) -> str:
        return User(pk=subject_id).get_absolute_url()

    def how_many(self) -> int:
        return _standing().count()

    def at(self, address: str) -> int | None:
        try:
            match = resolve(address.partition("#")[0])
        except Resolver404:
            return None
        if match.url_name != "profile":
            return None
        pages = User.objects.filter(pk=match.kwargs["pk"], is_active=True)
        return pages.values_list("pk", flat=True).first()

    def hold(self, subject_id: int) -> bool:
        return self._change(subject_id, State.HELD, [State.PUBLISHED])

    def hide(self, subject_id: int) -> None:
        self._change(subject_id, State.HIDDEN, [State.PUBLISHED, State.HELD])

    def restore(self, subject_id: int) -> None:
        self._change(subject_id, State.PUBLISHED, [State.HELD, State.HIDDEN, State.REMOVED])

    def remove(self, subject_id: int) -> Original:
        profile = _lock(subject_id)
        fields = _words(profile)
        copies = _write(profile, dict.fromkeys(FIELDS, ""))
        profile.state = State.REMOVED
        profile.save(update_fields=["state"])
        return Original(fields=fields, copies=copies)

    def redact(
        self, subject_id: int, version: int, spans: Mapping[str, Sequence[Span]]
    ) -> Original:
        profile = _lock(subject_id)
        if profile.version != version:
            raise Changed
        fields = _words(profile)
        copies = _write(profile, {name: _redacted(profile, name, spans[name]) for name in spans})
        profile.version += 1
        profile.save(update_fields=["version"])
        return Original(fields=fields, copies=copies)

    def reinstate(self, subject_id: int, original: Original) -> None:
        profile = _lock(subject_id)
        for copy in original["copies"]:
            if copy["what"] in KEEPERS and copy["id"] == subject_id:
                thing = profile if copy["what"] == "profile" else profile.user
                thing.save(update_fields=list(given_back(thing, copy)))
        profile.version += 1
        profile.save(update_fields=["version"])

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


def _redacted(profile: Profile, name: str, marks: Sequence[Span]) -> str:
    """A word that stands for shorter ones can make a field too long for its column."""
    field = FIELDS[name]
    words = getattr(_keeper(profile, field), field)
    return spans.replaced(words, marks, REDACTED)[: LONGEST[field]]


def _write(profile: Profile, words: Mapping[str, str]) -> list[Copy]:
    """Set these, by name of the field, where they are kept; return what was changed."""
    values = {FIELDS[name]: text for name, text in words.items()}
    of_account = {field: text for field, text in values.items() if field in OF_ACCOUNT}
    of_page = {field: text for field, text in values.items() if field not in OF_ACCOUNT}
    return [*amend(profile.user, "account", **of_account), *amend(profile, "profile", **of_page)]


def _lock(subject_id: int) -> Profile:
    """The account before the page, as `editing` does. Who has said no more than a grade has no page
    yet."""
    user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=subject_id)
    Profile.objects.get_or_create(user=user)
    profile = Profile.objects.select_for_update(no_key=True, of=("self",)).get(pk=subject_id)
    profile.user = user
    return profile


def _standing() -> QuerySet[User]:
    return User.objects.filter(Q(profile__state__in=STANDING) | Q(profile=None) & ~Q(grade=""))
