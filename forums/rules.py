"""Who may do: verdicts with reasons. Seeing comes first: ask these only of what the gate gave."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.events import UNDO
from community.lib.verdicts import YES, Verdict, no
from community.members.roles import Role
from community.members.viewer import Viewer
from forums import restraining
from forums.access import granted
from forums.granting import MODERATE, REPLY, START, writes_as
from forums.kinds import kind_of, kinds_at
from forums.limits import EDIT_WINDOW, OUTCOME_NOT_BEFORE, UNMASKING_WAITS
from forums.models import Board, Picture, Poll, Post, State, Topic, Unmasking
from moderation.asking import is_asked_to_edit

if TYPE_CHECKING:
    from forums.places import Place

# Whose profession has been checked.
VERIFIED = frozenset({Role.DOCTOR, Role.PROFESSIONAL})

# The first six of the kinds; see Picture.Shows.
NEEDS_NO_CONSENT = frozenset(list(Picture.Shows)[:6])


def may_moderate(viewer: Viewer, board_id: int) -> Verdict:
    if board_id in granted(viewer, MODERATE):
        return YES
    return no("Only the community managers of this board can do this.")


def may_start_topic(viewer: Viewer, board: Board, kind: str = "") -> Verdict:
    """`kind` is the topic's, "" for the board's own."""
    if kind and kind not in {one.key for one in kinds_at(board)}:
        return no("Topics of this kind are not opened on this board.")
    if not (verdict := _may_write(viewer, board, START)):
        return verdict
    return restraining.may_open(viewer, board)


def may_ask_poll(viewer: Viewer, board: Board) -> Verdict:
    """Put a poll into a new topic. Where the public reads, only whoever answers for the board: it
    would take what a poll says for what doctors think."""
    if not board.is_closed and not may_moderate(viewer, board.pk):
        return no("The public reads this board: here only community managers ask in a poll.")
    if not viewer.roles & VERIFIED and not may_moderate(viewer, board.pk):
        return no("Polls are for members whose profession has been checked.")
    return may_start_topic(viewer, board)


def may_vote(viewer: Viewer, topic: Topic, poll: Poll) -> Verdict:
    """Verified members, one vote each: on a board for doctors only doctors."""
    if not poll.is_open:
        return no("This poll is closed.")
    if not (verdict := may_reply(viewer, topic)):
        return verdict
    voters = {Role.DOCTOR} if writes_as(topic.board) == Role.DOCTOR else VERIFIED
    if not viewer.roles & voters:
        return no("Only members whose profession has been checked can vote.")
    return YES


def may_close_poll(viewer: Viewer, topic: Topic, poll: Poll) -> Verdict:
    """Before its time: who asked, or whoever moderates."""
    if not poll.is_open:
        return no("This poll is closed already.")
    if may_moderate(viewer, topic.board_id):
        return YES
    if viewer.user_id != topic.author_id:
        return no("Only who asked can close a poll.")
    return may_reply(viewer, topic)


def may_be_masked(viewer: Viewer, board: Board) -> Verdict:
    """Write under a pseudonym there. What is told of a pseudonym is that its owner is what the
    board is for, so those who are there by office write under their name."""
    if not board.has_pseudonyms:
        return no("Posts on this board are signed with one's own name.")
    if writes_as(board) not in viewer.roles:
        return no("You write here by your office, and so under your own name.")
    return YES


def may_ask_whose(viewer: Viewer, post: Post) -> Verdict:
    """Ask whose the pseudonym of a post is, which then another of the staff decides."""
    if not (verdict := may_moderate(viewer, post.topic.board_id)):
        return verdict
    if post.author_id == viewer.user_id:
        return no("This is your own pseudonym.")
    return YES


def may_decide_whose(viewer: Viewer, unmasking: Unmasking) -> Verdict:
    """Decide on what the gate showed them: never who asked, and no one once the time is over."""
    if unmasking.asked_by_id == viewer.user_id:
        return no("You asked, so another of the staff decides.")
    if unmasking.decided_at or timezone.now() - unmasking.asked_at > UNMASKING_WAITS:
        return no("This is decided, or has lapsed.")
    return YES


def may_attach(viewer: Viewer, place: "Place") -> Verdict:
    """Put pictures to what is written at a place of `forums.places`."""
    if place.post:
        return may_edit(viewer, place.post)
    if place.topic:
        return may_reply(viewer, place.topic)
    return may_start_topic(viewer, place.board, place.kind)


def may_change_picture(viewer: Viewer, picture: Picture) -> Verdict:
    """Say something else of it or take it away: its owner, until it is posted and then as long as
    the post can be edited."""
    if viewer.user_id != picture.owner_id:
        return no("Only who sent a picture can change it.")
    if picture.post and is_asked_to_edit(viewer, "picture", picture.pk):
        return _may_take_part(viewer, picture.post.topic.board, REPLY)
    if picture.state == Picture.State.HIDDEN:
        return no("A moderator hid this picture, so it cannot be changed.")
    if picture.post:
        return may_edit(viewer, picture.post)
    return YES


def consent_needed(shows: str, board: Board) -> bool:
    """Whether the patient's consent is needed: never for what shows nothing of a patient, always
    where the public reads; else for all but the six kinds that need none once they are anonymised
    (GMC, Making and using visual and audio recordings of patients)."""
    if shows == Picture.Shows.NOBODY:
        return False
    return not board.is_closed or shows not in NEEDS_NO_CONSENT


def may_show(shows: str, consent: str, is_anonymised: bool, board: Board) -> Verdict:
    """Is what its author declares enough for a picture on this board?"""
    if consent_needed(shows, board) and consent != Picture.Consent.GIVEN:
        if board.is_closed:
            return no("A picture of this kind is shown only if the patient has agreed to it.")
        return no(
            "The public reads this board: a picture of a patient needs the patient’s consent."
        )
    if shows in NEEDS_NO_CONSENT and not is_anonymised:
        return no("Please cover names, numbers and dates in it first, and say that you did.")
    return YES


def may_reply(viewer: Viewer, topic: Topic) -> Verdict:
    if topic.state != State.PUBLISHED:
        return no("A moderator is looking at this topic; replies wait until that is done.")
    if topic.is_locked:
        return no("This topic is locked, so it takes no more replies.")
    return _may_write(viewer, topic.board, REPLY)


def may_reply_now(viewer: Viewer, topic: Topic) -> Verdict:
    """The same, and whether a limit leaves them a post today: to show. What is sent has that asked
    by `posting`, after it was seen whether it is there already."""
    if not (verdict := may_reply(viewer, topic)):
        return verdict
    return restraining.may_add(viewer, topic.board)


def may_edit(viewer: Viewer, post: Post) -> Verdict:
    if viewer.user_id != post.author_id:
        return no("Only its author can edit a post.")
    verdict = _may_still_edit(viewer, post)
    # Neither the time that is over nor a lock keeps an author from what a moderator asks for.
    if not verdict and is_asked_to_edit(viewer, "post", post.pk):
        return _may_take_part(viewer, post.topic.board, REPLY)
    return verdict


def _may_still_edit(viewer: Viewer, post: Post) -> Verdict:
    if post.state not in (State.PUBLISHED, State.HELD):
        return no("A moderator hid this post, so it cannot be edited.")
    if post.topic.is_locked:
        return no("This topic is locked, so its posts can no longer be edited.")
    if timezone.now() - post.created_at > EDIT_WINDOW:
        hours = int(EDIT_WINDOW.total_seconds() // 3600)
        return no(f"A post can be edited for {hours} hours. Reply to add to it or correct it.")
    return _may_write(viewer, post.topic.board, REPLY)


def may_withdraw(viewer: Viewer, post: Post) -> Verdict:
    if viewer.user_id != post.author_id:
        return no("Only its author can withdraw a post.")
    if post.state != State.PUBLISHED:
        return no("A moderator is looking at this post; it can be withdrawn after that.")
    if post.number == 1 and post.topic.reply_count:
        return no("Others have replied. You can edit your post, or ask a moderator to remove it.")
    return YES


def may_undo(viewer: Viewer, post: Post) -> Verdict:
    """Within a minute, as if it had never been."""
    if viewer.user_id != post.author_id:
        return no("Only its author can take a post back.")
    if post.state != State.PUBLISHED:
        return no("A moderator is looking at this post, so it cannot be taken back.")
    if timezone.now() - post.created_at > UNDO:
        return no("The minute is over. You can still edit or withdraw your post.")
    if post.topic.last_number > post.number:
        return no("Someone has replied meanwhile. You can still edit or withdraw your post.")
    return YES


def may_mark(viewer: Viewer, post: Post) -> Verdict:
    """Who may reply on a board may say what a colleague's post there was worth."""
    if not kind_of(post.topic).marks:
        return no("Nothing is marked on this board.")
    if viewer.user_id == post.author_id:
        return no("Your own post is for colleagues to mark.")
    if post.state != State.PUBLISHED:
        return no("A moderator is looking at this post; it can be marked after that.")
    return _may_take_part(viewer, post.topic.board, REPLY)


def may_accept(viewer: Viewer, post: Post) -> Verdict:
    """Who asked says which post answered it."""
    if not kind_of(post.topic).accepts:
        return no("Answers are accepted on boards for questions.")
    if viewer.user_id != post.topic.author_id:
        return no("Only who asked can accept an answer.")
    if post.number == 1:
        return no("The question is not its own answer.")
    if post.state != State.PUBLISHED:
        return no("A moderator is looking at this post; it can be accepted after that.")
    return _may_take_part(viewer, post.topic.board, REPLY)


def may_conclude(viewer: Viewer, topic: Topic) -> Verdict:
    """Who presented a case says how it ended, and not so soon that its time gives it away."""
    if not kind_of(topic).concludes:
        return no("Only of a case is it told how it ended.")
    if viewer.user_id != topic.author_id:
        return no("Only who presented the case can tell how it ended.")
    begins = topic.created_at + OUTCOME_NOT_BEFORE[topic.board.readers]
    if timezone.now() < begins:
        day = format_date(timezone.localtime(begins), "j F")
        return no(
            f"You can tell how it ended from {day} on. Sooner, what happens on your ward that week "
            "could give the patient away."
        )
    return may_reply(viewer, topic)


def _may_write(viewer: Viewer, board: Board, permission: str) -> Verdict:
    if viewer.is_signed_in and not viewer.is_suspended:
        if board.is_locked and not may_moderate(viewer, board.pk):
            assert board.locked_until is not None
            until = format_date(timezone.localtime(board.locked_until), "j F, H:i")
            return no(f"This board is locked until {until}. {board.locked_why}".strip())
        if board.state != Board.State.OPEN:
            return no("This board is read-only for now.")
    return _may_take_part(viewer, board, permission)


def _may_take_part(viewer: Viewer, board: Board, permission: str) -> Verdict:
    if not viewer.is_signed_in:
        return no("Sign in to take part.")
    if viewer.is_suspended:
        return no("Your account is suspended: you can read what is public, but not write.")
    if board.pk not in granted(viewer, permission):
        return no(f"You cannot write here. {board.audience_words}; writing needs more than that.")
    return YES
