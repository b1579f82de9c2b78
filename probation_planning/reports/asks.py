"""What can be answered on "my work": the boxes of one thing of each kind, and the act that saves them."""

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import QueryDict

from objectives.models import Objective, Status
from objectives.services.answering import Move, Proof, give_status, moves_of
from objectives.standing import carries_on
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.forms.work import (
    MOVE,
    PROOF,
    ActionBoxes,
    Boxes,
    ObjectiveBoxes,
    QuestionBoxes,
    RiskBoxes,
    blank_objective,
    drawn,
)
from probation_planning.reports.wanted import Wanted
from probation_planning.ui.forms import HouseForm
from risks.asking import question_record
from risks.lines import Rating
from risks.models import Action, Entry, Question, Review
from risks.reading import OpenRegister
from risks.services.asking import answer_question
from risks.services.assessing import assess, standing_to_rate
from risks.services.things import change_action
from scorecard.forms.results import FINAL, PROVISIONAL, ResultForm
from scorecard.giving import Giving
from scorecard.models import Measure
from scorecard.services.results import enter_result
from scorecard.standing import Standing

# Boxes that say nothing until somebody fills them in, by kind; an objective has some for each outcome and deadline.
RISK_WORDS = ("likelihood", "impact", "comments", "proposed_actions", "nothing_more", "reason")
MEASURE_WORDS = (
    *("value", "step", "done_on", "numerator", "denominator", "odd_because", "source", "note"),
    "reason",
)
ACTION_WORDS = ("said", "state", "due_on", "reason")
QUESTION_WORDS = ("answer",)
WORDS = {
    "objective": rf"status|comment|(?:{'|'.join((*PROOF, *MOVE))})_\d{{1,18}}",
    "risk": "|".join(RISK_WORDS),
    "measure": "|".join(MEASURE_WORDS),
    "action": "|".join(ACTION_WORDS),
    "question": "|".join(QUESTION_WORDS),
}
BOX = re.compile("|".join(rf"({kind}(?:-\d{{1,18}}){{1,3}})-(?:{names})" for kind, names in WORDS.items()), re.ASCII)


@dataclass(frozen=True)
class Ask(ABC):
    """One thing that its owner can answer; `seen`: what the reader has seen of its answers, as its act counts them."""

    pk: int
    seen: int

    # Names its kind in the names of its boxes, and as people say it.
    kind: ClassVar[str]
    # Whether it can be answered before anybody waits for it.
    early: ClassVar[bool] = False

    @property
    def place(self) -> tuple[int, ...]:
        """What tells it from all others of its kind, in numbers; answers are saved in this order."""
        return (self.pk,)

    @property
    def key(self) -> str:
        """What its boxes' names begin with."""
        return "-".join(map(str, (self.kind, *self.place)))

    @property
    @abstractmethod
    def words(self) -> tuple[str, ...]:
        """Boxes that say nothing until the reader fills them in."""

    def said(self, typed: QueryDict) -> dict[str, str]:
        """What was typed into its boxes, by their own names; empty boxes say nothing."""
        found = {name: typed.get(f"{self.key}-{name}", "") for name in self.words}
        return {name: value for name, value in found.items() if value.strip()}

    def form(self, typed: QueryDict | None = None, said: Mapping[str, object] | None = None) -> HouseForm:
        """Its boxes: with what was sent, or with words that wait to be sent."""
        return self._boxes(data=typed, initial={**(said or {}), "seen": self.seen}, prefix=self.key)

    def blank(self, *, is_open: bool) -> Boxes:
        """Its boxes with nothing in them, to be drawn."""
        return drawn(self.form(), self.key, is_open=is_open, is_blank=True)

    @abstractmethod
    def _boxes(self, **given: Any) -> HouseForm: ...

    @abstractmethod
    def save(self, reader: Reader, form: HouseForm) -> None:
        """Give the answer.

        Raises what the act raises: PermissionDenied, ValidationError, Conflict, ObjectDoesNotExist.
        """

    def unchanged(self, sentence: str) -> dict[str, str] | None:
        """What to send where nothing has changed, by the boxes' own names; None where nothing can stay as it was."""
        return None

    def seen_now(self, latest: Any) -> int:
        """What somebody has seen who looks at the latest answer, None for none."""
        return latest.sequence if latest else 0


@dataclass(frozen=True)
class ObjectiveAsk(Ask):
    """An objective at a quarter, or one of its units there; `last` is what was last said of it."""

    quarter: Quarter
    year: Year
    last: Status | None
    wanted: Wanted
    unit: int | None = None

    kind = "objective"

    @property
    def place(self) -> tuple[int, ...]:
        """The objective, and its unit where each answers."""
        return (self.pk, self.unit) if self.unit else (self.pk,)

    @property
    def words(self) -> tuple[str, ...]:
        """Status and comment, what shows each outcome, and a month and a reason for each deadline."""
        proofs = [f"{name}_{one.key}" for one in self.wanted.outcomes for name in PROOF]
        return ("status", "comment", *proofs, *(f"{name}_{one.key}" for one in self.wanted.months for name in MOVE))

    def _boxes(self, **given: Any) -> HouseForm:
        return ObjectiveBoxes(wanted=self.wanted, **given)

    def blank(self, *, is_open: bool) -> Boxes:
        """Drawn from values that are the same until somebody answers, so made once for them."""
        return blank_objective(self.key, self.seen, self.wanted, is_open=is_open)

    def save(self, reader: Reader, form: HouseForm) -> None:
        """Give its status, with what shows it complete; deadlines of which nothing is typed stay as they were moved."""
        said = form.cleaned_data
        rows = Objective.objects.visible_to(reader).of(self.year)
        with_all = rows.select_related("annual_plan").prefetch_related("owners__owner", "outcomes", "deadlines")
        objective = with_all.get(pk=self.pk)
        unit = next((one for one in objective.units if one.pk == self.unit), None)
        moves = {one.key: Move(said[f"month_{one.key}"], said[f"reason_{one.key}"]) for one in self.wanted.months}
        moves = {key: move for key, move in moves.items() if any(move)}
        if moves:
            given = objective.updates.filter(quarter=self.quarter, unit=unit).prefetch_related("revisions")
            moves = moves_of(given.order_by("-sequence").first(), objective.deadlines.all()) | moves
        give_status(
            objective=objective,
            quarter=self.quarter,
            reader=reader,
            status=said["status"],
            comment=said["comment"],
            evidence={
                one.key: Proof(said[f"evidence_{one.key}"], said[f"link_{one.key}"]) for one in self.wanted.outcomes
            },
            seen=said["seen"],
            unit=unit,
            moves=moves or None,
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
    words = RISK_WORDS

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
    words = MEASURE_WORDS

    def _boxes(self, **given: Any) -> HouseForm:
        sent = given["data"]
        number = sent.get(f"{self.key}-quarter") if sent is not None else None
        quarter = next((one for one in self.standing.quarters if str(one.number) == number), self.quarter)
        target = self.standing.read(self.standing.chosen_for(quarter.number))
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


@dataclass(frozen=True)
class ActionAsk(Ask):
    """An action by its risk's entry and its number; `seen` is the sequence of its last row."""

    number: int
    due_on: datetime.date | None

    kind = "action"
    words = ACTION_WORDS
    early = True

    @property
    def place(self) -> tuple[int, ...]:
        """The risk, and which of its actions."""
        return self.pk, self.number

    def _boxes(self, **given: Any) -> HouseForm:
        return ActionBoxes(**given)

    def save(self, reader: Reader, form: HouseForm) -> None:
        """Report how it goes on; what is left empty stays."""
        said = form.cleaned_data
        entry = Entry.objects.visible_to(reader).get(pk=self.pk)
        rows = Action.objects.visible_to(reader).filter(entry=entry, section=entry.section, number=self.number)
        change_action(
            entry=entry,
            reader=reader,
            number=self.number,
            seen=rows.filter(sequence__lte=said["seen"]).count(),
            state=said["state"] or Action.State.OPEN,
            due_on=said["due_on"] or self.due_on,
            said=said["said"],
            reason=said["reason"],
        )


@dataclass(frozen=True)
class QuestionAsk(Ask):
    """A question by its risk's entry, the section it was asked in, and its number; `seen`: its last row's sequence."""

    opened: OpenRegister
    section: int
    number: int

    kind = "question"
    words = QUESTION_WORDS

    @property
    def place(self) -> tuple[int, ...]:
        """The risk, and which of its questions."""
        return self.pk, self.section, self.number

    def _boxes(self, **given: Any) -> HouseForm:
        return QuestionBoxes(**given)

    def save(self, reader: Reader, form: HouseForm) -> None:
        """Answer it."""
        entry = Entry.objects.visible_to(reader, self.opened.register).get(pk=self.pk)
        record = question_record(self.opened, entry.pk, entry, self.number, self.section)
        if record is None:
            raise Question.DoesNotExist
        said = form.cleaned_data
        seen = sum(row.sequence <= said["seen"] for row in record.rows)
        answer_question(question=record.latest, entry=entry, reader=reader, answer=said["answer"], seen=seen)


def take_faults(form: HouseForm, error: ValidationError) -> None:
    """Show what an act refused beside the boxes it is about; what is about no box that is shown, above them all."""
    faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, found in faults.items():
        is_shown = name in form.fields and not form.fields[name].widget.is_hidden
        for sentence in found:
            form.add_error(name if is_shown else None, sentence)


def key_of(name: str) -> str:
    """The key of the thing whose words a box of this name holds; empty for any other."""
    box = BOX.fullmatch(name)
    return next(filter(None, box.groups())) if box else ""
