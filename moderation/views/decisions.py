from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community import subjects
from community.members.request import Request
from moderation import access
from moderation.models import Case, Decision
from moderation.rules import STANDING
from moderation.transparency.rules_of_the_house import HOUSE_RULES

Action = Decision.Action

# Of these there is nothing to quarrel with in the words.
WITHOUT_WORDS = {Action.DISMISS, Action.RESTORE, Action.WELFARE}


@require_safe
def decision(request: Request, pk: int) -> HttpResponse:
    """For the author: what was decided and why, and how to object. Moderators may read it too."""
    decision = access.get_decision_or_404(request.viewer, pk)
    case = decision.case
    handler = subjects.of(case.subject_kind)
    in_sight = bool(handler.visible_ids(request.viewer, [case.subject_id]))
    written = handler.read(case.subject_id) if in_sight else None
    stands = written is not None and written.state in STANDING
    later = access.visible_decisions(request.viewer).filter(
        case=case, pk__gt=decision.pk, undone_at=None
    )
    context = {
        "decision": decision,
        "case": case,
        "label": handler.label,
        "rule": HOUSE_RULES.get(decision.rule),
        "later": later.last(),
        "written": written,
        "is_author": case.author_id == request.viewer.user_id,
        "is_waiting": case.state == Case.State.WAITING,
        "shows_words": stands and decision.action not in WITHOUT_WORDS,
    }
    return render(request, "moderation/decision.html", context)
