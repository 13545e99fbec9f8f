"""Papers that a member sends for a verifier's eyes: kept encrypted, gone at the decision."""


def shred(claim_id: int) -> None:
    """Nothing yet."""
