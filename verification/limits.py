"""Numbers of verification that a person might question, with their reasons."""

from datetime import timedelta

from community.lib.limits import Limit

# Enough to mend a slip and a maiden name; too few to try numbers until one fits.
CLAIMING = Limit("claiming", "5/day", "who tries numbers is guessing")

# A register changes daily and people change work yearly: a year is the longest we vouch for.
VERIFIED_FOR = timedelta(days=365)
# Temporary registrations are given for weeks or months.
VERIFIED_BRIEFLY_FOR = timedelta(days=90)

# The register grows by a few per cent a year and never shrinks by much: a full file this much
# smaller than what we have was cut off on its way.
SHRINK_AT_MOST = 0.2

BAD_ROWS_SHOWN = 20  # one screen; all of them are counted

# Time to answer from a holiday, and for a verifier to look, before the boards close.
RENEW_FROM = timedelta(days=60)
REMINDERS = (60, 30, 7)  # days before the end
# An unpaid fee takes a doctor off the register until it is paid; domain practice is four weeks.
GRACE = timedelta(days=28)

# Each asks the other site; who forgot a password there comes back a few times.
SIGNING_IN = Limit("signing in elsewhere", "20/day", "each costs the other site and us an exchange")

# Identity, certificate and badge, each front and back. A file costs two seconds of a processor.
SENDING_PAPERS = Limit("sending papers", "20/day", "enough for slips; each is work for a verifier")
PAPERS_PER_CLAIM = 6
# Nobody's passport waits with us for a claim that nobody touches.
PAPERS_WAIT_FOR = timedelta(days=60)
# A file without a row this old was left by a transaction that failed, not by one under way.
ORPHANS_AFTER = timedelta(hours=1)

# Enough to mend a word; too few to wear a new profession every hour.
DECLARING = Limit("declaring", "5/day", "a profession does not change by the hour")
DECLARED_FOR = timedelta(days=365)

# A slip and a mail lost on its way; too few to fill a stranger's mailbox.
ASKING_FOR_LINKS = Limit("asking for links", "5/day", "each is a mail to an address typed here")
# A day off, and the day after it; a link that lies in a mailbox for longer is a risk.
MAILBOX_LINK_HOLDS = timedelta(hours=48)

# Colleagues answer within a week or two, or not at all.
VOUCH_LINK_HOLDS = timedelta(days=14)
VOUCHES_NEEDED = 2
# Who was let in by a mistake is mostly found out within a month, before they let others in.
VOUCH_AFTER = timedelta(days=30)
# Nobody knows many who join at once; one account that fell must not let in a crowd.
VOUCHES_AT_MOST = 3
VOUCHES_WITHIN = timedelta(days=90)
# Longer chains take more than a year of doctors each verified for a month, with other proof too.
CIRCLE_STEPS = 6

# British courses end in summer and begin in autumn: until the next one is under way.
STUDY_ENDS = (9, 30)  # month and day
STUDENT_AT_LEAST = timedelta(days=60)

# NHSmail closes a mailbox thirty days after its owner has left.
PROOF_STAYS_FRESH = timedelta(days=30)

STATUSES_LOGGED = 20  # kinds of status unheard of; a file whose columns moved has thousands
