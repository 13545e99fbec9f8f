"""Take words that a decision removed out of what moderation itself keeps about the same thing:
reports, notes, appeals and reasons, that decision's own included.

The papers of the law desk stay as they are; they are sealed, or for it alone.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Model, Q

from community.copies import Copy, Original, amend, given_back
from community.lib import rendering
from community.lib.repeats import Taken
from moderation.models import Appeal, Case, Decision, Note, Report, Sanction, SecondLook

# What may repeat the words, and how long it may be.
PAPERS: Mapping[type[Model], Mapping[str, int]] = {
    Report: {"words": 2000, "address": 300},
    Note: {"words": 2000},
    Appeal: {"words": 2000, "reason": 1000},
    Decision: {"reason": 1000},
    SecondLook: {"remark": 1000},
    Sanction: {"lifted_why": 500},
}
THINGS = {f"moderation.{model._meta.model_name}": model for model in PAPERS}


def erase(decision: Decision, fields: Mapping[str, str]) -> list[Copy]:
    """Take out what `decision` took from these, the fields of its subject as they were; return what
    was changed. Call inside the transaction, with the case locked."""
    return erase_from(_papers(decision.case), decision, fields)


def erase_from(
    papers: Iterable[Model], decision: Decision, fields: Mapping[str, str]
) -> list[Copy]:
    """The same, out of these papers alone."""
    taken = _taken(decision, fields)
    copies: list[Copy] = []
    for thing in papers if taken else ():
        left = {
            name: taken.out_of(getattr(thing, name), rendering.REDACTED)[:length]
            for name, length in PAPERS[type(thing)].items()
        }
        copies += amend(thing, kind_of(thing), **left)
        if thing.pk == decision.pk and isinstance(thing, Decision):
            decision.reason = thing.reason  # whoever goes on with it saves no old words
    return copies


def kind_of(paper: Model) -> str:
    """What a `Copy` of it calls it."""
    return f"moderation.{paper._meta.model_name}"


def put_back(original: Original) -> None:
    """Put back what `erase` took, where nobody has changed it since."""
    for copy in original["copies"]:
        if (model := THINGS.get(copy["what"])) is None:
            continue
        rows = model._default_manager.select_for_update(no_key=True, of=("self",))
        if thing := rows.filter(pk=copy["id"]).first():
            thing.save(update_fields=list(given_back(thing, copy)))


def _taken(decision: Decision, fields: Mapping[str, str]) -> Taken:
    """What was marked goes wherever it is repeated; of what went whole, so does what was found."""
    if decision.action == Decision.Action.REDACT:
        spans = [(name, a, b) for name, marks in decision.spans.items() for a, b in marks]
        whole: list[str] = []
    else:
        found = decision.case.findings.filter(subject_version=decision.subject_version)
        spans = list(found.values_list("field", "start", "end"))
        whole = _as_read(fields.values())
    marked = [fields[name][start:end] for name, start, end in spans if name in fields]
    return Taken(_as_read(marked), whole)


def _as_read(texts: Iterable[str]) -> list[str]:
    """As written, and as the page shows it."""
    return [said for text in texts for said in (text, rendering.render(text).text)]


def _papers(case: Case) -> Iterator[Model]:
    """Of every case about the same subject."""
    cases = Case.objects.filter(subject_kind=case.subject_kind, subject_id=case.subject_id)
    through = {Decision: Q(case__in=cases), SecondLook: Q(decision__case__in=cases)}
    through[Sanction] = through[SecondLook]
    for model in PAPERS:
        rows = model._default_manager.filter(through.get(model, Q(case__in=cases)))
        yield from rows.order_by("pk")
