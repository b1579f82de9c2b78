"""Forms of the scales and the bands: what each level means, and from which score each band starts."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms

from probation_planning.organisation.word import refuse_future
from probation_planning.ui.forms import DayField, HouseForm, WordsField
from risks.forms.setup import SetupForm
from risks.frames import LevelWords
from risks.models import Review, ScaleLevel
from risks.scoring import LEVELS, Thresholds, faults_of
from risks.services.scales import Approval

FLOORS = ("amber_from", "red_from", "black_from")


class ApprovedForm(SetupForm):
    """A change of scales or bands: once they are locked, from when it holds and who approved it."""

    starts_at = forms.ChoiceField(
        label="Holds from the review",
        help_text="Reviews before it keep the old words and bands.",
        error_messages={
            "required": "Choose from which review the change holds.",
            "invalid_choice": "Choose a review that has not gone to a committee.",
        },
    )
    approved_by = forms.CharField(
        label="Approved by", max_length=120, error_messages={"required": "Say who approved the change."}
    )
    approved_on = DayField(
        label="Approved on",
        validators=[refuse_future],
        error_messages={"required": "Enter the day on which it was approved."},
    )

    def __init__(self, *args: Any, locked: bool, reviews: Sequence[Review], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reviews = {review.slug: review for review in reviews}
        if not locked:
            del self.fields["starts_at"], self.fields["approved_by"], self.fields["approved_on"]
            return
        field: Any = self.fields["starts_at"]
        field.choices = [("", "Choose"), *((slug, review.label) for slug, review in self.reviews.items())]
        self.order_fields([name for name in self.fields if name not in {"starts_at", "approved_by", "approved_on"}])

    @property
    def approval(self) -> Approval:
        """What the act takes; nothing while scales and bands are free."""
        said = self.cleaned_data
        if "starts_at" not in said:
            return Approval()
        return Approval(self.reviews.get(said["starts_at"]), said["approved_by"], said["approved_on"])


class ScaleForm(ApprovedForm):
    """The five levels of a scale, from 1 to 5."""

    def __init__(self, *args: Any, kind: ScaleLevel.Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ranges = ["range"] if kind is ScaleLevel.Kind.LIKELIHOOD else []
        self.parts = ["name", "code", *ranges, "criteria"]
        for level in LEVELS:
            boxes: dict[str, forms.Field] = {
                "name": forms.CharField(label="Name", max_length=40),
                "code": forms.CharField(
                    label="Code", max_length=4, widget=forms.TextInput({"class": "govuk-input--width-4"})
                ),
                "range": forms.CharField(
                    label="Probability range",
                    max_length=40,
                    required=False,
                    widget=forms.TextInput({"class": "govuk-input--width-10"}),
                ),
                "criteria": WordsField(label="When it applies", rows=2),
            }
            for part in self.parts:
                box = boxes[part]
                box.error_messages["required"] = f"Level {level}: say {_ASKED[part]}."
                self.fields[f"{part}_{level}"] = box
        approval = ("starts_at", "approved_by", "approved_on", "seen")
        self.order_fields([name for name in self.fields if name not in approval])

    @staticmethod
    def filled_in(levels: Sequence[LevelWords]) -> dict[str, str]:
        """What stands in the boxes of a scale that says this."""
        return {
            f"{part}_{score}": words
            for score, level in zip(LEVELS, levels, strict=True)
            for part, words in level._asdict().items()
        }

    @property
    def levels_of_boxes(self) -> list[tuple[int, list[Any]]]:
        """Each level with its boxes, for the page."""
        return [(level, [self[f"{part}_{level}"] for part in self.parts]) for level in LEVELS]

    @property
    def approval_boxes(self) -> list[Any]:
        """The boxes of the approval, where there are any."""
        return [self[name] for name in ("starts_at", "approved_by", "approved_on") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """No two levels share a name or a code."""
        given = super().clean()
        for level in LEVELS:
            # The key prints a full stop after each.
            given[f"criteria_{level}"] = str(given.get(f"criteria_{level}", "")).rstrip(" .")
        for part in ("name", "code"):
            said = {level: str(given.get(f"{part}_{level}", "")).casefold() for level in LEVELS}
            many = Counter(said.values())
            for level, words in said.items():
                first = next(one for one, other in said.items() if other == words)
                if words and many[words] > 1 and level != first:
                    self.add_error(f"{part}_{level}", f"Level {level}: level {first} has this {part} already.")
        return given

    @property
    def levels(self) -> list[LevelWords]:
        """What the act takes."""
        said = self.cleaned_data
        return [LevelWords(*(said.get(f"{part}_{level}", "") for part in LevelWords._fields)) for level in LEVELS]


_ASKED = {"name": "what it is called", "code": "its code", "criteria": "when it applies", "range": "its range"}


class FloorField(forms.IntegerField):
    """The lowest score of a band."""

    def __init__(self, band: str) -> None:
        super().__init__(
            label=f"{band} from",
            min_value=1,
            max_value=99,
            widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric", "min": 2, "max": 25}),
            error_messages={
                "required": f"Enter the lowest score of {band}.",
                "invalid": f"Enter the lowest score of {band} as a whole number from 2 to 25.",
                "min_value": f"Enter the lowest score of {band} as a whole number from 2 to 25.",
                "max_value": f"Enter the lowest score of {band} as a whole number from 2 to 25.",
            },
        )


class BandsForm(ApprovedForm):
    """From which score each band starts; Green starts at 1."""

    amber_from = FloorField("Amber")
    red_from = FloorField("Red")
    black_from = FloorField("Black")

    field_order = [*FLOORS, "starts_at", "approved_by", "approved_on"]

    def clean(self) -> dict[str, Any]:
        """Bands that overlap, leave a gap or paint no cell are refused in a sentence."""
        given = super().clean()
        if all(given.get(name) is not None for name in FLOORS):
            for name, sentence in faults_of(self.thresholds).items():
                self.add_error(name, sentence)
        return given

    @property
    def thresholds(self) -> Thresholds:
        """What the act takes."""
        return Thresholds(*(self.cleaned_data[name] for name in FLOORS))


class PictureForm(HouseForm):
    """The three thresholds that a picture is asked of."""

    amber_from = FloorField("Amber")
    red_from = FloorField("Red")
    black_from = FloorField("Black")
