"""What a kind of topic asks for in a form of its own, instead of a title and a text."""

from forums.forms.case import CaseForm, EditCaseForm
from forums.forms.composer import ReplyForm

# {key of the kind: (form of a new topic, form of an edit of its first post)}
FORMS: dict[str, tuple[type[ReplyForm], type[ReplyForm]]] = {
    "case": (CaseForm, EditCaseForm),
}
