from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """What differs between kinds of board. Everything else, and the gate above all, is shared."""

    key: str
    label: str
    icon: str
    new_topic: str
    title_hint: str
    empty: str
