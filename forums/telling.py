"""Tell members what concerns them, once the author's minute is over and the post was screened."""


def tell_of_post(kind: str, subject_id: int) -> None:
    """Whom a published post concerns."""


def tell_watchers(post_id: int, after: int) -> None:
    """The next of those who watch, from the member with the id `after` on."""


def tell_champions(topic_id: int) -> None:
    """Those who look after a specialty, of a question that no one has answered."""


def tell_accepted(topic_id: int) -> None:
    """Whose post was accepted as the answer."""


def remind(bookmark_id: int, at: str) -> None:
    """Who asked to be reminded of a post, if the time they wanted is still `at`."""
