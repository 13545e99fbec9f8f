from verification.models.claim import Claim, Decision
from verification.models.evidence import Evidence, Paper, UsedProof, Vouch, WorkDomain
from verification.models.register import Register, RegisterEntry, RegisterImport, Status
from verification.models.terms import Terms

__all__ = [
    "Claim",
    "Decision",
    "Evidence",
    "Paper",
    "Register",
    "RegisterEntry",
    "RegisterImport",
    "Status",
    "Terms",
    "UsedProof",
    "Vouch",
    "WorkDomain",
]
