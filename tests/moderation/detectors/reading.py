"""Shorthand for tests of the detectors."""

from moderation.detectors import Action, Finding, Known, check_before_posting, screen


def kinds(text: str, audience: str = "closed") -> set[str]:
    """The kinds found that a moderator or the author would hear of as more than a nudge."""
    return {f.kind for f in screen(text, Known(audience)) if f.action > Action.NUDGE}


def marked(text: str, kind: str, audience: str = "closed") -> list[str]:
    """The words marked as this kind."""
    return [text[f.start : f.end] for f in screen(text, Known(audience)) if f.kind == kind]


def only(text: str, audience: str = "closed") -> Finding:
    """The one finding there is."""
    (finding,) = screen(text, Known(audience))
    return finding


def stopped(text: str, audience: str = "closed") -> set[str]:
    """The kinds that keep a post from being accepted."""
    return {finding.kind for finding in check_before_posting(text, Known(audience))}
