from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from community.members.request import Request
from forums import access, rules, tending
from forums.forms.tending import LockForm, PaceForm


@require_http_methods(["GET", "POST"])
def tend_board(request: Request, slug: str) -> HttpResponse:
    viewer = request.viewer
    board = access.get_board_or_404(viewer, slug)
    rules.may_moderate(viewer, board.pk).require()
    act = request.POST.get("act")
    initial = {"state": board.state, "slow_seconds": board.slow_seconds}
    pace = PaceForm(request.POST if act == "pace" else None, initial=initial)
    lock = LockForm(request.POST if act == "lock" else None, initial={"span": "1"})
    if pace.is_bound and pace.is_valid():
        tending.tend(viewer, board, **pace.cleaned_data)
        done = "Saved. It holds from now on."
    elif lock.is_bound and lock.is_valid():
        tending.lock(viewer, board, lock.end, lock.cleaned_data["why"])
        done = "The board is locked."
    elif act == "unlock":
        tending.unlock(viewer, board)
        done = "The board is unlocked: members can write again."
    else:
        status = 422 if request.method == "POST" else 200
        context = {"board": board, "pace": pace, "lock": lock}
        return render(request, "forums/tend.html", context, status=status)
    messages.success(request, done)
    return redirect("tend_board", board.slug)
