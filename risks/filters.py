"""What the register is narrowed by. Each filter works on the rating at the review, or the last one known before it."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q
from django.http import QueryDict

from probation_planning.ui.filters import Copied, HouseFilterSet, fault_of
from probation_planning.ui.widgets import KeptSelect
from probation_planning.ui.words import band_word, movement
from risks.answers import rated_at
from risks.lines import CHANGED, KNOWN_IMPACT, KNOWN_LIKELIHOOD
from risks.models import Decision, Response, ScaleLevel
from risks.models.assessments import StandingQuerySet
from risks.picture import Picture
from risks.planned import with_plan
from risks.scoring import LEVELS, PRODUCTS, Band, Change, Factors, FactorsSource, worked_out

# Stands for "not recorded" where a choice is a word of the trust's own; no owner or category is called this.
BLANK = "-"
NOT_RECORDED = (BLANK, "not recorded")


# Parts of the address that no box shows; the form carries those alone that are there.
UNSEEN = ("score", "factors", "came", "assessed", "review", "picture", "per_page")
# Filters whose choices are words that the risks have, or the sections that the reader sees.
WORDS = frozenset({"owner", "category", "section"})
# Boxes that are there only where some risk is counted so, or the address has them already.
WHERE_ANY = {"sat": "sat", "appetite": "weighed", "decision": "decided"}


class KeptField(forms.Field):
    """Part of the address that belongs to the page and not to the filters: sent along, never judged."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> None:
        """Nothing to filter by."""
        return


class KeptFilter(Copied, django_filters.Filter):  # type: ignore[misc]
    """Keeps a part of the address while the filters change."""

    field_class = KeptField


class ChoiceFilter(Copied, django_filters.ChoiceFilter):  # type: ignore[misc]
    """A choice from a list; anything else is answered in a sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "All")
        kwargs.setdefault("widget", KeptSelect)
        kwargs["error_messages"] = {"invalid_choice": "“%(value)s” is not one of the choices. Choose from the list."}
        super().__init__(*args, **kwargs)


class HiddenChoiceFilter(ChoiceFilter):
    """A choice made by following a link, from the heat map or a count."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=forms.HiddenInput, **kwargs)


class RiskFilter(HouseFilterSet):
    """The register's filters; owners, categories and sections are those of the rows the reader may see."""

    band = ChoiceFilter(
        label="Band, or last known", method="in_band", choices=[(band.value, band_word(band)) for band in Band]
    )
    owner = ChoiceFilter(label="Owner", field_name="owners", method="among")
    category = ChoiceFilter(label="Category", field_name="categories", method="among")
    response = ChoiceFilter(
        label="Response", field_name="responses", method="among", choices=[*Response.choices, NOT_RECORDED]
    )
    change = ChoiceFilter(
        label="Change", method="changed", choices=[(change.value, movement(change).words) for change in CHANGED]
    )
    sat = ChoiceFilter(
        label="Sat in Red or Black",
        method="sat_for",
        choices=[(str(many), f"{many} reviews or more") for many in (2, 3, 4)],
    )
    appetite = ChoiceFilter(
        label="Appetite",
        method="against_appetite",
        choices=[("outside", "outside"), ("within", "within"), ("none", "none set")],
    )
    plan = ChoiceFilter(
        label="Plan",
        method="with_plan",
        choices=[
            ("overdue", "an action is overdue"),
            ("accepted", "accepted, in date"),
            ("lapsed", "its acceptance has lapsed"),
        ],
    )
    decision = ChoiceFilter(label="At the meeting", choices=Decision.Outcome.choices[:3])
    section = ChoiceFilter(label="Section")
    likelihood = ChoiceFilter(label="Likelihood", method="at_likelihood")
    impact = ChoiceFilter(label="Impact", method="at_impact")
    score = HiddenChoiceFilter(
        label="Score", field_name="ranked", choices=[(str(product), str(product)) for product in PRODUCTS]
    )
    factors = HiddenChoiceFilter(
        label="Factors",
        method="with_factors",
        choices=[(source.value, source.value) for source in FactorsSource],
    )
    came = HiddenChoiceFilter(
        label="Came from",
        method="came_from",
        choices=[
            ("new", "no earlier rating"),
            *((f"{low}-{high}", f"likelihood {low}, impact {high}") for low in LEVELS for high in LEVELS),
            *((f"s{score}", f"score {score}, factors not recorded") for score in PRODUCTS),
        ],
    )
    assessed = HiddenChoiceFilter(
        label="Assessed at this review", method="is_assessed", choices=[("yes", "yes"), ("no", "no")]
    )
    review = KeptFilter()
    picture = KeptFilter()
    per_page = KeptFilter()

    def __init__(
        self,
        data: QueryDict,
        rows: StandingQuerySet,
        *,
        seen: Picture,
    ) -> None:
        super().__init__(data, rows)
        for name in UNSEEN:
            if not data.get(name):
                del self.filters[name]
        for name, what in WHERE_ANY.items():
            if not data.get(name) and not seen.has(what):
                del self.filters[name]
        opened, review = seen.opened, seen.review
        self.seen = seen
        self.thresholds = opened.thresholds(review)
        self.filters["owner"].extra["choices"] = [*_themselves(seen.owners), NOT_RECORDED]
        self.filters["category"].extra["choices"] = [*_themselves(seen.categories), NOT_RECORDED]
        for kind in ScaleLevel.Kind:
            names = zip(LEVELS, opened.names(kind, review), strict=True)
            self.filters[kind.value].extra["choices"] = [(str(level), f"{level} {name}") for level, name in names]
        if 2 in seen.sections:
            self.filters["section"].extra["choices"] = [
                ("1", opened.register.section_one_title),
                ("2", opened.register.section_two_title),
            ]
        else:
            del self.filters["section"]

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter other than the section is in use."""
        return any(value for name, value in self.form.cleaned_data.items() if name != "section")

    @property
    def is_in_use(self) -> bool:
        """Whether any filter is, or one was asked for that is none of ours."""
        return not self.form.is_valid() or any(self.form.cleaned_data.values())

    @property
    def faults(self) -> list[str]:
        """What is wrong with the parts of the address that the form does not show."""
        return [fault_of(field) for field in self.form.hidden_fields() if field.errors]

    def filter_queryset(self, queryset: StandingQuerySet) -> StandingQuerySet:
        """Closed risks are looked for by that word alone."""
        rows: StandingQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("change") == Change.CLOSED else rows.live()

    def sat_for(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Rows that have not moved in Red or Black for so many reviews."""
        return rows.filter(sat__gte=value)

    def against_appetite(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Rows by their last known score against what the appetite for their categories tolerates."""
        match value:
            case "outside":
                return rows.filter(ranked__gt=F("tolerated"))
            case "within":
                return rows.filter(ranked__lte=F("tolerated"))
        return rows.filter(tolerated=None)

    def with_plan(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Rows by their actions and acceptances at the review."""
        return rows.filter(with_plan(self.seen.opened, self.seen.review, value))

    def in_band(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """A slice of the list worst first."""
        return rows.filter(ranked__range=self.thresholds.span(Band(value))) if self.thresholds else rows.none()

    def among(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Rows whose list holds the word, or is empty."""
        return rows.filter(**({name: []} if value == BLANK else {f"{name}__contains": [value]}))

    def changed(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Rows that moved this way."""
        return rows.filter(CHANGED[Change(value)])

    def at_likelihood(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Rows whose likelihood is recorded or worked out at the level."""
        return rows.alias(known_likelihood=KNOWN_LIKELIHOOD).filter(
            Q(known_likelihood=value) | _worked_out_at(lambda factors: factors.likelihood == int(value))
        )

    def at_impact(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Rows whose impact is recorded or worked out at the level."""
        return rows.alias(known_likelihood=KNOWN_LIKELIHOOD, known_impact=KNOWN_IMPACT).filter(
            Q(known_impact=value) | _worked_out_at(lambda factors: factors.impact == int(value))
        )

    def with_factors(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Rated rows whose factors are known this way."""
        return rows.alias(known_likelihood=KNOWN_LIKELIHOOD).filter(_FACTORS[FactorsSource(value)])

    def came_from(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Rows by where they stood before (`picture.came_from`)."""
        if value == "new":
            return rows.filter(previous_score=None)
        if value.startswith("s"):
            return rows.filter(previous_likelihood=None, previous_score=value[1:])
        factors = Factors(*map(int, value.split("-")))
        only = [score for score, pair in _ONLY_ONE.items() if pair == factors]
        return rows.filter(
            Q(previous_likelihood=factors.likelihood, previous_impact=factors.impact)
            | Q(previous_likelihood=None, previous_score__in=only)
        )

    def is_assessed(self, rows: StandingQuerySet, name: str, value: str) -> StandingQuerySet:
        """Rows that have, or have not, a rating at this very review."""
        rated = rated_at(self.seen.review.pk)
        return rows.filter(~rated if value == "no" else rated)


def _themselves(words: list[str]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


_ONLY_ONE = {score: factors for score in PRODUCTS if (factors := worked_out(score))}
_FACTORS = {
    FactorsSource.RECORDED: Q(known_likelihood__isnull=False),
    FactorsSource.WORKED_OUT: Q(known_likelihood__isnull=True, ranked__in=_ONLY_ONE),
    FactorsSource.NONE: Q(known_likelihood__isnull=True, ranked__isnull=False) & ~Q(ranked__in=_ONLY_ONE),
}


def _worked_out_at(fits: Callable[[Factors], bool]) -> Q:
    """Rows without factors whose score allows one pair alone, and that pair fits."""
    scores = [score for score, factors in _ONLY_ONE.items() if fits(factors)]
    return Q(known_likelihood__isnull=True, ranked__in=scores)
