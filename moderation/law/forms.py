"""The shape of what is sent to and from the law desk; who may is for the rules."""

import uuid
from datetime import datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from community import subjects
from community.lib.rendering import tidy
from moderation.law import disclosing
from moderation.law.disclosing import Demand
from moderation.law.holding import MEMBER
from moderation.law.notice_steps import OF_THE_DESK, PARTS, Answer, Complaint, Deed
from moderation.models import Disclosure
from moderation.reports import pointing

NO_SUCH_PLACE = (
    "This leads to nothing that stands on the site. Copy the link of the post itself. Where that "
    "is gone already, there is nothing to enter: write so to the complainant, within 48 hours."
)


class Words(forms.CharField):
    """What is typed to be read later, without characters that cannot be seen."""

    def __init__(self, *, rows: int = 0, **options: Any) -> None:
        if rows:
            options["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class Keyed(forms.Form):
    """`ids` is what the ids of its fields look like: pages with two forms need two. `refused_at` is
    the field beside which it is said that what was sent is refused; None is above all."""

    ids = "id_%s"
    refused_at: str | None = None
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": self.ids, **kwargs})


class Versioned(Keyed):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def renew(self, version: int) -> None:
        """For who looks again at what may have changed: what they typed stays."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["version"] = str(version)
        self.data = data


class NoticeForm(Keyed):
    """What a complainant wrote, as the law desk enters it. Only the place has to be there: what
    else is missing makes it defective, and that is a step of its own."""

    refused_at = "received_at"
    report = forms.IntegerField(widget=forms.HiddenInput, required=False)
    place = forms.CharField(
        max_length=300,
        label="Where it stands",
        help_text="The link of the post, the picture or the page.",
    )
    received_at = forms.DateTimeField(
        label="When it came",
        required=False,
        help_text="The clock runs from here. Empty: now.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    name = Words(max_length=200, required=False, label="Complainant’s name")
    email = forms.EmailField(required=False, label="Complainant’s e-mail address")
    statement = Words(
        rows=4, max_length=5000, required=False, label="The statement that they complain of"
    )
    meaning = Words(
        rows=4,
        max_length=5000,
        required=False,
        label="What it means, and why it is defamatory of them",
    )
    untrue = Words(
        rows=4,
        max_length=5000,
        required=False,
        label="What in it is inaccurate, or an opinion not supported by fact",
    )
    cannot_identify = forms.BooleanField(
        required=False,
        label="They confirm that they do not know enough about the poster to bring proceedings",
    )
    pass_name = forms.BooleanField(required=False, label="The poster may be told their name")
    pass_email = forms.BooleanField(
        required=False, label="The poster may be told their e-mail address"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "place" in cleaned:
            cleaned["written"] = pointing.find(cleaned["place"])
            if cleaned["written"] is None:
                self.add_error("place", NO_SUCH_PLACE)
        return cleaned

    def complaint(self) -> Complaint:
        sent = self.cleaned_data
        said = {name: sent[name] for name in Complaint.__dataclass_fields__ if name != "where"}
        return Complaint(where=sent["place"], **said)


class StepForm(Versioned):
    deed = forms.ChoiceField(choices=[(deed.value, deed.value) for deed in OF_THE_DESK])
    lacks = forms.MultipleChoiceField(
        required=False,
        label="What is missing or not clear",
        choices=[(name, words[:1].upper() + words[1:]) for name, words in PARTS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("deed") == Deed.SEND_BACK and not cleaned.get("lacks"):
            self.add_error("lacks", "Tick what is missing: the complainant has to know.")
        return cleaned


class RemovalForm(Keyed):
    ids = "removal_%s"
    words = Words(
        rows=3,
        max_length=2000,
        label="What the moderators read",
        help_text="Which words have to go, and by when. They do not see the notice.",
    )


TO_STAY = "Needed if it is to stay."


class AnswerForm(Keyed):
    AGREE, DEFEND, SILENT = "agree", "defend", "silent"

    choice = forms.ChoiceField(
        label="Your answer",
        choices=[
            (AGREE, "It can be removed."),
            (DEFEND, "I want it to stay, and give my name and address below."),
            (SILENT, "I want it to stay, and do not give them. It is removed then all the same."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three."},
    )
    name = Words(max_length=200, required=False, label="Your full name", help_text=TO_STAY)
    address = Words(
        rows=4,
        max_length=500,
        required=False,
        label="The postal address at which you live or carry on business",
        help_text=TO_STAY,
    )
    may_pass_on = forms.BooleanField(
        required=False, label="The complainant may be told my name and address"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("choice") == self.DEFEND:
            for name in ("name", "address"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "Without this it cannot stay.")
        return cleaned

    def answer(self) -> Answer:
        """Of who does not defend it nothing is kept that they need not have typed."""
        sent = self.cleaned_data
        if sent["choice"] != self.DEFEND:
            return Answer(agrees=sent["choice"] == self.AGREE)
        return Answer(False, sent["name"], sent["address"], sent["may_pass_on"])


class Reviewed(Keyed):
    review_on = forms.DateField(
        label="Look at it again by",
        help_text="Within six months.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    @property
    def review_at(self) -> datetime:
        """Noon of that day."""
        day = self.cleaned_data["review_on"]
        return timezone.make_aware(datetime.combine(day, time(12)))


class HoldForm(Reviewed):
    field_order = ("kind", "number", "reason", "review_on")
    kind = forms.ChoiceField(label="What is held")
    number = forms.IntegerField(
        min_value=1, label="Its number", help_text="It stands in its link: 12 in /p/12/."
    )
    reason = Words(rows=4, max_length=1000, label="Why", help_text="Only the law desk reads this.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(s.kind, s.label.capitalize()) for s in subjects.all_kinds()]
        everything = (MEMBER, "All that a member writes")
        self.fields["kind"] = forms.ChoiceField(label="What is held", choices=[*kinds, everything])


class ReviewForm(Reviewed):
    ids = "review_%s"
    why = Words(rows=3, max_length=1000, label="Why it is still needed")


class LiftForm(Keyed):
    ids = "lift_%s"
    why = Words(rows=3, max_length=1000, label="Why it is not needed any more")


class DemandForm(Keyed):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    body = forms.ChoiceField(label="Who asks", choices=Disclosure.Body.choices)
    reference = Words(max_length=120, label="Their reference")
    ground = Words(
        max_length=200,
        label="On what ground",
        help_text="Such as Medical Act 1983, section 35A, or the order of a court.",
    )
    asked_for = Words(rows=4, max_length=2000, label="What they ask for, as they put it")
    about = forms.IntegerField(
        min_value=1, required=False, label="Number of the member whom it is about"
    )
    listed = Words(
        rows=4,
        max_length=4000,
        required=False,
        label="What is handed over",
        help_text="One to a line, kind and number, as in “post 12”. A sealed original is "
        "“decision 5”, what a hold kept is “copy 7”. Nothing else is given.",
    )
    withheld = Words(
        rows=3, max_length=2000, required=False, label="What is not handed over, and why not"
    )

    def clean_listed(self) -> list[tuple[str, int]]:
        kinds, listed = disclosing.listable(), []
        for line in self.cleaned_data["listed"].splitlines():
            kind, _, number = line.strip().lower().partition(" ")
            if not line.strip():
                continue
            if kind not in kinds or not (number.isascii() and number.isdigit()):
                raise forms.ValidationError(
                    f"“{line.strip()}” is not a kind and a number. Kinds are: {', '.join(kinds)}."
                )
            if len(number) > 18:
                raise forms.ValidationError(f"There is no {kind} with such a number.")
            if (kind, int(number)) not in listed:
                listed.append((kind, int(number)))
        return listed

    def demand(self) -> Demand:
        sent = self.cleaned_data
        return Demand(
            body=sent["body"],
            reference=sent["reference"],
            ground=sent["ground"],
            asked_for=sent["asked_for"],
            subjects=sent["listed"],
            about_id=sent["about"],
            withheld=sent["withheld"],
        )


class VerdictForm(Versioned):
    choice = forms.ChoiceField(choices=[("approve", "approve"), ("refuse", "refuse")])
    why = Words(rows=3, max_length=1000, label="Your reason")


class GivenForm(Versioned):
    told = forms.ChoiceField(
        label="The member whom it is about",
        choices=[("now", "Tell them now, in their inbox"), ("not", "Do not tell them")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the member is told."},
    )
    why = Words(rows=3, max_length=1000, required=False, label="Why they are not told")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("told") == "not" and not cleaned.get("why") and "why" not in self.errors:
            self.add_error("why", "Say why not.")
        return cleaned
