from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community import subjects
from community.members.request import Request
from moderation import access
from moderation.rules_of_the_house import HOUSE_RULES


@require_safe
def decision(request: Request, pk: int) -> HttpResponse:
    """For the author: what was decided and why, and how to object. Managers may read it too."""
    decision = access.get_decision_or_404(request.viewer, pk)
    case = decision.case
    handler = subjects.of(case.subject_kind)
    is_author = case.author_id == request.viewer.user_id
    in_sight = bool(handler.visible_ids(request.viewer, [case.subject_id]))
    context = {
        "decision": decision,
        "case": case,
        "label": handler.label,
        "rule": HOUSE_RULES.get(decision.rule),
        "later": access.visible_decisions(request.viewer)
        .filter(case=case, pk__gt=decision.pk)
        .last(),
        "written": handler.read(case.subject_id) if in_sight else None,
        "is_author": is_author,
    }
    return render(request, "moderation/decision.html", context)
