"""Handlers that the tests of the outbox name by path."""

from django.contrib.auth.models import Group

from community.audit.models import Entry


def note(name: str) -> None:
    """Leave one row each time it has run to the end."""
    Entry.objects.create(verb="noted", about="test", detail={"name": name})


def fail_after_writing(name: str) -> None:
    Group.objects.create(name=name)
    raise ValueError("Mrs Smith's words, which no table may keep")
