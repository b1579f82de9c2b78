"""The example's risk register, played review by review: rated, taken to SMT, then to the Audit Committee."""

import datetime
from collections.abc import Iterator
from itertools import count
from typing import Any

from probation_planning.organisation import calendar
from probation_planning.organisation.models import Body, Meeting, Role
from probation_planning.reports.example import words
from probation_planning.reports.example.maker import Maker, last_day, month_after
from risks.models import (
    Assessment,
    AssessmentKind,
    BandKey,
    Category,
    Decision,
    Entry,
    EntryCategory,
    EntryOwner,
    Register,
    Response,
    Review,
    Risk,
    ScaleLevel,
    StageAct,
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
    oldest = maker.size.reviews - 1
    for back in range(oldest, 0, -1):
        month = month_after(maker.start, this_month - 3 * back)
        if back == oldest:
            _record_papers(maker, risks, _review(maker, register, month, opened_on=None))
        else:
            _send_papers(maker, risks, _review(maker, register, month, opened_on=month))
    month = month_after(maker.start, this_month)
    now = _review(maker, register, month, opened_on=month)
    risks.enter(new, starts_at=now)
    risks.rate([entry for entry in risks.entries if not risks.wait(entry)], now, share=0.6)
    return risks.entries


def _review(maker: Maker, register: Register, month: datetime.date, opened_on: datetime.date | None) -> Review:
    label = f"{month:%b-%y}"
    return maker.add_one(Review, register=register, label=label, slug=label.lower(), month=month, opened_on=opened_on)


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
        busy = 0 if self.entries else maker.size.busy_risks
        for owned in maker.own(EntryOwner, "entry", entries, busy=busy):
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

    def record(self, review: Review) -> None:
        """A rating from paper for every risk, where only the score was printed."""
        levels = [(entry, self._moved(entry)) for entry in self.entries]
        self.maker.add(
            Assessment,
            (
                self._words_at(entry, review)
                | {"kind": AssessmentKind.PAPER, "printed_score": likelihood * impact, "comments": self._comments()}
                for entry, (likelihood, impact) in levels
            ),
        )

    def wait(self, entry: Entry) -> bool:
        """Whether the risk waits for the busy director."""
        return self.maker.busy.name in self.stands[entry.pk]["owners"]

    def rate(self, entries: list[Entry], review: Review, *, share: float = 1.0) -> list[Assessment]:
        """A rating proposed for that share of these risks."""
        maker = self.maker
        rated = [entry for entry in entries if maker.random.random() < share]
        return maker.add(
            Assessment,
            (
                self._words_at(entry, review)
                | dict(zip(("likelihood", "impact"), self._moved(entry), strict=True))
                | {"kind": AssessmentKind.PROPOSED, "comments": self._comments()}
                | {"proposed_actions": maker.some(words.ACTIONS, 1, 2)}
                | maker.given(last_day(review.month))
                for entry in rated
            ),
        )

    def agree(self, proposed: list[Assessment], papers: StageAct) -> None:
        """SMT agrees four ratings in five of section 1, and changes some of the others."""
        maker = self.maker
        decisions = maker.add(Decision, (self._decision(rated, papers) for rated in proposed if rated.section == 1))
        by_entry = {rated.entry_id: rated for rated in proposed}
        maker.add(
            Assessment,
            (
                self._words_at(decision.entry, papers.review)
                | {"kind": AssessmentKind.AGREED, "decision": decision, "comments": rated.comments}
                | {"likelihood": decision.likelihood or rated.likelihood, "impact": decision.impact or rated.impact}
                | {"proposed_actions": rated.proposed_actions, "given_by": papers.given_by, "dated": papers.dated}
                for decision in decisions
                for rated in [by_entry[decision.entry_id]]
            ),
        )

    def _decision(self, rated: Assessment, papers: StageAct) -> dict[str, Any]:
        said = {"act": papers, "register": self.register, "review": papers.review, "entry": rated.entry, "section": 1}
        said |= {"proposal": rated, "given_by": papers.given_by, "dated": papers.dated}
        changed = self._near(rated.likelihood or 1) if self.maker.random.random() < 0.2 else rated.likelihood
        if changed == rated.likelihood:
            return said | {"outcome": Decision.Outcome.AGREED}
        minute = "The likelihood was judged differently at the meeting."
        return said | {
            "outcome": Decision.Outcome.CHANGED,
            "likelihood": changed,
            "impact": rated.impact,
            "minute": minute,
        }

    def _words_at(self, entry: Entry, review: Review) -> dict[str, Any]:
        return self.stands[entry.pk] | {"register": self.register, "entry": entry, "review": review}

    def _comments(self) -> str:
        return self.maker.some(words.COMMENTS, 1, 4)

    def _moved(self, entry: Entry) -> tuple[int, int]:
        likelihood, impact = (self._near(level) for level in self.rated[entry.pk])
        self.rated[entry.pk] = likelihood, impact
        return likelihood, impact

    def _near(self, level: int) -> int:
        return min(5, max(1, level + self.maker.random.choice((-1, 0, 0, 0, 1))))


def _references(section: int) -> Iterator[str]:
    """1.1 to 1.999, then 3.1 and so on; section 2 has the even numbers."""
    return (f"{page}.{place}" for page in count(section, 2) for place in range(1, 1000))


def _record_papers(maker: Maker, risks: Risks, review: Review) -> None:
    """The oldest review, as it would be loaded from a printed register."""
    risks.record(review)
    for body, day in _days(maker, review):
        said = {"register": risks.register, "review": review, "body": body, "sections": body.sections}
        maker.add_one(StageAct, kind=StageAct.Kind.RECORDED, dated=day, **said)


def _send_papers(maker: Maker, risks: Risks, review: Review) -> None:
    """To SMT about five weeks after the month begins, to the Audit Committee a month later; each meets the same day."""
    proposed = risks.rate(risks.entries, review)
    for body, day in _days(maker, review):
        meeting = maker.add_one(Meeting, body=body, held_on=day)
        said = {"register": risks.register, "review": review, "body": body, "sections": body.sections, "dated": day}
        said |= {"meeting": meeting, "given_by": maker.people[Role.OFFICER]}
        papers = maker.add_one(StageAct, kind=StageAct.Kind.ISSUED, **said)
        if body.decides:
            risks.agree(proposed, papers)
        maker.add_one(StageAct, kind=StageAct.Kind.MET, **said)
        maker.add_one(StageAct, kind=StageAct.Kind.CLOSED, minute_reference=f"{day:%Y/%m} item 4", **said)


def _days(maker: Maker, review: Review) -> Iterator[tuple[Body, datetime.date]]:
    for body, days in ((Body.objects.get(slug="smt"), 35), (Body.objects.get(slug="audit-committee"), 65)):
        yield body, min(review.month + datetime.timedelta(days=days), maker.day)
