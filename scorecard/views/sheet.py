"""All results of a period on one sheet, for the officer."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from probation_planning.organisation import drafts
from probation_planning.organisation.downloads import download
from probation_planning.organisation.models import Quarter
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Act, Kind
from probation_planning.organisation.word import answers_as
from probation_planning.organisation.years import quarters_of
from scorecard.exports import RESULTS, result_rows
from scorecard.forms.results import FINAL, PROVISIONAL
from scorecard.forms.sheet import EACH, SheetForm
from scorecard.giving import Giving, givings, takes
from scorecard.models import Measure, Result
from scorecard.services.results import Entered, closed_words, enter_results, refuse_unless_for_all
from scorecard.sheet import BOXES, Put, Row, owners_of, put, rows_of, stands_at
from scorecard.views.reading import scorecard_of

ON_A_PAGE = 100
AT_CELL = frozenset(BOXES)
SAVE, SET_ASIDE, PASTE = "save", "set_aside", "paste"


class SheetView(View):
    """The grid of a period: what is typed or pasted is checked cell by cell, and saved when all of it is good.

    Where no period is named it is that of the last open quarter, else of the last one.
    """

    request: ReaderRequest
    template_name = "scorecard/sheet.html"
    http_method_names = ["get", "head", "options", "post"]
    quarters: Sequence[Quarter]
    quarter: Quarter
    all_givings: list[Giving]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the period among those of the year, and refuse whoever enters no results for others."""
        super().setup(request, *args, **kwargs)
        if scorecard_of(self.request) is None:
            raise Http404
        self.quarters = quarters_of(self.request.year)
        at_hand = [one for one in self.quarters if one.is_open] or self.quarters
        named = kwargs.get("quarter") or (at_hand[-1].slug if at_hand else "")
        found = next((one for one in self.quarters if one.slug == named), None)
        if found is None:
            raise Http404
        refuse_unless_for_all(self.request.reader)
        self.quarter = found
        rows = Measure.objects.visible_to(self.request.reader).of(self.request.year).in_printed_order()
        measures = rows.select_related("perspective").prefetch_related("owners__owner")
        self.all_givings = givings([one for one in measures if stands_at(one, found.number)], found)
        typed = request.POST if request.method == "POST" else {}
        wanted = [one for one in self.all_givings if self._takes(one) or self._is_sent(one, typed)]
        self.pages = Paginator(wanted, ON_A_PAGE)
        asked = (request.POST if request.method == "POST" else request.GET).get("page", "1")
        self.page = self.pages.get_page(asked if asked.isascii() else "1")

    def _takes(self, giving: Giving) -> bool:
        measure = giving.measure
        return not measure.withdrawn_on and takes(measure, self.quarter, self.quarters) and not giving.not_begun

    def _is_sent(self, giving: Giving, typed: Mapping[str, str]) -> bool:
        return any(typed.get(f"{giving.key}-{name}", "").strip() for name in BOXES)

    @property
    def address(self) -> str:
        """The page's own address, as drafts know it."""
        return f"{self.path}?{urlencode({'page': self.page.number})}"

    @property
    def path(self) -> str:
        """Where the period's sheet stands, and is sent to."""
        return reverse(
            "scorecard:sheet", args=[self.request.year.trust.slug, self.request.year.slug, self.quarter.slug]
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The sheet, with what was typed and not saved."""
        kept = drafts.kept_at(self.request.reader.user, [self.address]).get(self.address)
        draft = kept.typed if kept else None
        typed: dict[str, Any] = draft.dict() if draft else {}
        rows = rows_of(list(self.page.object_list), typed)
        for row in rows:
            row.check()
        over = bool(rows) and all(row.giving.is_over for row in rows)
        initial = {"standing": FINAL if over else PROVISIONAL, "given_for": EACH} | typed | {"page": self.page.number}
        return self._page(self._form(rows, initial=initial), rows, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Put what is pasted into the sheet, or save it."""
        if "discard" in request.POST:
            drafts.discard(request, page=self.page.number)
            return HttpResponseRedirect(self._here)
        rows = rows_of(list(self.page.object_list), request.POST.dict())
        is_blank = not any(row.says_anything for row in rows)
        if PASTE in request.POST or (is_blank and request.POST.get("pasted", "").strip()):
            return self._pasted(rows)
        for row in rows:
            row.check()
        form = self._form(rows, request.POST)
        is_valid = form.is_valid()
        if is_blank:
            form.add_error(None, "Nothing is typed. Enter a result, or paste them from a spreadsheet.")
        elif is_valid and (SET_ASIDE in request.POST or not any(row.faults for row in rows)):
            return self._save(form, rows)
        return self._page(form, rows, shows_faults=True)

    def _form(self, rows: Sequence[Row], data: QueryDict | None = None, **given: Any) -> SheetForm:
        reader = self.request.reader
        ties = [row.giving.measure.answerers(row.giving.unit) for row in rows]
        return SheetForm(
            data,
            owners=owners_of(rows),
            asks_word=any(owners and answers_as(owners, reader) is None for owners in ties),
            corrects=any(row.giving.latest for row in rows),
            **given,
        )

    def _pasted(self, rows: list[Row]) -> HttpResponse:
        """What is pasted stands in the rows and is kept as a draft; what is for none stays where it was pasted."""
        form = self._form(rows, self.request.POST)
        form.full_clean()
        if "pasted" in form.errors:
            return self._page(form, rows, shows_faults=True)
        done = put(form.cleaned_data.get("pasted", ""), rows)
        for row in rows:
            row.check()
        typed = self._typed(rows)
        typed["pasted"] = done.left
        drafts.keep(self.request, self.address, typed)
        form = self._form(rows, initial={**typed.dict(), "page": self.page.number})
        return self._page(form, rows, shows_faults=True, put=done)

    def _typed(self, rows: Sequence[Row]) -> QueryDict:
        """All that is typed, but for the words of rows that are left out."""
        typed = QueryDict(mutable=True)
        names = {field for field in SheetForm.base_fields if field != "page"}
        typed.update({name: self.request.POST[name] for name in names if name in self.request.POST})
        for row in rows:
            typed.update({f"{row.key}-{name}": text for name, text in row.typed.items() if text.strip()})
        return typed

    def _save(self, form: SheetForm, rows: list[Row]) -> HttpResponse:
        words = form.words
        said = [row for row in rows if row.is_good]
        lines = {row.key: line for row in said if (line := row.line(words))}
        try:
            entered = enter_results(
                quarter=self.quarter,
                reader=self.request.reader,
                lines=lines,
                set_aside=SET_ASIDE in self.request.POST,
            )
        except IntegrityError as broken:
            if not (says := sentence_of(broken)):
                raise
            form.add_error(None, says)
            return self._page(form, rows, shows_faults=True)
        self._mark(form, rows, entered)
        left = [row for row in rows if row.faults or row.theirs]
        if left and SET_ASIDE not in self.request.POST:
            status = 409 if entered.stale else 200
            return self._page(form, rows, shows_faults=True, status=status)
        drafts.discard(self.request, page=self.page.number)
        if left or form.cleaned_data["pasted"].strip():
            drafts.keep(self.request, self.address, self._typed(left))
        why = {says for faults in entered.faults.values() for sentences in faults.values() for says in sentences}
        self._say(len(entered.saved), len(said) - len(lines), len(left), " ".join(sorted(why)))
        return HttpResponseRedirect(self._here)

    def _mark(self, form: SheetForm, rows: Sequence[Row], entered: Entered) -> None:
        """Show what the act refused at its cells, and what it wants for all of them above."""
        by_key, reasons = {row.key: row for row in rows}, 0
        for key, faults in entered.faults.items():
            row = by_key[key]
            for name, sentences in faults.items():
                at = name if name in AT_CELL else "value"
                row.faults[at] = " ".join([row.faults.get(at, ""), *sentences]).strip()
            reasons += "reason" in faults
            if "told_on" in faults:
                form.want_day()
        if reasons:
            form.want_reason(reasons)
        for key, latest in entered.stale.items():
            by_key[key].theirs = self._meanwhile(by_key[key].giving, latest)
            by_key[key].seen = latest.sequence if latest else 0

    def _meanwhile(self, giving: Giving, latest: Result | None) -> str:
        then = "Yours is not saved: look at both, then save again to put yours after, or empty the box."
        if latest is None:
            return f"What stands here has changed since you opened this page. {then}"
        at = timezone.localtime(latest.given_at)
        who = "You" if latest.given_by_id == self.request.user.pk else latest.given_by
        return f"{who} entered {giving.show(latest)} on {at:%-d %B %Y at %H:%M}, after you opened this page. {then}"

    def _say(self, saved: int, stood: int, left: int, why: str) -> None:
        """Tell what was done, and why what was set aside could not be taken where its cells do not say it."""
        if saved:
            messages.success(
                self.request, f"{saved} result{'' if saved == 1 else 's'} for {self.quarter} {_is(saved)} saved."
            )
        if stood:
            same = "result stands" if stood == 1 else "results stand"
            messages.info(self.request, f"{stood} {same} already as you typed {'it' if stood == 1 else 'them'}.")
        if left:
            said = f"{left} {_is(left)} set aside, and here as you typed {_them(left)}. {why}"
            messages.warning(self.request, said.strip())

    @property
    def _here(self) -> str:
        return self.address if self.page.number > 1 else self.path

    @property
    def refused(self) -> str:
        """Why no result of the period can be entered, in a sentence; empty where some can."""
        if any(self._takes(one) for one in self.all_givings):
            return ""
        standing = [one for one in self.all_givings if not one.measure.withdrawn_on]
        if not standing:
            return "No measure has a result at this quarter."
        if not self.quarter.is_open:
            return closed_words(standing[0].measure, self.quarter)
        return next((one.not_begun for one in standing if one.not_begun), "")

    def _page(
        self,
        form: SheetForm,
        rows: Sequence[Row],
        *,
        shows_faults: bool = False,
        draft: bool = False,
        put: Put | None = None,
        status: int = 200,
    ) -> HttpResponse:
        good = sum(row.is_good and not row.theirs for row in rows)
        faulty = [row for row in rows if row.faults or row.theirs]
        problems = [(form[name].id_for_label if name in form.fields else "", says) for name, says in _said(form)]
        problems += [("id_pasted", says) for says in (put.faults if put else ())]
        problems += [
            (f"{row.key}-{name}", f"{row.giving.ref}: {says}")
            for row in faulty
            for name, says in [*row.faults.items(), *([("value", row.theirs)] if row.theirs else [])]
        ]
        context = {
            "form": form,
            "rows": rows,
            "path": self.path,
            "page": self.page,
            "quarter": self.quarter,
            "periods": [
                (one, reverse("scorecard:sheet", args=[self.request.year.trust.slug, self.request.year.slug, one.slug]))
                for one in self.quarters
                if one != self.quarter and (one.is_open or one.number == len(self.quarters))
            ],
            "refused": self.refused,
            "draft": draft,
            "put": put,
            "good": good,
            "faulty": faulty,
            "may_set_aside": shows_faults and bool(faulty) and bool(good),
            "shows_faults": shows_faults,
            "problems": problems if shows_faults else [],
        }
        return TemplateResponse(self.request, self.template_name, context, status=status)


class SheetFileView(SheetView):
    """The rows of all pages of the grid as a file, to be filled in elsewhere and pasted back."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """What stands for each; no rows while the period takes no results."""
        return download(
            self.request,
            kwargs["ending"],
            name="results",
            at=self.quarter.slug,
            title=f"Results for {self.quarter}",
            things="Results",
            open_to=(Act.ANSWER_FOR_OTHERS, Kind.SCORECARD),
            columns=RESULTS,
            rows=result_rows([] if self.refused else rows_of(list(self.pages.object_list))),
            about=[("Period", str(self.quarter))],
        )


def _said(form: SheetForm) -> list[tuple[str, str]]:
    """What is wrong with the form itself, box by box."""
    if not form.is_bound:
        return []
    return [(name, str(says)) for name, sentences in form.errors.items() for says in sentences]


def _is(many: int) -> str:
    return "is" if many == 1 else "are"


def _them(many: int) -> str:
    return "it" if many == 1 else "them"
