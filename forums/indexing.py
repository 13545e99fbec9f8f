"""Set out the boards: a specialty's rooms side by side, its sub-specialties under it, then what
belongs to none."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from community.members.models import Specialty
from community.members.viewer import Viewer
from forums.listing import BoardRow, add_newest, board_rows
from forums.models import Board

SECTIONS = list(Board.Section.values)
WORD = re.compile(r"[\w&]+")  # "A&E" and "O&G" are words


@dataclass
class Room:
    """A specialty, or a section for boards that belong to none: the closed ones first. `is_under`
    says that it stands under the specialty before it."""

    specialty: Specialty | None
    section: str = ""
    rows: list[BoardRow] = field(default_factory=list)
    is_under: bool = False

    @property
    def title(self) -> str:
        if self.specialty:
            return self.specialty.name
        return str(Board.Section(self.section).label) if self.section else "For everyone here"


def board_index(viewer: Viewer, find: str = "") -> list[Room]:
    """All boards the viewer may see, or those that `find` means, with what is new to them. Two
    queries."""
    rows = board_rows(viewer)
    if wanted := words_of(find):
        rows = [row for row in rows if _is_meant(row.board, wanted)]
    add_newest(viewer, rows)
    return _rooms(rows)


def words_of(text: str) -> list[str]:
    """Its words without case and accents, as they are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def _is_meant(board: Board, wanted: list[str]) -> bool:
    """Whether each word begins one of the board's, of its specialty's or of the one above's, or of
    what colleagues call them: "paed", "A&E", "ICM"."""
    names = [board.name]
    specialty = board.specialty
    for one in (specialty, specialty.parent if specialty else None):
        if one:
            names += [one.name, *one.synonyms]
    known = words_of(" ".join(names))
    return all(any(word.startswith(start) for word in known) for start in wanted)


def _rooms(rows: Iterable[BoardRow]) -> list[Room]:
    rooms: dict[object, Room] = {}
    for row in rows:
        specialty = row.board.specialty
        section = "" if specialty else row.board.section
        room = rooms.setdefault((row.board.specialty_id, section), Room(specialty, section))
        room.rows.append(row)
    for room in rooms.values():
        room.rows.sort(key=lambda row: not row.board.is_closed)
    there = {room.specialty.pk for room in rooms.values() if room.specialty}
    for room in rooms.values():
        room.is_under = bool(room.specialty and room.specialty.parent_id in there)
    return sorted(rooms.values(), key=_place)


def _place(room: Room) -> tuple[object, ...]:
    """Specialties by their place, each sub-specialty after the one above it; then the sections."""
    specialty = room.specialty
    if specialty is None:
        return (1, SECTIONS.index(room.section) if room.section else -1)
    above = specialty.parent or specialty
    return (0, above.position, above.name, specialty != above, specialty.position, specialty.name)
