"""Numbers of the outbox, with their reasons."""

from datetime import timedelta

# A failing handler is tried for a day: long enough for a mail server or a deploy to come back.
RETRY_AFTER = timedelta(minutes=1)
GIVE_UP_AFTER = 1440  # attempts

# One sweep sends no more than the workers do in the half minute until the next.
SWEEP_AT_MOST = 1000

# Done rows are kept for a week, to look into what went wrong; form keys for as long as a form
# may reasonably stay open in a tab.
KEEP_DONE = timedelta(days=7)
KEEP_FORM_KEYS = timedelta(days=30)
