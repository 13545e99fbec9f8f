"""Everything that follows from anything, on one screen.

A use case emits an event inside its transaction; each handler gets an outbox row of its own.
Handlers are named by path, so that the ground floor need not know who lives above it.
"""

from datetime import datetime

from community.pipeline import outbox

EVENTS: dict[str, tuple[str, ...]] = {
    # forums
    "topic.started": ("moderation.tasks.screen_subject",),
    "post.submitted": ("moderation.tasks.screen_subject",),
    "post.edited": ("moderation.tasks.screen_subject",),
    "post.withdrawn": (),
    # moderation
    "subject.held": ("moderation.tasks.tell_author_held",),
    "case.decided": ("moderation.tasks.tell_author_decided",),
    # verification
    "claim.submitted": ("verification.tasks.tell_claimant", "verification.tasks.tell_holder"),
    "claim.decided": ("verification.tasks.tell_claimant", "verification.papers.shred"),
    "claim.withdrawn": ("verification.papers.shred",),
    "claim.outdated": ("verification.rechecking.settle",),
    "claim.doubted": ("verification.tasks.tell_doubt",),
    "mailbox.asked": ("verification.mailboxes.send_link",),
    "register.imported": ("verification.rechecking.after_import",),
    # members
    "member.renamed": ("verification.renaming.look_at_name",),
    # inbox
    "notification.created": ("community.inbox.tasks.mail_notification",),
}


def emit(event: str, *, due_at: datetime | None = None, **ids: int | str) -> None:
    """Note that `event` happened; its handlers run after commit with `ids` as keyword arguments.

    Must be called inside a transaction. Raises KeyError for an event not in the table.
    """
    outbox.put(event, EVENTS[event], ids, due_at)
