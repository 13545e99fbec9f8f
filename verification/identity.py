"""A member proves who they are by signing in where we trust it. That is evidence for a claim, and
never a way into an account."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from community.audit.recording import record
from community.lib.issuers import Issuer
from community.lib.limits import spend
from community.lib.verdicts import YES, Refused, Verdict, no
from community.members.viewer import Viewer
from verification import rules
from verification.claiming import open_claim
from verification.limits import SIGNING_IN
from verification.matching import same_given, same_person, same_surname
from verification.models import Claim, Evidence, UsedProof
from verification.sealing import fingerprint
from verification.touching import touch

# No more than this, or it would tell of another's account.
TAKEN = "This sign-in cannot be used here."
OTHER_NAME = (
    "That sign-in stands under another name than your claim, so it proves nothing for it. "
    "You can send papers or prove yourself in another way."
)
TOO_LITTLE = (
    "That sign-in works, but your identity was not checked closely enough for it. "
    "You can send papers or prove yourself in another way."
)


@dataclass(frozen=True)
class Identity:
    """What an issuer says of whoever signed in. `assurance` is its claim as it came."""

    issuer: Issuer
    subject: str
    given_name: str
    surname: str
    name: str
    assurance: Any = None


def begin(viewer: Viewer) -> Claim:
    """The member sets out to sign in; returns the claim it will be for. Raises Refused, TooFast."""
    claim = open_claim(viewer.member_id)
    rules.may_bear_out(viewer, claim).require()
    assert claim is not None  # or it would have been refused
    spend(SIGNING_IN, viewer.member_id)
    return claim


def prove(viewer: Viewer, claim_id: int, identity: Identity) -> Evidence:
    """Put the sign-in to the claim it was begun for. A second time changes nothing. Raises Refused
    with a reason for the member."""
    user_id = viewer.member_id
    with transaction.atomic():
        claim = open_claim(user_id, lock=True)
        if claim is not None and claim.pk != claim_id:
            claim = None  # that one is settled, and another was made since
        rules.may_bear_out(viewer, claim).require()
        assert claim is not None  # or it would have been refused
        fits(claim, identity).require()
        _use_up(user_id, identity)
        evidence, is_new = claim.evidence.get_or_create(
            kind=Evidence.Kind.SIGN_IN, defaults={"detail": identity.issuer.name[:200]}
        )
        if is_new:
            touch(claim)
            record("claim.evidence", claim, actor_id=user_id, kind=evidence.kind)
    return evidence


def fits(claim: Claim, identity: Identity) -> Verdict:
    """Was this person checked closely enough, and are they called what the claim says?"""
    if not identity.issuer.assures(identity.assurance):
        return no(TOO_LITTLE)
    if identity.given_name and identity.surname:
        same = same_surname(identity.surname, claim.surname)
        same = same and same_given(identity.given_name, claim.given_name)
    else:
        same = same_person(identity.name, claim.surname, claim.given_name)
    return YES if same else no(OTHER_NAME)


def _use_up(user_id: int, identity: Identity) -> None:
    """One identity proves one account. Two at one moment: the unique index lets one be first."""
    proof, _ = UsedProof.objects.get_or_create(
        kind=UsedProof.Kind.IDENTITY,
        proof_print=fingerprint("identity", identity.issuer.url, identity.subject),
        defaults={"user_id": user_id},
    )
    if proof.user_id != user_id:
        raise Refused(TAKEN)
