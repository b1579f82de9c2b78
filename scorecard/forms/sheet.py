"""What holds for all results of a sheet: how final they are, whose word they stand on, and why any is corrected."""

from collections.abc import Sequence
from typing import Any

from django import forms

from probation_planning.organisation.models import Owner
from probation_planning.organisation.word import NO_DAY, refuse_future
from probation_planning.ui.forms import DayField, HintedRadios, Refusable, WordsField
from scorecard.forms.results import FINAL, PROVISIONAL
from scorecard.services.results import Given
from scorecard.sheet import Words

EACH = "each"
# Half of what a draft holds.
MOST_PASTED = 200_000


class SheetForm(Refusable):
    """One choice for the whole sheet; the boxes of its rows are read by `scorecard.sheet`."""

    draft_by = "page"

    pasted = forms.CharField(
        label="Cells from a spreadsheet",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 4, "wrap": "off", "spellcheck": "false", "class": "pasted"}),
        help_text="One column of results in the order of the rows below, or the reference, the result, its two parts "
        "and a note. Headings in the first line are understood.",
    )
    standing = forms.ChoiceField(
        label="Are the results final?",
        choices=[(PROVISIONAL, "Provisional"), (FINAL, "Final")],
        widget=HintedRadios({PROVISIONAL: "They may still change.", FINAL: "Where the period is over."}),
        error_messages={"required": "Choose whether the results are provisional or final."},
    )
    given_for = forms.ChoiceField(
        label="On whose word",
        required=False,
        error_messages={"invalid_choice": "Choose an owner from the list."},
    )
    told_on = DayField(
        label="Told on", required=False, help_text="The day on which they told you.", validators=[refuse_future]
    )
    source = forms.CharField(
        label="Where the figures come from", max_length=200, required=False, help_text="For example, the case system."
    )
    reason = WordsField(
        label="Reason for the corrections",
        rows=2,
        required=False,
        help_text="Wanted where a result that stands is replaced by another. What is replaced is kept.",
    )
    page = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, owners: Sequence[Owner], asks_word: bool, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(owner.pk): owner for owner in owners}
        if asks_word:
            choices = [(key, owner.name) for key, owner in self.owners.items()]
            self.fields["given_for"].choices = [(EACH, "The owner of each measure"), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["given_for"], self.fields["told_on"]
        if not corrects:
            del self.fields["reason"]

    def clean_pasted(self) -> str:
        """No more than a draft holds, which keeps what is set aside; a limit of the box itself would cut it off."""
        pasted: str = self.cleaned_data["pasted"]
        if len(pasted) > MOST_PASTED:
            raise forms.ValidationError(f"{len(pasted):,} letters are pasted. Paste at most {MOST_PASTED:,} at a time.")
        return pasted

    @property
    def words(self) -> Words:
        """What holds for all rows."""
        said = self.cleaned_data
        given = Given(
            source=said.get("source", ""),
            reason=said.get("reason", "").strip(),
            given_for=self.owners.get(said.get("given_for", "")),
            told_on=said.get("told_on"),
        )
        return Words(final=said.get("standing") == FINAL, given=given)

    def want_day(self) -> None:
        """Ask for the day on which the owners told."""
        if "told_on" in self.fields and not self.errors.get("told_on"):
            self.add_error("told_on", NO_DAY)

    def want_reason(self, many: int) -> None:
        """Ask why results that stand are replaced."""
        if "reason" in self.fields and not self.errors.get("reason"):
            these = "One result here replaces" if many == 1 else f"{many} results here replace"
            self.add_error("reason", f"{these} what stands. Say why.")
