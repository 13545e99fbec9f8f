"""Who may do what with members' pages: verdicts with reasons."""

from community.lib.verdicts import YES, Verdict, no
from community.members.viewer import Viewer


def may_see_members(viewer: Viewer) -> Verdict:
    """A suspended member reads what the public reads, and the public sees no members."""
    if viewer.is_suspended:
        return no("Your account is suspended: you can read what is public, and no members' pages.")
    return YES if viewer.is_member else no("Members can see each other's pages; sign in first.")


def may_edit_profile(viewer: Viewer) -> Verdict:
    if viewer.is_suspended:
        return no("Your account is suspended, so your page cannot be changed for now.")
    return YES if viewer.is_member else no("Sign in to change your page.")
