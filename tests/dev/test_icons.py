"""The sprite of icons is what `make icons` would draw now."""

from community.dev import icons


def test_every_icon_that_a_page_names_is_drawn():
    assert icons.SPRITE.read_text() == icons.sprite(), "run: make icons"


def test_it_names_the_icons_of_templates_and_of_kinds():
    assert {"lock", "globe", "messages-square"} <= icons.named()
