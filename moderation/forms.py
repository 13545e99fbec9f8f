"""The shape of what a moderator sends; who may decide is for the rules."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from community.lib.rendering import tidy
from moderation import sanctioning
from moderation.carrying_out import Choice
from moderation.models import Decision, Sanction
from moderation.transparency.rules_of_the_house import HOUSE_RULES

Action, Kind = Decision.Action, Sanction.Kind

# Left as it is, and its author warned: a button of its own, for it is what is needed often.
WARN = "warn"

DECIDING = (
    Action.DISMISS,
    Action.KEEP,
    Action.EDIT,
    Action.REDACT,
    Action.HIDE,
    Action.REMOVE,
    Action.WELFARE,
)

# These break no rule, and what else is done follows from one.
WITHOUT_RULE = {Action.DISMISS, Action.WELFARE}

MEASURES = [
    ("", "Nothing"),
    (Decision.Measure.LOCK, "Lock it"),
    (Decision.Measure.SLOW, "Slow it down"),
]
SANCTIONS = [
    ("", "Nothing"),
    (Kind.WARNING, "A warning"),
    (Kind.LIMIT, "Fewer posts for a time"),
    (Kind.SUSPENSION, "A suspension"),
]


class Words(forms.CharField):
    """What is typed to be read later, without characters that cannot be seen."""

    default_error_messages = {
        "max_length": "This is %(show_value)s characters long; at most %(limit_value)s fit."
    }

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class Key(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def reason_field(**kwargs: Any) -> Words:
    return Words(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        **kwargs,
    )


def rule_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        required=False,
        label="Rule it breaks",
        choices=[("", "None"), *((r.key, r.title) for r in HOUSE_RULES.values())],
    )


def require_ground(form: forms.Form) -> None:
    """Whatever is held against an author names its rule and its reason."""
    sent = form.cleaned_data
    if not sent.get("reason") and "reason" not in form.errors:
        form.add_error("reason", "Tell the author what was wrong with it.")
    if not sent.get("rule") and "rule" not in form.errors:
        form.add_error("rule", "Say which rule this breaks.")


class DecisionForm(Key):
    subject_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    action = forms.ChoiceField(choices=[*((a.value, a.label) for a in DECIDING), (WARN, "Warn")])
    findings = forms.TypedMultipleChoiceField(coerce=int, required=False)
    words = Words(
        required=False,
        max_length=2000,
        label="Other words to remove",
        help_text="One to a line, exactly as they stand in the text.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rule = rule_field()
    reason = reason_field(
        label="What the author reads",
        help_text="Needed unless nothing is wrong. Do not repeat the words.",
    )
    measure = forms.ChoiceField(required=False, label="And its topic", choices=MEASURES)
    sanction = forms.ChoiceField(required=False, label="And its author", choices=SANCTIONS)
    days = forms.IntegerField(
        required=False,
        min_value=1,
        label="For how many days",
        help_text="Of fewer posts or a suspension; empty for what is usual, 7 or 14.",
    )
    rooms = forms.ChoiceField(
        required=False, label="Fewer posts where", choices=Sanction.Rooms.choices
    )

    def __init__(
        self,
        *args: Any,
        finding_ids: list[int],
        sanctions: Iterable[str] = Kind.values,
        measures: Iterable[str] = Decision.Measure.values,
        **kwargs: Any,
    ) -> None:
        """`sanctions` and `measures` are those that may be chosen here."""
        super().__init__(*args, **kwargs)
        chosen = self.fields["findings"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField)
        chosen.choices = [(pk, str(pk)) for pk in finding_ids]
        chosen.initial = finding_ids
        self._offer("sanction", SANCTIONS, sanctions)
        self._offer("measure", MEASURES, measures)

    @property
    def chosen(self) -> set[int]:
        """Ids of the findings whose boxes are ticked, as last sent."""
        value = self["findings"].value() or []
        return {int(pk) for pk in value if str(pk).isascii() and str(pk).isdigit()}

    @property
    def has_more(self) -> bool:
        """Whether one of the rarer choices was made, so that it must not be folded away."""
        names = ("measure", "sanction", "days")
        return any(self[name].value() for name in names) or bool(self.non_field_errors())

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        action, sanction = sent.get("action"), sent.get("sanction", "")
        more = bool(sent.get("measure") or sanction)
        if action == WARN and sanction not in ("", Kind.WARNING):
            self.add_error("sanction", "“Warn” is a warning; use “Leave it standing” for this.")
        if action == Action.KEEP and not more:
            self.add_error(None, "Choose what else is to be done, or that nothing is wrong.")
        if action in WITHOUT_RULE and more:
            self.add_error(None, "Where nothing is held against it, nothing else can follow.")
        if action and action not in WITHOUT_RULE:
            require_ground(self)
        if sanction and sent.get("days"):
            try:
                sanctioning.length(sanction, sent["days"])
            except ValueError as bounds:
                self.add_error("days", str(bounds))
        return sent

    def choice(self) -> Choice:
        sent = self.cleaned_data
        is_warning = sent["action"] == WARN
        action = Action.KEEP.value if is_warning else sent["action"]
        return Choice(
            action=action,
            key=sent["key"],
            subject_version=sent["subject_version"],
            rule="" if action in WITHOUT_RULE else sent["rule"],
            reason=sent["reason"],
            finding_ids=sent["findings"],
            words=[line.strip() for line in sent["words"].split("\n") if line.strip()],
            measure=sent["measure"],
            sanction=Kind.WARNING.value if is_warning else sent["sanction"],
            days=sent["days"] or 0,
            rooms=sent["rooms"] or Sanction.Rooms.ALL.value,
        )

    def _offer(self, name: str, choices: list[tuple[str, str]], kinds: Iterable[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        wanted = set(kinds)
        field.choices = [(key, label) for key, label in choices if not key or key in wanted]


class RestoreForm(Key):
    reason = reason_field(label="What the author reads")
