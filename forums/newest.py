"""The newest post of a moment: a number, and nothing of any post, so it is asked past the gate."""

from datetime import datetime

from forums.models import Post


def newest_before(moment: datetime) -> int:
    """An id that no post written before a moment exceeds, and all written since do: a number, and
    nothing of any post. Ids follow time, so it halves its way there: some twenty look-ups by key.
    """
    posts = Post.objects.order_by("-pk").values_list("pk", "created_at")
    newest = posts.first()
    if newest is None or newest[1] < moment:
        return newest[0] if newest else 0
    low, high = 0, newest[0]
    while high - low > 1:
        middle = (low + high) // 2
        found = posts.filter(pk__gt=low, pk__lte=middle).first()
        if found is None or found[1] < moment:
            low = middle
        else:
            high = found[0]
    return low
