"""What moderation does after something happened. Each takes ids, reads again, and is idempotent."""

from moderation import screening


def screen_subject(kind: str, subject_id: int) -> None:
    screening.screen_subject(kind, subject_id)
