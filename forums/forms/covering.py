import math
import uuid
from typing import Any

from django import forms

from forums.covering import MOST_BOXES, Box
from moderation.carrying_out import Choice
from moderation.forms import reason_field, require_ground, rule_field
from moderation.models import Decision

SIDES = ("left", "top", "width", "height")
ROWS = 3  # that stand there empty, for those without scripts


class CoverForm(forms.Form):
    """Boxes as rows of four numbers, in per cent; a row that is empty is none."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        typed = [data.getlist(side)[: MOST_BOXES + 1] if data else [] for side in SIDES]
        rows = [tuple(word.strip()[:12] for word in row) for row in zip(*typed, strict=False)]
        self.typed = [row for row in rows if any(row)]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """What was typed, and some empty ones below it, as many as fit."""
        return [*self.typed, *[("", "", "", "")] * ROWS][:MOST_BOXES]

    @property
    def boxes(self) -> list[Box]:
        """Those that are complete, whether or not they fit."""
        return [box for row in self.typed if (box := _box(row))]

    def clean(self) -> dict[str, Any]:
        if len(self.boxes) < len(self.typed):
            raise forms.ValidationError("Each box needs four numbers, such as 12 or 12.5.")
        return self.cleaned_data


class CaseCoverForm(CoverForm):
    """The same where it is a decision on the case of another's picture, which was read at
    `case_version`; 0 where there was none."""

    case_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    rule = rule_field()
    reason = reason_field(label="What the author reads", help_text="Do not repeat what you cover.")

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self._require(data is None)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if "preview" not in self.data:
            require_ground(self)
        self._require(True)
        return self.cleaned_data

    def _require(self, needed: bool) -> None:
        """As the page says; that something is missing is said by `require_ground`."""
        for name in ("rule", "reason"):
            self.fields[name].required = needed

    def choice(self) -> Choice:
        sent = self.cleaned_data
        return Choice(
            action=Decision.Action.COVER.value,
            key=sent["key"],
            subject_version=sent["version"],
            rule=sent["rule"],
            reason=sent["reason"],
            boxes=[(box.left, box.top, box.width, box.height) for box in self.boxes],
        )


def _box(row: tuple[str, ...]) -> Box | None:
    try:
        numbers = [float(word.replace(",", ".").removesuffix("%")) for word in row]
    except ValueError:
        return None
    return Box(*numbers) if all(map(math.isfinite, numbers)) else None
