"""What moderators tell each other about a case. Its author never reads it."""

import uuid

from django.db import transaction

from community.audit.recording import record
from community.members.viewer import Viewer
from community.pipeline.once import once, remember
from moderation import access
from moderation.models import Note
from moderation.sealed import striking


def note(viewer: Viewer, case_id: int, words: str, key: uuid.UUID) -> Note:
    """Add a note; whoever may see the case may. Raises Http404."""
    with transaction.atomic():
        form = once(viewer.member_id, key, f"note {case_id}")
        if form.result_id:
            return Note.objects.get(pk=form.result_id)
        case = access.get_case_or_404(viewer, case_id)
        striking.wait_for_others(case)
        added = Note.objects.create(case=case, by_id=viewer.member_id, words=words)
        striking.strike(case, added)
        record("case.noted", case, actor_id=viewer.user_id, note=added.pk)
        remember(form, added.pk)
    return added
