"""Which professions are doctors' titles: to be called one takes more than one's word.

Pure functions. They see through spellings that a reader would see through as well, and would
rather ask one nurse too many to choose another word than let one doctor too many be made up.
"""

import re
import unicodedata

TITLE = re.compile(
    r"doctor(?!al|ate)|docteur|surgeon|physician(?!s? (?:associate|assistant))|consultant"
    r"|general practi[ct]ioner|registrar|house officer|an(?:a?e)sthe(?:tist|siologist)"
    r"|psychiatrist|p(?:a?e)diatrician|geriatrician|obstetrician|intensivist"
    r"|(?:cardi|radi|ur|dermat|gastroenter|hepat|nephr|rheumat|ha?emat|onc|ophthalm|endocrin"
    r"|gyna?ec|neonat)ologist"
    r"|\b(?:drs?|gps?|md|mb ?bs|mb ?b?chb?|sho|(?:fy|ct|st) ?[1-8])\b"
)

# What looks like another letter: Cyrillic, Greek, digits and signs.
LOOKALIKES = str.maketrans("аеіорсухԁѕοιρυν013457$@|!", "aeiopcyxdsoipuvoieastsaii")
MARKS = re.compile(r"[’'ʼ`´]")
# "G.P.", "d o c t o r": single letters in a row are one word.
SPELLED = re.compile(r"\b(\w) (?=\w\b)")


def is_doctors(profession: str) -> bool:
    """Does it call its bearer a doctor? Physician and anaesthesia associates are called none."""
    plain = _plain(profession)
    lookalike = _plain(profession.casefold().translate(LOOKALIKES))
    return any(
        TITLE.search(words)
        for written in {plain, lookalike}
        for words in (written, SPELLED.sub(r"\1", written))
    )


def _plain(text: str) -> str:
    """Lower case, without accents, marks and unseen characters, and single spaces between words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    seen = "".join(c for c in letters if unicodedata.category(c) not in {"Mn", "Cf"})
    return " ".join(re.sub(r"[\W_]+", " ", MARKS.sub("", seen)).split())
