"""What can be answered on "my work": the boxes of one thing of each kind, and the act that saves them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from objectives.models import Objective, Status
from objectives.services.answering import give_status
from objectives.standing import carries_on
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.forms.work import ObjectiveBoxes, RiskBoxes
from probation_planning.ui.forms import HouseForm
from risks.lines import Rating
from risks.models import Entry, Review
from risks.reading import OpenRegister
from risks.services.assessing import assess, standing_to_rate
from scorecard.forms.results import FINAL, PROVISIONAL, ResultForm
from scorecard.giving import Giving
from scorecard.models import Measure
from scorecard.services.results import enter_result
from scorecard.standing import Standing


class Elsewhere(Exception):
    """What was chosen is asked on a page of its own, at `address`, as whose draft `typed` is to be kept."""

    def __init__(self, address: str, draft: str, typed: Mapping[str, str]) -> None:
        super().__init__("This is answered on a page of its own.")
        self.address = address
        self.draft = draft
        self.typed = typed


@dataclass(frozen=True)
class Ask(ABC):
    """One thing that its owner can answer; `seen`: what the reader has seen of its answers, as its act counts them."""

    pk: int
    seen: int

    # Names its kind in the names of its boxes, and as people say it.
    kind: ClassVar[str]
    # Boxes that say nothing until the reader fills them in.
    words: ClassVar[tuple[str, ...]]

    @property
    def key(self) -> str:
        """What its boxes' names begin with."""
        return f"{self.kind}-{self.pk}"

    def said(self, typed: QueryDict) -> dict[str, str]:
        """What was typed into its boxes, by their own names; empty boxes say nothing."""
        found = {name: typed.get(f"{self.key}-{name}", "") for name in self.words}
        return {name: value for name, value in found.items() if value.strip()}

    def form(self, typed: QueryDict | None = None, said: Mapping[str, object] | None = None) -> HouseForm:
        """Its boxes: with what was sent, or with words that wait to be sent."""
        return self._boxes(data=typed, initial={**(said or {}), "seen": self.seen}, prefix=self.key)

    @abstractmethod
    def _boxes(self, **given: Any) -> HouseForm: ...

    @abstractmethod
    def save(self, reader: Reader, form: HouseForm) -> None:
        """Give the answer.

        Raises what the act raises: PermissionDenied, ValidationError, Conflict, ObjectDoesNotExist; or Elsewhere.
        """

    def unchanged(self, sentence: str) -> dict[str, str] | None:
        """What to send where nothing has changed, by the boxes' own names; None where nothing can stay as it was."""
        return None

    def seen_now(self, latest: Any) -> int:
        """What somebody has seen who looks at the latest answer, None for none."""
        return latest.sequence if latest else 0


@dataclass(frozen=True)
class ObjectiveAsk(Ask):
    """An objective at a quarter; `last` is what was last said of it."""

    quarter: Quarter
    year: Year
    last: Status | None
    reference: str

    kind = "objective"
    words = ("status", "comment")

    def _boxes(self, **given: Any) -> HouseForm:
        return ObjectiveBoxes(**given)

    def save(self, reader: Reader, form: HouseForm) -> None:
        """Give its status; what ends it with evidence is asked on its own page."""
        said = form.cleaned_data
        if said["status"] == Status.COMPLETE:
            named = [self.year.trust.slug, self.year.slug, self.reference]
            page = reverse("objectives:objective_detail", args=named)
            draft = f"{page}?quarter={self.quarter.number}"
            raise Elsewhere(f"{draft}#answer", draft, {name: said[name] for name in self.words})
        rows = Objective.objects.visible_to(reader).of(self.year)
        objective = rows.select_related("annual_plan").prefetch_related("owners__owner", "outcomes").get(pk=self.pk)
        give_status(
            objective=objective,
            quarter=self.quarter,
            reader=reader,
            status=said["status"],
            comment=said["comment"],
            evidence={},
            seen=said["seen"],
        )

    def unchanged(self, sentence: str) -> dict[str, str] | None:
        """The last status again."""
        return {"status": self.last.value, "comment": sentence} if self.last and carries_on(self.last) else None


@dataclass(frozen=True)
class Beside:
    """What of a risk's standing a rating is given beside."""

    previous_score: int | None
    sat_before: int | None
    is_accepted: bool


@dataclass(frozen=True)
class RiskAsk(Ask):
    """A risk at a review; `last` is its rating at the review before."""

    opened: OpenRegister
    review: Review
    last: Rating | None
    beside: Beside

    kind = "risk"
    words = ("likelihood", "impact", "comments", "proposed_actions", "nothing_more", "reason")

    def _boxes(self, **given: Any) -> HouseForm:
        form = RiskBoxes(**given)
        form.explain(self.opened, self.review, self.last, self.beside)
        return form

    def save(self, reader: Reader, form: HouseForm) -> None:
        """Propose its rating."""
        entry = Entry.objects.visible_to(reader).get(pk=self.pk)
        assess(entry=entry, review=self.review, reader=reader, **form.cleaned_data)

    def seen_now(self, latest: Any) -> int:
        """How many ratings of the review there are."""
        given: int = standing_to_rate(Entry(pk=self.pk), self.review).given
        return given

    def unchanged(self, sentence: str) -> dict[str, str] | None:
        """The last levels again, where they are known."""
        if self.last is None or self.last.factors is None:
            return None
        likelihood, impact = self.last.factors
        return {"likelihood": str(likelihood), "impact": str(impact), "comments": sentence}


@dataclass(frozen=True)
class MeasureAsk(Ask):
    """A measure at a period, named by the quarter at which its result stands; `seen` is of that period."""

    measure: Measure
    standing: Standing
    quarter: Quarter
    reader: Reader

    kind = "measure"
    words = ("value", "step", "done_on", "numerator", "denominator", "odd_because", "source", "note", "reason")

    def _boxes(self, **given: Any) -> HouseForm:
        sent = given["data"]
        number = sent.get(f"{self.key}-quarter") if sent is not None else None
        quarter = next((one for one in self.standing.quarters if str(one.number) == number), self.quarter)
        target = replace(self.standing.target, year=quarter.year.start)
        giving = Giving(self.measure, quarter, None, target, self.standing.results)
        given["initial"] |= {"standing": FINAL if giving.is_over else PROVISIONAL, "quarter": quarter.number}
        return ResultForm(giving=giving, reader=self.reader, **given)

    def save(self, reader: Reader, form: HouseForm) -> None:
        """Enter its result."""
        number = form.cleaned_data["quarter"]
        quarter = next(one for one in self.standing.quarters if one.number == number)
        given: Any = form
        enter_result(
            measure=self.measure, quarter=quarter, reader=reader, given=given.given, seen=form.cleaned_data["seen"]
        )


def take_faults(form: HouseForm, error: ValidationError) -> None:
    """Show what an act refused beside the boxes it is about; what is about no box that is shown, above them all."""
    faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, found in faults.items():
        is_shown = name in form.fields and not form.fields[name].widget.is_hidden
        for sentence in found:
            form.add_error(name if is_shown else None, sentence)
