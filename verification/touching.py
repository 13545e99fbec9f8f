"""A claim has changed by something that the member did or that befell it."""

from verification.models import Claim


def touch(claim: Claim) -> None:
    """A verifier who has the page open must see that it changed. To the member it is no news."""
    claim.version += 1
    if claim.told_version == claim.version - 1:  # else there is something they will be told
        claim.told_version = claim.version
    claim.save(update_fields=["version", "told_version"])
