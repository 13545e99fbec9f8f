"""The page on which a poster reads a legal notice about something of theirs, and answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from community.members.request import Request
from moderation import access
from moderation.law import letters, noticing
from moderation.law.forms import AnswerForm
from moderation.law.notice_steps import Deed, may
from moderation.law.views.pages import form_page


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: Request, pk: int) -> HttpResponse:
    """Open to one who is suspended, too: the law gives them five days to answer."""
    found = access.get_own_notice_or_404(request.viewer, pk)
    matter = noticing.matter_of(found)

    def answer(form: AnswerForm) -> HttpResponse:
        noticing.answer(request.viewer, pk, form.answer(), form.cleaned_data["key"])
        messages.success(request, "Thank you. Your answer is with the law desk.")
        return redirect("notice", pk)

    context = {
        "notice": found,
        "letter": noticing.letter_to_poster(found),
        "last_day": letters.last_day(found),
        "may_answer": may(matter, Deed.ANSWER),
        "answer": matter.answer,
    }
    form = AnswerForm(request.POST if request.method == "POST" else None)
    return form_page(request, "moderation/law/answer.html", form, answer, **context)
