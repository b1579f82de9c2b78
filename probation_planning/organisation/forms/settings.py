"""Forms by which the officer sets the trust up."""

import datetime
from typing import Any

from django import forms
from django.db.models import Q

from probation_planning.organisation import calendar, clock
from probation_planning.organisation.models import DeliveryUnit, Holding, Owner, Trust, User, Year
from probation_planning.organisation.posts import members_of
from probation_planning.ui.forms import DayField, OnceForm, Refusable

# So many years before the first and after the last are offered.
AROUND = 2
FROM_WHEN = (
    "From that quarter on silence is unanswered, and overdue after its day. Quarters before it are known from a "
    "document alone."
)
MEMBERS = "People who belong to the trust. Others are added in the administration."
NO_START = "Leave it empty if it is not known."
FIRST_DAY = f"For example, 1 7 2011. {NO_START}"
NO_END = "Leave it empty while no end is known."


class SeenForm(Refusable):
    """A form that is filled in beside what stands: `seen` is its fingerprint."""

    draft_by = ""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ConfirmForm(Refusable):
    """Nothing but a button, and what its page told of: `seen` is its fingerprint."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NameField(forms.CharField):
    """What something is called: one space between two words, however it was typed."""

    def __init__(self, help_text: str = "") -> None:
        super().__init__(
            label="Name", max_length=120, help_text=help_text, error_messages={"required": "Enter a name."}
        )

    def to_python(self, value: Any) -> str:
        """The name, or an empty one."""
        return " ".join((super().to_python(value) or "").split())

    def validate(self, value: Any) -> None:
        """Something that can be read."""
        super().validate(value)
        if not any(letter.isalnum() for letter in value):
            raise forms.ValidationError("Give it a name with at least one letter or figure.")


class DaysField(forms.IntegerField):
    """How many days after a quarter its answers are due."""

    def __init__(self) -> None:
        super().__init__(
            label="Answers are due so many days after the quarter",
            min_value=0,
            max_value=90,
            widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
            error_messages={
                "required": "Enter a number of days, like 15.",
                "invalid": "Enter a number of days, like 15.",
                "min_value": "Enter 0 days or more.",
                "max_value": "Enter 90 days or fewer.",
            },
        )


def start_of(quarter: str) -> str:
    """What the choice of a first quarter is called."""
    return {"1": "Q1, from 1 April", "2": "Q2, from 1 July", "3": "Q3, from 1 October", "4": "Q4, from 1 January"}.get(
        quarter, "No quarter: the whole year is known from a document"
    )


def first_answered(start: datetime.date, choice: str) -> datetime.date:
    """The first day of the quarter chosen; the day after the year where it is none."""
    if choice == "none":
        return calendar.year_end(start) + datetime.timedelta(days=1)
    return calendar.quarter_dates(start, int(choice))[0]


def choice_of(year: Year) -> str:
    """Which quarter's choice stands for the year's `answers_from`."""
    first_days = {number: calendar.quarter_dates(year.start, number)[0] for number in calendar.QUARTERS}
    return next((str(number) for number, day in first_days.items() if day >= year.answers_from), "none")


class AnswersField(forms.ChoiceField):
    """The first quarter that is answered here."""

    def __init__(self) -> None:
        super().__init__(
            label="The first quarter that owners answer here",
            choices=[(value, start_of(value)) for value in ("1", "2", "3", "4", "none")],
            help_text=FROM_WHEN,
            error_messages={"invalid_choice": "Choose a quarter from the list."},
        )


class AddYearForm(OnceForm):
    """A year that the trust has not yet."""

    draft_by = ""

    start = forms.ChoiceField(
        label="Financial year",
        help_text="1 April to 31 March. A year that has not begun is added, and opened when it begins.",
        error_messages={"required": "Choose a year.", "invalid_choice": "Choose a year from the list."},
    )
    answer_days = DaysField()
    answers = AnswersField()

    def __init__(self, *args: Any, years: list[Year], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = calendar.year_start(clock.today()).year
        numbers = [year.start.year for year in years] + [now]
        there = {year.start.year for year in years}
        # What the trust has already stays in the list: the same form may come twice.
        offered = range(min(numbers) - AROUND, max(numbers) + AROUND + 1)
        starts = [datetime.date(number, 4, 1) for number in offered]
        field: Any = self.fields["start"]
        field.choices = [
            (f"{start:%Y-%m-%d}", calendar.year_label(start) + (" (there already)" if start.year in there else ""))
            for start in starts
        ]
        free = [start for start in starts if start.year not in there and start.year >= now]
        self.initial = {"start": f"{free[0]:%Y-%m-%d}", "answer_days": 15, "answers": "1", **self.initial}

    @property
    def values(self) -> dict[str, Any]:
        """What the act takes."""
        start = datetime.date.fromisoformat(self.cleaned_data["start"])
        said = self.cleaned_data
        return {
            "start": start,
            "answer_days": said["answer_days"],
            "answers_from": first_answered(start, said["answers"]),
            "once": said["once"],
        }


class PapersForm(SeenForm):
    """What is printed on each page of every paper."""

    marking = forms.CharField(
        label="Marking",
        max_length=60,
        required=False,
        help_text="Printed on each page of reports and board packs. For example, OFFICIAL. Leave it empty for none.",
    )

    def clean_marking(self) -> str:
        """One space between two words, however it was typed."""
        return " ".join(self.cleaned_data["marking"].split())


class YearForm(SeenForm):
    """By when answers are due, and from when on they are given here."""

    answer_days = DaysField()
    answers = AnswersField()


class OwnerForm(SeenForm):
    """What a post or a group is called."""

    name = NameField()


class AddOwnerForm(OnceForm):
    """What a new post or group is called."""

    draft_by = ""

    name = NameField("The title as it is to be printed, not the name of a person.")


class PersonField(forms.ModelChoiceField[User]):
    """A member of the trust, by name and address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=User.objects.none(),
            empty_label="Choose",
            error_messages={"required": "Choose a person.", "invalid_choice": "Choose a person from the list."},
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        """Two people may bear one name."""
        return f"{obj.name} ({obj.email})"


class CapacityField(forms.ChoiceField):
    """How the post is held."""

    def __init__(self) -> None:
        super().__init__(
            label="In which capacity",
            choices=Holding.Capacity.choices,
            widget=forms.RadioSelect,
            initial=Holding.Capacity.HOLDER,
            help_text="All three answer for what the post owns.",
            error_messages={"required": "Choose a capacity.", "invalid_choice": "Choose from the list."},
        )


class HoldForm(Refusable):
    """A person who is to hold a post."""

    draft_by = ""

    user = PersonField(label="Person", help_text=MEMBERS)
    capacity = CapacityField()
    since = DayField(label="First day", required=False, help_text=FIRST_DAY)
    until = DayField(label="Last day", required=False, help_text=NO_END)

    def __init__(self, *args: Any, trust: Trust, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = members_of(trust)  # type: ignore[attr-defined]


class HoldingForm(SeenForm):
    """From when to when a person holds a post."""

    capacity = CapacityField()
    since = DayField(label="First day", required=False, help_text=NO_START)
    until = DayField(
        label="Last day",
        required=False,
        help_text=f"The last day on which they answer. {NO_END}",
    )


class SucceedForm(SeenForm):
    """Who leaves a post, who comes, and when."""

    draft_by = ""

    holding = forms.ModelChoiceField(
        label="Who hands over",
        queryset=Holding.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose who hands over.", "invalid_choice": "Choose from the list."},
    )
    user = PersonField(label="Who takes over", help_text=MEMBERS)
    capacity = CapacityField()
    last_day = DayField(
        label="Last day of the one who hands over",
        help_text="The other begins on the day after. For example, 30 6 2011",
        error_messages={"required": "Enter the last day."},
    )

    def __init__(self, *args: Any, trust: Trust, holdings: list[Holding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: Any = Holding.objects.filter(pk__in=[row.pk for row in holdings]).select_related("user")
        chosen: Any = self.fields["holding"]
        chosen.queryset = rows
        chosen.label_from_instance = lambda row: f"{row.user} ({row.get_capacity_display().lower()})"
        self.fields["user"].queryset = members_of(trust)  # type: ignore[attr-defined]


class SeatForm(SeenForm):
    """From when to when a post sits in a group."""

    since = DayField(label="First day", required=False, help_text=NO_START)
    until = DayField(label="Last day", required=False, help_text=NO_END)


class AddSeatForm(Refusable):
    """A post that is to sit in a group."""

    draft_by = ""

    post = forms.ModelChoiceField(
        label="Post",
        queryset=Owner.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose a post.", "invalid_choice": "Choose a post from the list."},
    )
    since = DayField(label="First day", required=False, help_text=FIRST_DAY)
    until = DayField(label="Last day", required=False, help_text=NO_END)

    def __init__(self, *args: Any, trust: Trust, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Owner.objects.posts().filter(trust=trust, closed_on=None)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]


class UnitForm(SeenForm, OnceForm):
    """What a delivery unit is; a new one bears `once`, another `seen`."""

    name = NameField()
    kind = forms.ChoiceField(
        label="Kind",
        choices=[("", "Choose"), *DeliveryUnit.Kind.choices],
        help_text="An objective that is meant for each unit is answered by every unit of its kind.",
        error_messages={"required": "Choose a kind.", "invalid_choice": "Choose a kind from the list."},
    )
    owner = forms.ModelChoiceField(
        label="Who answers for it",
        queryset=Owner.objects.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="A post or a group.",
        error_messages={"invalid_choice": "Choose a post or a group from the list."},
    )
    opened_on = DayField(label="Opened on", required=False, help_text=NO_START)
    closed_on = DayField(
        label="Closed on",
        required=False,
        help_text="Its last day. Leave it empty while it is open; empty it to open the unit again.",
    )

    def __init__(self, *args: Any, trust: Trust, now: DeliveryUnit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["once" if now else "seen"]
        owners = Owner.objects.filter(Q(closed_on=None) | Q(pk=now.owner_id if now else None), trust=trust)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """What the act takes."""
        said = self.cleaned_data
        names = ("name", "kind", "opened_on", "closed_on")
        return {"owner_id": said["owner"].pk if said["owner"] else None} | {name: said[name] for name in names}
