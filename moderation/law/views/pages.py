"""The two shapes that the pages of the law desk have: one form, or one thing with its deeds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render

from community.lib.verdicts import Refused
from community.members.request import Request
from community.members.viewer import Viewer
from moderation.law.desk import Stale
from moderation.law.forms import Keyed, Versioned

CHANGED = "This changed while you had it open; nothing of yours was done. Look again."
NO_MAIL = "The mail server cannot be reached, so nothing was done. Try again in a few minutes."

F = TypeVar("F", bound=Keyed)
M = TypeVar("M", bound=Model)


def form_page(
    request: Request, template: str, form: F, deed: Callable[[F], HttpResponse], **more: Any
) -> HttpResponse:
    """A page that is a form, filled in or not. What the deed refuses stands above what was typed,
    or beside the field that it is about."""
    if form.is_bound and form.is_valid():
        try:
            return deed(form)
        except Refused as refused:
            form.add_error(form.refused_at, str(refused))
        except Stale:
            form.add_error(None, CHANGED)
    context = {"form": form, **more}
    return render(request, template, context, status=422 if form.is_bound else 200)


@dataclass(frozen=True)
class Place(Generic[M]):
    """A page about one thing and all that can be done with it. `url` is its name, `get` the gate,
    and `read` what it shows, its empty forms among it."""

    url: str
    template: str
    get: Callable[[Viewer, int], M]
    read: Callable[[Viewer, M], dict[str, Any]]

    def show(self, request: Request, pk: int, status: int = 200, **more: Any) -> HttpResponse:
        """As it is now; in `more` are forms to be shown as they were sent. Where it is said what
        stood against the deed, they can be sent again on what is shown."""
        context = self.read(request.viewer, self.get(request.viewer, pk))
        for name, form in more.items():
            if "trouble" in more and isinstance(form, Versioned):
                form.renew(context[name].initial["version"])
        return render(request, self.template, context | more, status=status)

    def carry_out(
        self, request: Request, pk: int, name: str, form: F, deed: Callable[[F], str]
    ) -> HttpResponse:
        """Do it and say the words that the deed gives back; or show what stood against it, and as
        `name` the form."""
        self.get(request.viewer, pk)
        if not form.is_valid():
            return self.show(request, pk, 422, **{name: form})
        try:
            words = deed(form)
        except Refused as refused:
            return self.show(request, pk, 409, trouble=str(refused), **{name: form})
        except Stale:
            return self.show(request, pk, 409, trouble=CHANGED, **{name: form})
        except OSError:
            return self.show(request, pk, 503, trouble=NO_MAIL, **{name: form})
        messages.success(request, words)
        return redirect(self.url, pk)
