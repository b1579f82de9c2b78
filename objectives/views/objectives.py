"""An objective: what it is, how it stands, and the form of those who answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.generic import View

from objectives.answers import Answers
from objectives.forms.answering import AnswerForm, standing_words
from objectives.models import Deadline, Objective, ObjectiveOwner, Outcome, Status, StatusUpdate, SubItem
from objectives.services.answering import Move, Proof, give_status, moves_of, proofs_of, refusal
from objectives.services.building import readings_of
from objectives.services.evidence import keep_file, take_away
from objectives.services.locking import manages
from objectives.services.objecting import may_object
from objectives.spread import is_open_within
from objectives.standing import current_quarter
from objectives.versions import Mark, Marks
from probation_planning.organisation import clock, drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.models import DeliveryUnit, Quarter
from probation_planning.organisation.questions import attach, question
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Reader
from probation_planning.organisation.word import answers_as
from probation_planning.organisation.years import quarters_of


def objective_asked(request: ReaderRequest, reference: str) -> Objective:
    """The objective of the address among those the reader may see, with what its page reads."""
    objective = next(iter(_called(request.reader, request.year.pk, reference)), None)
    if objective is None:
        raise Http404
    objective.annual_plan.year = request.year
    parts: dict[str, Callable[[int], list[Any]]] = {
        "owners": _owners,
        "outcomes": _outcomes,
        "deadlines": _deadlines,
        "sub_items": _sub_items,
    }
    for name, parts_of in parts.items():
        attach(objective, name, parts_of(objective.pk))
    return objective


@question
def _called(reader: Reader, year: int, reference: str) -> QuerySet[Objective]:
    rows = Objective.objects.visible_to(reader).filter(annual_plan__year=year, reference=reference).order_by()
    return rows.select_related("annual_plan", "theme", "aim", "document", "hangs_on")


@question
def _owners(objective: int) -> QuerySet[ObjectiveOwner]:
    return ObjectiveOwner.objects.filter(objective=objective).select_related("owner")


@question
def _outcomes(objective: int) -> QuerySet[Outcome]:
    return Outcome.objects.filter(objective=objective)


@question
def _deadlines(objective: int) -> QuerySet[Deadline]:
    return Deadline.objects.filter(objective=objective)


@question
def _sub_items(objective: int) -> QuerySet[SubItem]:
    return SubItem.objects.filter(objective=objective)


class ObjectiveDetailView(View):
    """An objective: what it is, how it stands, and the form of those who answer; reports fills in the golden thread.

    `?quarter=2` answers for that quarter where it is open to the reader's answer, and else reads back how it stood
    then; `?unit=liverpool` is one unit of those that each answer.
    """

    request: ReaderRequest
    template_name = "objectives/objective_detail.html"
    objective: Objective
    unit: DeliveryUnit | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the objective, and the unit that is meant."""
        super().setup(request, *args, **kwargs)
        self.objective = objective_asked(self.request, kwargs["reference"])
        typed = request.POST if request.method == "POST" else request.GET
        self.unit = self._unit(typed.get("unit", ""))

    @cached_property
    def quarters(self) -> list[Quarter]:
        """Those of the year."""
        return quarters_of(self.request.year)

    @cached_property
    def answers(self) -> Answers:
        """What was answered, up to when it is first asked."""
        return Answers.of(self.objective, self.quarters)

    def _unit(self, name: str) -> DeliveryUnit | None:
        """The unit of that name, else the first of the reader's own; a name of none is an unknown page."""
        units = self.objective.units
        if not units:
            return None
        if name:
            named = next((unit for unit in units if unit.slug == name), None)
            if named is None:
                raise Http404
            return named
        day = clock.today()
        mine = [unit for unit in units if self.request.reader.owns([unit.owner_id or 0])]
        return next((unit for unit in mine if is_open_within(unit, day, day)), None)

    @property
    def answerable(self) -> bool:
        """Whether the reader answers for it: for the unit that is meant, where each answers."""
        if self.objective.withdrawn_on or bool(self.objective.for_each) != (self.unit is not None):
            return False
        return self.objective.may(self.request.reader, Act.ANSWER, self.unit)

    def _was_open(self, quarter: Quarter) -> bool:
        """Whether the unit that is meant was open in the quarter; always where the trust answers once."""
        return self.unit is None or is_open_within(self.unit, quarter.first_day, quarter.last_day)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it, with the form and what was typed before, for those who answer."""
        asked = next((one for one in self.answers.quarters if str(one.number) == request.GET.get("quarter")), None)
        if asked and not (self.answerable and asked in self.answers.open_quarters):
            return self._page(None, asked, read_back=True)
        quarter = self.answers.asked_for(request.GET.get("quarter", ""))
        if quarter is None or not self.answerable or not self._was_open(quarter):
            return self._page(None, quarter)
        draft = drafts.draft_of(request, **self._draft_by(quarter))
        latest = self.answers.latest(quarter, self.unit)
        typed = standing_words(latest, self.objective.outcomes.all(), self.objective.deadlines.all())
        if draft is not None:
            # A draft holds no files: what the answer shows already stays.
            typed = {name: value for name, value in typed.items() if name.startswith("kept_")} | draft.dict()
        fixed = {"seen": latest.sequence if latest else 0, **self._draft_by(quarter)}
        return self._page(self._form(initial={**typed, **fixed}), quarter, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer."""
        if not self.answerable:
            raise PermissionDenied(refusal(self.objective, self.unit))
        if "discard" in request.POST:
            return self._afresh(self.answers.asked_for(request.POST.get("quarter", "")))
        typed, faults = self._with_files(request)
        form = self._form(typed)
        form.full_clean()
        for box, sentences in faults.items():
            form.add_error(box, sentences)
        numbers = {quarter.number: quarter for quarter in self.quarters}
        quarter = numbers.get(form.cleaned_data["quarter"]) if form.is_valid() else None
        if quarter is not None:
            try:
                return self._answered(self._give(form, quarter), quarter)
            except ValidationError as error:
                form.take_faults(error)
            except Conflict as conflict:
                return self._conflict(form, conflict)
        return self._page(form, quarter or self.answers.asked_for(request.POST.get("quarter", "")))

    def _form(self, *args: Any, **kwargs: Any) -> AnswerForm:
        return AnswerForm(*args, objective=self.objective, reader=self.request.reader, unit=self.unit, **kwargs)

    def _with_files(self, request: HttpRequest) -> tuple[QueryDict, dict[str, list[str]]]:
        """What was typed, naming the files that came with it, which are kept at once; and which could not be."""
        typed, faults = request.POST.copy(), {}
        before = self._form(request.POST)
        for boxes in before.proofs:
            name = f"kept_{boxes.place}"
            upload = request.FILES.get(f"file_{boxes.place}")
            if upload is not None:
                try:
                    file = keep_file(
                        objective=self.objective, reader=self.request.reader, upload=upload, unit=self.unit
                    )
                except ValidationError as error:
                    faults[f"file_{boxes.place}"] = error.messages
                    continue
                typed[name] = str(file.uuid)
            elif request.POST.get(f"drop_{boxes.place}"):
                typed[name] = ""
            typed.pop(f"drop_{boxes.place}", None)
        named = {typed.get(f"kept_{boxes.place}") for boxes in before.proofs}
        for file in before.kept_files.values():
            if str(file.uuid) not in named:
                take_away(file=file, reader=self.request.reader)
        return typed, faults

    def _draft_by(self, quarter: Quarter) -> dict[str, int | str]:
        by: dict[str, int | str] = {"quarter": quarter.number}
        return by | {"unit": self.unit.slug} if self.unit else by

    def _afresh(self, quarter: Quarter | None) -> HttpResponse:
        """The form of the quarter without the draft."""
        if quarter is None:
            return redirect(self.objective)
        by = self._draft_by(quarter)
        drafts.discard(self.request, **by)
        return redirect(f"{self.objective.get_absolute_url()}?{urlencode(by)}#answer")

    def _give(self, form: AnswerForm, quarter: Quarter) -> StatusUpdate:
        given = form.cleaned_data
        return give_status(
            objective=self.objective,
            quarter=quarter,
            reader=self.request.reader,
            status=given["status"],
            comment=given["comment"],
            evidence=form.evidence,
            seen=given["seen"],
            unit=self.unit,
            told_on=given.get("told_on"),
            given_for=given.get("given_for"),
            moves=form.moves,
        )

    def _answered(self, update: StatusUpdate, quarter: Quarter) -> HttpResponse:
        drafts.discard(self.request, **self._draft_by(quarter))
        of = f", {self.unit}," if self.unit else ""
        words = f"{self.objective}{of} is answered for {quarter}: {update.get_status_display().lower()}."
        messages.success(self.request, words)
        address = self.objective.get_absolute_url()
        return redirect(f"{address}?{urlencode({'unit': self.unit.slug})}" if self.unit else address)

    def _conflict(self, form: AnswerForm, conflict: Conflict) -> HttpResponse:
        theirs: StatusUpdate | None = conflict.latest
        mine = form.cleaned_data
        lines: list[tuple[str, object, object]] = [
            ("Status", theirs and theirs.get_status_display(), Status(mine["status"]).label),
            ("Comment", theirs and theirs.comment, mine["comment"]),
            *_proof_lines(proofs_of(theirs), form),
            *_move_lines(theirs, form),
        ]
        return conflict_response(
            self.request,
            form,
            lines,
            theirs.given_by if theirs else None,
            theirs.given_at if theirs else None,
            seen=theirs.sequence if theirs else 0,
        )

    def _page(
        self, form: AnswerForm | None, quarter: Quarter | None, *, draft: bool = False, read_back: bool = False
    ) -> HttpResponse:
        context = self.page_context(form, quarter, draft=draft, read_back=read_back)
        return TemplateResponse(self.request, self.template_name, context)

    @property
    def _mark(self) -> Mark | None:
        """What became of it since the plan's last version."""
        one = self.objective
        aims = [one.aim] if one.aim else []
        return Marks(one.annual_plan, objectives=[one], aims=aims, themes=[one.theme]).mark(one)

    def page_context(
        self, form: AnswerForm | None, quarter: Quarter | None, *, draft: bool, read_back: bool = False
    ) -> dict[str, Any]:
        """What the page shows: `form` is none for those who do not answer."""
        today = clock.today()
        latest = self.answers.latest(quarter, self.unit)
        before = self.answers.before(quarter, self.unit) if quarter else None
        own = answers_as(self.objective.answerers(self.unit), self.request.reader)
        confirmable = form is not None and latest is None and before is not None and before.status == Status.ON_TRACK
        lines = self.answers.lines(today, self.unit)
        my_units = [one for one in self.objective.units if self.objective.may(self.request.reader, Act.ANSWER, one)]
        shown = quarter or current_quarter(self.answers.quarters)
        deadlines = self.objective.deadlines.all()
        readings = readings_of(self.objective)
        return {
            "objective": self.objective,
            "manages": manages(self.request.reader),
            "readings": readings,
            "readings_seen": fingerprint(readings),
            "mark": self._mark,
            "lines": self.answers.lines(today),
            "spread": self.answers.by_units(today),
            "unit": self.unit,
            "unit_slug": self.unit.slug if self.unit else "",
            "history": self.answers.told(shown if read_back else None, self.unit),
            "open_quarters": self.answers.open_quarters,
            "quarter": shown,
            "line": next((line for line in lines if line.quarter == shown), None),
            "read_back": read_back,
            "dues": self.answers.dues(deadlines, shown, self.unit),
            "late": not read_back and self.answers.is_late(deadlines, today, self.unit),
            "objectable": self.answers.to_object(self.request.reader, may_object),
            "form": form,
            "latest": latest,
            "before": before,
            "own_post": own,
            "confirmable": confirmable and own is not None,
            "draft": draft,
            "my_units": my_units,
            "answers_for_units": my_units and not self.objective.withdrawn_on,
            "refusal": refusal(self.objective, self.unit),
        }


def _proof_lines(theirs: dict[int, Proof], form: AnswerForm) -> list[tuple[str, object, object]]:
    """What shows each outcome, in both answers."""
    found: list[tuple[str, object, object]] = []
    for boxes in form.proofs:
        of = f"outcome {boxes.place}" if boxes.outcome else "the objective"
        one, other = theirs.get(boxes.key, Proof()), form.evidence[boxes.key]
        found += [
            (f"Evidence for {of}", one.text, other.text),
            (f"Link that shows {of}", one.link, other.link),
            (f"File that shows {of}", one.file, other.file),
        ]
    return found


def _move_lines(theirs: StatusUpdate | None, form: AnswerForm) -> list[tuple[str, object, object]]:
    """To which month each deadline moves and why, in both answers."""
    said = moves_of(theirs, [boxes.deadline for boxes in form.moving])
    nothing = Move(None, "")
    return [
        (
            f"New month instead of {boxes.deadline}",
            _move_words(said.get(boxes.deadline.pk, nothing)),
            _move_words(form.moves[boxes.deadline.pk]),
        )
        for boxes in form.moving
    ]


def _move_words(move: Move) -> str:
    return f"{move.month:%B %Y}: {move.reason}" if move.month else ""
