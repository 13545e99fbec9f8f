"""Numbers of the inbox, with their reasons."""

PAGE = 30  # notifications on a page

# The header's count looks at no more than these: beyond that no one counts, and each page pays.
COUNT_AT_MOST = 99

# A page is filled from batches, since the gate may hide some. One whose boards have all closed
# gets a short page with a link on, rather than a slow one.
BATCHES = 5
