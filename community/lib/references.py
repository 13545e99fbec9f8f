"""What doctors cite, read from the words alone: a DOI, PubMed, NICE guidance, the BNF.

Pure, and nothing is asked of another host: whether the thing exists is not known. So only what can
hardly be anything else is taken for a reference, and each leads to its own canonical address.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit


@dataclass(frozen=True)
class Reference:
    """`label` says what sort of thing it is, `name` is what one calls it by, `address` leads
    there, by https."""

    label: str
    name: str
    address: str

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


_DOI = r"10\.\d{4,9}(?:\.\d{1,9})*+/[^\s<>\"?#\\^`{|}\[\]]{1,200}"
_DIGITS = r"[1-9]\d{0,7}"
# Clinical, public health and social care guidelines, technology appraisals, quality standards, and
# the guidance on procedures, devices, diagnostics and rare diseases.
_SERIES = r"(?:NG|CG|PH|SC|TA|QS|IPG|MTG|DG|HST|HTE|HTG|ES|MIB)"

_ADDRESSES = re.compile(
    rf"(?i:https?://(?:(?:www|dx)\.)?doi\.org)/(?P<doi>{_DOI})"
    rf"|(?i:https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed))"
    rf"/(?P<pmid>{_DIGITS})/?"
    rf"|(?i:https?://(?:www\.)?nice\.org\.uk/guidance)/(?P<nice>(?i:{_SERIES})\d{{1,4}})/?"
    rf"|(?i:https?://(?P<bnf>bnfc?)\.nice\.org\.uk/drugs?)/(?P<drug>[a-z0-9]++(?:-[a-z0-9]++)*+)/?"
)

# The same named in words. A number alone is never one; of NICE's, those of three digits and more,
# since shorter ones are also postcodes and rooms, or any that "NICE" stands before.
_CUE = (
    r"NICE(?: (?:clinical|public|health|technology|interventional|procedures?|quality|standard"
    r"|guidance|guidelines?|appraisal)){0,3} "
)
_HOSTS = r"(?:dx\.)?doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|nice\.org\.uk|bnfc?\.nice\.org\.uk"
_MENTIONS = re.compile(
    rf"(?i:doi)(?:: ?| )(?P<doi>{_DOI})"
    rf"|(?i:pmid)(?:: ?| )(?P<pmid>{_DIGITS})(?!\w|[ .-]?\d)"
    rf"|(?P<cue>{_CUE})(?P<cued>{_SERIES}\d{{1,4}})(?![\w-]|\.\d)"
    r"|(?P<bare>(?:NG|CG|TA|QS|IPG|MTG|HST)\d{3,4})(?![\w-]|\.\d)"
    rf"|(?P<host>(?i:{_HOSTS})/[^\s<>\"\\`\[\]]{{1,300}})"
)

# Where one might begin, for whoever reads a text from left to right.
BEGINS = (
    r"(?<![^\W_])(?<![@./#-])(?:(?i:doi[:. ]|dx\.doi|pmid[: ]|pubmed\.|nice\.org|bnfc?\.nice)"
    r"|NICE |(?:NG|CG|TA|QS|IPG|MTG|HST)\d{3})"
)

# "Room TA123" is where somebody lies.
_PLACES = re.compile(
    r"\b(?:room|ward|bay|bed|theatre|lab|laboratory|floor|level|block|suite|clinic|locker|cubicle"
    r"|bleep|ext|extension|model|part|sample|specimen|code|postcode|flight)"
    r"(?: (?:no|number)\.?)?[ :]*\Z",
    re.I,
)


def of_address(address: str) -> Reference | None:
    """The reference that an address leads to; None for any other, and for one that leads to a part
    of it, which must go on leading there."""
    found = _ADDRESSES.fullmatch(address)
    if not found:
        return None
    if found["doi"]:
        return _doi(unquote(found["doi"]))
    if found["pmid"]:
        return _pubmed(found["pmid"])
    if found["nice"]:
        return _nice("NICE guidance", found["nice"].upper())
    return _bnf(found["bnf"].lower(), found["drug"])


def mention_at(text: str, start: int) -> tuple[Reference, int] | None:
    """The reference that is named in words at `start`, with the place where its mention ends."""
    found = _MENTIONS.match(text, start)
    if not found:
        return None
    reference: Reference | None
    if found["doi"]:
        name = trimmed(found["doi"])
        reference, end = _doi(name), found.start("doi") + len(name)
    elif found["pmid"]:
        reference, end = _pubmed(found["pmid"]), found.end()
    elif found["cued"]:
        reference, end = _nice(found["cue"].strip(), found["cued"]), found.end()
    elif found["bare"]:
        there = _PLACES.search(text[max(0, start - 30) : start])
        reference, end = None if there else _nice("NICE", found["bare"]), found.end()
    else:
        address = trimmed(found["host"])
        reference, end = of_address(f"https://{address}"), start + len(address)
    return (reference, end) if reference else None


def trimmed(address: str) -> str:
    """An address as it stood in a sentence, without the punctuation that ends it: a closing
    bracket goes when it was not opened inside."""
    unopened = address.count(")") - address.count("(")
    end = len(address)
    while end:
        if address[end - 1] == ")" and unopened > 0:
            unopened -= 1
        elif address[end - 1] not in "?!.,:;*_~'\"":
            break
        end -= 1
    return address[:end]


def _doi(name: str) -> Reference | None:
    if not re.fullmatch(_DOI, name):
        return None
    return Reference("DOI", name, "https://doi.org/" + quote(name, safe="/:;()!$&'*+,=@~"))


def _pubmed(number: str) -> Reference:
    return Reference("PMID", number, f"https://pubmed.ncbi.nlm.nih.gov/{number}/")


def _nice(label: str, name: str) -> Reference:
    return Reference(label, name, f"https://www.nice.org.uk/guidance/{name.lower()}")


def _bnf(which: str, drug: str) -> Reference:
    first, *rest = drug.split("-")
    joined = "-" if first == "co" else " "  # co-amoxiclav, but bumetanide with …
    name = joined.join([first, " ".join(rest)]) if rest else first
    address = f"https://{which}.nice.org.uk/drugs/{drug}/"
    return Reference(which.upper(), name[:1].upper() + name[1:], address)
