"""Numbers of members' pages, with their reasons."""

from community.lib.limits import Limit

LOOKING_UP = Limit(
    "looking_up",
    "120/day",
    "A colleague looks for a few people in a day; whoever turns more pages copies the list.",
)
TYING = Limit(
    "tying",
    "200/day",
    "To follow or block two hundred members in a day is a program's work.",
)

DIRECTORY_PAGE = 30  # a screen or two: longer lists are searched, not read
PEOPLE_PAGE = 50  # of one's own lists

# Whom one follows is asked of with each page that shows something to connections alone.
FOLLOWED_AT_MOST = 1_000
