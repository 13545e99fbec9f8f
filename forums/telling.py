"""Tell members what concerns them, once the author's minute is over and the post was screened."""


def tell_of_post(kind: str, subject_id: int) -> None:
    """Whom a published post concerns."""


def tell_watchers(post_id: int, after: int) -> None:
    """The next of those who watch, from the member with the id `after` on."""
