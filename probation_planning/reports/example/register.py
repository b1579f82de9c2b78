"""The example's risk register, made review by review and its papers last.

That order is the quickest, as the database brings a risk's standings at all its reviews up to date after each row.
"""

import datetime
from collections.abc import Iterator
from itertools import count
from typing import Any

from probation_planning.organisation import calendar
from probation_planning.organisation.models import Body, Meeting
from probation_planning.reports.example import words
from probation_planning.reports.example.maker import Maker, last_day, month_after
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
    ScaleLevel,
    Stage,
)

LEVELS = ("Very low", "Low", "Medium", "High", "Very high")
CODES = ("VL", "L", "M", "H", "VH")
RANGES = ("0 to 5%", "6 to 20%", "21 to 50%", "51 to 80%", "above 80%")
ONE_IN_SECTION_TWO = 10
ONE_IN_NEW = 20

# What a rating keeps of the risk as it stood.
COPIED = ("section", "reference", "title", "success", "responses")


def make_register(maker: Maker) -> list[Entry]:
    """The register with its reviews, the last of them open, and its risks, one in twenty new at the open review."""
    register = maker.add_one(
        Register,
        year=maker.year,
        title=f"Example risk register {maker.year.label}",
        period_from=maker.start,
        period_to=maker.year.end,
        section_one_title="Key risks",
        section_two_title="Residual business risks",
    )
    maker.add(
        ScaleLevel,
        (
            {
                "register": register,
                "kind": kind,
                "score": at + 1,
                "name": name,
                "code": CODES[at],
                "range": RANGES[at] if kind is ScaleLevel.Kind.LIKELIHOOD else "",
                "criteria": f"Judged to be {name.lower()}",
            }
            for kind in ScaleLevel.Kind
            for at, name in enumerate(LEVELS)
        ),
    )
    maker.add_one(BandKey, register=register, amber_from=6, red_from=15, black_from=21)
    risks = Risks(maker, register)
    new = maker.size.risks // ONE_IN_NEW
    risks.enter(maker.size.risks - new)
    this_month = 3 * calendar.quarter_number(maker.day) - 1
    past = []
    for back in reversed(range(1, maker.size.reviews)):
        past.append(_review(maker, register, month_after(maker.start, this_month - 3 * back)))
        risks.rate(past[-1], on_paper=len(past) == 1)
    now = _review(maker, register, month_after(maker.start, this_month))
    risks.enter(new, starts_at=now)
    risks.rate(now, share=0.6)
    for review in past:
        _send_papers(maker, review)
    return risks.entries


def _review(maker: Maker, register: Register, month: datetime.date) -> Review:
    label = f"{month:%b-%y}"
    return maker.add_one(Review, register=register, label=label, slug=label.lower(), month=month, opened_on=month)


class Risks:
    """The risks of the register, and how each stands when it is rated."""

    def __init__(self, maker: Maker, register: Register) -> None:
        self.maker = maker
        self.register = register
        self.references = {section: _references(section) for section in (1, 2)}
        self.categories = maker.add(Category, ({"name": name} for name in words.CATEGORIES))
        self.entries: list[Entry] = []
        self.stands: dict[int, dict[str, Any]] = {}
        self.rated: dict[int, tuple[int, int]] = {}

    def enter(self, many: int, starts_at: Review | None = None) -> None:
        """So many more risks, one in ten of them in section 2, with owners and categories."""
        maker = self.maker
        risks = maker.add(Risk, ({} for _ in range(many)))
        entries = maker.add(Entry, (self._words(risk, at, starts_at) for at, risk in enumerate(risks, start=1)))
        for entry in entries:
            self.stands[entry.pk] = {name: getattr(entry, name) for name in COPIED} | {"owners": [], "categories": []}
            self.rated[entry.pk] = maker.random.randint(1, 5), maker.random.randint(1, 5)
        for owned in maker.own(EntryOwner, "entry", entries):
            self.stands[owned.entry_id]["owners"].append(owned.owner.name)
        links = maker.add(
            EntryCategory,
            (
                {"entry": entry, "category": category, "order": order}
                for entry in entries
                for order, category in enumerate(maker.random.sample(self.categories, maker.random.choice((1, 1, 2))))
            ),
        )
        for link in links:
            self.stands[link.entry_id]["categories"].append(link.category.name)
        self.entries += entries

    def _words(self, risk: Risk, at: int, starts_at: Review | None) -> dict[str, Any]:
        section = 1 if at % ONE_IN_SECTION_TWO else 2
        return {
            "risk": risk,
            "register": self.register,
            "section": section,
            "reference": next(self.references[section]),
            "order": len(self.entries) + at,
            "title": self.maker.line(words.EVENTS, words.CAUSES, words.EFFECTS),
            "success": self.maker.some(words.SUCCESSES, 1, 2),
            "responses": self.maker.random.sample(list(Response), self.maker.random.choice((1, 1, 1, 2))),
            "starts_at": starts_at,
        }

    def rate(self, review: Review, *, on_paper: bool = False, share: float = 1.0) -> None:
        """A rating for that share of the risks; on paper only the score was printed."""
        rated = (entry for entry in self.entries if self.maker.random.random() < share)
        self.maker.add(Assessment, (row for entry in rated for row in self._ratings(entry, review, on_paper)))

    def _ratings(self, entry: Entry, review: Review, on_paper: bool) -> Iterator[dict[str, Any]]:
        maker = self.maker
        likelihood, impact = (self._near(level) for level in self.rated[entry.pk])
        self.rated[entry.pk] = likelihood, impact
        said = self.stands[entry.pk] | {
            "register": self.register,
            "entry": entry,
            "review": review,
            "sequence": 1,
            "comments": maker.some(words.COMMENTS, 1, 4),
        }
        if on_paper:
            yield said | {"kind": AssessmentKind.PAPER, "printed_score": likelihood * impact}
            return
        said |= {"likelihood": likelihood, "impact": impact, "proposed_actions": maker.some(words.ACTIONS, 1, 2)}
        said |= maker.given(last_day(review.month))
        yield said | {"kind": AssessmentKind.PROPOSED}
        if maker.random.random() < 0.2:
            yield said | {"kind": AssessmentKind.AGREED, "sequence": 2, "likelihood": self._near(likelihood)}

    def _near(self, level: int) -> int:
        return min(5, max(1, level + self.maker.random.choice((-1, 0, 0, 0, 1))))


def _references(section: int) -> Iterator[str]:
    """1.1 to 1.999, then 3.1 and so on; section 2 has the even numbers."""
    return (f"{page}.{place}" for page in count(section, 2) for place in range(1, 1000))


def _send_papers(maker: Maker, review: Review) -> None:
    """To SMT about five weeks after the month begins, to the Audit Committee a month later; each meets the same day."""
    for body, days in ((Body.objects.get(slug="smt"), 35), (Body.objects.get(slug="audit-committee"), 65)):
        day = min(review.month + datetime.timedelta(days=days), maker.day)
        meeting = maker.add_one(Meeting, body=body, held_on=day)
        maker.add(
            Stage,
            (
                {
                    "review": review,
                    "body": body,
                    "section": section,
                    "issued_on": day,
                    "meeting": meeting,
                    "closed_on": day,
                }
                for section in body.sections
            ),
        )
