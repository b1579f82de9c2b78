"""Settings: years and their quarters."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, QueryDict
from django.utils.functional import cached_property

from probation_planning.organisation import clock
from probation_planning.organisation.forms.settings import (
    AddYearForm,
    YearForm,
    choice_of,
    first_answered,
)
from probation_planning.organisation.hands import latest_change
from probation_planning.organisation.models import Quarter, Year
from probation_planning.organisation.services import years
from probation_planning.organisation.services.settings import seen_of
from probation_planning.organisation.services.years import ABOUT_YEAR, in_words
from probation_planning.organisation.views.settings import AddAct, SettingsAct, SettingsPage, SureAct
from probation_planning.organisation.years import is_open, refuse_closed


class YearsView(SettingsPage):
    """Every year of the trust, its quarters, and what may be done with them."""

    template_name = "organisation/years.html"
    title = "Years and quarters"

    def context(self) -> dict[str, Any]:
        """The latest first."""
        own = list(self.request.reader.years)
        quarters: dict[int, list[Quarter]] = {year.pk: [] for year in own}
        by_id = {year.pk: year for year in own}
        for quarter in Quarter.objects.filter(year__in=own).order_by("number"):
            quarter.year = by_id[quarter.year_id]
            quarters[quarter.year_id].append(quarter)
        today = clock.today()
        return {
            "years": [
                (year, is_open(year), year.start <= today, choice_of(year) != "none", quarters[year.pk]) for year in own
            ]
        }


class YearAct(SettingsAct):
    """What the acts on years share."""

    back, back_name = "years", "Years and quarters"


class AddYearView(AddAct, YearAct):
    """A year more."""

    heading = "Add a year"
    button = "Add the year"

    def form(self, data: QueryDict | None = None) -> AddYearForm:
        """With the next year chosen."""
        return AddYearForm(data, years=list(self.request.reader.years))

    def act(self, form: AddYearForm) -> str:
        """Add it."""
        year = years.add_year(reader=self.request.reader, **form.values)
        begins = "It is open." if year.opened_on else f"Open it when it begins, on {in_words(year.start)}."
        messages.success(self.request, f"{year} is added with its four quarters. {begins}")
        return self.back_url


class EditYearView(YearAct):
    """By when answers of a year are due, and from when on they are given here."""

    @cached_property
    def year(self) -> Year:
        """The year that the address names."""
        return self.request.year

    @property
    def heading(self) -> str:  # type: ignore[override]
        """What it is about."""
        return f"Answers for {self.year}"

    def permit(self) -> None:
        """While the year is not closed; what was typed meanwhile comes back with the refusal."""
        super().permit()
        if self.request.method != "POST":
            refuse_closed(self.year)

    def form(self, data: QueryDict | None = None) -> YearForm:
        """As it stands."""
        now = {"answer_days": self.year.answer_days, "answers": choice_of(self.year)}
        return YearForm(data, initial={**now, "seen": seen_of(self.year, ABOUT_YEAR)})

    def act(self, form: YearForm) -> str:
        """Change it."""
        said = form.cleaned_data
        first = first_answered(self.year.start, said["answers"])
        # A day within the quarter chosen stays as it was.
        unchanged = said["answers"] == choice_of(self.year)
        years.edit_year(
            year=self.year,
            reader=self.request.reader,
            answer_days=said["answer_days"],
            answers_from=self.year.answers_from if unchanged else first,
            seen=said["seen"],
        )
        messages.success(self.request, f"Answers for {self.year} are saved.")
        return self.back_url

    def box_of(self, name: str) -> str:
        """The day is typed as a quarter."""
        return "answers" if name == "answers_from" else name

    def in_words(self, name: str, value: Any) -> object:
        """The quarter that the day begins."""
        return choice_of(Year(start=self.year.start, answers_from=value)) if name == "answers_from" else value


def stands(row: Year | Quarter, verb: str) -> bool:
    """Whether it is closed, or taken up, as the button says."""
    return row.closed_on is not None if verb == "Close" else row.opened_on is not None and row.closed_on is None


class YearStateView(SureAct, YearAct):
    """Opening, closing or reopening a year."""

    verb: ClassVar[str]
    does: ClassVar[Callable[..., Year]]
    done: ClassVar[str]
    follows: ClassVar[tuple[str, ...]]

    @property
    def heading(self) -> str:  # type: ignore[override]
        """What is done to which year."""
        return f"{self.verb} {self.request.year}"

    @property
    def button(self) -> str:  # type: ignore[override]
        """The same again."""
        return self.heading

    @property
    def consequences(self) -> tuple[str, ...]:
        """What follows from it."""
        return self.follows

    def seen(self) -> int:
        """When the year was opened or closed last."""
        return latest_change(self.request.year)

    def is_done(self) -> bool:
        """Whether the year is open, or closed, already."""
        return stands(Year.objects.get(pk=self.request.year.pk), self.verb)

    def sure(self) -> str:
        """Do it."""
        year = type(self).does(year=self.request.year, reader=self.request.reader)
        messages.success(self.request, f"{year} is {self.done}.")
        return self.back_url


class OpenYearView(YearStateView):
    """Open a year that has begun."""

    verb, done, does = "Open", "open", years.open_year
    follows = (
        "My work and every link that names no year lead to the latest open year.",
        "Open its quarters one by one.",
    )


class ReopenYearView(YearStateView):
    """Take a closed year up again."""

    verb, done, does = "Reopen", "open again", years.reopen_year
    follows = ("Its quarters stay closed until each is reopened.",)


class QuarterAct(SureAct, YearAct):
    """Opening, closing or reopening a quarter."""

    verb: ClassVar[str]
    does: ClassVar[Callable[..., Quarter]]
    done: ClassVar[str]
    quarter: Quarter

    def find(self, **kwargs: Any) -> None:
        """The quarter of the year; 404 where it has none of that number."""
        quarter = Quarter.objects.filter(year=self.request.year, number=kwargs["number"]).first()
        if quarter is None:
            raise Http404
        quarter.year = self.request.year
        self.quarter = quarter

    @property
    def heading(self) -> str:  # type: ignore[override]
        """What is done to which quarter."""
        return f"{self.verb} {self.quarter}"

    @property
    def button(self) -> str:  # type: ignore[override]
        """The same again."""
        return self.heading

    def seen(self) -> int:
        """When the quarter was opened or closed last."""
        return latest_change(self.quarter)

    def is_done(self) -> bool:
        """Whether the quarter is open, or closed, already."""
        return stands(Quarter.objects.get(pk=self.quarter.pk), self.verb)

    def sure(self) -> str:
        """Do it."""
        quarter = type(self).does(quarter=self.quarter, reader=self.request.reader)
        messages.success(self.request, f"{quarter} is {self.done}.")
        return self.back_url


class OpenQuarterView(QuarterAct):
    """Let owners answer for a quarter."""

    verb, done, does = "Open", "open for answers", years.open_quarter

    @property
    def consequences(self) -> tuple[str, ...]:
        """From when to when."""
        quarter = self.quarter
        return (
            f"Owners can answer for {quarter}, {in_words(quarter.first_day)} to {in_words(quarter.last_day)}. "
            f"Answers are due by {in_words(quarter.due_on)}.",
        )


class ReopenQuarterView(QuarterAct):
    """Take answers for a closed quarter again."""

    verb, done, does = "Reopen", "open for answers again", years.reopen_quarter

    @property
    def consequences(self) -> tuple[str, ...]:
        """What becomes of what was reported."""
        quarter, today = self.quarter, clock.today()
        if quarter.closed_on is None:
            return ()
        is_late = today > quarter.due_on
        late = f" What is not answered counts as overdue since {in_words(quarter.due_on)}." if is_late else ""
        return (
            f"{quarter} was closed on {in_words(quarter.closed_on)}. Reopened, it takes answers until closed anew.",
            f"What was answered stays: a new answer comes after it, with its own day, and counts from then on.{late}",
            "Packs that were given stay as they were.",
        )
