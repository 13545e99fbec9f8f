import uuid
from typing import Any

from django import forms

from community.lib.uploads import MOST_BYTES, WORDS
from forums import rules
from forums.attaching import Declared
from forums.forms.composer import TOO_LONG, Line
from forums.models import Board, Picture

Shows = Picture.Shows
GROUPS = [
    ("Needs no consent once it is anonymised", [s for s in Shows if s in rules.NEEDS_NO_CONSENT]),
    ("Of a patient", [Shows.SKIN, Shows.FACE, Shows.BODY, Shows.OTHER]),
    ("Of no patient", [Shows.NOBODY]),
]


class WordsForm(forms.Form):
    """What its sender says of a picture. Whether it is enough, the use case decides."""

    shows = forms.ChoiceField(
        label="What does it show?",
        choices=[
            ("", "Choose"),
            *((head, [(s.value, s.label) for s in of]) for head, of in GROUPS),
        ],
        error_messages={"required": "Say what it shows: what is needed depends on it."},
    )
    is_anonymised = forms.BooleanField(
        required=False, label="Nothing in it says who it is: no name, number, date or face"
    )
    consent = forms.BooleanField(
        required=False, label="The patient agreed to this being shown here"
    )
    alt = Line(
        label="What is to be seen",
        max_length=300,
        help_text="For colleagues who cannot see it: “12-lead ECG, regular narrow complex at 180”.",
        error_messages={"required": "Describe in a line what is to be seen."} | TOO_LONG,
    )
    caption = Line(
        required=False, label="Caption, if it needs one", max_length=300, error_messages=TOO_LONG
    )
    is_answer = forms.BooleanField(
        required=False, label="It gives the answer away: show it only to who asks"
    )

    def __init__(self, data: Any, files: Any = None, *, board: Board, **options: Any) -> None:
        self.board = board
        super().__init__(data, files, **options)

    @property
    def groups(self) -> list[tuple[str, str, list[Any]]]:
        """(heading, what those of it need on this board, choices) for the page's list."""
        return [(head, self._needs(of[0]), of) for head, of in GROUPS]

    def _needs(self, shows: str) -> str:
        consent = "consent" if rules.consent_needed(shows, self.board) else ""
        anonymised = "anonymised" if shows in rules.NEEDS_NO_CONSENT else ""
        return f"{consent} {anonymised}".strip()

    def declared(self) -> Declared:
        given = self.cleaned_data
        return Declared(
            shows=given["shows"],
            alt=given["alt"],
            caption=given["caption"],
            consent=Picture.Consent.GIVEN if given["consent"] else Picture.Consent.NONE,
            is_anonymised=given["is_anonymised"],
            is_answer=given["is_answer"],
        )


class DescribeForm(WordsForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PictureForm(WordsForm):
    """The same with the file. It is looked at by content; its name is never kept."""

    file = forms.FileField(
        label="Picture or PDF",
        widget=forms.ClearableFileInput(
            attrs={
                "accept": "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf"
            }
        ),
        error_messages={
            "required": "Choose a picture. If you had, please choose it again.",
            "empty": WORDS["empty"],
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ["file"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(WORDS["bytes"])
        return file
