"""Write down what was done, in the same transaction as the deed."""

from typing import Any

from community.audit.models import Entry


def record(verb: str, about: Any, *, actor_id: int | None, **detail: Any) -> Entry:
    """Add an audit entry.

    `about` is the model instance acted upon; `actor_id` is None where the site itself acted
    (a detector, a nightly job). `detail` must be JSON and never holds what a member wrote.
    """
    return Entry.objects.create(
        verb=verb,
        actor_id=actor_id,
        about=about._meta.model_name,
        about_id=about.pk,
        detail=detail,
    )


def is_recorded(verb: str, about: Any) -> bool:
    """Whether this was ever done to `about`, for what must not be done to it again."""
    return Entry.objects.filter(about=about._meta.model_name, about_id=about.pk, verb=verb).exists()
