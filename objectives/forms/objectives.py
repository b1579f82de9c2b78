"""The form by which the officer adds an objective or changes what it says."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q

from objectives.models import Aim, AnnualPlan, Theme
from objectives.models.objectives import Flag
from objectives.services.building import Due, Line, SubLine, Words
from probation_planning.organisation.forms.owners import BesidesField, LeadField
from probation_planning.organisation.models import DeliveryUnit, Owner
from probation_planning.ui.forms import MonthField, OnceForm, WordsField

SMALL = {"class": "govuk-checkboxes--small"}
WIDE = {"class": "govuk-input--width-20"}
# Empty boxes for more: of outcomes, deadlines and parts. Whoever needs others saves and opens the form again.
MORE = {"outcome": 3, "deadline": 2, "part": 2}
STAYS = "There is evidence for it, so it is changed and not removed."
MOVED = "An answer has moved it, so it is changed and not removed."


class ObjectiveForm(OnceForm):
    """What an objective says, who owns it and by when; each outcome, deadline and part has its own boxes.

    `seen` is the fingerprint of the words it was filled in beside; a new one bears `once` instead. Boxes are named by
    the key of the row they hold; one that was removed meanwhile comes back as a new one.
    """

    draft_by = ""

    place = forms.ChoiceField(
        label="Where it stands",
        help_text="The system gives the reference. Under another aim or theme it is given another, and its old address "
        "leads to it.",
        error_messages={
            "required": "Choose an aim, or a theme that it stands straight under.",
            "invalid_choice": "Choose an aim or a theme from the list.",
        },
    )
    text = WordsField(
        label="Objective",
        rows=3,
        help_text="What is to be done, in a sentence. Printed in the plan.",
        error_messages={"required": "Say what the objective is."},
    )
    leads = LeadField(help_text="The post or group that answers for it.")
    others = BesidesField()
    flags = forms.MultipleChoiceField(
        label="Marked as",
        required=False,
        widget=forms.CheckboxSelectMultiple(SMALL),
        error_messages={"invalid_choice": "Choose marks from the list."},
    )
    acts = forms.CharField(
        label="Who acts, in words",
        max_length=120,
        required=False,
        help_text="For example, Each LDU. These words are printed and make nobody an owner.",
        widget=forms.TextInput(WIDE),
    )
    for_each = forms.ChoiceField(
        label="Answered by each unit",
        choices=[("", "No, once for the trust"), *DeliveryUnit.Kind.choices],
        required=False,
        help_text="Each unit of the kind then gives its own status. It stays as it is once somebody has answered.",
        error_messages={"invalid_choice": "Choose from the list."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, annual_plan: AnnualPlan, now: Words | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        named = [owner.pk for owner in now.owners] if now else []
        # An owner that has been closed since stays in the list while the objective still names it.
        owners = Owner.objects.filter(Q(closed_on=None) | Q(pk__in=named), trust=annual_plan.trust_id)
        fields: dict[str, Any] = self.fields
        fields["leads"].queryset = owners
        fields["others"].queryset = owners.all()
        self.themes = {theme.pk: theme for theme in Theme.objects.filter(plan=annual_plan.plan_id).order_by("order")}
        self.aims = {aim.pk: aim for aim in Aim.objects.filter(plan=annual_plan.plan_id).order_by("order")}
        fields["place"].choices = self._places()
        held = now.flags if now else ()
        fields["flags"].choices = [one for one in Flag.choices if one[0] != Flag.UNKNOWN or one[0] in held]
        del self.fields["once" if now else "seen"]
        self.outcomes = self._keys("outcome", [row.key for row in now.outcomes] if now else ())
        self.deadlines = self._keys("deadline", [row.key for row in now.deadlines] if now else ())
        self.parts = self._keys("part", [row.key for row in now.sub_items] if now else ())
        self._add_boxes()
        self.initial.update(self._filled_in(now) if now else {})

    def _places(self) -> list[tuple[str, Any]]:
        """Aims by theme, and each theme itself; what is withdrawn takes no objective but those it has."""
        at = self._place_of(self.now) if self.now else ""
        groups: list[tuple[str, Any]] = [("", "Choose one")]
        for theme in self.themes.values():
            aims = [aim for aim in self.aims.values() if aim.theme_id == theme.pk]
            offered: list[tuple[str, str, Theme | Aim]] = [(f"aim-{aim.pk}", str(aim), aim) for aim in aims]
            offered.append((f"theme-{theme.pk}", f"Straight under theme {theme.number}", theme))
            open_ = [(value, label) for value, label, row in offered if value == at or not row.withdrawn_on]
            if open_:
                groups.append((str(theme), open_))
        return groups

    def _keys(self, kind: str, there: Iterable[int | None]) -> list[str]:
        """What the boxes of a kind are called: by their rows, those sent for rows that are gone, and empty ones."""
        known = [str(key) for key in there]
        sent = [name.removeprefix(f"{kind}_") for name in self.data if re.fullmatch(rf"{kind}_[0-9]{{1,18}}", name)]
        gone = [key for key in sent if key not in known]
        return [*known, *gone, *(f"new{number}" for number in range(1, MORE[kind] + 1))]

    def _add_boxes(self) -> None:
        for place, key in enumerate(self.outcomes, start=1):
            self.fields[f"outcome_{key}"] = WordsField(label=f"Outcome {place}", rows=2, required=False)
        for place, key in enumerate(self.deadlines, start=1):
            number = f" {place}" if place > 1 else ""
            self.fields[f"deadline_{key}"] = MonthField(label=f"Deadline{number}", required=False)
            self.fields[f"stage_{key}"] = forms.CharField(
                label=f"What of it is due{number and f' by deadline{number}'}",
                max_length=200,
                required=False,
                help_text="Where it is a stage and not all of it.",
                widget=forms.TextInput(WIDE),
            )
        for place, key in enumerate(self.parts, start=1):
            self.fields[f"label_{key}"] = forms.CharField(
                label=f"Label of part {place}",
                max_length=10,
                required=False,
                help_text="For example, a)",
                widget=forms.TextInput({"class": "govuk-input--width-4"}),
            )
            self.fields[f"part_{key}"] = WordsField(label=f"Part {place}", rows=2, required=False)

    @staticmethod
    def _place_of(words: Words) -> str:
        return f"aim-{words.aim.pk}" if words.aim else f"theme-{words.theme.pk}"

    def _filled_in(self, words: Words) -> dict[str, Any]:
        """What stands in the boxes of an objective that says this."""
        return {
            "place": self._place_of(words),
            "text": words.text,
            "leads": words.owners[0].pk if words.owners else None,
            "others": [one.pk for one in words.owners[1:]],
            "flags": list(words.flags),
            "acts": words.acts,
            "for_each": words.for_each,
            "seen": words.fingerprint,
            **{f"outcome_{line.key}": line.text for line in words.outcomes},
            **{f"deadline_{due.key}": due.month for due in words.deadlines},
            **{f"stage_{due.key}": due.stage for due in words.deadlines},
            **{f"label_{part.key}": part.label for part in words.sub_items},
            **{f"part_{part.key}": part.text for part in words.sub_items},
        }

    def say_what_stays(self, evidence: Iterable[int], moved: Iterable[int]) -> None:
        """Say at its box which outcome has evidence, and which deadline was moved by an answer."""
        for name, hint in [
            *((f"outcome_{key}", STAYS) for key in evidence),
            *((f"deadline_{key}", MOVED) for key in moved),
        ]:
            if name in self.fields:
                self.fields[name].help_text = " ".join(filter(None, [hint, str(self.fields[name].help_text)]))

    def clean(self) -> dict[str, Any]:
        """Others need somebody who leads, a stage its month, and a label its words; no deadline stands twice."""
        given = super().clean()
        if given.get("others") and not given.get("leads") and "leads" not in self.errors:
            self.add_error("leads", "Choose who leads, or take the ticks away below.")
        taken = set()
        for key in self.deadlines:
            month, stage = given.get(f"deadline_{key}"), given.get(f"stage_{key}")
            if stage and not month and f"deadline_{key}" not in self.errors:
                self.add_error(f"deadline_{key}", f"Enter the month by which “{stage}” is due.")
            if month and (month, stage) in taken:
                self.add_error(f"deadline_{key}", "The objective has this deadline already.")
            taken.add((month, stage))
        for key in self.parts:
            if given.get(f"label_{key}") and not given.get(f"part_{key}") and f"part_{key}" not in self.errors:
                self.add_error(f"part_{key}", f"Say what part {given[f'label_{key}']} is.")
        return given

    @property
    def words(self) -> Words:
        """What the act takes."""
        said = self.cleaned_data
        kind, _, key = said["place"].partition("-")
        aim = self.aims[int(key)] if kind == "aim" else None
        leads = said["leads"]
        return Words(
            theme=self.themes[aim.theme_id if aim else int(key)],
            aim=aim,
            text=said["text"],
            outcomes=tuple(
                Line(self._row(key, self.now.outcomes if self.now else ()), text)
                for key in self.outcomes
                if (text := said[f"outcome_{key}"])
            ),
            owners=((leads,) if leads else ()) + tuple(self._others(leads, said["others"])),
            acts=said["acts"],
            for_each=said["for_each"],
            deadlines=tuple(
                Due(self._row(key, self.now.deadlines if self.now else ()), month, said[f"stage_{key}"])
                for key in self.deadlines
                if (month := said[f"deadline_{key}"])
            ),
            flags=tuple(sorted(said["flags"])),
            sub_items=tuple(
                SubLine(self._row(key, self.now.sub_items if self.now else ()), said[f"label_{key}"], text)
                for key in self.parts
                if (text := said[f"part_{key}"])
            ),
        )

    def _others(self, leads: Owner | None, chosen: Iterable[Owner]) -> list[Owner]:
        """First those there were before, as they stood, then the new ones."""
        rows = [owner for owner in chosen if owner != leads]
        before = [owner for owner in (self.now.owners if self.now else ()) if owner in rows]
        return [*before, *(owner for owner in rows if owner not in before)]

    @staticmethod
    def _row(key: str, rows: Sequence[Line | Due | SubLine]) -> int | None:
        """The row that a box holds, none for a new one."""
        return next((row.key for row in rows if str(row.key) == key), None)

    # For the page

    @property
    def place_boxes(self) -> list[forms.BoundField]:
        """Where it stands and what it is."""
        return [self["place"], self["text"]]

    @property
    def outcome_boxes(self) -> list[forms.BoundField]:
        """One for each outcome."""
        return [self[f"outcome_{key}"] for key in self.outcomes]

    @property
    def deadline_boxes(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Month and stage."""
        return [(self[f"deadline_{key}"], self[f"stage_{key}"]) for key in self.deadlines]

    @property
    def part_boxes(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Label and words."""
        return [(self[f"label_{key}"], self[f"part_{key}"]) for key in self.parts]

    @property
    def parts_are_open(self) -> bool:
        """Whether the boxes of parts are wanted already."""
        return any(box.errors or box.value() for pair in self.part_boxes for box in pair)

    @property
    def owner_boxes(self) -> list[forms.BoundField]:
        """Who owns it."""
        return [self["leads"], self["others"]]

    @property
    def more_boxes(self) -> list[forms.BoundField]:
        """Marks, who acts, and units."""
        return [self["flags"], self["acts"], self["for_each"]]
