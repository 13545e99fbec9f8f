"""Who wrote something, as it is shown: the one way to say so."""

from dataclasses import dataclass

from community.members.models import User


@dataclass(frozen=True)
class Byline:
    """A name, and the member it leads to. A pseudonym has no `user` and no address, so that nothing
    made of a byline can lead to whose it is."""

    name: str
    url: str = ""
    user: User | None = None

    @property
    def is_pseudonym(self) -> bool:
        return self.user is None


def byline_of(user: User) -> Byline:
    """A member under their own name."""
    return Byline(user.name, user.get_absolute_url(), user)
