"""Keep what a member has written and not sent: saved as they type, offered again, discarded."""

from django.db.models import F

from community.members.viewer import Viewer
from forums.models import Draft, Post


def discard(viewer: Viewer, place: str) -> None:
    """Forget the draft of this place ("reply 7", "topic 3", "edit 12"), sent or not wanted."""
    Draft.objects.filter(user=viewer.member_id, place=place).delete()


def keep(viewer: Viewer, post: Post) -> Draft:
    """A post's words as the draft of the place it was written at; a draft that is there already
    comes after them. The post's topic and board must be loaded."""
    topic = post.topic
    is_first = post.number == 1
    place = f"topic {topic.board_id}" if is_first else f"reply {topic.pk}"
    draft, is_new = Draft.objects.get_or_create(
        user_id=viewer.member_id,
        place=place,
        defaults={
            "board_id": topic.board_id,
            "topic": None if is_first else topic,
            "title": topic.title if is_first else "",
            "source": post.source,
        },
    )
    if not is_new:
        draft.title = draft.title or (topic.title if is_first else "")
        draft.source = "\n\n".join(filter(None, [post.source, draft.source]))
        draft.version = F("version") + 1
        draft.save(update_fields=["title", "source", "version", "updated_at"])
        draft.refresh_from_db(fields=["version"])
    return draft
