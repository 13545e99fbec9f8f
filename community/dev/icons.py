"""Draw static/img/icons.svg: one file with every icon that a template or a kind of board names.

A page then refers to an icon in a hundred bytes, however often it shows it. Run `make icons` after
naming a new one; a test says when that was forgotten.
"""

import re
from pathlib import Path
from xml.etree import ElementTree

from lucide import _load_icon

ROOT = Path(__file__).resolve().parents[2]
SPRITE = ROOT / "static" / "img" / "icons.svg"
_IN_TEMPLATE = re.compile(r'\{% icon "([a-z0-9-]+)"')
_IN_CODE = re.compile(r'\bicon="([a-z0-9-]+)"')
_LEFT_OUT = ("width", "height", "class", "xmlns")


def named() -> set[str]:
    """The icons that templates and kinds name."""
    found: set[str] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= set(_IN_TEMPLATE.findall(path.read_text()))
    for path in (ROOT / "forums").rglob("*.py"):
        found |= set(_IN_CODE.findall(path.read_text()))
    return found


def sprite() -> str:
    """The file as it should be. Raises IconDoesNotExist for a name that lucide does not have."""
    symbols = [_symbol(name) for name in sorted(named())]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def _symbol(name: str) -> str:
    icon = _load_icon(name)
    symbol = ElementTree.Element("symbol", {"id": name})
    symbol.attrib |= {key: value for key, value in icon.attrib.items() if key not in _LEFT_OUT}
    symbol.extend(list(icon))
    return ElementTree.tostring(symbol, encoding="unicode").replace(
        ' xmlns="http://www.w3.org/2000/svg"', ""
    )


if __name__ == "__main__":
    SPRITE.write_text(sprite())
