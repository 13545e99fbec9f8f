import uuid
from typing import Any

from django import forms

from community.lib.rendering import MAX_LENGTH, tidy
from community.lib.spans import marked
from forums.limits import TITLE_LENGTH
from forums.models import Post
from forums.posting import Composed, Stopped


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
            "max_length": "This is %(show_value)s characters long; at most %(limit_value)s fit.",
        },
    )
    kept_reason = Line(
        required=False,
        max_length=200,
        label="Why this is no patient's number",
        help_text="A moderator can read this.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    # What the check found, for the page: {field: [(words, mark or None), …]}
    pieces: dict[str, list[tuple[str, Any]]]
    stopped: Stopped | None = None

    field_order = ["title", "source", "kept_reason", "key"]

    def draft(self) -> Composed:
        return Composed(**self.cleaned_data)

    def show_marks(self, stopped: Stopped) -> None:
        """Let the page show what stopped the post, in place, with the text untouched."""
        self.stopped = stopped
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
            "max_length": "This is %(show_value)s characters long; at most %(limit_value)s fit.",
        },
    )


class VersionMixin(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class EditReplyForm(VersionMixin, ReplyForm):
    def draft(self) -> Composed:
        return Composed(**{k: v for k, v in self.cleaned_data.items() if k != "version"})


class EditTopicForm(EditReplyForm, TopicForm):
    pass


def edit_form(post: Post, data: Any = None) -> EditReplyForm:
    """The form that fits: the first post brings its topic's title."""
    initial = {"source": post.source, "version": post.version, "kept_reason": post.kept_reason}
    if post.number == 1:
        return EditTopicForm(data, initial=initial | {"title": post.topic.title})
    return EditReplyForm(data, initial=initial)
