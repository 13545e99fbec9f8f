"""What moderation keeps. Words of members are not copied here: they are read from the subject."""

from moderation.models.appeal import Appeal
from moderation.models.bench import Month, Phrase, ShadowMark, Tuning
from moderation.models.case import Case, CaseLink, Finding, Note
from moderation.models.decision import Decision, Look, Sanction, SealedOriginal, SecondLook
from moderation.models.law import Disclosure, HeldCopy, Hold, Notice, NoticeStep
from moderation.models.report import Report
from moderation.models.screening import Rescreening, Screening

__all__ = [
    "Appeal",
    "Case",
    "CaseLink",
    "Decision",
    "Disclosure",
    "Finding",
    "HeldCopy",
    "Hold",
    "Look",
    "Month",
    "Note",
    "Notice",
    "NoticeStep",
    "Phrase",
    "Report",
    "Rescreening",
    "Sanction",
    "Screening",
    "SealedOriginal",
    "SecondLook",
    "ShadowMark",
    "Tuning",
]
