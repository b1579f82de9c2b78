"""The example's links: by number for every measure, by subject for the first risks; and what warns of a risk."""

from objectives.models import Aim
from probation_planning.organisation.models import Role
from probation_planning.reports.example.maker import Maker
from probation_planning.reports.models import EarlyWarning, Link
from risks.models import Entry
from scorecard.models import Measure, PlanReference


def make_links(maker: Maker, aims: list[Aim], measures: list[Measure], entries: list[Entry]) -> None:
    """None of them confirmed by a person yet."""
    chosen = [maker.random.choice(aims) for _ in measures]
    references = maker.add(
        PlanReference,
        (
            {"measure": measure, "order": 0, "printed": aim.number}
            for measure, aim in zip(measures, chosen, strict=True)
        ),
    )
    maker.add(
        Link,
        (
            {
                "measure": reference.measure,
                "reference": reference,
                "aim": aim,
                "ground": Link.Ground.NUMBER,
                "says": aim.number,
            }
            for reference, aim in zip(references, chosen, strict=True)
        ),
    )
    maker.add(
        Link,
        (
            {"entry": entry, "aim": maker.random.choice(aims), "ground": Link.Ground.SUBJECT, "says": "same subject"}
            for entry in entries[: maker.size.objectives]
        ),
    )
    maker.add(
        EarlyWarning,
        (
            {
                "entry": entry,
                "measure": measure,
                "says": "Two quarters running on the wrong side of the target.",
                "named_by": maker.people[Role.OFFICER],
                "named_on": maker.start,
            }
            for entry, measure in zip(entries, measures, strict=False)
        ),
    )
