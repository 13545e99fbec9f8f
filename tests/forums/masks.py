"""Posts under a pseudonym, as `posting` would leave them."""

from forums.models import Board, Post, Pseudonym


def with_masks(*boards: Board) -> None:
    """Let members write under a pseudonym on these boards."""
    for board in boards:
        board.has_pseudonyms = True
        board.save(update_fields=["has_pseudonyms"])


def sign(post: Post, name: str = "Quiet Heron") -> Post:
    """The post under its author's pseudonym on its board; with a first post, its topic."""
    topic = post.topic
    with_masks(topic.board)
    post.pseudonym, _ = Pseudonym.objects.get_or_create(
        board=topic.board, user=post.author, defaults={"name": name}
    )
    post.save(update_fields=["pseudonym"])
    if post.number == 1:
        topic.pseudonym = post.pseudonym
        topic.save(update_fields=["pseudonym"])
    return post
