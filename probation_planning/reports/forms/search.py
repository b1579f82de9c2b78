"""What is looked for."""

from django import forms

from probation_planning.reports.search import LONGEST
from probation_planning.ui.forms import HouseForm


class SearchForm(HouseForm):
    """The words; the same box stands on every page of a year."""

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
