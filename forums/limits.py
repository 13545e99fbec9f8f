"""Numbers of the forums that a person might question, with their reasons."""

from datetime import timedelta

from community.lib.limits import Limit

POSTS_PER_PAGE = 20
TOPICS_PER_PAGE = 30

# Long enough to mend a slip after a shift; short enough that an answer stays an answer to
# what was said. Every edit is in the visible history.
EDIT_WINDOW = timedelta(hours=24)

TITLE_LENGTH = 150

# Characters. What is shorter is not known for a quotation: "he" stands in every post.
SHORTEST_QUOTED = 4
SHORTEST_UNSAID = 16  # a part of a line, where it is not said whose it is: some three words

POSTING = Limit("posting", "12/minute", "no one writes more; a script does")
PREVIEWING = Limit("previewing", "60/minute", "rendering costs a few milliseconds")

RECENT_TOPICS = 12  # on the home page: about one screen

# --- Reading ---

# New topics counted on a board. Beyond a page of them no one counts, and each look at the index
# would pay for it.
NEW_AT_MOST = TOPICS_PER_PAGE

# Replies that the page of a topic tells of while it is open. Beyond that no one counts.
NEWS_AT_MOST = 99

# On the home page: what one takes in at a glance; the rest is a click away.
FOLLOWED_AT_HOME = 6
UNANSWERED_AT_HOME = 4

IGNORED_PER_PAGE = 50

# --- Quality ---

MARKING = Limit("marking", "60/minute", "a reader presses a button each second at the very most")

# Rounds of a nightly count: so many topics are looked through in one query.
RECOUNTED_AT_ONCE = 500

# --- Bookmarks ---

BOOKMARKS_PER_PAGE = 30
NOTE_LENGTH = 200
SNIPPET = 240  # characters: about three lines on a phone

REMINDING = Limit("reminding", "20/minute", "each reminder is work put by for later")

# Beyond that a calendar is the better place, and nobody would know any more why they asked.
REMIND_WITHIN = timedelta(days=366)

# --- Groups ---

# A study group, one for an exam, the department's: more than that no one looks after well.
GROUPS_OPEN = 3
GROUP_LASTS_AT_MOST = timedelta(days=365)  # a rotation and the next one; then someone looks again
GROUP_ENDS_SOON = timedelta(days=14)  # a fortnight's leave, and still time to renew
# A large department. Whoever needs more needs a board, with moderators who answer for it.
MEMBERS_AT_MOST = 200
MEMBERS_PER_PAGE = 30
INVITATION_HOLDS = timedelta(days=14)
# Addresses of people who may have no account: kept until the owner has seen what became of it.
INVITATION_KEPT = timedelta(days=30)
INVITATIONS_OPEN = 50  # of a group at a time: a list is handed out in two evenings, not sprayed
INVITING = Limit("inviting", "60/day", "each is a mail to an address typed here")
OPENING = Limit("opening groups", "6/day", "who opens and closes more is trying something")

# --- Cases ---

# Whoever knows the ward puts a case and its end together by when they happened. Colleagues are
# bound to silence and fewer; the public is neither.
OUTCOME_NOT_BEFORE = {"closed": timedelta(days=14), "open": timedelta(days=28)}

CHECKING = Limit(
    "checking while writing", "60/minute", "at each pause in typing, and no pause is shorter"
)

# --- Tending ---

INCIDENT_SLOW_SECONDS = 60  # long enough to read what came meanwhile
LOCKED_AT_MOST = timedelta(days=92)  # beyond a season a board is read-only, not locked

# After that the topic has gone on, and what was done to it is how members know it.
STEPS_UNDONE_WITHIN = timedelta(days=30)
STEPS_PER_PAGE = 30
CHOSEN_AT_MOST = 60  # topics in one act: a page of a board and what stands above it
SPLIT_AT_MOST = 200  # posts in one act: beyond that it is the topic that should move

# --- Drafts ---

SAVING = Limit("saving drafts", "60/minute", "a window saves every few seconds; some have three")
RESCUING = Limit("rescuing drafts", "20/hour", "a session lapses once, not again and again")

# How long a composer may stay open and still be known to be its writer: a shift and the handover.
WRITER_KNOWN = timedelta(hours=24)

# A comparison of two whole posts takes up to half a second where every word is another.
VERSIONS_PER_PAGE = 5

DRAFTS_AT_MOST = 200
DRAFTS_PER_PAGE = 20
DRAFTS_KEPT = timedelta(days=180)  # half a year untouched: a rotation, or a leave, has gone by
CLEARED_AT_ONCE = 5_000  # rows in a night's one transaction; the rest goes the night after

# --- Mentions and quotations ---

# A ward round's worth. Whoever names more is not asking anyone.
MENTIONS_AT_MOST = 10
NAMES_AT_MOST = 8  # as many as fit above the keyboard of a phone
NAMING = Limit("looking up names", "120/minute", "one for each letter, from a fast typist")

# Characters that the Quote link takes. What is selected by hand may be longer.
QUOTED_AT_MOST = 1_200

# --- Telling ---

TOLD_AT_ONCE = 500  # members in one transaction: a second's work, and little to do again
# The screening has long been given up by then, and what it says would be no news.
TOLD_WITHIN = timedelta(days=1)

# --- Names ---

# Some 9,000 names without a number; after so many that were taken, one with a number is drawn.
PLAIN_NAMES = 20
PSEUDONYM_TRIES = 200  # never needed before there are half a million pseudonyms

# A reason that a member will read: a word is none.
SHORTEST_REASON = 20
LONGEST_REASON = 500
ASKING = Limit("asking whose a pseudonym is", "6/day", "who asks more is fishing")
UNMASKING_WAITS = timedelta(days=7)  # for the second; a matter of safety is decided in an hour
UNMASKING_SHOWN = timedelta(hours=72)  # a long weekend: what must be done with it is done by then
# The member is told, but not before an inquiry, as of the police, could begin unwarned.
UNMASKED_TOLD_AFTER = timedelta(days=7)
UNMASKINGS_PER_PAGE = 30

# --- Covering ---

# Pace of a topic that a decision slows down: an evening's quarrel becomes four posts an hour.
SLOWED_TO = 15 * 60

COVERING = Limit("covering", "20/minute", "each draws a picture anew, a second of a processor")

# --- Pictures ---

PICTURES_A_POST = 10  # the pages of a PDF; more is an album, and no one scrolls through it
PICTURES_A_DAY = 40  # four full posts
PICTURES_BYTES = 500_000_000  # of a member: a good thousand, at some 400 kB each
SENDING_PICTURES = Limit("sending pictures", "30/minute", "each takes a second to draw anew")
# A month: someone who has been away finds what they began. Words wait longer, they show no one.
PICTURES_LEFT_AFTER = timedelta(days=30)

# --- Polls ---

POLL_QUESTION_LENGTH, POLL_OPTION_LENGTH = 200, 120  # as the table has them
POLL_OPTIONS = (2, 10)  # who has to read more than ten chooses the first that will do
POLL_DAYS = (3, 7, 14, 30)
VOTING = Limit("voting", "30/minute", "a vote may be changed, and each waits for the others")
# Of fewer, the order in which options go out says nearly how many chose each.
ROUNDS_FROM = 20
