"""Is the record whole? Found out in the database, in one pass, whatever its length."""

from dataclasses import dataclass

from django.db import connection

# Each entry beside the one before it. `linked`: its hash is that of its words, its place and the
# hash before. A row that was changed fails itself; what was removed or moved fails its neighbour.
TROUBLE = """
WITH entries AS (
    SELECT e.id, e.position, e.chain,
           lag(e.position, 1, 0::bigint) OVER w AS place_before,
           lag(e.chain, 1, '') OVER w AS chain_before,
           e AS entry
    FROM audit_entry e WINDOW w AS (ORDER BY e.position NULLS LAST, e.id)
)
SELECT id, position, CASE
    WHEN position IS NULL THEN 'not chained'
    WHEN position <> place_before + 1 THEN 'removed before'
    ELSE 'changed or out of place' END
FROM entries
WHERE position IS NULL OR position <> place_before + 1
    OR chain <> audit_link(chain_before, position, entry)
ORDER BY position NULLS LAST LIMIT 1
"""


@dataclass(frozen=True)
class Report:
    """`trouble` is empty when the chain is unbroken; `head` is "position:hash", to be kept
    elsewhere and compared later."""

    entries: int
    head: str
    trouble: str = ""


def verify(expect: str = "") -> Report:
    """Follow the chain from the first entry to the head. `expect` is a head noted earlier: an entry
    must still have that hash at that position, or the record was rewritten since."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry")
        entries = cursor.fetchone()[0]
        cursor.execute("SELECT position, chain FROM audit_head WHERE id = 1")
        place, chain = cursor.fetchone() or (0, "")
        cursor.execute(TROUBLE)
        broken = cursor.fetchone()
        cursor.execute(
            "SELECT position, chain FROM audit_entry WHERE position IS NOT NULL "
            "ORDER BY position DESC LIMIT 1"
        )
        last = cursor.fetchone() or (0, "")
        expected_place, _, expected_chain = expect.partition(":")
        cursor.execute(
            "SELECT chain FROM audit_entry WHERE position = %s",
            [int(expected_place) if expected_place.isdecimal() else None],
        )
        noted = cursor.fetchone()
    trouble = ""
    if broken:
        trouble = f"entry {broken[0]}, position {broken[1]}: {broken[2]}"
    elif (place, chain) != last:
        trouble = f"the newest entries: the head is at position {place}, the last one at {last[0]}"
    elif expect and (noted is None or noted[0] != expected_chain):
        trouble = f"the record was rewritten or shortened: position {expected_place} differs"
    return Report(entries, f"{place}:{chain}", trouble)
