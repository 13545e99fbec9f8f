from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from community.members.models import Specialty
from community.members.request import Request
from forums import access, answering, marking, reading


@require_POST
def mark(request: Request, pk: int) -> HttpResponse:
    """`give` or `take` names the mark. A script gets the marks as they stand then; without one the
    member is back at the post."""
    post = access.get_post_or_404(request.viewer, pk)
    wanted = "give" in request.POST
    kind = request.POST.get("give" if wanted else "take", "")
    try:
        marking.mark(request.viewer, post, kind, wanted=wanted)
    except TooFast as error:
        messages.warning(request, f"That was very fast. Try again in {error.wait} seconds.")
        return redirect(post)
    if not in_place(request):
        return redirect(post)
    context = {"slot": reading.get_slot_or_404(request.viewer, post)}
    return render(request, "forums/_marks.html", context)


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    """`accept` is 1, or 0 where it is not the answer after all."""
    post = access.get_post_or_404(request.viewer, pk)
    choice = request.POST.get("accept")
    if choice not in {"0", "1"}:
        raise Refused("It was not said whether this is the answer.")
    answering.accept(request.viewer, post, wanted=choice == "1")
    return redirect(post)


@require_safe
def unanswered(request: Request, slug: str) -> HttpResponse:
    specialty = access.one_or_404(Specialty.objects.filter(slug=slug).select_related("parent"))
    context = {
        "specialty": specialty,
        "topics": answering.unanswered(request.viewer, specialty, request.GET.get("before")),
        "champions": answering.champions_of(specialty),
    }
    return render(request, "forums/unanswered.html", context)


def in_place(request: Request) -> bool:
    """Whether a script asks, for a part of the page."""
    return request.headers.get("X-Requested-With") == "fetch"
