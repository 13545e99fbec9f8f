"""Numbers of moderation, with their reasons."""

from datetime import timedelta

# The targets we publish: a possible patient is looked at within the hour, abuse within twelve.
DUE_WITHIN = {
    "identifying": timedelta(hours=1),
    "welfare": timedelta(hours=1),
    "offensive": timedelta(hours=12),
    "conduct": timedelta(hours=24),
    "legal": timedelta(hours=24),  # the law gives two working days for the first letter
}

# What a decision took away is kept for as long as an appeal or a complaint may come.
KEEP_SEALED = timedelta(days=365)

QUEUE_PAGE = 50  # cases in the list at the side
EARLIER_CASES = 5  # of an author, beside a case: enough to see a habit

# Long enough to read a thread and write a reason; a case is nobody's after that.
CLAIM_HOLDS = timedelta(minutes=15)

# An author who was asked for an edit has that long, then the case is open again.
EDIT_WITHIN = timedelta(days=3)

# A warning is held against its author for a year; so long do colleges keep minor concerns open.
WARNING_COUNTS = timedelta(days=365)

# One decision in twenty is judged again, blindly.
SECOND_LOOK_SHARE = 0.05

# An author may appeal for four weeks, and is answered within one.
APPEAL_WITHIN = timedelta(days=28)
APPEAL_ANSWERED_WITHIN = timedelta(days=7)
