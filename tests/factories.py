"""Single rows with fixed values, for tests; `probation_planning.reports.example` makes a whole trust.

Make a trust inside `tenancy.system()`, everything else inside `tenancy.trust(…)`, as the fixtures `derbyshire` and
`merseyside` are. A part that is not given is made too: an entry brings its register, and that its year.
"""

import datetime

import factory
from factory.django import DjangoModelFactory

from objectives.models import Aim, AnnualPlan, Objective, ObjectiveOwner, Outcome, Plan, Status, StatusUpdate, Theme
from probation_planning.organisation.models import (
    Body,
    Holding,
    Membership,
    Owner,
    OwnerKind,
    Quarter,
    Role,
    Trust,
    User,
    Year,
)
from risks.models import (
    Assessment,
    AssessmentKind,
    BandKey,
    Category,
    Entry,
    EntryCategory,
    EntryOwner,
    Register,
    Response,
    Review,
    Risk,
    StageAct,
)
from scorecard.models import (
    Accumulation,
    Frequency,
    Measure,
    MeasureOwner,
    Perspective,
    Polarity,
    Result,
    Scorecard,
    Target,
    Unit,
)

FIRST_YEAR = 2030


# Who and when


class TrustFactory(DjangoModelFactory):
    class Meta:
        model = Trust

    slug = factory.Sequence(lambda number: f"northshire-{number}")
    name = factory.Sequence(lambda number: f"Northshire {number} Probation Trust")


class YearFactory(DjangoModelFactory):
    class Meta:
        model = Year

    start = factory.Sequence(lambda number: datetime.date(FIRST_YEAR + number, 4, 1))
    opened_on = factory.SelfAttribute("start")
    answers_from = factory.SelfAttribute("start")


class QuarterFactory(DjangoModelFactory):
    class Meta:
        model = Quarter

    year = factory.SubFactory(YearFactory)
    number = 1
    opened_on = factory.SelfAttribute("year.start")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person-{number}@northshire.example")
    name = "Head of Courts"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.DIRECTOR


class OwnerFactory(DjangoModelFactory):
    class Meta:
        model = Owner

    name = factory.Sequence(lambda number: f"Head of Courts {number}")
    kind = OwnerKind.POST
    order = 100


class HoldingFactory(DjangoModelFactory):
    class Meta:
        model = Holding

    post = factory.SubFactory(OwnerFactory)
    user = factory.SubFactory(UserFactory)


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    slug = factory.Sequence(lambda number: f"committee-{number}")
    name = "Finance Committee"
    sections = [1]


# The plan


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    title = factory.Sequence(lambda number: f"Plan {number}")
    starts = datetime.date(FIRST_YEAR, 4, 1)
    ends = datetime.date(FIRST_YEAR + 4, 3, 31)


class AnnualPlanFactory(DjangoModelFactory):
    class Meta:
        model = AnnualPlan

    plan = factory.SubFactory(PlanFactory)
    year = factory.SubFactory(YearFactory)
    title = "Plan of the year"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda number: str(100 + number))
    title = "Money well spent"
    order = factory.Sequence(lambda number: 100 + number)


class AimFactory(DjangoModelFactory):
    class Meta:
        model = Aim

    theme = factory.SubFactory(ThemeFactory)
    plan = factory.SelfAttribute("theme.plan")
    number = factory.Sequence(lambda number: f"{100 + number // 900}.{1 + number % 900}")
    title = "Renew how offices share work"
    order = factory.Sequence(lambda number: 100 + number)


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = Objective

    annual_plan = factory.SubFactory(AnnualPlanFactory)
    theme = factory.SelfAttribute("aim.theme")
    aim = factory.SubFactory(AimFactory, theme__plan=factory.SelfAttribute("...annual_plan.plan"))
    reference = factory.LazyAttributeSequence(lambda objective, number: f"{objective.aim.number}-{1 + number}")
    order = factory.Sequence(lambda number: 100 + number)
    text = "Take the property plan to the Board"


class ObjectiveOwnerFactory(DjangoModelFactory):
    class Meta:
        model = ObjectiveOwner

    objective = factory.SubFactory(ObjectiveFactory)
    owner = factory.SubFactory(OwnerFactory)
    leads = True


class OutcomeFactory(DjangoModelFactory):
    class Meta:
        model = Outcome

    objective = factory.SubFactory(ObjectiveFactory)
    order = factory.Sequence(lambda number: number)
    text = "The Board has agreed the property plan"


class StatusUpdateFactory(DjangoModelFactory):
    class Meta:
        model = StatusUpdate

    objective = factory.SubFactory(ObjectiveFactory)
    quarter = factory.SubFactory(QuarterFactory, year=factory.SelfAttribute("..objective.annual_plan.year"))
    sequence = 1
    status = Status.ON_TRACK
    comment = "On the dates agreed."
    dated = factory.SelfAttribute("quarter.year.start")
    given_by = factory.SubFactory(UserFactory)


# The register


class RegisterFactory(DjangoModelFactory):
    class Meta:
        model = Register

    year = factory.SubFactory(YearFactory)
    title = "Risk register"
    period_from = factory.SelfAttribute("year.start")
    period_to = factory.SelfAttribute("year.end")
    section_one_title = "Key risks"
    section_two_title = "Residual business risks"


class BandKeyFactory(DjangoModelFactory):
    class Meta:
        model = BandKey

    register = factory.SubFactory(RegisterFactory)
    amber_from = 6
    red_from = 15
    black_from = 21


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    register = factory.SubFactory(RegisterFactory)
    month = factory.Sequence(lambda number: datetime.date(FIRST_YEAR + number // 4, 3 * (number % 4) + 3, 1))
    label = factory.LazyAttribute(lambda review: f"{review.month:%b-%y}")
    slug = factory.LazyAttribute(lambda review: review.label.lower())
    opened_on = factory.SelfAttribute("month")


class StageActFactory(DjangoModelFactory):
    """A review that skips the body."""

    class Meta:
        model = StageAct

    review = factory.SubFactory(ReviewFactory)
    register = factory.SelfAttribute("review.register")
    body = factory.SubFactory(BodyFactory)
    sections = factory.SelfAttribute("body.sections")
    kind = StageAct.Kind.SKIPPED
    reason = "The meeting was cancelled."
    dated = factory.SelfAttribute("review.month")
    given_by = factory.SubFactory(UserFactory)


class RiskFactory(DjangoModelFactory):
    class Meta:
        model = Risk


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda number: f"Category {number}")


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = Entry

    risk = factory.SubFactory(RiskFactory)
    register = factory.SubFactory(RegisterFactory)
    section = 1
    reference = factory.Sequence(lambda number: f"{100 + number // 900}.{1 + number % 900}")
    order = factory.Sequence(lambda number: 100 + number)
    title = "Reports for the courts are finished late"
    success = "Nine in ten reports reach the court in time"
    responses = [Response.TREAT]


class EntryOwnerFactory(DjangoModelFactory):
    class Meta:
        model = EntryOwner

    entry = factory.SubFactory(EntryFactory)
    owner = factory.SubFactory(OwnerFactory)
    leads = True


class EntryCategoryFactory(DjangoModelFactory):
    class Meta:
        model = EntryCategory

    entry = factory.SubFactory(EntryFactory)
    category = factory.SubFactory(CategoryFactory)


class AssessmentFactory(DjangoModelFactory):
    """Amber 12, proposed by the owner."""

    class Meta:
        model = Assessment

    entry = factory.SubFactory(EntryFactory)
    register = factory.SelfAttribute("entry.register")
    review = factory.SubFactory(ReviewFactory, register=factory.SelfAttribute("..entry.register"))
    kind = AssessmentKind.PROPOSED
    likelihood = 3
    impact = 4
    comments = "Two of the four steps are done."
    proposed_actions = "Hold the training days that were put off."
    section = factory.SelfAttribute("entry.section")
    reference = factory.SelfAttribute("entry.reference")
    title = factory.SelfAttribute("entry.title")
    success = factory.SelfAttribute("entry.success")
    responses = factory.SelfAttribute("entry.responses")
    dated = factory.SelfAttribute("review.month")
    given_by = factory.SubFactory(UserFactory)


# The scorecard


class ScorecardFactory(DjangoModelFactory):
    class Meta:
        model = Scorecard

    year = factory.SubFactory(YearFactory)
    title = "Scorecard"


class PerspectiveFactory(DjangoModelFactory):
    class Meta:
        model = Perspective

    scorecard = factory.SubFactory(ScorecardFactory)
    number = factory.Sequence(lambda number: 100 + number)
    title = "Processes"


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure

    perspective = factory.SubFactory(PerspectiveFactory)
    number = factory.Sequence(lambda number: 1 + number)
    name = "Orders completed as sentenced"
    frequency_as_printed = "Q"
    frequency = Frequency.QUARTERLY
    unit = Unit.PERCENT
    polarity = Polarity.HIGHER
    accumulation = Accumulation.LATEST


class MeasureOwnerFactory(DjangoModelFactory):
    class Meta:
        model = MeasureOwner

    measure = factory.SubFactory(MeasureFactory)
    owner = factory.SubFactory(OwnerFactory)
    leads = True


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    measure = factory.SubFactory(MeasureFactory)
    sequence = 1
    printed = "90%"
    effective_from = factory.SelfAttribute("measure.perspective.scorecard.year.start")


class ResultFactory(DjangoModelFactory):
    class Meta:
        model = Result

    measure = factory.SubFactory(MeasureFactory)
    quarter = factory.SubFactory(QuarterFactory, year=factory.SelfAttribute("..measure.perspective.scorecard.year"))
    sequence = 1
    value = "92.5"
    dated = factory.SelfAttribute("quarter.year.start")
    given_by = factory.SubFactory(UserFactory)
