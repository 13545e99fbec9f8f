"""Take the title of a topic out of the addresses that others wrote: they lead there without it."""

import re

from django.db.models import Q
from django.urls import reverse

from community.copies import Copy
from community.lib import rendering
from forums.models import Draft, Post, Revision, Topic
from forums.unquoting import rewrite, save_draft


def clear_addresses(topic: Topic, post: Post) -> list[Copy]:
    """In posts, their history and drafts. In `post` itself whoever changes that does it, by
    `unaddressed`. Call with the topics of all of them locked."""
    naming = Q(source__contains=reverse("topic_short", args=[topic.pk]))
    copies: list[Copy] = []
    written = Post.objects.select_for_update(no_key=True, of=("self",)).exclude(pk=post.pk)
    for other in written.filter(naming).order_by("pk"):
        copies += rewrite(other, unaddressed(other.source, topic))
    for revision in Revision.objects.filter(naming).order_by("pk"):
        copies += rewrite(revision, unaddressed(revision.source, topic))
    kept = Draft.objects.select_for_update(of=("self",)).filter(naming)
    for draft in kept.order_by("pk"):
        copies += save_draft(draft, source=unaddressed(draft.source, topic))
    return copies


def unaddressed(source: str, topic: Topic) -> str:
    short = reverse("topic_short", args=[topic.pk])
    return re.sub(rf"({short})(?:[\w%-]|{re.escape(rendering.REDACTED)})+/?", r"\1", source)
