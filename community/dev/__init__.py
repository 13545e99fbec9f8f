"""Embedded services and the supervisor behind `make run`. No Django in here: it must run before
Django can import its settings."""


class Problem(Exception):
    """What stands in the way, as a sentence for the person at the terminal."""
