"""The dated past of a thing: each row in words, and what it changed."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from risks.models import Acceptance, Action, Control, Target
from risks.models.dated import Thing
from risks.things import Stands, acceptance_stands, action_stands, control_stands

Words = Callable[[Any], str]


class Said(NamedTuple):
    """One thing that a row says; `before` what it said until then, empty where it said nothing."""

    label: str
    now: str
    before: str


class Step(NamedTuple):
    """One row: who wrote it and when, how the thing stood then, and what the row says that was not said before."""

    row: Thing
    stands: Stands | None
    said: list[Said]


def _day(name: str) -> Words:
    return lambda row: f"{day:%-d %B %Y}" if (day := getattr(row, name)) else ""


def _text(name: str) -> Words:
    return lambda row: str(getattr(row, name) or "")


def _label(name: str) -> Words:
    return lambda row: str(getattr(row, f"get_{name}_display")() or "") if getattr(row, name) else ""


# What a thing keeps from row to row, and what each row says for itself.
KEPT: Mapping[type[Thing], Sequence[tuple[str, Words]]] = {
    Action: [("What will be done", _text("text")), ("Owner", _text("owner")), ("Due", _day("due_on"))],
    Control: [
        ("Control", _text("text")),
        ("What it does", _label("kind")),
        ("How good it is", _label("effectiveness")),
        ("Line of assurance", _label("line")),
        ("Assured by", _text("assured_by")),
        ("Assured on", _day("assured_on")),
    ],
    Acceptance: [
        ("Accepted by", lambda row: str(row.accepted_by or row.accepted_by_body)),
        ("Minute reference", _text("minute_reference")),
        ("Why it is accepted", _text("why")),
        ("Until", _day("until")),
        ("What is watched", _text("watched")),
    ],
    Target: [
        ("Likelihood", _text("likelihood")),
        ("Impact", _text("impact")),
        ("Score", lambda row: str(row.likelihood * row.impact)),
        ("By", _day("by_when")),
    ],
}

ITS_OWN: Sequence[tuple[str, str]] = (("What happened", "said"), ("Why", "reason"))


def past_of(rows: Sequence[Thing], day: datetime.date) -> list[Step]:
    """Every row of a thing, the newest first; the newest one's state is as of the day, an unchanged one is not told."""
    steps: list[Step] = []
    before: Thing | None = None
    for row in rows:
        said = [
            Said(label, now, then)
            for label, words in KEPT[type(row)]
            if (now := words(row)) != (then := words(before) if before else "")
        ]
        said += [Said(label, words, "") for label, name in ITS_OWN if (words := getattr(row, name, ""))]
        stands = stands_of(row, day if row is rows[-1] else row.dated)
        told = before is None or stands != stands_of(before, before.dated)
        steps.append(Step(row, stands if told else None, said))
        before = row
    return steps[::-1]


def facts_of(row: Thing) -> list[Said]:
    """What the thing is, besides its first words."""
    return [Said(label, now, "") for label, words in KEPT[type(row)][1:] if (now := words(row))]


def stands_of(row: Thing, day: datetime.date) -> Stands | None:
    """How the thing stood on the day by this row; a target has no state."""
    if isinstance(row, Action):
        return action_stands(day, row.state, row.due_on)
    if isinstance(row, Control):
        return control_stands(row.state)
    if isinstance(row, Acceptance):
        return acceptance_stands(day, row.state, row.until)
    return None
