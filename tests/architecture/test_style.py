"""House rules that a machine can keep: sizes, templates, addresses, requirements."""

import ast
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ["community", "forums", "moderation", "verification"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static").rglob("*.js"))
STYLES = sorted((ROOT / "static").rglob("*.css"))

MOST_LINES = 300
MOST_LINES_OF_A_VIEW = 30

# Settings are one file on purpose: the whole of what can be set, on one screen after another.
LONG_ON_PURPOSE = {"community/settings.py"}


def python_files():
    for room in CODE:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def test_files_are_short():
    long = {name_of(p) for p in python_files() if len(p.read_text().splitlines()) > MOST_LINES}
    assert long == LONG_ON_PURPOSE


def test_views_are_short():
    long = []
    for path in python_files():
        if "views" in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef):
                    lines = node.end_lineno - node.lineno + 1
                    if lines > MOST_LINES_OF_A_VIEW:
                        long.append(f"{name_of(path)}:{node.name} has {lines} lines")
    assert long == []


def test_no_work_is_put_off_without_an_owner():
    for path in [*python_files(), *TEMPLATES, *SCRIPTS, *STYLES]:
        assert not re.search(r"\b(TODO|FIXME)\b(?!\()", path.read_text()), name_of(path)


# --- Templates -----------------------------------------------------------------------------------

# HTML that `community.lib.rendering` made, or Django's own help texts; nothing else is trusted.
TRUSTED = {"post.html", "first.html", "html", "preview", "field.help_text", "page.about"}


def test_only_rendered_html_is_marked_safe():
    for path in [*TEMPLATES, *(ROOT / "templates").rglob("*.txt")]:
        text = path.read_text()
        assert "safeseq" not in text, name_of(path)
        for name in re.findall(r"([\w.]+)\|[^%}]*?\bsafe\b", text):
            assert name in TRUSTED, f"{name_of(path)}: {name}|safe"
        if path.suffix == ".html":
            assert "autoescape off" not in text, name_of(path)


def test_no_code_makes_html_without_escaping():
    for path in python_files():
        assert "mark_safe" not in path.read_text(), name_of(path)


class Inline(HTMLParser):
    """Collects what a strict CSP would stop, and what is fetched from elsewhere."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        if tag == "script" and "src" not in names and names.get("type") != "application/json":
            self.found.append("inline script")
        if tag == "style" or "style" in names:
            self.found.append(f"inline style on {tag}")
        self.found += [f"{tag} {name}" for name in names if name.startswith("on")]
        for name in ("src", "srcset", "action", "data", "poster"):
            if re.match(r"(https?:)?//", names.get(name) or ""):
                self.found.append(f"{tag} {name}={names[name]}")
        if tag == "link" and re.match(r"(https?:)?//", names.get("href") or ""):
            self.found.append(f"link {names['href']}")


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_hold_nothing_inline_and_fetch_nothing_from_elsewhere(path):
    reader = Inline()
    text = re.sub(r"{%.*?%}|{#.*?#}", "", path.read_text(), flags=re.S)
    reader.feed(re.sub(r"{{.*?}}", "x", text, flags=re.S))
    assert reader.found == []


# Where a page may send its reader, and what is only a name (of a namespace).
LINKS = {"www.gmc-uk.org", "gmc-uk.org", "www.w3.org", "ico.org.uk", "www.nhs.uk"}


def test_templates_scripts_and_styles_name_no_other_host():
    for path in [*TEMPLATES, *SCRIPTS, *STYLES, *(ROOT / "static").rglob("*.svg")]:
        hosts = set(re.findall(r"https?://([\w.-]+)", path.read_text()))
        assert hosts <= LINKS, name_of(path)


def test_styles_import_nothing_and_scripts_make_no_code():
    for path in STYLES:
        assert "@import" not in path.read_text(), name_of(path)
    for path in SCRIPTS:
        found = re.search(r"\beval\(|document\.write|new Function", path.read_text())
        assert not found, name_of(path)


# --- What is installed ---------------------------------------------------------------------------

REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))


def test_there_are_requirements():
    assert {path.name for path in REQUIREMENTS} >= {"requirements.txt", "requirements-dev.txt"}


@pytest.mark.parametrize("path", REQUIREMENTS, ids=name_of)
def test_every_requirement_is_pinned_with_its_hashes(path):
    text = path.read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.match(r"[A-Za-z0-9._\[\],-]+==\S+ ", line), line[:80]
        assert "--hash=sha256:" in line, line[:80]


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*")), ids=name_of)
def test_requirements_name_no_address(path):
    text = path.read_text()
    assert "://" not in text
    assert "--index-url" not in text
    assert " @ " not in text


def test_there_is_one_way_to_pin():
    kept = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    files = kept or [name_of(path) for path in ROOT.glob("*")]
    lock_files = {"uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json", "yarn.lock"}
    lock_files |= {"pnpm-lock.yaml", "pdm.lock"}
    assert not lock_files & {Path(name).name for name in files}
