"""What happens when two people answer for the same thing: the later one sees both answers and chooses."""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from probation_planning.organisation.models import User


class Conflict(Exception):
    """The dated row that a form was filled in beside is no longer the latest; `latest` is, None when there is none."""

    def __init__(self, latest: Any) -> None:
        super().__init__("Somebody else saved this in the meantime.")
        self.latest = latest


class Difference(NamedTuple):
    """One line of the conflict page: what it is about, what was saved meanwhile, and what this person typed."""

    label: str
    theirs: object
    mine: object


def conflict_response(
    request: HttpRequest,
    form: BaseForm,
    theirs: Sequence[tuple[str, object, object]],
    who: User | None,
    when: datetime.datetime | None,
    *,
    seen: int,
) -> HttpResponse:
    """The conflict page (409): both answers, who gave the other and when, and the typed form to send again.

    `theirs` holds (label, theirs, mine) for each line, of which those are shown that hold anything; `seen` is the
    sequence of the latest row, 0 for none, which the form sends next time as the one it was filled in beside.
    """
    again = cast(QueryDict, form.data).copy()
    again[form.add_prefix("seen")] = str(seen)
    form.data = again
    lines = [line for line in (Difference(*one) for one in theirs) if line.theirs or line.mine]
    context = {"form": form, "lines": lines, "who": who, "when": when, "page": _page_of(request, form)}
    context["moment"] = moment_words(when)
    context["is_own"] = who is not None and who.pk == request.user.pk
    return render(request, "ui/conflict.html", context, status=409)


def moment_words(when: datetime.datetime | None) -> str:
    """When something was saved, by the real clock, as audit and history have it; a pinned day is not that clock's."""
    if when is None:
        return ""
    real = timezone.localtime(when)
    if real.date() == timezone.localdate():
        return f" today at {real:%H:%M}" if settings.TODAY is None else f" at {real:%H:%M}"
    by_real_clock = "" if settings.TODAY is None else " by the real clock"
    return f" on {real:%-d %B %Y} at {real:%H:%M}{by_real_clock}"


def _page_of(request: HttpRequest, form: BaseForm) -> str:
    """The address of the form: of one that its page has for several quarters, reviews or units, with which."""
    names = str(getattr(form, "draft_by", None) or "").split()
    which = {name: found for name in names if (found := form.data.get(form.add_prefix(name)))}
    return f"{request.path}?{urlencode(which)}" if which else request.path
