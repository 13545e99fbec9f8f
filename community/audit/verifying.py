"""Is the record whole? Found out in the database, in one pass, whatever its length."""

from dataclasses import dataclass

from django.db import connection, transaction

# Each entry beside the one before it. An entry that was changed fails itself; what was removed or
# moved fails its neighbour. Only then is every entry tried in that place: does another belong?
# One statement, so one snapshot: an entry written meanwhile is seen with its head or not at all.
FOLLOW = """
SELECT (SELECT count(*) FROM audit_entry),
       coalesce(head.position, 0), coalesce(head.chain, ''),
       coalesce(last.position, 0), coalesce(last.chain, ''),
       (SELECT chain FROM audit_entry WHERE position = %(place)s),
       broken.id, broken.position,
       CASE WHEN broken.position IS NULL THEN 'unchained'
            WHEN broken.position > broken.place_before + 1 THEN 'removed'
            WHEN broken.position < 1 OR EXISTS (
                SELECT FROM audit_entry e WHERE e.id <> broken.id
                AND audit_link(broken.chain_before, broken.position, e) IN (e.chain, broken.chain)
            ) THEN 'reordered'
            ELSE 'changed' END
FROM (SELECT) AS one
LEFT JOIN audit_head head ON head.id = 1
LEFT JOIN (
    SELECT position, chain FROM audit_entry WHERE position IS NOT NULL
    ORDER BY position DESC LIMIT 1
) last ON true
LEFT JOIN (
    SELECT * FROM (
        SELECT e.id, e.position, e.chain, e AS entry,
               lag(e.position, 1, 0::bigint) OVER w AS place_before,
               lag(e.chain, 1, '') OVER w AS chain_before
        FROM audit_entry e WINDOW w AS (ORDER BY e.position NULLS LAST, e.id)
    ) entries
    WHERE position IS NULL OR position <> place_before + 1
        OR chain <> audit_link(chain_before, position, entry)
    ORDER BY position NULLS LAST LIMIT 1
) broken ON true
"""

WORDS = {
    "changed": "it is not what was written",
    "removed": "what stood before it is gone",
    "reordered": "another entry belongs in its place",
    "unchained": "it was put in past the chain",
    "head": "the newest entries were removed, or the head was changed",
    "rewritten": "the record was rewritten or shortened since that head was noted",
}


@dataclass(frozen=True)
class Trouble:
    """Where the chain first breaks, and how (a key of WORDS). `entry` is None where no one entry is
    to blame."""

    kind: str
    position: int | None = None
    entry: int | None = None

    def __str__(self) -> str:
        where = [f"entry {self.entry}"] if self.entry is not None else []
        where += [f"position {self.position}"] if self.position is not None else []
        return f"{', '.join(where) or 'the head'}: {self.kind}, {WORDS[self.kind]}"


@dataclass(frozen=True)
class Report:
    """How many entries were checked. `head` is "position:hash", to be kept elsewhere and compared
    later; `trouble` is None when the chain is unbroken."""

    checked: int
    head: str
    trouble: Trouble | None = None


def split_head(head: str) -> tuple[int, str]:
    """The position and the hash of a head that was noted. Raises ValueError when it is none."""
    place, colon, chain = head.strip().partition(":")
    if not (colon and place.isascii() and place.isdigit() and len(place) < 19):
        raise ValueError("A head is a position and a hash, as in 120:9f86d081….")
    return int(place), chain


def verify(expect: str = "") -> Report:
    """Follow the chain from the first entry to the head. `expect` is a head noted earlier: an entry
    must still have that hash at that position, or the record was rewritten since.

    Call it outside the transaction that writes: entries are chained when that one commits.
    """
    place, chain = split_head(expect) if expect else (0, "")
    with transaction.atomic(), connection.cursor() as cursor:
        # A long record takes longer than a request may: a million entries about ten seconds.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(FOLLOW, {"place": place})
        checked, head, head_chain, last, last_chain, noted, entry, position, kind = (
            cursor.fetchone()
        )
    trouble = None
    if entry is not None:
        trouble = Trouble(kind, position, entry)
    elif (head, head_chain) != (last, last_chain):
        trouble = Trouble("head", head)
    elif place and noted != chain:
        trouble = Trouble("rewritten", place)
    return Report(checked, f"{head}:{head_chain}", trouble)
