"""Lists as they are best read: one thing a line."""

from __future__ import annotations


def lines(block: str) -> list[str]:
    return [line.strip() for line in block.strip().splitlines()]
