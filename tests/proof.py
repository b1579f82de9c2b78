"""The forms by which it is proved that no save is lost and none doubled: what is typed, and what is then on record."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from objectives.models import Narrative, Objective, StatusUpdate
from probation_planning.organisation.models import DeliveryUnit, Owner
from risks.models import Action, Assessment, Entry, Question, WorkingNote
from scorecard.models import Footnote, Measure, Result, Target

OFFICER = "officer@derbyshire.example"
OWNER = "business.services@derbyshire.example"
COMMITTEE = "audit@derbyshire.example"
HOME = "/derbyshire/2011-12/"
SETTINGS = "/derbyshire/settings/"
Typed = Mapping[str, str]


class Kind(NamedTuple):
    """A form: whose it is, where, what is typed besides the words that tell one save from another, and their boxes.

    `record` is what the database keeps of these words, in the order in which they were saved. `asks_back`: it comes
    back once with how it is understood.
    """

    who: str
    page: str
    typed: Typed
    boxes: tuple[str, ...]
    record: Callable[[], list[str]]
    asks_back: bool = False


def rows(model: type[models.Model], column: str, **of: Any) -> Callable[[], list[str]]:
    """Of rows that are only added to, by their sequence."""
    return lambda: list(model._default_manager.filter(**of).order_by("pk").values_list(column, flat=True))


def changes(room: str, name: str, column: str, **of: Any) -> Callable[[], list[str]]:
    """Of a row that is changed, by what the database recorded of it; once where two changes kept the words."""

    def read() -> list[str]:
        events: Any = apps.get_model(room, f"{name}Event")
        kept = events._default_manager.filter(**of).exclude(pgh_label="delete").order_by("pgh_id")
        said = list(kept.values_list(column, flat=True))
        return [words for at, words in enumerate(said) if at and words != said[at - 1]]

    return read


CONTENDED: Mapping[str, Kind] = {
    "a rating": Kind(
        OWNER,
        f"{HOME}risks/1.1/assess/",
        {"likelihood": "4", "impact": "3"},
        ("comments", "reason"),
        rows(Assessment, "comments", entry__reference="1.1", review__slug="jun-11"),
    ),
    "a working note": Kind(
        OWNER, f"{HOME}risks/1.1/note/", {}, ("text",), rows(WorkingNote, "text", entry__reference="1.1")
    ),
    "the words of a risk": Kind(
        OFFICER,
        f"{HOME}risks/1.2/edit/",
        {"reason": "Said better."},
        ("title",),
        changes("risks", "Entry", "title", reference="1.2"),
    ),
    "a report on an action": Kind(
        OWNER,
        f"{HOME}risks/1.1/actions/1/",
        {"state": "open"},
        ("said",),
        rows(Action, "said", number=1, sequence__gt=1),
    ),
    "an answer": Kind(
        OWNER,
        f"{HOME}plan/objectives/1.2-3/",
        {"status": "at_risk"},
        ("comment",),
        rows(StatusUpdate, "comment", objective__reference="1.2-3"),
    ),
    "the words of an objective": Kind(
        OFFICER,
        f"{HOME}plan/objectives/1.2-3/edit/",
        {},
        ("text",),
        changes("objectives", "Objective", "text", reference="1.2-3"),
    ),
    "an outcome": Kind(
        OFFICER,
        f"{HOME}plan/objectives/1.2-3/edit/",
        {},
        ("outcome_8",),
        changes("objectives", "Outcome", "text", pgh_obj=8),
    ),
    "a theme": Kind(
        OFFICER, f"{HOME}plan/themes/1/edit/", {}, ("title",), changes("objectives", "Theme", "title", number="1")
    ),
    "a section of the plan": Kind(
        OFFICER,
        f"{HOME}plan/narrative/1/edit/",
        {},
        ("text",),
        changes("objectives", "Narrative", "text"),
    ),
    "the scorecard": Kind(
        OFFICER, f"{HOME}scorecard/edit/", {}, ("vision",), changes("scorecard", "Scorecard", "vision")
    ),
    "a measure": Kind(
        OFFICER,
        f"{HOME}scorecard/measures/2-2/edit/",
        {},
        ("name",),
        changes("scorecard", "Measure", "name", number=2, perspective__number=2),
    ),
    "a result": Kind(
        OFFICER,
        f"{HOME}scorecard/measures/2-1/result/",
        {"value": "92.5", "standing": "provisional"},
        ("note", "reason"),
        rows(Result, "note", measure__number=1, measure__perspective__number=2),
    ),
    "a target": Kind(
        OFFICER,
        f"{HOME}scorecard/measures/2-3/target/",
        {"approved_by": "The Board"},
        ("reason",),
        rows(Target, "reason", measure__number=3, measure__perspective__number=2, sequence__gt=1),
        asks_back=True,
    ),
    "a post": Kind(
        OFFICER, f"{SETTINGS}posts/head-of-estates/rename/", {}, ("name",), changes("organisation", "Owner", "name")
    ),
}


def having(model: type[models.Model], column: str) -> Callable[[], list[str]]:
    """Of all rows of a kind, the words of each."""
    return lambda: list(model._default_manager.values_list(column, flat=True))


SENT_TWICE: Mapping[str, Kind] = {
    "a risk": Kind(OFFICER, f"{HOME}risks/new/", {"section": "1"}, ("title",), having(Entry, "title")),
    "an action": Kind(OWNER, f"{HOME}risks/1.1/actions/new/", {}, ("text",), having(Action, "text")),
    "a rating between reviews": Kind(
        OFFICER,
        f"{HOME}risks/1.1/interim/",
        {"likelihood": "4", "impact": "3", "told_on": "20 6 2011"},
        ("reason", "comments"),
        having(Assessment, "reason"),
    ),
    "a question": Kind(COMMITTEE, f"{HOME}risks/2.1/questions/new/", {}, ("text",), having(Question, "text")),
    "an objective": Kind(
        OFFICER, f"{HOME}plan/objectives/new/", {"place": "aim-2"}, ("text",), having(Objective, "text")
    ),
    "a section of the plan": Kind(
        OFFICER, f"{HOME}plan/narrative/new/", {"kind": "other"}, ("text", "heading"), having(Narrative, "text")
    ),
    "a measure": Kind(
        OFFICER, f"{HOME}scorecard/measures/new/", {"perspective": "1"}, ("name",), having(Measure, "name")
    ),
    "a note": Kind(OFFICER, f"{HOME}scorecard/notes/new/", {}, ("marker", "text"), having(Footnote, "text")),
    "a unit": Kind(OFFICER, f"{SETTINGS}units/new/", {"kind": "other"}, ("name",), having(DeliveryUnit, "name")),
    "a post": Kind(OFFICER, f"{SETTINGS}posts/new/", {}, ("name",), having(Owner, "name")),
    **{
        name: CONTENDED[name]
        for name in ("a rating", "an answer", "a result", "the words of a risk", "a target", "a report on an action")
    },
}
