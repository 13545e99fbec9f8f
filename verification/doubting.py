"""A verifier tells the managers that an account may not be who it says."""

import uuid

from django.db import transaction

from community.audit.recording import is_recorded, record
from community.events import emit
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from verification import rules
from verification.models import Claim

VERB = "claim.account_doubted"


def doubt(viewer: Viewer, claim_id: int, key: uuid.UUID) -> None:
    """Have managers look at the member's page. Of the claim and its evidence they are told nothing,
    and the claim is decided by itself. Raises Refused or Claim.DoesNotExist."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"doubt {claim_id}")
        if form.result_id:
            return
        claim = Claim.objects.select_for_update(no_key=True, of=("self",)).get(pk=claim_id)
        rules.may_decide(viewer, claim).require()
        record(VERB, claim, actor_id=viewer.user_id)
        emit("member.doubted", user_id=claim.user_id, verifier_id=viewer.member_id)
        remember(form, claim.pk)


def was_doubted(claim: Claim) -> bool:
    return is_recorded(VERB, claim)
