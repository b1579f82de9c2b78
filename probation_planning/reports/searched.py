"""What is searched: each kind of thing, the words of it, and the rows of it that one reader may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.expressions import BaseExpression, Combinable
from django.db.models.functions import Coalesce, Concat, JSONObject

from objectives.models import (
    Aim,
    AnnualPlan,
    DeadlineRevision,
    Narrative,
    Objection,
    Objective,
    Outcome,
    OutcomeEvidence,
    PlanningLine,
    PlanningTable,
    Status,
    StatusUpdate,
    SubItem,
    Theme,
)
from probation_planning.organisation.models import Year
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.models import Finding
from risks.asking import questions_of
from risks.models import Acceptance, Action, Assessment, Control, Decision, Entry, Target, Turn
from risks.models.dated import Thing
from risks.reading import OpenRegister
from scorecard.models import Footnote, Measure, Result, Scorecard

GAP = "\n"
ENTRY = ("entry",)


def words(*parts: str | Combinable) -> Func:
    """Several columns as one text, a line each; what is empty leaves no gap."""
    named = (F(part) if isinstance(part, str) else part for part in parts)
    filled = (Func(part, Value(""), function="NULLIF", output_field=TextField()) for part in named)
    return Func(Value(GAP), *filled, function="CONCAT_WS", output_field=TextField())


def all_of(rows: QuerySet[Any], *parts: str) -> Subquery:
    """The words of all rows that hang on one, in their order, as one text."""
    said = rows.order_by().values(hanging=Value(1)).annotate(said=StringAgg(words(*parts), GAP, order_by="pk"))
    return Subquery(said.values("said"), output_field=TextField())


@dataclass(frozen=True)
class Source:
    """One kind of thing: `said` is what is searched and shown, `place` what leads to it.

    `reference` is the column by which it is known, and `called` the words that may stand before one. `seen_by` names
    what of the place must be in `seen_of`, if it was written of a risk.
    """

    kind: str
    rows: QuerySet[Any]
    said: BaseExpression
    place: JSONObject
    reference: str | Combinable = ""
    called: str = ""
    seen_by: tuple[str, ...] = ()


# Every kind, in the order of the page, with its heading.
KINDS = {
    "objectives": "Objectives",
    "aims": "Aims",
    "themes": "Themes",
    "answers": "Answers on objectives",
    "objections": "Objections to answers",
    "narrative": "The plan in words",
    "vision": "Vision and mission",
    "tables": "Planning tables",
    "risks": "Risks",
    "waiting": "Risks that wait for a review",
    "ratings": "Ratings of risks",
    "actions": "Actions",
    "controls": "Controls",
    "acceptances": "Acceptances",
    "targets": "Targets of risks",
    "questions": "Questions about risks",
    "turns": "Decisions on risks",
    "minutes": "Minutes on risks",
    "measures": "Measures",
    "results": "Results of measures",
    "scorecard": "The scorecard in words",
    "footnotes": "Notes of the scorecard",
    "findings": "Findings about the documents",
}


def sources(reader: Reader, year: Year, opened: OpenRegister | None) -> list[Source]:
    """All that the reader may search of the year, `opened` its register: the same for every question."""
    found = [*_of_the_plan(reader, year), *_of_the_scorecard(reader, year)]
    if opened is not None:
        found += _of_the_register(opened)
    if may(reader, Act.READ, Kind.QUALITY):
        rows = Finding.objects.visible_to(reader).filter(year=year)
        found.append(Source("findings", rows, words("about", "says"), _known("about", "line")))
    order = list(KINDS)
    return sorted(found, key=lambda source: order.index(source.kind))


def _of_the_plan(reader: Reader, year: Year) -> Iterator[Source]:
    if not AnnualPlan.is_open_to(reader):
        return
    plans = AnnualPlan.objects.visible_to(reader).filter(year=year)
    objectives = Objective.objects.visible_to(reader).of(year)
    in_plan = Q(plan__in=plans.values("plan"))
    yield Source("themes", Theme.objects.filter(in_plan), words("title"), _known("number"), "number", "theme")
    yield Source("aims", Aim.objects.filter(in_plan), words("title"), _known("number"), "number", "aim")

    own = {"objective": OuterRef("pk")}
    outcomes, parts = all_of(Outcome.objects.filter(**own), "text"), all_of(SubItem.objects.filter(**own), "text")
    said = words("text", outcomes, parts, "acts", "owners_as_printed", "withdrawn_reason")
    yield Source("objectives", objectives, said, _known("reference"), "reference", "objective")

    updates = StatusUpdate.objects.filter(objective__in=objectives)
    proofs = all_of(OutcomeEvidence.objects.filter(update=OuterRef("pk")), "text", "link")
    moves = all_of(DeadlineRevision.objects.filter(update=OuterRef("pk")), "reason")
    place = {"reference": "objective__reference", "quarter": "quarter__number"}
    status = Case(*(When(status=value, then=Value(str(label))) for value, label in Status.choices))
    of_unit = Coalesce("unit__name", Value(""), output_field=CharField())
    answer = JSONObject(**place, status=status, unit=of_unit)
    yield Source("answers", updates, words("comment", proofs, moves), answer)
    objections = Objection.objects.filter(update__objective__in=objectives)
    of_update = JSONObject(**{name: f"update__{column}" for name, column in place.items()})
    yield Source("objections", objections, words("text"), of_update)

    narratives = Narrative.objects.filter(annual_plan__in=plans)
    yield Source("narrative", narratives, words("heading", "text"), _known("heading", "kind"))
    yield Source("vision", plans, words("vision", "mission"), _known("title"))
    tables = PlanningTable.objects.filter(annual_plan__in=plans)
    lines = all_of(PlanningLine.objects.filter(table=OuterRef("pk")), "label", "note")
    yield Source("tables", tables, words("title", "unit", "note", lines), _known("title"))


def _of_the_scorecard(reader: Reader, year: Year) -> Iterator[Source]:
    measures = Measure.objects.visible_to(reader).of(year)
    number = {"perspective": "perspective__number", "number": "number", "name": "name"}
    reference = Concat("perspective__number", Value("-"), "number", output_field=CharField())
    yield Source("measures", measures, words("name", "description"), JSONObject(**number), reference, "measure")
    results = Result.objects.filter(measure__in=measures)
    of_measure = {name: f"measure__{column}" for name, column in number.items()}
    said = words("note", "reason", "source")
    yield Source("results", results, said, JSONObject(**of_measure, quarter="quarter__number"))
    cards = Scorecard.objects.visible_to(reader).filter(year=year)
    footnotes = Footnote.objects.filter(scorecard__in=cards)
    yield Source("footnotes", footnotes, words("text"), _known("marker"))
    yield Source("scorecard", cards, words("note", "vision", "mission"), _known("title"))


def seen_of(opened: OpenRegister) -> QuerySet[Any, Any]:
    """Each risk as the reader saw it last: entry, how it stood, reference, title and section."""
    standings = opened.standings_at(opened.begun).order_by("entry_id", "-review__month")
    return standings.distinct("entry_id").values_list("entry_id", "pk", "reference", "title", "section")


def _of_the_register(opened: OpenRegister) -> Iterator[Source]:
    """What was written of risks; of those alone that the reader saw (`seen_of`), which the search looks at itself.

    A risk counts as it stood when it was seen last.
    """
    reader, register = opened.reader, opened.register
    told = words("title", "cause", "event", "effect", "success", "shared_with")
    standings = opened.standings_at(opened.begun)
    yield Source("risks", standings, told, _of_entry(standing="pk"), "reference", "risk", ("standing",))
    if may(reader, Act.MANAGE, Kind.REGISTER):
        stands = standings.order_by().filter(entry=OuterRef("pk"))
        waiting = Entry.objects.visible_to(reader, register).filter(~Exists(stands), register=register)
        yield Source("waiting", waiting, told, _known("reference", "title"), "reference", "risk")

    ratings = Assessment.objects.visible_to(reader, register).filter(register=register)
    said = words("comments", "proposed_actions", "nothing_more", "reason")
    yield Source("ratings", ratings, said, _of_entry(review="review__label"), seen_by=ENTRY)
    decisions = Decision.objects.visible_to(reader, register).filter(register=register)
    yield Source("minutes", decisions, words("minute"), _of_entry(review="review__label"), seen_by=ENTRY)
    turns = Turn.objects.visible_to(reader, register).filter(register=register)
    yield Source("turns", turns, words("reason"), _of_entry(), seen_by=ENTRY)
    questions = questions_of(opened).that_count()
    place = _of_entry(number="number", section="section")
    yield Source("questions", questions, words("text", "answer", "reason"), place, seen_by=ENTRY)

    # A thing's page shows what was written in the section where the reader sees its risk.
    things: list[tuple[str, type[Thing], list[str], list[str]]] = [
        ("actions", Action, ["text"], ["said", "reason"]),
        ("controls", Control, ["text", "assured_by"], ["reason"]),
        ("acceptances", Acceptance, ["why", "watched", "minute_reference"], ["reason"]),
        ("targets", Target, [], ["reason"]),
    ]
    for kind, model, kept, own in things:
        every: Any = model._default_manager
        rows = every.visible_to(reader, register).filter(register=register)
        # What a thing is stands in its row that counts; the rows before it are searched for what each said itself.
        counts = Exists(rows.that_count().filter(pk=OuterRef("pk")))
        said_of = Case(When(counts, then=words(*kept, *own)), default=words(*own), output_field=TextField())
        yield Source(kind, rows, said_of, place, seen_by=("entry", "section"))


def _known(*names: str) -> JSONObject:
    return JSONObject(**{name: name for name in names})


def _of_entry(**more: str) -> JSONObject:
    return JSONObject(entry="entry_id", **more)
