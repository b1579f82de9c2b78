"""A measure's result, or that of one of its units."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView

from objectives.spread import units_of
from probation_planning.organisation import drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.models import DeliveryUnit, Quarter
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.refusals import sentence_of
from probation_planning.organisation.roles import Act
from probation_planning.organisation.word import answers_as
from scorecard.forms.results import ResultForm
from scorecard.giving import Giving, givings, takes
from scorecard.models import Result
from scorecard.services.results import closed_words, enter_result, refusal, withdrawn_words
from scorecard.standing import open_periods, period_name, value_of
from scorecard.views.measures import OneMeasure

NO_UNITS_NOW = (
    "The measure has one result for the whole trust now, and this was typed for one of its units. "
    "Save again only if it is the whole trust’s."
)


class ResultView(OneMeasure, FormView[ResultForm]):
    """A measure's result for an open period; for its owners or those of its units, and the officer on their word.

    `?unit=city` is one unit of those that each give a result.
    """

    request: ReaderRequest
    template_name = "scorecard/result.html"
    form_class = ResultForm
    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse whoever does not answer for the measure, or for the unit that is meant."""
        if not self.measure.may(self.request.reader, Act.ANSWER, self.unit):
            raise PermissionDenied(refusal(self.measure, self.unit))
        return super().dispatch(request, *args, **kwargs)

    def _asked(self, name: str) -> str:
        return str((self.request.POST or self.request.GET).get(name, ""))

    @cached_property
    def units(self) -> Sequence[DeliveryUnit]:
        """The units that each give a result; none where the trust gives one."""
        return units_of(self.measure.trust_id, self.measure.for_each) if self.measure.for_each else []

    @cached_property
    def unit(self) -> DeliveryUnit | None:
        """The unit of that name, else the first of the reader's own; a name of none is an unknown page."""
        name = self._asked("unit")
        if self.units and name:
            named = next((unit for unit in self.units if unit.slug == name), None)
            if named is None:
                raise Http404
            return named
        reader = self.request.reader
        mine = [unit for unit in self.units if reader.owns([unit.owner_id or 0])]
        return next(iter(mine), None)

    @cached_property
    def quarter(self) -> Quarter | None:
        """The quarter asked for; else the first open one without a result, or the last open one."""
        asked = self._asked("quarter")
        for quarter in self.quarters:
            if str(quarter.number) == asked:
                return quarter
        given = set(Result.objects.filter(measure=self.measure, unit=self.unit).values_list("quarter_id", flat=True))
        periods = open_periods(self.measure, self.quarters)
        return next((one for one in periods if one.pk not in given), periods[-1] if periods else None)

    @cached_property
    def all_givings(self) -> list[Giving]:
        """What results can be given for at the quarter."""
        return givings([self.measure], self.quarter) if self.quarter else []

    @cached_property
    def giving(self) -> Giving | None:
        """What the result is for; None where no period takes one, or none of the unit."""
        return next((one for one in self.all_givings if one.unit == self.unit), None)

    @cached_property
    def typed_for(self) -> Giving | None:
        """The same, or what was sent for a unit that was closed meanwhile, or for the trust before units were asked."""
        if self.giving or self.quarter is None or self.request.method != "POST":
            return self.giving
        target = self.standing.read(self.standing.chosen_for(self.quarter.number))
        return Giving(self.measure, self.quarter, self.unit, target, ())

    @property
    def refused(self) -> str:
        """Why no result can be given here at all, in a sentence; empty where it can."""
        if words := withdrawn_words(self.measure):
            return words
        if self.quarter is None:
            return f"No period of {self.request.year.label} is open for results of this measure."
        if not takes(self.measure, self.quarter, self.quarters):
            return closed_words(self.measure, self.quarter)
        if self.giving is None:
            period = period_name(self.measure, self.quarter)
            if self.unit:
                return f"{self.unit} was not open in {period}, so no result can be entered for it."
            return "Each unit enters its own result of this measure." if self.units else "No unit is recorded."
        return self.giving.not_begun

    @cached_property
    def draft(self) -> dict[str, Any]:
        """What was typed and not saved."""
        if self.request.method != "GET" or self.giving is None:
            return {}
        draft = drafts.draft_of(self.request, **self.draft_by)
        return draft.dict() if draft else {}

    @property
    def draft_by(self) -> dict[str, object]:
        """What tells this form's draft from others of the page."""
        by: dict[str, object] = {"quarter": self.quarter.number if self.quarter else 0}
        return by | {"unit": self.unit.slug} if self.unit else by

    def get_initial(self) -> dict[str, Any]:
        """What was typed and not saved; a period that is not over has a provisional result."""
        if self.giving is None:
            return {}
        standing = "final" if self.giving.is_over else "provisional"
        return {"standing": standing} | self.draft | {**self.draft_by, "seen": self.giving.seen}

    def get_form(self, form_class: type[ResultForm] | None = None) -> Any:
        """The form, where there is something to give a result for."""
        return super().get_form(form_class) if self.typed_for else None

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the form is about."""
        return super().get_form_kwargs() | {"giving": self.typed_for, "reader": self.request.reader}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The measure, what is recorded, and which other periods and units there are."""
        context = super().get_context_data(**kwargs) | self.about()
        giving, answerers = self.typed_for, self.measure.answerers(self.unit)
        reader = self.request.reader
        mine = [one for one in self.all_givings if one.unit and self.measure.may(reader, Act.ANSWER, one.unit)]
        return context | {
            "quarter": self.quarter,
            "period": period_name(self.measure, self.quarter) if self.quarter else "",
            "giving": giving,
            "target": giving.target if giving else self.standing.target,
            "unit": self.unit,
            "other_units": [one for one in mine if one.unit != self.unit],
            "latest": giving.latest if giving else None,
            "shown": [(one, giving.show(one)) for one in giving.results]
            if giving and not self._says_all(giving)
            else [],
            "others": [(each, period_name(self.measure, each)) for each in context["periods"] if each != self.quarter],
            "unit_query": f"&{urlencode({'unit': self.unit.slug})}" if self.unit else "",
            "refused": self.refused,
            "may_manage": self.measure.may(reader, Act.MANAGE),
            "answers_as": answers_as(answerers, reader),
            "draft": self.draft,
        }

    @staticmethod
    def _says_all(giving: Giving) -> bool:
        """Whether the sentence about what is recorded for the period says all that there is."""
        return bool(giving.latest and not giving.latest.note) and len(giving.results) == 1

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Forget a draft, or take the result."""
        if "discard" in request.POST:
            if self.quarter is None:
                return redirect(request.path)
            drafts.discard(request, **self.draft_by)
            return redirect(f"{request.path}?{urlencode(self.draft_by)}")
        if self.typed_for is None:
            return self.render_to_response(self.get_context_data())
        if self.giving is None:
            form = self.get_form()
            form.add_error(None, self.refused)
            return self.form_invalid(form)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ResultForm) -> HttpResponse:
        """Enter it."""
        if self.quarter is None or self.giving is None:
            raise Http404
        named = DeliveryUnit.objects.filter(trust=self.measure.trust_id, slug=self._asked("unit"))
        if self.unit is None and self._asked("unit") and named.exists():
            form.add_error(None, NO_UNITS_NOW)
            return self.form_invalid(form)
        try:
            result = enter_result(
                measure=self.measure,
                quarter=self.quarter,
                unit=self.unit,
                reader=self.request.reader,
                given=form.given,
                seen=form.cleaned_data["seen"],
            )
        except ValidationError as error:
            form.take_faults(error)
            return self.form_invalid(form)
        except IntegrityError as broken:
            if not (says := sentence_of(broken)):
                raise
            form.add_error(None, says)
            return self.form_invalid(form)
        except Conflict as conflict:
            return self._conflict(form, self.giving, conflict.latest)
        drafts.discard(self.request, **self.draft_by)
        of = f" of {self.unit}" if self.unit else ""
        said = self.giving.show(result)
        messages.success(self.request, f"The result{of} for {self.giving.period} is saved: {said}.")
        return redirect(self.measure)

    def _conflict(self, form: ResultForm, giving: Giving, theirs: Result | None) -> HttpResponse:
        mine = form.given
        said = giving.target.show(mine.value if mine.value is not None else mine.step)
        rows: list[tuple[str, object, object]] = [
            ("Result", theirs and giving.target.show(value_of(theirs)), said),
            ("Where the figure comes from", theirs and theirs.source, mine.source),
            ("Note", theirs and theirs.note, mine.note),
        ]
        return conflict_response(
            self.request,
            form,
            rows,
            theirs.given_by if theirs else None,
            theirs.given_at if theirs else None,
            seen=theirs.sequence if theirs else 0,
        )
