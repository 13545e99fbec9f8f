"""Everything that follows from anything, on one screen.

A use case emits an event inside its transaction; each handler gets an outbox row of its own.
Handlers are named by path, so that the ground floor need not know who lives above it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from community.pipeline import outbox
from community.pipeline.outbox import Later

# How long an author may take a post back as if it had never been. Nothing of it leaves the site
# before: no notification, no mail.
UNDO = timedelta(seconds=60)

SCREEN = "moderation.tasks.screen_subject"
TELL = "forums.telling.tell_of_post"
EDITED = "moderation.tasks.reopen_if_asked"

EVENTS: dict[str, tuple[str | Later, ...]] = {
    # forums
    "topic.started": (SCREEN, Later(TELL, UNDO)),
    "post.submitted": (SCREEN, Later(TELL, UNDO)),
    "post.edited": (SCREEN, Later(TELL, UNDO), EDITED),
    # A decision lets it go, and can be taken back for as long. It may never have been screened.
    "post.restored": (SCREEN, Later(TELL, UNDO)),
    "post.moved": (SCREEN,),
    "post.withdrawn": (EDITED,),
    "post.undone": (),
    "post.unscreened": (Later(TELL, UNDO),),
    "followers.waiting": ("forums.telling.tell_followers",),
    "watchers.waiting": ("forums.telling.tell_watchers",),
    "question.asked": ("forums.reminding.tell_champions",),
    "answer.accepted": ("forums.reminding.tell_accepted",),
    "bookmark.due": ("forums.reminding.remind",),
    "outcome.due": ("forums.reminding.ask_for_outcome",),
    "picture.sent": ("forums.looking.check_picture",),
    "picture.changed": ("forums.looking.check_picture", "forums.looking.tell_who_asked"),
    "picture.posted": ("forums.looking.check_picture",),
    "picture.restored": (),
    "picture.gone": ("forums.picturing.delete_files",),
    "unmasking.asked": ("forums.unmasking.tell_the_second",),
    "unmasking.waited": ("forums.unmasking.lapse",),
    "unmasking.decided": ("forums.unmasking.tell_asker",),
    "member.unmasked": ("forums.unmasking.tell_member",),
    "invitation.made": ("forums.inviting.mail_invitation",),
    "group.ending": ("forums.opening.remind_owner",),
    # moderation
    "subject.held": ("moderation.tasks.tell_author_held",),
    "sealed.dropped": ("moderation.sealed.filing.delete",),
    "rescreening.waiting": ("moderation.tasks.screen_again",),
    "rules.changed": ("moderation.tasks.tell_of_rules",),
    # What was decided is done at once; whom it concerns is told once it cannot be taken back.
    "case.decided": (
        Later("moderation.tasks.tell_author_decided", UNDO),
        Later("moderation.reports.outcomes.settle_reports", UNDO),
        Later("moderation.appeals.appealing.settle_hold", UNDO),
        Later("moderation.second_looks.draw", UNDO),
    ),
    "appeal.decided": (
        "moderation.appeals.telling.tell_author",
        "moderation.appeals.telling.tell_first_moderator",
        "moderation.appeals.telling.correct_reports",
    ),
    "report.made": ("moderation.reports.answering.acknowledge",),
    "report.settled": ("moderation.reports.answering.tell_outcome",),
    "reports.braked": ("moderation.reports.answering.alarm_managers",),
    "second_look.differed": ("moderation.second_looks.tell_managers",),
    # verification
    "claim.submitted": ("verification.tasks.tell_claimant", "verification.tasks.tell_holder"),
    "claim.decided": ("verification.tasks.tell_claimant", "verification.papers.shred"),
    "claim.withdrawn": ("verification.papers.shred",),
    "claim.outdated": ("verification.rechecking.settle",),
    "claim.doubted": ("verification.tasks.tell_doubt",),
    "mailbox.asked": ("verification.mailboxes.send_link",),
    "register.imported": ("verification.rechecking.after_import",),
    # members
    "member.doubted": ("moderation.reports.doubting.open_case",),
    "member.renamed": ("verification.renaming.look_at_name",),
    "member.profile_changed": (SCREEN, EDITED),
    # inbox
    "notification.created": ("community.inbox.tasks.mail_notification",),
    "letter.written": ("community.inbox.tasks.mail_letter",),
}


def emit(event: str, *, due_at: datetime | None = None, **ids: int | str) -> None:
    """Note that `event` happened; its handlers run after commit with `ids` as keyword arguments.

    Must be called inside a transaction. Raises KeyError for an event not in the table.
    """
    outbox.put(event, EVENTS[event], [ids], due_at)


def emit_many(event: str, payloads: Iterable[Mapping[str, Any]]) -> None:
    """The same for many at once, in one query."""
    outbox.put(event, EVENTS[event], payloads, None)
