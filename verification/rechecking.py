"""Verifications are compared with the register again: nightly, and when it changes."""


def after_import(import_id: int) -> None:
    """Nothing yet."""


def look_at_name(user_id: int) -> None:
    """Nothing yet."""
