"""Seal what a decision took away, and open it for those who need it: never without a record of who
looked and why.

The law desk opens it for a matter of law, whoever answers an appeal or takes a second look for
that, and its author for as long as they may appeal. Nobody else does, administrators included.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cryptography.fernet import MultiFernet
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.http import Http404
from django.utils import timezone

from community import subjects
from community.audit.recording import record
from community.copies import Original
from community.lib.sealing import sealer
from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer
from moderation import access
from moderation.appeals.rules import may_answer, may_appeal
from moderation.limits import KEEP_SEALED, LOOK_LASTS
from moderation.models import (
    Appeal,
    Decision,
    HeldCopy,
    Look,
    Notice,
    NoticeStep,
    Report,
    SealedOriginal,
)
from moderation.sealed import erasing, filing

Purpose = Look.Purpose

# All that is sealed under these keys, and in which column.
SEALED: Mapping[type[Model], str] = {
    SealedOriginal: "sealed",
    HeldCopy: "sealed",
    Notice: "sealed",
    NoticeStep: "sealed",
    Report: "sealed_email",
}


def seal(decision: Decision, original: Original) -> SealedOriginal:
    """Keep what was taken away, encrypted under the newest key, and take it from our own papers as
    well: from reports of it, notes and reasons. Call inside the transaction."""
    copies = [*original["copies"], *erasing.erase(decision, _gone(decision, original["fields"]))]
    kept: dict[str, Any] = {"fields": original["fields"], "copies": copies}
    if files := original.get("files"):
        kept |= {"files": list(files), "key": filing.put_by(decision.pk, files)}
    return SealedOriginal.objects.create(
        decision=decision,
        sealed=_keys().encrypt(json.dumps(kept).encode()),
        keep_until=timezone.now() + KEEP_SEALED,
    )


def unseal(sealed: SealedOriginal) -> Original:
    """What was taken away, for the machine that puts it back: a person reads it by `open_for`.
    Raises cryptography.fernet.InvalidToken when no key of ours fits."""
    kept = _kept(sealed)
    original = Original(fields=kept["fields"], copies=kept["copies"])
    if "key" in kept:
        original["files"] = filing.Files(sealed.decision_id, kept["key"], kept["files"])
    return original


def seal_also(decision: Decision, papers: Iterable[Model]) -> bool:
    """Take what `decision` took away out of these papers too, which were written since, and keep
    what they said with it. Whether there was anything. Call inside the transaction."""
    originals = SealedOriginal.objects.select_for_update(no_key=True)
    if (sealed := originals.filter(decision=decision).first()) is None:
        return False
    kept = _kept(sealed)
    copies = erasing.erase_from(papers, decision, _gone(decision, kept["fields"]))
    if copies:
        kept["copies"] += copies
        sealed.sealed = _keys().encrypt(json.dumps(kept).encode())
        sealed.save(update_fields=["sealed"])
    return bool(copies)


def may_open(viewer: Viewer, decision: Decision, purpose: str) -> Verdict:
    """May the viewer read what this decision took away, for this purpose?"""
    ask = MAY.get(Purpose(purpose))
    return ask(viewer, decision) if ask else no("Nobody reads it for that.")


def open_for(decision: Decision, viewer: Viewer, purpose: str, reason: str) -> dict[str, str]:
    """The fields as they were, for this reader alone: a Look and an audit entry say that they read
    it, and for what reason. Where the viewer may not know of it, or it is not kept any more, raises
    Http404; Refused where they may know, but not read it now."""
    return open_all_for(decision, viewer, purpose, reason)["fields"]


def open_all_for(decision: Decision, viewer: Viewer, purpose: str, reason: str) -> Original:
    """The same, with all that repeated the words."""
    may_open(viewer, decision, purpose).require()
    with transaction.atomic():
        sealed = SealedOriginal.objects.filter(decision=decision).first()
        if sealed is None:
            raise Http404
        look = Look.objects.create(
            decision=decision, by_id=viewer.member_id, purpose=purpose, reason=reason
        )
        # Administrators read the record: whose a pseudonym is, they must not find there.
        is_masked = purpose == Purpose.AUTHOR and decision.case.mask
        actor_id = None if is_masked else viewer.member_id
        record("sealed.opened", decision, actor_id=actor_id, look=look.pk, purpose=look.purpose)
    return unseal(sealed)


def files_for(decision: Decision, viewer: Viewer, purpose: str) -> Mapping[str, bytes]:
    """The files of what the viewer has opened for this purpose and has before them: the look of
    that opening stands for all of them. Raises Http404 or Refused, as `open_for` does, and Http404
    where they have not opened it within LOOK_LASTS."""
    if purpose not in MAY:
        raise Http404
    may_open(viewer, decision, purpose).require()
    looks = Look.objects.filter(decision=decision, by=viewer.member_id, purpose=purpose)
    sealed = SealedOriginal.objects.filter(decision=decision).first()
    if sealed is None or not looks.filter(at__gt=timezone.now() - LOOK_LASTS).exists():
        raise Http404
    return unseal(sealed).get("files", {})


def file_for(decision_id: int, viewer: Viewer, purpose: str, name: str) -> bytes:
    """One of `files_for`, decrypted. Raises Http404 also where there is none of this name."""
    decision = Decision.objects.select_related("case").filter(pk=decision_id).first()
    if decision is None:
        raise Http404
    try:
        return files_for(decision, viewer, purpose)[name]
    except KeyError:
        raise Http404 from None


def is_sealed(decision: Decision) -> bool:
    return SealedOriginal.objects.filter(decision=decision).exists()


def reseal_all() -> int:
    """Encrypt all that is sealed here under the newest key, whatever it is of; returns how many.
    What it says is not looked at: the keys of files are in it. It can be stopped, and run again."""
    count = 0
    for model, column in SEALED.items():
        there = model._default_manager.exclude(**{column: None})
        for pk in there.values_list("pk", flat=True):
            count += _reseal(model, column, pk)
    return count


@transaction.atomic
def _reseal(model: type[Model], column: str, pk: int) -> int:
    rows = model._default_manager.select_for_update(no_key=True, of=("self",)).filter(pk=pk)
    token = rows.values_list(column, flat=True).first()
    return rows.update(**{column: _keys().rotate(bytes(token))}) if token else 0


def _kept(sealed: SealedOriginal) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(_keys().decrypt(bytes(sealed.sealed)))
    if isinstance(kept.get("copies"), list):
        return kept
    return {"fields": kept, "copies": []}  # sealed when only the fields were kept


def _gone(decision: Decision, fields: Mapping[str, str]) -> Mapping[str, str]:
    """Of the fields, those that went: to cover a part of a picture takes the words read in it."""
    if decision.action != Decision.Action.COVER:
        return fields
    written = subjects.of(decision.case.subject_kind).read(decision.case.subject_id)
    return {name: fields[name] for name in written.fixed if name in fields} if written else fields


def _its_author(viewer: Viewer, decision: Decision) -> Verdict:
    """While they may appeal, or wait for an answer: they have to know what they appeal against."""
    if viewer.user_id is None or decision.case.author_id != viewer.user_id:
        raise Http404
    if decision.undone_at:
        raise Http404
    if _appeals(decision).filter(author=viewer.user_id).exists():
        return YES
    return may_appeal(viewer, decision)


def _who_answers(viewer: Viewer, decision: Decision) -> Verdict:
    visible = access.visible_appeals(viewer).select_related("case", "decision")
    appeal = visible.filter(decision=decision, outcome="").first()
    if appeal is None:
        raise Http404
    return may_answer(viewer, appeal)


def _who_looks_again(viewer: Viewer, decision: Decision) -> Verdict:
    if not access.visible_second_looks(viewer).filter(decision=decision, done_at=None).exists():
        raise Http404
    return YES


def _law_desk(viewer: Viewer, decision: Decision) -> Verdict:
    if not viewer.is_law:
        raise Http404
    if decision.case.author_id == viewer.user_id:
        return no("You wrote this yourself, so another of the law desk opens it.")
    return YES


MAY: Mapping[Purpose, Callable[[Viewer, Decision], Verdict]] = {
    Purpose.AUTHOR: _its_author,
    Purpose.APPEAL: _who_answers,
    Purpose.SECOND: _who_looks_again,
    Purpose.LAW: _law_desk,
}


def _appeals(decision: Decision) -> Any:
    return Appeal.objects.filter(decision=decision, outcome="")


def _keys() -> MultiFernet:
    return sealer(settings.SEAL_KEYS)
