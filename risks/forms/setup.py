"""Forms by which the officer sets a register up."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q

from probation_planning.organisation.models import Owner, Role
from probation_planning.organisation.roles import EVERYONE
from probation_planning.organisation.word import refuse_future
from probation_planning.ui.forms import DayField, MonthField, Refusable, WordsField
from risks.forms.entries import SMALL
from risks.models import Appetite, Register
from risks.services.setup import Tolerance


class SetupForm(Refusable):
    """A form that is filled in beside what stands: `seen` is its fingerprint."""

    draft_by = ""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RegisterForm(SetupForm):
    """What a register is; who reads section 2 is asked of those who read it, and of who sets up a new one."""

    title = forms.CharField(
        label="Title", max_length=200, help_text="Printed at the head of the register and of packs."
    )
    period_from = DayField(label="From", error_messages={"required": "Enter the first day of the period."})
    period_to = DayField(label="To", error_messages={"required": "Enter the last day of the period."})
    section_one_title = forms.CharField(label="Title of section 1", max_length=300)
    section_two_title = forms.CharField(label="Title of section 2", max_length=300)
    section_two_note = WordsField(
        label="Note under the title of section 2", rows=3, required=False, help_text="Read by those who read section 2."
    )
    told_post = forms.ModelChoiceField(
        label="Post told besides owners and officer",
        queryset=Owner.objects.none(),
        required=False,
        empty_label="No other post",
        help_text="Told when a risk turns Black or newly Red, if its holder may read it.",
        error_messages={"invalid_choice": "Choose a post from the list."},
    )
    section_two_roles = forms.MultipleChoiceField(
        label="Who reads section 2",
        choices=[(str(role.value), role.label) for role in Role if role in EVERYONE],
        required=False,
        widget=forms.CheckboxSelectMultiple(SMALL),
        help_text="Each risk's own owners read theirs besides. A performance officer without a tick here no longer "
        "reads section 2, and can no longer change who does.",
        error_messages={"invalid_choice": "Choose from the list."},
    )

    def __init__(self, *args: Any, now: Register, opens_section_two: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Owner.objects.posts().filter(trust=now.trust_id or now.year.trust_id)
        told: Any = self.fields["told_post"]
        told.queryset = posts.filter(Q(closed_on=None) | Q(pk__in=[now.told_post_id]))
        if not opens_section_two:
            del self.fields["section_two_roles"]

    def clean(self) -> dict[str, Any]:
        """The period runs forwards."""
        given = super().clean()
        first, last = given.get("period_from"), given.get("period_to")
        if first and last and last <= first:
            self.add_error("period_to", "The period ends before it starts.")
        return given

    @property
    def values(self) -> dict[str, Any]:
        """What the act takes."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        if "section_two_roles" in values:
            values["section_two_roles"] = sorted(values["section_two_roles"])
        return values


class CategoriesForm(SetupForm):
    """The trust's categories, to be renamed and added to."""

    more = WordsField(label="Add categories", rows=3, required=False, help_text="One to a line.")

    def __init__(self, *args: Any, now: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        for pk, name in now.items():
            self.fields[f"name_{pk}"] = forms.CharField(
                label=name,
                max_length=60,
                initial=name,
                error_messages={"required": f"Say what “{name}” is called now."},
            )
        self.order_fields([f"name_{pk}" for pk in now])

    def clean(self) -> dict[str, Any]:
        """No two categories share a name."""
        given = super().clean()
        taken: dict[str, str] = {}
        for pk in self.now:
            name = str(given.get(f"name_{pk}", ""))
            if name and name.casefold() in taken:
                self.add_error(f"name_{pk}", f"The trust has a category “{name}” already.")
            taken.setdefault(name.casefold(), name)
        for name in self._added(str(given.get("more") or "")):
            if len(name) > 60:
                self.add_error("more", f"“{name[:30]}…” is too long: a category has at most 60 letters.")
            elif name.casefold() in taken:
                self.add_error("more", f"The trust has a category “{name}” already.")
        return given

    @staticmethod
    def _added(typed: str) -> list[str]:
        """A name to a line, each once."""
        names = (" ".join(line.split()) for line in typed.splitlines())
        return list({name.casefold(): name for name in names if name}.values())

    @property
    def added(self) -> list[str]:
        """New ones."""
        return self._added(self.cleaned_data["more"])

    @property
    def names(self) -> dict[int, str]:
        """What each is called now, by key."""
        return {pk: self.cleaned_data[f"name_{pk}"] for pk in self.now}


class AppetiteForm(SetupForm):
    """How much risk is tolerated in each category, and who approved what changes."""

    approved_by = forms.CharField(label="Approved by", max_length=120, required=False)
    approved_on = DayField(label="Approved on", validators=[refuse_future], required=False)

    def __init__(self, *args: Any, categories: Mapping[int, str], now: Mapping[int, Tolerance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.categories = categories
        for pk, name in categories.items():
            held = now.get(pk, Tolerance())
            self.fields[f"level_{pk}"] = forms.ChoiceField(
                label=f"Appetite: {name}",
                choices=[("", "Not set"), *Appetite.Level.choices],
                required=False,
                initial=held.level,
                error_messages={"invalid_choice": "Choose from the list."},
            )
            self.fields[f"tolerated_{pk}"] = forms.IntegerField(
                label=f"Highest score tolerated: {name}",
                required=False,
                initial=held.tolerated,
                min_value=1,
                max_value=25,
                widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
                error_messages={
                    "invalid": "Enter a score from 1 to 25.",
                    "min_value": "Enter a score from 1 to 25.",
                    "max_value": "Enter a score from 1 to 25.",
                },
            )

    @property
    def rows(self) -> Iterable[tuple[str, Any, Any]]:
        """Each category with its two boxes, for the page."""
        return [(name, self[f"level_{pk}"], self[f"tolerated_{pk}"]) for pk, name in self.categories.items()]

    def clean(self) -> dict[str, Any]:
        """A level and a score go together."""
        given = super().clean()
        for pk, name in self.categories.items():
            level, tolerated = given.get(f"level_{pk}"), given.get(f"tolerated_{pk}")
            if level and tolerated is None and f"tolerated_{pk}" not in self.errors:
                self.add_error(f"tolerated_{pk}", f"{name}: enter the highest score that is tolerated.")
            if tolerated is not None and not level and f"level_{pk}" not in self.errors:
                self.add_error(f"level_{pk}", f"{name}: choose how willing the trust is to take risks.")
        return given

    @property
    def wanted(self) -> dict[int, Tolerance]:
        """What the act takes."""
        said = self.cleaned_data
        return {pk: Tolerance(said[f"level_{pk}"], said[f"tolerated_{pk}"]) for pk in self.categories}


class CarryForm(Refusable):
    """What is taken over from last year's register."""

    setup = forms.BooleanField(
        label="Scales, bands and appetite",
        required=False,
        help_text="As they held last. What this register has of its own stays.",
    )
    references = forms.MultipleChoiceField(
        label="Risks",
        required=False,
        widget=forms.CheckboxSelectMultiple(SMALL),
        help_text="Each keeps its identity, its owners, what is open of it, its last rating, and its reference where "
        "that is free.",
        error_messages={"invalid_choice": "Choose risks from the list."},
    )

    def __init__(self, *args: Any, risks: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["references"]
        field.choices = risks
        if not risks:
            del self.fields["references"]


class ReviewForm(SetupForm):
    """A review: its label and its month, which may lie before the year."""

    label = forms.CharField(
        label="Label",
        max_length=20,
        help_text="As it is printed over its column. For example, Jun-11",
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
        error_messages={"required": "Say what the review is called."},
    )
    month = MonthField(label="Month", error_messages={"required": "Enter the month of the review."})
