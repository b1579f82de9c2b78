"""Board packs on screen: putting one together, looking at it as a draft, issuing it, reading it, taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import DetailView, View

from probation_planning.history.snapshots import fingerprint
from probation_planning.organisation.acts import ActView
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from probation_planning.organisation.security import shows
from probation_planning.reports.board import (
    BoardMoved,
    is_sent_twice,
    issue_board_pack,
    read_board,
    refuse_unless_officer,
    section_two_in,
    withdraw_board_pack,
)
from probation_planning.reports.board_paper import as_html, draft_name, parts_of, sheets_of
from probation_planning.reports.drawing import ask_for, ask_for_pack, latest_of, stands_still
from probation_planning.reports.files import has_file
from probation_planning.reports.forms.board import BoardPackForm, WithdrawForm
from probation_planning.reports.models import BoardPack, BoardPackFile, Pack
from probation_planning.reports.papers.registry import reports_for
from probation_planning.reports.views.turns import InTurn

MOVED = "What the reports say changed while you looked, so nothing was issued. Look at it as it is now, then issue it."


def board_packs_of(request: ReaderRequest) -> QuerySet[BoardPack]:
    """The year's board packs that the reader may see."""
    if not may(request.reader, Act.READ, Kind.PACK):
        raise Http404
    packs = BoardPack.objects.visible_to(request.reader).filter(year=request.year)
    return packs.select_related("body", "year__trust", "file", "withdrawal").defer("file__content")


def file_said(pack: Pack | BoardPack, *, may_draw: bool) -> dict[str, Any]:
    """What the page of a pack says of its file; while it has none, how its drawing stands to whoever may ask for it."""
    file = getattr(pack, "file", None)
    drawing = latest_of(pack) if may_draw and file is None else None
    return {
        "file": file,
        "may_draw": may_draw,
        "drawing": drawing,
        "stands_still": drawing is not None and stands_still(drawing),
    }


def draw_pack(request: ReaderRequest, pack: Pack | BoardPack) -> HttpResponse:
    """Have the file of a pack drawn for the officer, unless it has one; its page tells what becomes of it."""
    if not may(request.reader, Act.MANAGE, Kind.PACK):
        raise PermissionDenied("Only the performance officer makes the file of a pack.")
    if not has_file(pack):
        ask_for_pack(request.reader, pack)
    return redirect(pack)


class NewBoardPackView(InTurn, ActView):
    """A form, what it makes as a draft on screen and as PDF, and the issue; nothing is kept until it is issued."""

    template_name = "reports/board_new.html"

    def permit(self) -> None:
        """The officer alone."""
        refuse_unless_officer(self.request.reader)

    def form(self, data: QueryDict | None = None) -> BoardPackForm:
        """With a box for each report that there is of the year."""
        reader = self.request.reader
        return BoardPackForm(data, trust=reader.trust, reports=reports_for(reader, self.request.year))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Issue it, draw it as a draft, show it, or go back to its boxes: as the button says."""
        if "discard" in request.POST:
            return super().post(request, **kwargs)
        if "issue" in request.POST:
            return self.issue(request, **kwargs)
        form = self.form(request.POST)
        if not form.is_valid() or "change" in request.POST:
            return self.page(form)
        try:
            data = read_board(self.request.reader, self.request.year, form.chosen)
        except ValidationError as wrong:
            form.take_faults(wrong)
            return self.page(form)
        return self.as_pdf(form, data) if "pdf" in request.POST else self.preview(form, data)

    def preview(self, form: BoardPackForm, data: dict[str, Any], *, says: str = "", status: int = 200) -> HttpResponse:
        """What would be issued, and what was typed, hidden, to be sent again."""
        again = self.request.POST.copy()
        again["seen"] = fingerprint(data)
        form.data = again
        context = {"form": form, "pack": data, "parts": parts_of(data, on_paper=False), "says": says}
        return TemplateResponse(self.request, "reports/board_preview.html", context, status=status)

    def as_pdf(self, form: BoardPackForm, data: dict[str, Any]) -> HttpResponse:
        """Asks for the draft as a PDF; where too many are in hand, what was typed stays on the page that says so."""
        try:
            drawing = ask_for(
                self.request.reader,
                self.request.year,
                title=f"{form.chosen.title}, draft",
                name=draft_name(self.request.reader.trust, self.request.year, form.chosen.body),
                came_from=self.request.path,
                html=as_html(data),
                sheets=sheets_of(data),
                rows=sum(part["rows"] for part in data["parts"]),
                tells_of=section_two_in(self.request.reader, self.request.year, form.chosen),
            )
        except PermissionDenied as refused:
            return self.preview(form, data, says=str(refused), status=403)
        return redirect(drawing)

    def act(self, form: BoardPackForm) -> str:
        """Issue it."""
        said = form.cleaned_data
        pack = issue_board_pack(
            reader=self.request.reader,
            year=self.request.year,
            chosen=form.chosen,
            seen=said["seen"],
            once=said["once"],
        )
        messages.success(self.request, f"Board pack {pack.number} is issued to the {pack.body}.")
        return pack.get_absolute_url()

    def issue(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Issue it, or show it again as it is now where it is another than was looked at."""
        form = self.form(request.POST)
        try:
            return super().post(request, **kwargs)
        except BoardMoved:
            form.is_valid()
            data = read_board(self.request.reader, self.request.year, form.chosen)
            return self.preview(form, data, says=MOVED, status=409)
        except IntegrityError as error:
            if not is_sent_twice(error):
                raise
            # What the other made is there for the next question.
            place = [self.request.reader.trust.slug, self.request.year.slug, request.POST["once"]]
            return HttpResponseRedirect(reverse("reports:board_pack", args=place))

    def conflict(self, form: BoardPackForm, conflict: Conflict) -> HttpResponse:
        """The form was issued before with other words."""
        sentence = (
            f"This form was issued already as board pack {conflict.latest.number}. To issue another, look at it again."
        )
        return self.sent_before(form, sentence)


class BoardPackView(DetailView[BoardPack]):
    """A board pack: what it is, how to know it again, and all that it says."""

    request: ReaderRequest
    template_name = "reports/board_pack_detail.html"
    context_object_name = "board_pack"
    slug_field = slug_url_kwarg = "uuid"

    def get_queryset(self) -> QuerySet[BoardPack]:
        """Those the reader may see."""
        return board_packs_of(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its data, from which screen and paper are drawn."""
        pack = self.object
        may_manage = may(self.request.reader, Act.MANAGE, Kind.PACK)
        shows(pack, section_two=2 in pack.sections)
        return super().get_context_data(**kwargs) | {
            "pack": pack.data,
            "parts": parts_of(pack.data, on_paper=False),
            "may_manage": may_manage,
            **file_said(pack, may_draw=may_manage),
        }


class BoardPackFileView(View):
    """The stored bytes, to download; whether the reader may have them is asked each time."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The file under the one name it has."""
        pack = get_object_or_404(board_packs_of(self.request), uuid=kwargs["uuid"])
        file = get_object_or_404(BoardPackFile, pack=pack, name=kwargs["name"])
        shows(pack, section_two=2 in pack.sections)
        response = HttpResponse(bytes(file.content), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{file.name}.pdf"'
        return response


class BoardPackDrawView(View):
    """Draws the file of a board pack that has none yet, from the data it was given with."""

    request: ReaderRequest

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Drawn in its turn once this request is done; a pack that has its file keeps it."""
        return draw_pack(self.request, get_object_or_404(board_packs_of(self.request), uuid=kwargs["uuid"]))


class WithdrawBoardPackView(ActView):
    """Taking a board pack back."""

    template_name = "reports/board_withdraw.html"
    pack: BoardPack

    def find(self, **kwargs: Any) -> None:
        """The pack, among those the reader may see."""
        self.pack = get_object_or_404(board_packs_of(self.request), uuid=kwargs["uuid"])

    def permit(self) -> None:
        """The officer alone."""
        refuse_unless_officer(self.request.reader)

    def form(self, data: QueryDict | None = None) -> WithdrawForm:
        """Why."""
        return WithdrawForm(data)

    def context(self) -> dict[str, Any]:
        """Which pack."""
        return {"board_pack": self.pack}

    def act(self, form: WithdrawForm) -> str:
        """Withdraw it."""
        withdraw_board_pack(pack=self.pack, reader=self.request.reader, reason=form.cleaned_data["reason"])
        messages.success(self.request, f"Board pack {self.pack.number} for the {self.pack.body} is withdrawn.")
        return self.pack.get_absolute_url()
