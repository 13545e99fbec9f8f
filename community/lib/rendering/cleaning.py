"""The allow-list: what HTML may hold after bleach and once more after nh3."""

import re
import threading

import bleach
import nh3
from bleach.sanitizer import Cleaner

TAGS = frozenset(
    "a abbr blockquote br code del details em h2 h3 h4 hr li mark ol p pre s span strong sub "
    "summary sup table tbody td th thead tr ul".split()
)
# Classes are named one by one: a member must not borrow the look of the site's own parts.
CLASSES = {
    "a": {"back", "cite", "cite cite--card", "mention"},
    "details": {"more"},
    "li": {"task", "task task--done"},
    "mark": {"redacted"},
    "ol": {"notes"},
    "span": {"cite__host", "cite__kind", "cite__name", "unseen"},
    "sup": {"note"},
    "td": {"left", "center", "right"},
    "th": {"left", "center", "right"},
}
ATTRIBUTES = {
    **{tag: {"class"} for tag in CLASSES},
    "a": {"aria-label", "class", "href", "id", "title"},
    "li": {"class", "id"},
    "ol": {"class", "start"},
}
SCHEMES = {"http", "https", "mailto"}
LINK_REL = "nofollow noopener ugc"

# Footnotes have the only ids, and the only addresses within a page: of exactly this shape.
_NOTE = r"note-[0-9a-f]{8}-[1-9]\d{0,3}"
_REF = r"ref-[0-9a-f]{8}-[1-9]\d{0,3}(?:-[1-9]\d{0,3})?"
_SHAPES = {
    ("a", "id"): re.compile(_REF),
    ("li", "id"): re.compile(_NOTE),
    ("a", "aria-label"): re.compile(r"Back to the text|Note [1-9]\d{0,3}"),
}
_IN_PAGE = re.compile(f"#(?:{_NOTE}|{_REF})")

_own = threading.local()


def clean(html: str) -> str:
    """HTML with nothing but what the allow-list names."""
    return by_nh3(by_bleach().clean(html))


def by_bleach() -> Cleaner:
    """This thread's own: a cleaner holds the text it is at work on, and threads that shared one
    would write their posts into each other's."""
    if not hasattr(_own, "cleaner"):
        _own.cleaner = bleach.sanitizer.Cleaner(
            tags=TAGS,
            attributes=lambda tag, name, value: checked(tag, name, value) is not None,
            protocols=SCHEMES,
            strip=True,
        )
    return _own.cleaner


def by_nh3(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=checked,
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
        strip_comments=True,
    )


def checked(tag: str, name: str, value: str) -> str | None:
    """The attribute's value, or None where it may not stay."""
    if (tag, name) == ("a", "rel"):  # nh3 asks about its own link_rel too
        return value if value == LINK_REL else None
    if name not in ATTRIBUTES.get(tag, ()):
        return None
    if name == "class" and value not in CLASSES[tag]:
        return None
    if name == "href" and not _safe_address(value):
        return None
    shape = _SHAPES.get((tag, name))
    if shape and not shape.fullmatch(value):
        return None
    return value


def _safe_address(address: str) -> bool:
    """Bleach takes `javascript:123` for a host and port, so the scheme is read here once more."""
    if address.startswith("#"):
        return bool(_IN_PAGE.fullmatch(address))
    scheme, colon, _ = address.partition(":")
    if not colon or "/" in scheme or "#" in scheme or "?" in scheme:
        return True
    return scheme.strip().lower() in SCHEMES
