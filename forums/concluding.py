"""Say how a case ended."""

from django.db import transaction
from django.utils import timezone

from community.audit.recording import record
from community.members.viewer import Viewer
from forums import posting, rules
from forums.kinds.case import case_of
from forums.models import Post, State, Topic
from forums.posting import Composed
from forums.storing import lock_topic


def conclude(viewer: Viewer, topic: Topic, draft: Composed) -> Post:
    """Reply to one's own case with how it ended, and let that stand as its outcome in the place of
    any other. A form that is sent again finds its reply. Raises Refused, TooFast, Unfit or
    Stopped."""
    rules.may_conclude(viewer, topic).require()
    with transaction.atomic():
        post = posting.reply(viewer, topic, draft)
        topic = lock_topic(topic.pk)
        rules.may_conclude(viewer, topic).require()
        case = case_of(topic)
        is_newer = post.number > 1 and post.pk > (case.outcome_id or 0)
        if post.topic_id == topic.pk and post.state == State.PUBLISHED and is_newer:
            case.outcome, case.outcome_at = post, timezone.now()
            case.save(update_fields=["outcome", "outcome_at"])
            record("case.concluded", post, **post.recorded, topic=topic.pk)
    return post
