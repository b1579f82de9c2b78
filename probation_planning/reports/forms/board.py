"""Forms by which a board pack is put together, issued and withdrawn."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from probation_planning.organisation.models import Body, Trust
from probation_planning.reports.board import Chosen
from probation_planning.reports.papers.report import Report
from probation_planning.ui.forms import DayField, OnceForm, Refusable, WordsField

WHOLE = "Enter a whole number, like 1."


class PlaceField(forms.IntegerField):
    """Where a report stands in the pack; empty where it does not."""

    def __init__(self, report: Report) -> None:
        super().__init__(
            label=report.title,
            help_text=report.says,
            required=False,
            min_value=1,
            max_value=99,
            widget=forms.NumberInput({"class": "govuk-input--width-2", "inputmode": "numeric"}),
            error_messages={"invalid": WHOLE, "min_value": WHOLE, "max_value": "Enter a number up to 99."},
        )


class BoardPackForm(OnceForm):
    """For which body and meeting, what is said of it, and which reports stand in it in which order.

    `seen` is the fingerprint of what the officer looked at last.
    """

    draft_by = ""

    body = forms.ModelChoiceField(
        label="Which body is it for?",
        queryset=Body.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="Each report is read as this body may read it.",
        error_messages={"required": "Choose a body.", "invalid_choice": "Choose a body from the list."},
    )
    meeting_on = DayField(
        label="Day of the meeting",
        help_text="Printed on page 1. For example, 5 7 2011",
        error_messages={"required": "Enter the day of the meeting."},
    )
    title = forms.CharField(
        label="Title",
        max_length=120,
        help_text="Printed on page 1 and at the head of every page.",
        error_messages={"required": "Enter a title, like Quarter 1 performance."},
    )
    presenter = forms.CharField(
        label="Who presents it", max_length=120, required=False, help_text="A name or a post. Printed on page 1."
    )
    purpose = WordsField(label="Purpose", rows=3, required=False, help_text="What it is for. Printed on page 1.")
    recommendation = WordsField(
        label="Recommendation", rows=3, required=False, help_text="What the body is asked to do. Printed on page 1."
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, trust: Trust, reports: Sequence[Report], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reports = {f"place_{report.slug}": report for report in reports}
        self.fields["body"].queryset = Body.objects.filter(trust=trust)  # type: ignore[attr-defined]
        for name, report in self.reports.items():
            self.fields[name] = PlaceField(report)

    @property
    def places(self) -> Iterator[forms.BoundField]:
        """The boxes of the reports."""
        return (self[name] for name in self.reports)

    @property
    def words(self) -> Iterator[forms.BoundField]:
        """The other boxes that are seen."""
        return (field for field in self.visible_fields() if field.name not in self.reports)

    def clean(self) -> dict[str, Any]:
        """At least one report, and no two in one place."""
        given = super().clean()
        placed = {name: given[name] for name in self.reports if given.get(name)}
        if not placed and not any(name in self.errors for name in self.reports):
            self.add_error(next(iter(self.reports), None), "Choose at least one report: enter 1 beside it.")
        taken = Counter(placed.values())
        for name in [name for name, place in placed.items() if taken[place] > 1]:
            self.add_error(name, f"Two reports stand in place {placed[name]}. Give each a number of its own.")
        return given

    @property
    def chosen(self) -> Chosen:
        """What was put together."""
        said = self.cleaned_data
        placed = sorted((said[name], name) for name in self.reports if said[name])
        names = ("body", "meeting_on", "title", "presenter", "purpose", "recommendation")
        return Chosen(**{name: said[name] for name in names}, reports=tuple(self.reports[name] for _, name in placed))


class WithdrawForm(Refusable):
    """Why a board pack is taken back."""

    draft_by = ""

    reason = WordsField(
        label="Why",
        rows=3,
        help_text="Shown on the page of the pack to whoever may read it.",
        error_messages={"required": "Say why the board pack is withdrawn."},
    )
