"""Groups: invite to them, join, leave."""


def mail_invitation(invitation_id: int) -> None:
    """Send the link of an invitation."""
