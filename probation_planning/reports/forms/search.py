"""What is looked for, and in which years."""

from collections.abc import Sequence
from typing import Any

from django import forms

from probation_planning.organisation.models import Year
from probation_planning.reports.search import LONGEST
from probation_planning.ui.forms import HouseForm


class SearchForm(HouseForm):
    """The words; the same box stands on every page of a year. Of several years one can be chosen."""

    q = forms.CharField(
        label="Search",
        max_length=LONGEST,
        help_text=(
            "Words, “words in order”, or a reference such as risk 1.4, aim 2.1 or 1.2-3. "
            "A minus before a word leaves out what holds it."
        ),
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": f"Search for {LONGEST} letters at most."},
    )
    year = forms.ChoiceField(
        label="Year", required=False, error_messages={"invalid_choice": "Choose one of the years, or all of them."}
    )

    def __init__(self, *args: Any, years: Sequence[Year], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = {year.slug: year for year in years}
        choices = [("", "All years"), *((slug, year.label) for slug, year in self.years.items())]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]

    @property
    def within(self) -> Year | None:
        """The one year that is searched; none where all are."""
        return self.years.get(self.cleaned_data["year"])
