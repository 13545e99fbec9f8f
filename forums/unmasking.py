"""Say whose a pseudonym is: two of the staff, a reason, and a record that the member later sees."""


def tell_the_second(unmasking_id: int) -> None:
    """Tell those who may decide that someone asks."""


def tell_asker(unmasking_id: int) -> None:
    """Tell who asked what was decided."""


def tell_member(unmasking_id: int) -> None:
    """Tell the member that their name was given, by whom and why."""
