"""Numbers of moderation, with their reasons."""

from datetime import timedelta

from community.lib.limits import Limit

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
DROPPED_AT_ONCE = 500  # originals a night: each is an entry in the record
LOOK_LASTS = timedelta(minutes=10)  # in which the page that was opened fetches its pictures

QUEUE_PAGE = 50  # cases in the list at the side
SKIPPED_AT_MOST = 40  # left for later in one sitting; an address has room for no more
PLACES_OF_LAST = 500  # cases: the boards that one can choose from are theirs
EARLIER_CASES = 5  # of an author, beside a case: enough to see a habit

# Of what is overdue its moderators hear at most that often: more would be filtered away.
ALARM_EVERY = timedelta(hours=1)

FIGURES_OF_LAST = timedelta(days=30)
FIGURES_KEPT = timedelta(minutes=1)  # then they are counted again: so little changes nothing
FEW = 5  # of fewer no median and no share is told: it would say nothing

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

REPORTING = Limit(
    "reporting",
    "30/day",
    "Whoever reads a lot may find a few things in a day; thirty are a campaign.",
)
PUBLIC_REPORTING = Limit(
    "public_reporting",
    "6/hour",
    "Of one browser: a hospital shares an address, and nobody is kept out for their neighbours.",
)
PUBLIC_REPORTING_BY_ALL = Limit(
    "public_reporting_by_all",
    "300/hour",
    "More than the moderators could read: what comes then is a program.",
)
ANSWERS_BY_MAIL = Limit(
    "answers_by_mail",
    "6/day",
    "To one address: anyone can type another's, and it must not be flooded from here.",
)

# A member's report counts by how their earlier ones of this time were decided ...
REPORTS_COUNT = timedelta(days=365)
# ... and never less than this: whoever was wrong ten times may be right the next time.
LEAST_WEIGHT = 0.1

# Reports that weigh so much make a case urgent: four of newcomers, or two or three of members who
# are usually right. They take nothing from sight, however many they are.
REPORTS_URGENT = 2.0

# That a patient can be recognised, said by a member, hides at once only when they were right
# before (two of two: 3/4), or when a program found something there too.
WEIGHT_THAT_HIDES = 0.75

# Reports hide no more than this within an hour: more patients than that are not recognised at
# once, and somebody may be emptying the site. The cases stay urgent, and managers are told.
HIDES_PER_HOUR = 10

# An address for the answer is kept while somebody might write back about it.
KEEP_ADDRESSES = timedelta(days=30)

REPORTS_PAGE = 30  # of one's own, and of those that no place was found for
REPORTS_SHOWN = 40  # beside a case; the rest is only counted

# The law desk. SI 2013/3028: hours without weekends and bank holidays (lib/business_hours.py) for
# each of our steps, days of the calendar for the poster.
NOTICE_HOURS = 48
POSTER_DAYS = 5

# A hold that nobody asks about any more is one that nobody needs.
HOLD_REVIEWED_WITHIN = timedelta(days=183)

# So long the law desk is shown what the public reported as an accusation; its clock has run out
# long before.
REPORTS_MAY_BE_NOTICES = timedelta(days=30)

LAW_PAGE = 30  # rows of a list at the law desk

# --- Sanctions ---

# A week is a cooling down, and a fortnight a holiday that one did not choose; beyond a quarter of
# less, or half a year of nothing, an account should be looked at as a whole and by more than one.
LIMIT_LASTS = timedelta(days=7)
LIMIT_DAYS = (1, 90)
SUSPENSION_LASTS = timedelta(days=14)
SUSPENSION_DAYS = (1, 180)

# While someone is limited: an answer, a reply to what comes of it, and one more.
LIMITED_POSTS = 3
LIMITED_WITHIN = timedelta(hours=24)

RECORD_PAGE = 30  # of what was imposed on one author
DECISIONS_PAGE = 30  # of those about oneself

# --- Second looks ---

SECOND_LOOKS_PAGE = 30
SECOND_LOOKS_DONE = 12  # that were taken last: what one looks back on
AGREEMENT_DAYS = 90  # a quarter: at one in twenty, fewer days say nothing

# Screening takes seconds. After so long the workers do not keep up, or do not run.
BEHIND_AFTER = timedelta(minutes=2)

# What a phrase to be watched for is tried on, and how often it may be found there: one in twenty
# posts would be more than moderators can read.
PREVIEWED = 10_000
TOO_COMMON = 0.05

PHRASES_AT_MOST = 200  # watched at once; beyond that nobody knows any more why

# A month's figures are published when what came at its end has mostly been decided.
PUBLISHED_ON_DAY = 3
