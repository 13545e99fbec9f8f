"""Papers that a member sends for a verifier's eyes: kept encrypted, gone at the decision."""

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from community import keeping
from community.audit.recording import record
from community.inbox.telling import tell
from community.lib.limits import spend
from community.lib.uploads import pages_of
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from verification import rules, sealing
from verification.claiming import open_claim
from verification.limits import ORPHANS_AFTER, PAPERS_WAIT_FOR, SENDING_PAPERS
from verification.models import Claim, Paper
from verification.touching import touch

GONE = (
    "The papers you sent are deleted: your claim has waited for two months. "
    "If you still want it, please send them again."
)


def send(viewer: Viewer, kind: Paper.Kind, data: bytes, key: uuid.UUID) -> Paper:
    """Put a paper to the member's own open claim. `data` is the file as it was sent; what is kept
    of it are plain pictures, sealed. Raises Refused, TooFast and Unusable.
    """
    user_id = viewer.member_id
    rules.may_send_papers(viewer, open_claim(user_id)).require()
    spend(SENDING_PAPERS, user_id)
    pages = pages_of(data)  # seconds: before anything is locked
    kept: list[str] = []
    try:
        with transaction.atomic():
            claim = open_claim(user_id, lock=True)
            rules.may_send_papers(viewer, claim).require()
            assert claim is not None  # or it would have been refused
            form = once(user_id, key, f"paper {claim.pk}")
            if form.result_id:
                return Paper.objects.get(pk=form.result_id, claim=claim)
            digest = hashlib.sha256(data).hexdigest()
            rules.may_add_a_paper(list(waiting_papers(claim)), digest).require()
            for page in pages:
                kept.append(_keep(page))
            paper = Paper.objects.create(claim=claim, kind=kind, sha256=digest, pages=kept)
            touch(claim)
            record("paper.sent", paper, actor_id=user_id, claim=claim.pk, kind=paper.kind)
            remember(form, paper.pk)
    except BaseException:  # the transaction leaves nothing behind, and so must the store
        _delete(kept)
        raise
    return paper


def remove(viewer: Viewer, paper_id: int) -> None:
    """The member takes a paper back; a second time changes nothing. Raises Paper.DoesNotExist."""
    with transaction.atomic():
        claim = _lock(Claim.objects.filter(papers=paper_id, user_id=viewer.member_id))
        if claim is None:
            raise Paper.DoesNotExist
        paper = claim.papers.get(pk=paper_id)
        if paper.shredded_at:
            return
        _shred(claim, [paper], "taken back")
        touch(claim)
        record("paper.taken_back", paper, actor_id=viewer.user_id, claim=claim.pk)


def page(viewer: Viewer, claim_id: int, paper_id: int, number: int) -> bytes:
    """Page `number`, from 1, as JPEG; each look is written down. Raises Refused, and
    Paper.DoesNotExist for what was never there or is there no more."""
    paper = Paper.objects.select_related("claim").get(pk=paper_id, claim_id=claim_id)
    rules.may_see_papers(viewer, paper.claim).require()
    if not 0 < number <= len(paper.pages):
        raise Paper.DoesNotExist
    with transaction.atomic():
        record("paper.viewed", paper, actor_id=viewer.user_id, claim=claim_id, page=number)
        try:
            with _store().open(paper.pages[number - 1]) as file:
                return sealing.unseal(file.read())
        except FileNotFoundError:  # shredded this moment: no one looked
            raise Paper.DoesNotExist from None


def waiting_papers(claim: Claim) -> QuerySet[Paper]:
    """Those a verifier can still see."""
    return claim.papers.filter(shredded_at=None)


def shred(claim_id: int) -> None:
    """The claim is settled, or the member took it back: its papers are deleted. What was decided
    on is not yet all when more was asked for; then they stay. Can be run any number of times."""
    with transaction.atomic():
        claim = _lock(Claim.objects.filter(pk=claim_id).exclude(state__in=Claim.OPEN))
        if claim is not None:
            _shred_all(claim, why=claim.state)


def sweep() -> None:
    """Nightly, for whatever went wrong: papers of settled claims, papers that no one has asked for
    in two months, and files that no row knows."""
    papers = Paper.objects.filter(shredded_at=None)
    for claim_id in set(
        papers.exclude(claim__state__in=Claim.OPEN).values_list("claim", flat=True)
    ):
        shred(claim_id)
    before = timezone.now() - PAPERS_WAIT_FOR
    for claim_id in set(papers.filter(sent_at__lt=before).values_list("claim", flat=True)):
        _let_go(claim_id, before)
    _delete(_orphans())


def _let_go(claim_id: int, before: datetime) -> None:
    with transaction.atomic():
        claim = _lock(Claim.objects.filter(pk=claim_id, state__in=Claim.OPEN))
        if claim is None:
            return
        if claim.papers.filter(sent_at__gte=before).exists():
            return
        if claim.decisions.filter(at__gte=before).exists():
            return
        _shred_all(claim, why="waited too long")
        touch(claim)
        tell(claim.user_id, GONE, reverse("papers"))


def _orphans() -> list[str]:
    """Names in the store that no row knows, unless a transaction under way may yet tell of them."""
    store = _store()
    try:
        _, names = store.listdir("")
    except FileNotFoundError:  # nothing was ever sent
        return []
    known = {name for pages in Paper.objects.values_list("pages", flat=True) for name in pages}
    before = timezone.now() - ORPHANS_AFTER
    return [
        name
        for name in names
        if name not in known
        and store.get_modified_time(name) < before
        and not keeping.keeps_file(name)
    ]


def _shred_all(claim: Claim, *, why: str) -> None:
    if papers := list(waiting_papers(claim)):
        _shred(claim, papers, "shredded")
        ids = [paper.pk for paper in papers]
        record("papers.shredded", claim, actor_id=None, papers=ids, why=why)


def _shred(claim: Claim, papers: list[Paper], why: str) -> None:
    """The files go before the transaction ends: when it fails they are gone all the same, and the
    next attempt finds nothing to delete. Those that have to be kept stay, and no row knows them:
    once they need not be, they are orphans."""
    for paper in papers:
        said = {"kind": paper.get_kind_display(), "sha256": paper.sha256}
        keeping.keep("paper", paper.pk, claim.user_id, 1, said, why, files=paper.pages)
        _delete(name for name in paper.pages if not keeping.keeps_file(name))
        paper.pages, paper.shredded_at = [], timezone.now()
        paper.save(update_fields=["pages", "shredded_at"])


def _lock(claims: QuerySet[Claim]) -> Claim | None:
    return claims.select_for_update(no_key=True, of=("self",)).first()


def _keep(page: bytes) -> str:
    """The name under which the sealed page lies in the store; it tells nothing."""
    return _store().save(secrets.token_hex(16), ContentFile(sealing.seal(page)))


def _delete(names: Iterable[str]) -> None:
    for name in names:
        _store().delete(name)


def _store() -> Storage:
    return storages["papers"]
