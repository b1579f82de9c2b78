"""The plan as a version holds it, read back from the version's contents alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from objectives.versions import FIELDS, PLAN, Names, in_words

SHOWN_APART = frozenset({"reference", "theme", "aim", "text", "outcomes", "sub_items", "number", "title"})


class Fact(NamedTuple):
    """One thing said, and in which words."""

    label: str
    words: str


@dataclass(frozen=True)
class ObjectiveThen:
    """An objective as it read."""

    reference: str
    text: str
    outcomes: list[str]
    parts: list[str]
    facts: list[Fact]


@dataclass(frozen=True)
class HeadingThen:
    """A theme or an aim as it read, with what stood straight under it."""

    number: str
    title: str
    facts: list[Fact]
    objectives: list[ObjectiveThen] = field(default_factory=list)
    aims: list["HeadingThen"] = field(default_factory=list)


class TableThen(NamedTuple):
    """A planning table as printed."""

    title: str
    unit: str
    note: str
    columns: list[str]
    lines: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class PlanThen:
    """All of it."""

    facts: list[Fact]
    narratives: list[Fact]
    themes: list[HeadingThen]
    tables: list[TableThen]


def plan_then(contents: Mapping[str, Any]) -> PlanThen:
    """What the contents of a version say."""
    names = Names(contents)
    objectives: dict[tuple[int, int | None], list[ObjectiveThen]] = {}
    for part in contents["objectives"]:
        objectives.setdefault((part["theme"], part["aim"]), []).append(_objective(part, names))
    themes = []
    for theme in contents["themes"]:
        under = [
            HeadingThen(
                aim["number"],
                aim["title"],
                _facts("aims", aim, names),
                objectives.get((theme["key"], aim["key"]), []),
            )
            for aim in contents["aims"]
            if aim["theme"] == theme["key"]
        ]
        straight = objectives.get((theme["key"], None), [])
        themes.append(HeadingThen(theme["number"], theme["title"], _facts("themes", theme, names), straight, under))
    return PlanThen(
        facts=[Fact(label, in_words(name, contents[name], names)) for name, label in PLAN.items() if contents[name]],
        narratives=[Fact(part["heading"], part["text"]) for part in contents["narratives"]],
        themes=themes,
        tables=[_table(part) for part in contents["tables"]],
    )


def _objective(part: Mapping[str, Any], names: Names) -> ObjectiveThen:
    return ObjectiveThen(
        reference=part["reference"],
        text=part["text"],
        outcomes=part["outcomes"],
        parts=[f"{one['label']} {one['text']}".strip() for one in part["sub_items"]],
        facts=_facts("objectives", part, names),
    )


def _facts(kind: str, part: Mapping[str, Any], names: Names) -> list[Fact]:
    return [
        Fact(label, in_words(name, part[name], names))
        for name, label in FIELDS[kind].items()
        if name not in SHOWN_APART and part.get(name)
    ]


def _table(part: Mapping[str, Any]) -> TableThen:
    return TableThen(
        part["title"],
        part["unit"],
        part["note"],
        part["columns"],
        [(line["label"], [printed or read for printed, read in line["cells"]]) for line in part["lines"]],
    )
