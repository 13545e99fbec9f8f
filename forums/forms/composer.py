import uuid
from dataclasses import fields
from typing import Any

from django import forms

from community.lib.rendering import MAX_LENGTH, tidy
from community.lib.spans import marked
from community.members.viewer import Viewer
from forums import rules
from forums.drafting import PICTURES, POLL, begun_on
from forums.limits import TITLE_LENGTH
from forums.models import Draft
from forums.places import Place
from forums.posting import Composed, Stopped

COMPOSED = {field.name for field in fields(Composed)}

TOO_LONG = {
    "max_length": "This is %(show_value)s characters long; at most %(limit_value)s fit.",
}


class Words(forms.CharField):
    """Text as we store it: what cannot be seen is dropped before anything is checked."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class Line(Words):
    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class ReplyForm(forms.Form):
    source = Words(
        label="Your post",
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 9, "data-composer": ""}),
        help_text="Markdown works: **bold**, *italic*, > quote, - list.",
        error_messages={
            "required": "There is nothing written yet.",
        }
        | TOO_LONG,
    )
    kept_reason = Line(
        required=False,
        max_length=200,
        label="Why this is no patient's number",
        help_text="A moderator can read this.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)
    has_pictures = forms.BooleanField(required=False, widget=forms.HiddenInput)
    heeded = Line(required=False, max_length=4000)

    # What the check found, for the page: {field: [(words, mark or None), …]}
    pieces: dict[str, list[tuple[str, Any]]]
    stopped: Stopped | None = None
    wait = 0  # seconds, for whoever was too fast

    field_order = ["title", "source", "kept_reason", "key"]

    def __init__(self, data: Any = None, *, initial: dict[str, Any], place: Place) -> None:
        self.place = place
        super().__init__(data, initial=initial)

    @staticmethod
    def fits(data: Any, source: str) -> bool:
        """Whether this form can hold what was sent or, where nothing was, this source."""
        return True

    def draft(self) -> Composed:
        held = {k: v for k, v in self.cleaned_data.items() if k in COMPOSED}
        return Composed(**held | {"heeded": self._shown_before()})

    @property
    def heeds(self) -> str:
        """The tokens of all marks that the author has been shown, for the form to carry."""
        shown = self.stopped.tokens if self.stopped else frozenset()
        return " ".join(sorted(shown | self._shown_before()))

    def _shown_before(self) -> frozenset[str]:
        return frozenset(getattr(self, "cleaned_data", {}).get("heeded", "").split())

    def show_marks(self, stopped: Stopped) -> None:
        """Let the page show what stopped the post, in place, with the text untouched."""
        self.stopped = stopped
        if stopped.is_advice:
            self["kept_reason"].label = "Why it may stay"
        fields = self.draft().fields
        self.pieces = {
            name: marked(fields[name], [(m.start, m.end, m) for m in marks])
            for name, marks in stopped.marks.items()
        }


class TopicForm(ReplyForm):
    title = Line(
        label="Title",
        max_length=TITLE_LENGTH,
        error_messages={
            "required": "Give it a title, so that others know whether to open it.",
        }
        | TOO_LONG,
    )


class VersionMixin(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class EditReplyForm(VersionMixin, ReplyForm):
    pass


class EditTopicForm(EditReplyForm, TopicForm):
    pass


def form_for(
    place: Place,
    data: Any = None,
    *,
    draft: Draft | None = None,
    more: str = "",
    like: Any = None,
    viewer: Viewer | None = None,
) -> ReplyForm:
    """The composer of a place: with what was sent, or else filled with the draft, or as the post
    stands, and with `more` below. The first post brings its topic's title. With `like`, what was
    sent and shall only be shown, it is the form that this came from. A `viewer` who may ask in a
    poll where they open a topic gets the fields for it."""
    from forums.forms.polls import with_poll  # which is made of those above

    initial: dict[str, Any] = {}
    if post := place.post:
        initial = {"source": post.source, "version": post.version, "kept_reason": post.kept_reason}
        initial["title"] = post.topic.title
    if draft:
        initial |= {"source": draft.source, "title": draft.title or initial.get("title", "")}
        initial["version"] = begun_on(draft)
        initial["masked"] = draft.more.get("masked", False)
        initial["has_pictures"] = draft.more.get(PICTURES, False)
        initial |= {f"poll_{name}": value for name, value in draft.more.get(POLL, {}).items()}
    initial["source"] = "\n\n".join(filter(None, [initial.get("source"), more]))
    made = _form_class(place, data if like is None else like, initial["source"])
    if place.is_new and (_holds_poll(data or like, draft) or _may_ask(viewer, place)):
        made = with_poll(made)
    form = made(data, initial=initial, place=place)
    if place.post is None and (place.board.has_pseudonyms or (data and data.get("masked"))):
        # Also where the board has no pseudonyms any more: it must not go out under their name.
        form.fields["masked"] = forms.BooleanField(required=False)
    if title := form.fields.get("title"):
        title.help_text = place.topic_kind.title_hint
    return form


def _may_ask(viewer: Viewer | None, place: Place) -> bool:
    return viewer is not None and bool(rules.may_ask_poll(viewer, place.board))


def _holds_poll(data: Any, draft: Draft | None) -> bool:
    """Also from one who may not ask any more: no word is lost, and they are told."""
    held = data and (data.get("poll_question") or data.get("poll_options"))
    return bool(held or (draft and POLL in draft.more))


def _form_class(place: Place, data: Any, source: str) -> type[ReplyForm]:
    from forums.forms.kinds import FORMS  # which are made of those above

    new, edited = FORMS.get(place.topic_kind.key, (TopicForm, EditTopicForm))
    if place.post and place.post.number == 1:
        return edited if edited.fits(data, source) else EditTopicForm
    if place.post:
        return EditReplyForm
    return ReplyForm if place.topic else new
