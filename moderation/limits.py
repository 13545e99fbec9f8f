"""Numbers of moderation, with their reasons."""

from datetime import timedelta

# The targets we publish: a possible patient is looked at within the hour, abuse within twelve.
DUE_WITHIN = {
    "identifying": timedelta(hours=1),
    "welfare": timedelta(hours=1),
    "offensive": timedelta(hours=12),
    "conduct": timedelta(hours=24),
}

# What a decision took away is kept for as long as an appeal or a complaint may come.
KEEP_SEALED = timedelta(days=365)

QUEUE_PAGE = 50  # cases in the list at the side
EARLIER_CASES = 5  # of an author, beside a case: enough to see a habit
