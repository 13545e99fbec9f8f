"""What an address of ours names, for those who judge it: no gate is asked."""

import re

from django.urls import Resolver404, ResolverMatch, resolve

from forums.models import Picture, Post, State, Topic, Trace

OF_A_POST = {"post", "history", "bookmark"}
OF_A_TOPIC = {"topic", "topic_short", "first_new", "reply"}
OF_A_PICTURE = {"picture", "picture_file"}

# A post of a topic's page, as its own links name it: #p7
NUMBER = re.compile(r"p([1-9][0-9]{0,8})")


def post_at(address: str) -> int | None:
    """The post that "/p/12/" or "/t/3/a-title/#p7" leads to; of a topic alone, its first."""
    path, _, fragment = address.partition("#")
    match = _match(path)
    if match is None:
        return None
    if match.url_name in OF_A_POST:
        return Post.objects.filter(pk=match.kwargs["pk"]).values_list("pk", flat=True).first()
    if match.url_name in OF_A_TOPIC:
        number = NUMBER.fullmatch(fragment)
        return _numbered(match.kwargs["pk"], int(number[1]) if number else 1)
    return None


def picture_at(address: str) -> int | None:
    match = _match(address.partition("#")[0])
    if match is None or match.url_name not in OF_A_PICTURE:
        return None
    pictures = Picture.objects.filter(token=match.kwargs["token"], post__isnull=False)
    return pictures.values_list("pk", flat=True).first()


def _numbered(topic_id: int, number: int) -> int | None:
    """The post with this number, or the one that was taken from there to another topic."""
    here = Post.objects.filter(topic=topic_id, number=number).exclude(state=State.UNDONE)
    if pk := here.values_list("pk", flat=True).first():
        return pk
    traces = Trace.objects.filter(topic=topic_id, number=number)
    if pk := traces.values_list("post", flat=True).first():
        return pk
    merged = Topic.objects.filter(pk=topic_id, state=State.MERGED).values("merged_into")
    first = Post.objects.filter(topic__in=merged, number=1)
    return first.values_list("pk", flat=True).first()


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None
