"""Does a register bear out that this number belongs to a person of this name?

The name rules are pure functions. They forgive what people and registers spell differently (case,
accents, apostrophes, hyphens, spaces, particles) and nothing else.
"""

import re
import unicodedata
from enum import StrEnum

from verification.models import Claim, RegisterEntry, Status
from verification.registers import REGISTERS, OtherProfession, Unreadable


class Outcome(StrEnum):
    CLEAR = "clear"
    PROBLEM = "problem"  # the person exists; the status does not open the door by itself
    NOT_FOUND = "not_found"
    WRONG_NAME = "wrong_name"
    UNREADABLE = "unreadable"  # no number at all, or a name without a letter
    REFUSED = "refused"  # not a doctor's number


PARTICLES = frozenset(
    "van von der den ter ten de del della di da das do dos du d la le les el al ul bin ibn bint"
    " ben y e ap ab".split()
)
# These belong to the word that follows: "Mac Giolla" is no double-barrelled name.
GLUED = frozenset({"mac", "mc", "o", "fitz", "st"})
TITLES = frozenset("dr prof professor mr mrs ms miss mx sir dame".split())
# Mailboxes that several people read; Ward is a surname as well, and R. Ota would be rota.
OFFICES = frozenset(
    "admin clinic desk hall info lab office pa rota sec secretary secretaries team ward".split()
)

LONGEST_NAME = 200  # as an entry of the register; comparing far longer ones takes minutes
LONGEST_LOCAL_PART = 64  # RFC 5321

# Letters that Unicode does not take apart into a plain letter and an accent.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
                       "ı": "i", "ħ": "h", "ŧ": "t", "ə": "e"})  # fmt: skip
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
APOSTROPHES = re.compile(r"['’‘ʼʻ`´′＇]")


def match(register: str, number: str, surname: str, given: str) -> Outcome:
    """The outcome of a claim as it was typed. One query; never shown to the claimant."""
    try:
        number = REGISTERS[register].normalise(number)
    except OtherProfession:
        return Outcome.REFUSED
    except Unreadable:
        return Outcome.UNREADABLE
    return judge(look_up(register, number), surname, given)


def look_up(register: str, number: str) -> RegisterEntry | None:
    """The entry of a normalised number."""
    return RegisterEntry.objects.filter(register=register, number=number).first()


def judge(entry: RegisterEntry | None, surname: str, given: str) -> Outcome:
    """What this entry says of a person of this name."""
    if not is_name(surname) or not is_name(given):
        return Outcome.UNREADABLE
    if entry is None:
        return Outcome.NOT_FOUND
    if not same_surname(surname, entry.surname) or not same_given(given, entry.given_name):
        return Outcome.WRONG_NAME
    status = Status(entry.status) if entry.status in Status.values else Status.UNKNOWN
    opens = REGISTERS[entry.register].opens(status)
    return Outcome.CLEAR if opens.is_clear else Outcome.PROBLEM


def is_name(text: str) -> bool:
    """Something that can be compared: it has a letter, and nothing in it that nobody types."""
    return not CONTROLS.search(text) and bool(words_of(text))


def same_surname(one: str, other: str) -> bool:
    """Alike but for what the rules forgive; either half of a double-barrelled name will do."""
    wholes, other_wholes = _wholes(one), _wholes(other)
    if wholes & other_wholes:
        return True
    return bool(wholes & _halves(other) or other_wholes & _halves(one))


def same_given(one: str, other: str) -> bool:
    """One begins as the other does, as a whole or word by word: "Jo" and "Joanna", "S." and
    "Susan", "J. P." and "John Paul"."""
    words, others = words_of(one), words_of(other)
    if not words or not others:
        return False
    if _begins("".join(words), "".join(others)):
        return True
    return len(words) == len(others) and all(map(_begins, words, others))


def same_person(name: str, surname: str, given: str) -> bool:
    """Might an account of this name be theirs? A title is forgiven, and the surname may come first
    or begin anywhere after the given name: "Dr Susan Mary Chater", "Chater, Susan"."""
    if len(name) > LONGEST_NAME:
        return False
    words = name.replace(",", " ").split()
    while words and "".join(words_of(words[0])) in TITLES:
        words = words[1:]
    return any(
        (same_given(words[0], given) and same_surname(" ".join(words[at:]), surname))
        or (same_surname(" ".join(words[:at]), surname) and same_given(words[at], given))
        for at in range(1, len(words))
    )


def account_fits(claim: Claim, entry: RegisterEntry | None = None) -> bool:
    """Might the account's name, beside which the badge stands, be that of the claim, or the one
    that the entry of its number has today?"""
    names = [(claim.surname, claim.given_name)]
    if entry is not None:
        names.append((entry.surname, entry.given_name))
    return any(same_person(claim.user.name, *name) for name in names)


def mailbox_fits(local_part: str, surname: str, given: str) -> bool:
    """Does the part of an address before the @ carry this name?

    The surname, or a half of it, must be there whole: with the given name, the beginning of it or
    initials, before or after (susan.chater2, s.chater, schater, chaters), or alone when it has
    three letters or more and is no office. Titles, digits and middle names are forgiven. A given
    name alone, initials and departments do not fit. What follows a plus is the sender's own
    choice and says nothing: such an address does not fit.
    """
    if len(local_part) > LONGEST_LOCAL_PART or not re.fullmatch(r"[\w.'’-]+", local_part):
        return False
    typed = words_of(re.sub(r"[\d_]+", " ", local_part))
    typed = typed[1:] if len(typed) > 1 and typed[0] in TITLES else typed
    givens = words_of(given)
    lasts = {last for last in _wholes(surname) | _halves(surname) if len(last) > 1}
    together = "".join(typed)
    if not givens or not typed or together in OFFICES:
        return False
    if together in lasts:
        return len(together) > 2
    firsts = {givens[0], givens[0][0], "".join(givens), "".join(word[0] for word in givens)}
    if together in {pair for f in firsts for last in lasts for pair in (f + last, last + f)}:
        return True
    if OFFICES & set(typed) - lasts:  # susan.secretary.chater is read by the secretary
        return False
    return _ends_fit(typed, firsts, lasts, given) or _ends_fit(typed[::-1], firsts, lasts, given)


def _ends_fit(typed: list[str], firsts: set[str], lasts: set[str], given: str) -> bool:
    """Given name first and surname last, each a word of its own. A short form is as good as the
    name, but S. is not anyone whose name begins so."""
    first, last = typed[0], typed[-1]
    is_whole = any(len(word) > 1 for word in words_of(given))
    is_given = first in firsts or (is_whole and same_given(first, given))
    return len(typed) > 1 and last in lasts and is_given


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def words_of(name: str) -> list[str]:
    """The words of a name in small plain letters: "O’Néill-Smith" is oneill, smith. What is far too
    long for a name has none."""
    if len(name) > LONGEST_NAME:
        return []
    text = unicodedata.normalize("NFKD", APOSTROPHES.sub("", name)).casefold()
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(PLAIN)
    return re.findall(r"[^\W\d_]+", text)


def _wholes(name: str) -> set[str]:
    words = words_of(name)
    return {"".join(words), "".join(_core(words))} - {""}


def _halves(name: str) -> set[str]:
    """The parts of a double-barrelled name; none where there is but one."""
    parts: list[str] = []
    prefix = ""
    for word in _core(words_of(name)):
        if word in GLUED:
            prefix += word
        else:
            parts.append(prefix + word)
            prefix = ""
    return {part for part in parts if len(part) > 1} if len(parts) > 1 else set()


def _core(words: list[str]) -> list[str]:
    """Without particles; a name that is nothing else (Le, Al) keeps them."""
    return [word for word in words if word not in PARTICLES] or words
