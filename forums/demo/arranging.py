"""What the demo's community manager did to topics: one had a digression, which is its own now."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from community.members.models import User
from community.members.viewer import viewer_for
from forums.demo.talking import Told
from forums.models import Step, Topic
from forums.splitting import split
from moderation.screening import screen_subject

WHERE = "Rota woes: the self-rostering experiment, six months in"
NUMBERS = (2, 3)
TITLE = "Christmas: whose turn is it to be the villain?"
DONE_BEFORE = timedelta(days=77)


def arrange(told: list[Told], people: Mapping[str, User], now: datetime) -> None:
    """Split the digression off, some time ago."""
    posts = [one.post for one in told if one.post.topic.title == WHERE]
    topic = Topic.objects.select_related("board").get(pk=posts[0].topic_id)
    chosen = [post.pk for post in posts if post.number in NUMBERS]
    step = split(viewer_for(people["moira"]), topic, chosen, TITLE, uuid.uuid4())
    Step.objects.filter(pk=step.pk).update(at=now - DONE_BEFORE)
    screen_subject("post", min(chosen))
