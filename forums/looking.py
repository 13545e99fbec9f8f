"""Look at pictures once they are here: words, faces and bar codes in them; then screen them."""


def check_picture(picture_id: int) -> None:
    """Look at a picture as it is now and, once it belongs to a post, screen and show it. It can be
    run twice."""
