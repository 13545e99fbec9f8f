"""A member shows that a mailbox is theirs: by a link that is mailed to it."""

import json
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from community.audit.recording import record
from community.events import emit
from community.lib.letters import connect, send_after_commit
from community.lib.limits import spend
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from verification import addresses, rules, sealing
from verification.addresses import Unfit
from verification.claiming import open_claim
from verification.limits import ASKING_FOR_LINKS, MAILBOX_LINK_HOLDS
from verification.matching import mailbox_fits
from verification.models import Claim, Evidence, UsedProof
from verification.touching import touch

UNKNOWN_DOMAIN = (
    "We do not know this domain as one whose addresses an employer gives out. Use your NHS or "
    "university address, or prove it in another way."
)
OTHER_NAME = (
    "This mailbox does not carry the name of your claim. The surname has to be in it; if yours is "
    "spelt otherwise there, prove it in another way."
)


class Spent(Exception):
    """The link is too old, was used, is another member's, or no link of ours."""


@dataclass(frozen=True)
class Link:
    """What a link says. `address` is a fingerprint, and so is `name`, that of the claim."""

    user: int
    address: str
    domain: str
    at: str  # when it was made
    claim: int | None = None
    name: str = ""


WORK, STUDY = "work_address", "student"  # the address's URL is named so; its salt, too


def ask(viewer: Viewer, address: str, key: uuid.UUID) -> None:
    """Mail a link to the member's work address. Whether another account used the address is not
    told. Raises Unfit, Refused and TooFast."""
    user_id = viewer.member_id
    with transaction.atomic():
        claim = open_claim(user_id, lock=True)
        rules.may_bear_out(viewer, claim).require()
        assert claim is not None  # or it would have been refused
        local, domain = addresses.read(address)
        if not addresses.gives_out(domain):
            raise Unfit(UNKNOWN_DOMAIN)
        if not mailbox_fits(local, claim.surname, claim.given_name):
            raise Unfit(OTHER_NAME)
        mail(WORK, user_id, f"{local}@{domain}", key, claim)


def confirm(viewer: Viewer, token: str) -> Claim:
    """The mailbox is theirs: it bears their claim out. Raises Spent and Refused."""
    with transaction.atomic():
        claim = open_claim(viewer.member_id, lock=True)
        link = read(WORK, viewer, token)
        if claim is None or (claim.pk, name_print(claim)) != (link.claim, link.name):
            raise Spent
        rules.may_bear_out(viewer, claim).require()
        use(link)
        claim.evidence.update_or_create(
            kind=Evidence.Kind.WORK_MAIL, defaults={"detail": link.domain}
        )
        touch(claim)
        kind = Evidence.Kind.WORK_MAIL.value
        record("claim.evidence", claim, actor_id=viewer.user_id, kind=kind)
    return claim


def may_confirm(viewer: Viewer, token: str) -> Link:
    """What the link says, for the page before it is confirmed. Raises Spent."""
    link, claim = read(WORK, viewer, token), open_claim(viewer.member_id)
    if claim is None or (claim.pk, name_print(claim)) != (link.claim, link.name):
        raise Spent
    return link


def name_print(claim: Claim) -> str:
    """Of the name that is claimed: what was said of one name is not said of another."""
    return sealing.fingerprint("name", str(claim.pk), claim.surname, claim.given_name)


def mail(purpose: str, user_id: int, address: str, key: uuid.UUID, claim: Claim | None) -> None:
    """Have a link mailed to an address as `addresses.read` gives it, once for each form; call in a
    transaction. Raises TooFast."""
    form = once(user_id, key, purpose)
    if form.result_id:
        return
    spend(ASKING_FOR_LINKS, user_id)
    link = Link(
        user=user_id,
        address=sealing.fingerprint("mailbox", address),
        domain=address.rpartition("@")[2],
        at=timezone.now().isoformat(),
        claim=claim.pk if claim else None,
        name=name_print(claim) if claim else "",
    )
    letter = {"purpose": purpose, "to": address, "link": asdict(link)}
    emit("mailbox.asked", sealed=sealing.seal(json.dumps(letter).encode()).decode())
    remember(form, user_id)


def read(purpose: str, viewer: Viewer, token: str) -> Link:
    """What a link of the viewer's says that still holds. Raises Spent."""
    try:
        link = Link(**signing.loads(token, salt=_salt(purpose), max_age=MAILBOX_LINK_HOLDS))
    except (signing.BadSignature, TypeError, ValueError):
        raise Spent from None
    proof = _proof(link)
    is_used = proof and (proof.user_id != link.user or proof.at >= datetime.fromisoformat(link.at))
    if link.user != viewer.user_id or is_used:
        raise Spent
    return link


def use(link: Link) -> None:
    """The address proves this account now and no other, and the link nothing more. Call in a
    transaction, with the member's row or their claim locked. Raises Spent."""
    proof, is_new = UsedProof.objects.get_or_create(
        kind=UsedProof.Kind.MAILBOX, proof_print=link.address, defaults={"user_id": link.user}
    )
    if proof.user_id != link.user:
        raise Spent
    if not is_new:
        proof.save(update_fields=["at"])


def send_link(sealed: str) -> None:
    """Mail the link, unless the address is another account's proof. As with all our mail, what is
    lost after the commit is not sent again: the member asks again. Raises OSError when the mail
    server is not to be reached."""
    letter = json.loads(sealing.unseal(sealed.encode()))
    link, purpose = Link(**letter["link"]), letter["purpose"]
    proof = _proof(link)
    if proof and proof.user_id != link.user:
        return
    token = signing.dumps(asdict(link), salt=_salt(purpose))
    where = settings.SITE_URL + reverse(f"{purpose}_confirm", args=[token])
    context = {"link": where, "site_name": settings.SITE_NAME, "is_study": purpose == STUDY}
    message = EmailMessage(
        subject=f"Confirm your address for {settings.SITE_NAME}",
        body=render_to_string("verification/mail/work_address.txt", context),
        to=[letter["to"]],
        headers={"Auto-Submitted": "auto-generated"},
    )
    connection = connect()
    send_after_commit(connection, message, "link_lost", user=link.user)


def _proof(link: Link) -> UsedProof | None:
    proofs = UsedProof.objects.filter(kind=UsedProof.Kind.MAILBOX, proof_print=link.address)
    return proofs.first()


def _salt(purpose: str) -> str:
    return f"verification.{purpose}"
