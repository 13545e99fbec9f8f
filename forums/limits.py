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

POSTING = Limit("posting", "12/minute", "no one writes more; a script does")
PREVIEWING = Limit("previewing", "60/minute", "rendering costs a few milliseconds")

RECENT_TOPICS = 12  # on the home page: about one screen

# --- Reading ---

# New topics counted on a board. Beyond a page of them no one counts, and each look at the index
# would pay for it.
NEW_AT_MOST = TOPICS_PER_PAGE
