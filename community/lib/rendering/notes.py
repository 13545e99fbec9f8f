"""Footnotes: `[^1]` in the text, `[^1]: the note` on a line of its own.

All notes stand at the end, by number, each with a way back. A page shows many posts and each is
rendered by itself, so the ids begin with a few letters that come from the post's own source
(`env["prefix"]`). Nothing an author wrote is lost: a note that nothing refers to is shown too, and
what would be a second note of the same name, or a note in a note, stays a paragraph.
"""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref, footnote_tail

_INSIDE = "inside a note"


def add_to(parser: MarkdownIt) -> None:
    parser.block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("reference", _link_definition)
    parser.inline.ruler.after("image", "note_mark", _mark)
    parser.core.ruler.after("inline", "notes", _gather)
    for name, rule in {
        "footnote_ref": _show_mark,
        "footnote_block_open": lambda *_: '<ol class="notes">\n',
        "footnote_block_close": lambda *_: "</ol>\n",
        "footnote_open": _show_note,
        "footnote_close": lambda *_: "</li>\n",
        "footnote_anchor": _show_way_back,
    }.items():
        parser.add_render_rule(name, rule)


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not silent:
        if state.env.get(_INSIDE):
            return False
        line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        label = line.removeprefix("[^").partition("]")[0]
        if f":{label}" in state.env.get("footnotes", {}).get("refs", ()):
            return False
        state.env[_INSIDE] = True
    try:
        return bool(footnote_def(state, start, end, silent))
    finally:
        if not silent:
            state.env[_INSIDE] = False


def _link_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # Its words would be gone from the page.
    at = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", at) and reference(state, start, end, silent)


def _mark(state: StateInline, silent: bool) -> bool:
    # A link in a link would be two halves of each.
    return state.linkLevel == 0 and bool(footnote_ref(state, silent))


def _gather(state: StateCore) -> None:
    notes = state.env.get("footnotes", {})
    for label, number in notes.get("refs", {}).items():
        if number < 0:
            notes["list"][len(notes["list"])] = {"label": label[1:], "count": 0}
    footnote_tail(state)


def _ids(meta: dict[str, Any], env: Any) -> tuple[int, str, str]:
    """The note's number, its id, and the id of this place that refers to it."""
    number = meta["id"] + 1
    place = f"{env.get('prefix', '00000000')}-{number}"
    again = f"-{meta['subId'] + 1}" if meta.get("subId", 0) > 0 else ""
    return number, f"note-{place}", f"ref-{place}{again}"


def _show_mark(self, tokens, idx, options, env):
    number, note, here = _ids(tokens[idx].meta, env)
    link = f'<a href="#{note}" id="{here}" aria-label="Note {number}">{number}</a>'
    return f'<sup class="note">{link}</sup>'


def _show_note(self, tokens, idx, options, env):
    return f'<li id="{_ids(tokens[idx].meta, env)[1]}">'


def _show_way_back(self, tokens, idx, options, env):
    meta = tokens[idx].meta
    if not env["footnotes"]["list"][meta["id"]]["count"]:
        return ""
    place = _ids(meta, env)[2]
    # U+FE0E asks for the arrow as a letter, not as a coloured picture.
    return f' <a class="back" href="#{place}" aria-label="Back to the text">\u21a9\ufe0e</a>'
