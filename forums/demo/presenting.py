"""The cases of the demo: one that teaches, one that ended, one that waits. All are invented."""

from collections.abc import Iterable

from forums.casework import facts_of
from forums.demo.talking import Told
from forums.models import ClinicalCase, Post


def present(told: Iterable[Told]) -> None:
    """Keep of each case what lists filter by: its bands, and the post that says how it ended."""
    told = [one for one in told if one.post.topic.kind == "case"]
    ends = {one.post.topic_id: one.post for one in told if one.said.is_outcome}
    ClinicalCase.objects.bulk_create(
        _case(one, ends.get(one.post.topic_id)) for one in told if one.post.number == 1
    )


def _case(one: Told, end: Post | None) -> ClinicalCase:
    facts = facts_of(one.post.source)
    return ClinicalCase(
        topic=one.post.topic,
        board=one.post.topic.board,
        age=facts["age"],
        sex=facts.get("sex", ""),
        seen=facts["when"],
        setting=facts["setting"],
        outcome=end,
        outcome_at=end.created_at if end else None,
    )
