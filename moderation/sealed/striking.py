"""Words that a decision sealed do not come back with what is typed about the same thing later: an
appeal that quotes them, a note, a reason, a report. They are struck there, and what was typed is
sealed with the rest."""

from django.db.models import Model, QuerySet

from community.audit.recording import record
from community.copies import Original
from moderation.models import Case, Decision
from moderation.sealed import erasing, sealing


def wait_for_others(case: Case) -> None:
    """Lock all cases about the same thing: whoever seals its words meanwhile would not find what is
    about to be written. Call before anything else is locked, inside the transaction."""
    cases = _cases(case).select_for_update(no_key=True, of=("self",))
    list(cases.order_by("pk").values_list("pk", flat=True))


def strike(case: Case, *papers: Model) -> None:
    """Take out of these, just saved, whatever decisions about the same thing have sealed. The
    oldest goes first, so that the newest can be taken back. Call in the transaction that saved
    them."""
    sealing_ones = Decision.objects.filter(
        case__in=_cases(case), original__isnull=False, undone_at=None, reversed_at=None
    )
    for decision in sealing_ones.select_related("case").order_by("pk"):
        if sealing.seal_also(decision, papers):
            record("sealed.added", decision, actor_id=None)


def as_typed(paper: Model, original: Original) -> dict[str, str]:
    """What was struck from this paper, by field, before it was."""
    kind = erasing.kind_of(paper)
    for copy in original["copies"]:
        if copy["what"] == kind and copy["id"] == paper.pk:
            return copy["before"]
    return {}


def _cases(case: Case) -> QuerySet[Case]:
    return Case.objects.filter(subject_kind=case.subject_kind, subject_id=case.subject_id)
