"""What is searched: each kind of thing, the words of it, and the rows of it that one reader may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import BaseExpression, Combinable
from django.db.models.functions import Coalesce, Concat, JSONObject

from objectives.models import (
    Aim,
    AnnualPlan,
    Deadline,
    DeadlineRevision,
    Narrative,
    Objection,
    Objective,
    ObjectiveOwner,
    Outcome,
    OutcomeEvidence,
    PlanningColumn,
    PlanningLine,
    PlanningTable,
    PlanVersion,
    Status,
    StatusUpdate,
    SubItem,
    Theme,
)
from probation_planning.organisation.models import DeliveryUnit, Holding, Owner, OwnerKind
from probation_planning.organisation.roles import Act, Kind, Reader, may
from probation_planning.reports.models import EarlyWarning, Finding, Pack
from risks.models import (
    Acceptance,
    Action,
    Assessment,
    Control,
    Decision,
    Entry,
    EntryOwner,
    Question,
    ScaleLevel,
    StageAct,
    Standing,
    Target,
    Turn,
)
from risks.models.dated import Thing
from scorecard.models import Footnote, Measure, MeasureOwner, Perspective, Result, Scorecard
from scorecard.models import Target as MeasureTarget

GAP = "\n"


class Seen(Enum):
    """How a risk must stand to the reader, who sees it as it stood at the last review open to them."""

    ANYHOW = "of no risk"
    RISK = "seen"
    SECTION = "seen in the section of the place"
    STOOD = "seen as in this very row"
    WAITS = "seen in no review yet"


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

    `year` is the column of the year it belongs to; what belongs to none is of every year.
    `reference` is the column by which it is known, and `called` the words that may stand before one. `seen_as` says how
    the risk must stand to the reader, if it was written of one. What grows with risks, objectives and time has its
    words kept by the database (`models.Word`, by the kind): `is_kept`; `newest` is what puts the last one first.
    """

    kind: str
    rows: QuerySet[Any]
    said: BaseExpression
    place: JSONObject
    year: str | Combinable | None
    reference: str | Combinable = ""
    called: str = ""
    seen_as: Seen = Seen.ANYHOW
    is_kept: bool = False
    newest: str = "pk"


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
    "versions": "Versions of the plan",
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
    "scales": "Scales of the register",
    "steps": "Steps of reviews",
    "packs": "Packs",
    "measures": "Measures",
    "results": "Results of measures",
    "warnings": "Early warnings",
    "scorecard": "The scorecard in words",
    "footnotes": "Notes of the scorecard",
    "findings": "Findings about the documents",
    "posts": "Posts",
    "groups": "Groups",
    "units": "Delivery units",
}


def sources(reader: Reader, begun: tuple[int, ...], year: int) -> list[Source]:
    """All that the reader may search of the trust.

    `begun` are the reviews open to the reader that hold anything; `year` the one that is searched from.
    """
    found = [*_of_the_plan(reader, year), *_of_the_scorecard(reader), *_of_the_register(reader, begun)]
    warnings = EarlyWarning.objects.visible_to(reader)
    said, of_year = words("measure__name", "says"), "entry__register__year"
    found.append(Source("warnings", warnings, said, _of_entry(), of_year, seen_as=Seen.RISK))
    if may(reader, Act.READ, Kind.QUALITY):
        rows = Finding.objects.visible_to(reader)
        found.append(Source("findings", rows, words("about", "says"), _known("about", "line"), "year"))
    if may(reader, Act.MANAGE, Kind.ORGANISATION):
        found += _of_the_organisation(reader)
    return found


def _of_the_plan(reader: Reader, asked_from: int) -> Iterator[Source]:
    if not AnnualPlan.is_open_to(reader):
        return
    plans = AnnualPlan.objects.visible_to(reader)
    objectives = Objective.objects.visible_to(reader)
    year = "annual_plan__year"
    # A theme or an aim of several years is read in the one asked from, else in the last.
    here = plans.filter(year=asked_from).values("plan")
    last = Subquery(plans.filter(plan=OuterRef("plan")).order_by("-year__start").values("year")[:1])
    at = Case(When(plan__in=here, then=Value(asked_from)), default=last, output_field=BigIntegerField())
    in_plan = Q(plan__in=plans.values("plan"))
    said = words("title", "withdrawn_reason")
    yield Source("themes", Theme.objects.filter(in_plan), said, _known("number"), at, "number", "theme")
    yield Source("aims", Aim.objects.filter(in_plan), said, _known("number"), at, "number", "aim")

    own = {"objective": OuterRef("pk")}
    outcomes, parts = all_of(Outcome.objects.filter(**own), "text"), all_of(SubItem.objects.filter(**own), "text")
    stages = all_of(Deadline.objects.filter(**own), "stage")
    owners = all_of(ObjectiveOwner.objects.filter(**own), "owner__name")
    # Once, where the owners are called as they are printed.
    printed = Func("owners_as_printed", owners, function="NULLIF", output_field=TextField())
    said = words("text", outcomes, parts, stages, "acts", printed, owners, "withdrawn_reason")
    yield Source("objectives", objectives, said, _known("reference"), year, "reference", "objective", is_kept=True)

    updates = StatusUpdate.objects.filter(objective__in=objectives)
    of_answer = f"objective__{year}"
    proofs = all_of(OutcomeEvidence.objects.filter(update=OuterRef("pk")), "text", "link", "file__name")
    moves = all_of(DeadlineRevision.objects.filter(update=OuterRef("pk")), "reason")
    place = {"reference": "objective__reference", "quarter": "quarter__number"}
    status = Case(*(When(status=value, then=Value(str(label))) for value, label in Status.choices))
    of_unit = Coalesce("unit__name", Value(""), output_field=CharField())
    answer = JSONObject(**place, status=status, unit=of_unit)
    yield Source("answers", updates, words("comment", proofs, moves), answer, of_answer, is_kept=True)
    objections = Objection.objects.filter(update__objective__in=objectives)
    of_update = JSONObject(**{name: f"update__{column}" for name, column in place.items()})
    yield Source("objections", objections, words("text"), of_update, f"update__{of_answer}", is_kept=True)

    narratives = Narrative.objects.filter(annual_plan__in=plans)
    yield Source("narrative", narratives, words("heading", "text"), _known("heading", "kind", "number"), year)
    yield Source("vision", plans, words("vision", "mission"), _known("title"), "year")
    tables = PlanningTable.objects.filter(annual_plan__in=plans)
    of_table = {"table": OuterRef("pk")}
    headings = all_of(PlanningColumn.objects.filter(**of_table), "heading")
    lines = all_of(PlanningLine.objects.filter(**of_table), "label", "note")
    yield Source("tables", tables, words("title", "unit", "note", headings, lines), _known("title"), year)
    versions = PlanVersion.objects.filter(annual_plan__in=plans)
    yield Source("versions", versions, words("note", "minute_reference"), _known("number"), year)


def _of_the_scorecard(reader: Reader) -> Iterator[Source]:
    measures = Measure.objects.visible_to(reader)
    number = {"perspective": "perspective__number", "number": "number", "name": "name"}
    year = "perspective__scorecard__year"
    reference = Concat("perspective__number", Value("-"), "number", output_field=CharField())
    own = {"measure": OuterRef("pk")}
    targets = all_of(MeasureTarget.objects.filter(**own), "printed", "reason")
    owners = all_of(MeasureOwner.objects.filter(**own), "owner__name")
    said = words("name", "description", targets, owners)
    yield Source("measures", measures, said, JSONObject(**number), year, reference, "measure", is_kept=True)
    results = Result.objects.filter(measure__in=measures)
    of_measure = {name: f"measure__{column}" for name, column in number.items()}
    said = words("note", "reason", "source")
    place = JSONObject(**of_measure, quarter="quarter__number")
    yield Source("results", results, said, place, f"measure__{year}", is_kept=True)
    cards = Scorecard.objects.visible_to(reader)
    footnotes = Footnote.objects.filter(scorecard__in=cards)
    yield Source("footnotes", footnotes, words("text"), _known("marker"), "scorecard__year")
    sides = all_of(Perspective.objects.filter(scorecard=OuterRef("pk")), "title")
    yield Source("scorecard", cards, words("title", "note", "vision", "mission", sides), _known("title"), "year")


def seen_at_last(reader: Reader, begun: tuple[int, ...], entry: Combinable) -> QuerySet[Standing, Any]:
    """One risk as the reader saw it last, if at all: how it stood, its reference, title and section."""
    standings = Standing.objects.visible_to(reader).filter(review__in=begun, entry=entry)
    return standings.order_by("-review__month").values_list("pk", "reference", "title", "section")[:1]


def seen_now(reader: Reader, entry: Combinable) -> QuerySet[Entry, Any]:
    """The same of a risk now, for whoever sets registers up: one not seen at any review waits for one."""
    return _all_risks(reader).filter(pk=entry).order_by().values_list("reference", "title", "section")


def _all_risks(reader: Reader) -> QuerySet[Entry, Any]:
    if not may(reader, Act.MANAGE, Kind.REGISTER):
        return Entry.objects.none()
    return Entry.objects.visible_to(reader)


def _told_of_risk(owners: Combinable) -> Func:
    return words("title", "cause", "event", "effect", "success", "shared_with", owners)


def _of_the_register(reader: Reader, begun: tuple[int, ...]) -> Iterator[Source]:
    """Risks, and what was written of them, of registers and their papers; of a risk only where the reader sees it."""
    year = "register__year"
    standings = Standing.objects.visible_to(reader).filter(review__in=begun)
    owners = Func(F("owners"), Value(GAP), function="array_to_string", output_field=TextField())
    named: dict[str, Any] = {"year": year, "reference": "reference", "called": "risk", "is_kept": True}
    said = _told_of_risk(owners)
    yield Source("risks", standings, said, _of_entry(), seen_as=Seen.STOOD, newest="entry_id", **named)
    names = all_of(EntryOwner.objects.filter(entry=OuterRef("pk")), "owner__name")
    said = _told_of_risk(names)
    yield Source("waiting", _all_risks(reader), said, JSONObject(entry="pk"), seen_as=Seen.WAITS, **named)

    kept: dict[str, Any] = {"is_kept": True, "seen_as": Seen.RISK}
    ratings = Assessment.objects.visible_to(reader)
    said = words("comments", "proposed_actions", "nothing_more", "reason")
    yield Source("ratings", ratings, said, _of_entry(review="review__label"), year, **kept)
    decisions = Decision.objects.visible_to(reader)
    yield Source("minutes", decisions, words("minute"), _of_entry(review="review__label"), year, **kept)
    turns = Turn.objects.visible_to(reader)
    yield Source("turns", turns, words("reason", "decided_by"), _of_entry(), year, **kept)
    questions = Question.objects.visible_to(reader).that_count()
    place = _of_entry(number="number", section="section")
    yield Source("questions", questions, words("text", "answer", "reason"), place, year, **kept)

    # A thing's page shows what was written in the section where the reader sees its risk.
    things: list[tuple[str, type[Thing], list[str], list[str]]] = [
        ("actions", Action, ["text"], ["said", "reason"]),
        ("controls", Control, ["text", "assured_by"], ["reason"]),
        ("acceptances", Acceptance, ["why", "watched", "minute_reference"], ["reason"]),
        ("targets", Target, [], ["reason"]),
    ]
    for kind, model, lasting, own in things:
        every: Any = model._default_manager
        rows = every.visible_to(reader)
        # What a thing is stands in its row that counts; the rows before it are searched for what each said itself.
        counts = Exists(rows.that_count().filter(pk=OuterRef("pk")))
        said_of = Case(When(counts, then=words(*lasting, *own)), default=words(*own), output_field=TextField())
        yield Source(kind, rows, said_of, place, year, is_kept=True, seen_as=Seen.SECTION)

    in_force = Q(starts_at=None) | Q(starts_at__in=begun)
    scales = ScaleLevel.objects.filter(in_force, register__reviews__in=begun).distinct()
    level = JSONObject(scale="kind", score="score", name="name")
    yield Source("scales", scales, words("name", "code", "range", "criteria"), level, year)
    steps = StageAct.objects.visible_to(reader)
    said = words("reason", "minute_reference", "meeting__minute_reference", "exceptions_reason")
    step = JSONObject(review="review__label", slug="review__slug", body="body__name", step="kind")
    yield Source("steps", steps.filter(review__in=begun), said, step, year)
    packs = Pack.objects.visible_to(reader).with_withdrawal()
    said = words(Concat("review__label", Value(" pack for "), "body__name"), "withdrawn_because")
    pack = JSONObject(uuid="uuid", review="review__label", body="body__name")
    yield Source("packs", packs, said, pack, "year")


def _of_the_organisation(reader: Reader) -> Iterator[Source]:
    """Posts with whoever holds or held them, groups and units, which have pages for those who set them up."""
    held = all_of(Holding.objects.filter(post=OuterRef("pk")), "user__name")
    for kind, owners in (("posts", OwnerKind.POST), ("groups", OwnerKind.GROUP)):
        rows = Owner.objects.filter(trust=reader.trust, kind=owners)
        yield Source(kind, rows, words("name", held), _known("slug", "name"), None)
    units = DeliveryUnit.objects.filter(trust=reader.trust)
    yield Source("units", units, words("name", "ground"), _known("slug", "name"), None)


def _known(*names: str) -> JSONObject:
    return JSONObject(**{name: name for name in names})


def _of_entry(**more: str) -> JSONObject:
    return JSONObject(entry="entry_id", **more)
