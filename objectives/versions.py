"""What changed in a year's plan since it was printed or approved: derived from a version's contents, never stored."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Func, JSONField, QuerySet, Value
from django.db.models.fields.json import KeyTransform

from objectives.contents import (
    AimWritten,
    ObjectiveWritten,
    PlanWritten,
    ThemeWritten,
    aims_written,
    contents_of,
    objectives_written,
    themes_written,
    with_all_said,
)
from objectives.models import Aim, AnnualPlan, Narrative, Objective, PlanningTable, PlanVersion, Theme
from objectives.models.objectives import Flag
from probation_planning.history.snapshots import fingerprint, plain
from probation_planning.organisation.models import DeliveryUnit
from probation_planning.organisation.questions import by_page, question

Part = Mapping[str, Any]

WITHDRAWN = {"withdrawn_on": "Withdrawn on", "withdrawn_reason": "Reason"}
# What is compared of each part, and what it is called.
FIELDS: dict[str, dict[str, str]] = {
    "themes": {"number": "Number", "title": "Title", **WITHDRAWN},
    "aims": {"number": "Number", "title": "Title", "theme": "Theme", **WITHDRAWN},
    "objectives": {
        "reference": "Reference",
        "theme": "Theme",
        "aim": "Aim",
        "text": "Objective",
        "outcomes": "Outcomes",
        "owners": "Owners",
        "owners_as_printed": "Owners as printed",
        "acts": "Who acts",
        "for_each": "Meant for each",
        "deadlines": "Deadline",
        "flags": "Marked",
        "sub_items": "Its parts",
        "hangs_on": "Hangs on",
        **WITHDRAWN,
    },
    "narratives": {"heading": "Heading", "kind": "What it is", "text": "Text"},
    "tables": {
        "title": "Title",
        "kind": "What it is",
        "unit": "Unit",
        "note": "Note",
        "columns": "Columns",
        "lines": "Figures",
    },
}
PLAN = {
    "title": "Title",
    "plan": "Title of the plan",
    "starts": "First day it covers",
    "ends": "Last day it covers",
    "vision": "Vision",
    "mission": "Mission",
}
ONE = {"themes": "Theme", "aims": "Aim", "objectives": "Objective", "narratives": "Section", "tables": "Table"}


FLAGS: dict[str, str] = {str(value): str(label) for value, label in Flag.choices}
CHOICES: dict[str, dict[str, str]] = {
    "for_each": dict(DeliveryUnit.Kind.choices),
    "kind": dict([*PlanningTable.Kind.choices, *Narrative.Kind.choices]),
}


class Change(NamedTuple):
    """One thing that reads otherwise: what it is about, what it was and what it is."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Difference:
    """A part of the plan that is not as it was: `kind` is added, withdrawn, restored, removed or changed."""

    kind: str
    name: str
    title: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Mark:
    """That a part is not as the last version of this number has it."""

    kind: str
    number: int
    changes: tuple[Change, ...] = ()

    @property
    def words(self) -> str:
        """Changed since version 1."""
        return f"{self.kind} since version {self.number}"


class Names:
    """What the keys of a plan's contents are called."""

    def __init__(self, contents: Mapping[str, Any]) -> None:
        self.of: dict[tuple[str, int], str] = {}
        for kind in ("themes", "aims"):
            self.of |= {(kind, part["key"]): f"{part['number']} {part['title']}" for part in contents[kind]}
        self.of |= {("objectives", part["key"]): part["reference"] for part in contents["objectives"]}

    def say(self, kind: str, key: int | None) -> str:
        """The name of one, empty for none; one that these contents do not hold is another one."""
        return "" if key is None else self.of.get((kind, key), "another one")


def changes_since(version: PlanVersion, annual_plan: AnnualPlan) -> list[Difference]:
    """How the plan differs now from the version."""
    return differences(version.contents, plain(contents_of(annual_plan)))


def differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Between two contents of one plan, part by part in the plan's order."""
    names = (Names(was), Names(now))
    of_plan = _compared(PLAN, was, now, names)
    found = [Difference("changed", "The plan", now["title"], of_plan)] if of_plan else []
    for kind in FIELDS:
        before = {part["key"]: part for part in was[kind]}
        after = {part["key"]: part for part in now[kind]}
        for key, part in after.items():
            if said := _difference(kind, before.get(key), part, names):
                found.append(Difference(said[0], name_of(kind, part), title_of(part), said[1]))
        found += [
            Difference("removed", name_of(kind, part), title_of(part))
            for key, part in before.items()
            if key not in after
        ]
        if said_of_order := _order(kind, before, after, names[1]):
            found += said_of_order
    return found


def _difference(
    kind: str, was: Part | None, now: Part, names: tuple[Names, Names]
) -> tuple[str, tuple[Change, ...]] | None:
    """What became of one part; none where it reads as it did."""
    if was is None:
        return "added", ()
    changes = _compared(FIELDS[kind], was, now, names)
    if not changes:
        return None
    if now.get("withdrawn_on") and not was.get("withdrawn_on"):
        return "withdrawn", changes
    if was.get("withdrawn_on") and not now.get("withdrawn_on"):
        return "restored", changes
    return "changed", changes


def _compared(fields: Mapping[str, str], was: Part, now: Part, names: tuple[Names, Names]) -> tuple[Change, ...]:
    """What reads otherwise; a version kept before a field was known says nothing of it."""
    return tuple(
        Change(label, *_both_in_words(field, was[field], now[field], names))
        for field, label in fields.items()
        if field in was and was[field] != now[field]
    )


def _both_in_words(field: str, was: Any, now: Any, names: tuple[Names, Names]) -> tuple[str, str]:
    """What it was and what it is; of a table's rows those alone that differ, with what was read where that is all."""
    if field != "lines":
        return in_words(field, was, names[0]), in_words(field, now, names[1])
    gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
    if not gone and not come:
        gone, come = was, now
    before, after = in_words(field, gone, names[0]), in_words(field, come, names[1])
    if before == after:
        before, after = ("\n".join(_row_in_words(one, as_read=True) for one in rows) for rows in (gone, come))
    return before, after


def _order(kind: str, was: Mapping[int, Part], now: Mapping[int, Part], names: Names) -> list[Difference]:
    """Where what stood under one heading stands there in another order."""
    found = []
    for above in {_above(part): None for part in now.values()}:
        stays = [key for key, part in now.items() if key in was and _above(part) == above == _above(was[key])]
        before = [key for key in was if key in stays]
        if before == stays:
            continue
        under = names.say("aims", above[1]) if above[1] else names.say("themes", above[0]) if above[0] else "The plan"
        said = [", ".join(_short(kind, rows[key]) for key in keys) for rows, keys in ((was, before), (now, stays))]
        found.append(Difference("changed", f"Order of {ONE[kind].lower()}s", under, (Change("Order", *said),)))
    return found


def _above(part: Part) -> tuple[int | None, int | None]:
    return part.get("theme"), part.get("aim")


def _short(kind: str, part: Part) -> str:
    return str(part.get("reference") or part.get("number") or title_of(part))


def name_of(kind: str, part: Part) -> str:
    """Objective 1.2-3."""
    number = part.get("reference") or part.get("number") or ""
    return f"{ONE[kind]} {number}".strip()


def title_of(part: Part) -> str:
    """What it says first."""
    text = part.get("title") or part.get("heading") or ""
    if not text and "kind" in part:
        text = dict(Narrative.Kind.choices).get(part["kind"], "")
    return str(text or part.get("text", ""))


def in_words(field: str, value: Any, names: Names) -> str:
    """A value of the contents as a person reads it; several a line each."""
    if field in {"theme", "aim"}:
        return names.say(f"{field}s", value)
    if field == "hangs_on":
        return names.say("objectives", value)
    if field in {"withdrawn_on", "starts", "ends"}:
        return f"{datetime.date.fromisoformat(value):%-d %B %Y}" if value else ""
    if field in CHOICES:
        return CHOICES[field].get(value, str(value))
    if isinstance(value, list):
        return "\n".join(_line_in_words(field, one) for one in value)
    return str(value)


def _line_in_words(field: str, one: Any) -> str:
    if field == "deadlines":
        month = f"{datetime.date.fromisoformat(one['month']):%B %Y}"
        return f"{month}: {one['stage']}" if one["stage"] else month
    if field == "flags":
        return FLAGS.get(one, str(one))
    if field == "sub_items":
        return f"{one['label']} {one['text']}".strip()
    if field == "lines":
        return _row_in_words(one, as_read=False)
    return str(one)


def _row_in_words(one: Part, *, as_read: bool) -> str:
    """A row of figures as printed, and how each is read where that is asked."""
    unit, note = (f" ({one['unit']})" if one["unit"] else ""), (f". {one['note']}" if one["note"] else "")
    cells = [_as_read(printed, read) if as_read else printed or read for printed, read in one["cells"]]
    return f"{one['label']}{unit}: {('; ' if as_read else ', ').join(cells)}{note}"


def _as_read(printed: str, read: str) -> str:
    """1,2OO, read as 1200; a figure that says itself how it is read stands alone."""
    value = f"{Decimal(read).normalize():f}" if read else ""
    if value == printed.replace(",", "") or not printed:
        return printed or value
    return f"{printed}, {f'read as {value}' if value else 'not read'}"


# Marks on the pages that show the plan as it is


class Marks:
    """Which parts of a plan are not as the last version has them, by kind and key; empty without a version."""

    def __init__(
        self,
        annual_plan: AnnualPlan,
        *,
        objectives: Iterable[Objective] = (),
        aims: Iterable[Aim] = (),
        themes: Iterable[Theme] = (),
    ) -> None:
        """Those of the rows shown: two questions, however many they are."""
        self.of: dict[tuple[str, int], Mark] = {}
        keys = by_page([row.pk for row in objectives])
        last = next(iter(_last_version(annual_plan.pk, keys)), None)
        if last is None:
            return
        self.number, *held = last
        was: dict[str, list[Part]] = dict(zip(("themes", "aims", "objectives"), held, strict=True))
        written: dict[str, list[Part]] = {
            "themes": [*map(_as_kept, themes_written(themes))],
            "aims": [*map(_as_kept, aims_written(aims))],
            "objectives": [*map(_as_kept, objectives_written(_all_said(keys)))],
        }
        names = (Names(was), Names(written))
        names[1].of = names[0].of | names[1].of
        for kind, parts in written.items():
            before = {part["key"]: part for part in was[kind]}
            for part in parts:
                if said := _difference(kind, before.get(part["key"]), part, names):
                    self.of[kind, part["key"]] = Mark(said[0], self.number, said[1])

    def mark(self, row: Objective | Aim | Theme) -> Mark | None:
        """What became of it, none where it reads as it did."""
        return self.of.get((f"{row._meta.model_name}s", row.pk))


@lru_cache(maxsize=2048)
def _as_kept(part: ThemeWritten | AimWritten | ObjectiveWritten) -> Part:
    """A part as a version holds it: made once for the same words, and only read."""
    kept: Part = plain(part)
    return kept


@question
def _last_version(annual_plan: int, keys: tuple[int, ...]) -> QuerySet[PlanVersion, tuple[int, Any, Any, Any]]:
    """Number and parts of the last version: all themes and aims, and the objectives of these keys alone."""
    # Two thousand objectives are sifted in the database: a page shows few of them.
    objectives = Func(
        KeyTransform("objectives", "contents"),
        Func(*map(Value, keys), template="(%(expressions)s)"),
        template="(SELECT coalesce(jsonb_agg(part), '[]') FROM jsonb_array_elements(%(expressions)s)",
        arg_joiner=") part WHERE (part ->> 'key')::bigint IN ",
        output_field=JSONField(),
    )
    rows = PlanVersion.objects.filter(annual_plan=annual_plan).order_by("-number").annotate(held=objectives)
    return rows.values_list("number", KeyTransform("themes", "contents"), KeyTransform("aims", "contents"), "held")[:1]


@question
def _all_said(keys: tuple[int, ...]) -> QuerySet[Any]:
    return with_all_said(Objective.objects.filter(pk__in=keys))


# Keeping


def keep_version(annual_plan: AnnualPlan, contents: PlanWritten, **values: Any) -> PlanVersion:
    """Add what the plan says as its next version."""
    last = annual_plan.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return PlanVersion.objects.create(
        annual_plan=annual_plan,
        number=last + 1,
        contents=plain(contents),
        digest=fingerprint(contents),
        **values,
    )


def keep_as_printed(annual_plan: AnnualPlan) -> None:
    """Keep a plan that was loaded from its paper as version 1, once."""
    if not annual_plan.versions.exists():
        keep_version(annual_plan, contents_of(annual_plan), kind=PlanVersion.Kind.PAPER)


def is_whole(version: PlanVersion) -> bool:
    """Whether the contents still have the fingerprint they were kept with."""
    return fingerprint(version.contents) == version.digest
