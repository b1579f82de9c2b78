"""How each risk stands, worked out the slow way: risk by risk and review by review, as docs/decisions/0007 puts it."""

from operator import attrgetter
from typing import Any

from risks.models import Appetite, Assessment, BandKey, Decision, Entry, Review, Stage, Standing, Turn

WORDS = (
    *("reference", "order", "title", "cause", "event", "effect", "success", "proximity"),
    *("inherent_likelihood", "inherent_impact", "shared_with", "responses"),
)
HELD = ("section", "turn", "categories", "owners", "tolerated", *WORDS)
FIELDS = tuple(field.attname for field in Standing._meta.fields if field.name != "id")
Standings = dict[tuple[int, int], dict[str, Any]]


def stored() -> Standings:
    """What the database keeps, by risk and review."""
    return {(row["entry_id"], row["review_id"]): dict(row) for row in Standing.objects.values(*FIELDS)}


def worked_out(kept: Standings) -> Standings:
    """What it must keep after a statement, given what it kept before: of that only what a committee was given stays."""
    facts = Facts()
    rows: Standings = {}
    for entry in Entry.objects.prefetch_related("owners__owner", "categories__category"):
        rows |= facts.of(entry, kept)
    return rows


class Facts:
    """Everything a standing is made of, read whole."""

    def __init__(self) -> None:
        self.reviews = list(Review.objects.order_by("month"))
        self.months = {review.pk: review.month for review in self.reviews}
        self.ratings = list(Assessment.objects.order_by("sequence"))
        self.interims = list(Assessment.objects.filter(kind="interim").order_by("moment"))
        self.stages = list(Stage.objects.all())
        self.keys = list(BandKey.objects.all())
        self.turns = list(Turn.objects.order_by("sequence"))
        self.decisions = list(Decision.objects.order_by("sequence"))
        self.appetites = {(one.register_id, one.category_id): one.tolerated for one in Appetite.objects.all()}

    def given(self, review: Review, section: int | None) -> bool:
        """Whether the body that decides holds the section's papers, or is through with them."""
        return any(
            stage.review_id == review.pk
            and stage.section == section
            and (stage.ratings_closed_on is not None or stage.state == "issued")
            for stage in self.stages
        )

    def red_from(self, review: Review) -> int:
        """By the key that holds at the review."""
        holding = [key for key in self.keys if key.register_id == review.register_id]
        holding = [key for key in holding if not key.starts_at_id or self.months[key.starts_at_id] <= review.month]
        latest = max(holding, key=lambda key: str(self.months.get(key.starts_at_id or 0, "")))
        return latest.red_from

    def of(self, entry: Entry, kept: Standings) -> Standings:
        """The risk at every review it stands at, oldest first, each beside the last rated one before it."""
        rows: Standings = {}
        before: dict[str, Any] | None = None
        for review in self.reviews:
            if review.register_id != entry.register_id:
                continue
            was = kept.get((entry.pk, review.pk))
            held = self.given(review, entry.section) or (was is not None and self.given(review, was["section"]))
            if was and not held and self.is_over(entry, review):
                was = None
            if was is None and (held or self.is_over(entry, review) or self.is_ahead(entry, review)):
                continue
            row = {field: was[field] for field in HELD} if was and held else self.words(entry, review)
            row |= {"trust_id": entry.trust_id, "register_id": entry.register_id}
            row |= {"entry_id": entry.pk, "review_id": review.pk, "decision": self.decision(entry, review, row)}
            rated = self.rate(row, review, before)
            rows[entry.pk, review.pk] = row
            before = rated or before
        return rows

    def is_ahead(self, entry: Entry, review: Review) -> bool:
        """Before the first review the risk stands at."""
        return entry.starts_at_id is not None and review.month < self.months[entry.starts_at_id]

    def is_over(self, entry: Entry, review: Review) -> bool:
        """After the last review of a risk that is closed."""
        last = entry.ends_at_id
        return entry.closed_on is not None and (last is None or review.month > self.months[last])

    def words(self, entry: Entry, review: Review) -> dict[str, Any]:
        """As the register has them now."""
        links = sorted(entry.categories.all(), key=attrgetter("order", "pk"))
        tolerated = [self.appetites.get((entry.register_id, link.category_id)) for link in links]
        turns = [
            turn.kind
            for turn in self.turns
            if (turn.entry_id, turn.review_id, turn.section) == (entry.pk, review.pk, entry.section)
            and turn.kind in {"entered", "arrived", "reopened", "closed"}
            and (turn.kind != "closed" or entry.closed_on)
        ]
        return {name: getattr(entry, name) for name in WORDS} | {
            "section": entry.section,
            "turn": "closed" if entry.ends_at_id == review.pk else turns[-1] if turns else "",
            "categories": [link.category.name for link in links],
            "owners": [row.owner.name for row in sorted(entry.owners.all(), key=attrgetter("order", "pk"))],
            "tolerated": min((level for level in tolerated if level is not None), default=None),
        }

    def rate(self, row: dict[str, Any], review: Review, before: dict[str, Any] | None) -> dict[str, Any] | None:
        """Fill in the rating, what it is measured against and how long it sat; hand on what the next is told."""
        entry, section = row["entry_id"], row["section"]
        shown = [one for one in self.ratings if one.entry_id == entry and (one.section == 1 or section == 2)]
        rated = next((one for one in reversed(shown) if one.review_id == review.pk), None)
        interims = [one for one in self.interims if one in shown and one.filed_at_id == review.pk]
        interim = interims[-1] if interims else None
        if before and not (before["given_in"] == 1 or section == 2):
            before = None
        hot = rated is not None and rated.score >= self.red_from(review)
        unmoved = hot and before is not None and before["hot"] and before["score"] == rated.score
        row |= {
            "assessment_id": rated.pk if rated else None,
            "likelihood": rated.likelihood if rated else None,
            "impact": rated.impact if rated else None,
            "score": rated.score if rated else None,
            "previous_id": before["pk"] if before else None,
            "previous_score": before["score"] if before else None,
            "previous_likelihood": before["likelihood"] if before else None,
            "previous_impact": before["impact"] if before else None,
            "previous_review_id": before["review"] if before else None,
            "interim_id": interim.pk if interim else None,
            "sat": None if not rated else 0 if not hot else before["sat"] + 1 if unmoved and before else 1,
            "sat_before": before["sat"] if before else None,
        }
        is_newer = interim is not None and interim.moment > (rated.moment if rated else 0)
        ranked = interim.score if interim and is_newer else row["score"]
        row["ranked"] = row["previous_score"] if ranked is None else ranked
        if not rated:
            return None
        told = {"likelihood": rated.likelihood, "impact": rated.impact, "review": review.pk}
        return told | {"pk": rated.pk, "score": rated.score, "given_in": rated.section, "hot": hot, "sat": row["sat"]}

    def decision(self, entry: Entry, review: Review, row: dict[str, Any]) -> str:
        """What was minuted last of the papers that are not withdrawn."""
        acts = {
            stage.act_id
            for stage in self.stages
            if (stage.review_id, stage.section, stage.withdrawn_on) == (review.pk, row["section"], None)
        }
        said = [one for one in self.decisions if one.entry_id == entry.pk and one.act_id in acts]
        return "" if not said or said[-1].outcome == "cleared" else str(said[-1].outcome)
