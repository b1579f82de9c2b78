"""The page "my work": what waits in each trust, the boxes to answer it in, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from probation_planning.organisation.drafts import Kept
from probation_planning.reports.answering import Answered, give_boxes, homeless, says_anything
from probation_planning.reports.forms.work import SENTENCE, SameForm, problems_of
from probation_planning.reports.signposts import rooms, signposts
from probation_planning.reports.told import objections_for, told_for
from probation_planning.reports.work import Work
from probation_planning.ui.templatetags.ui_forms import problems

NOT_YOURS = "Something you typed is not yours to answer, or not any more, and is not saved."


@dataclass
class Desk:
    """The work of one trust with its boxes.

    `kept`: what was typed and not saved; `more`: how many things wait that the page has no room for; `lost`: words
    whose thing is not the reader's any more; `is_open`: whether all boxes are asked for.
    """

    work: Work
    kept: Kept | None
    answered: Answered
    same: SameForm
    more: int
    lost: list[str]
    is_open: bool = False

    @property
    def address(self) -> str:
        """Where its answers are sent to; their draft is kept under it."""
        return answers_address(self.work)

    @property
    def has_boxes(self) -> bool:
        """Whether anything is answered here."""
        return any(item.boxes for item in self.work.items)

    @property
    def may_stay(self) -> bool:
        """Whether "no change" can be said of anything here."""
        return any(item.boxes and item.may_stay for item in self.work.items)

    @property
    def levels(self) -> tuple[Any, ...]:
        """What the levels of both scales say, where a risk is rated here."""
        opened, review = self.work.opened, self.work.review
        rated = any(item.boxes and item.kind == "Risk" for item in self.work.items)
        return opened.scales(review) if opened and review and rated else ()

    @property
    def problems(self) -> list[tuple[str, str]]:
        """All that is wrong, each with the id of what is to be put right."""
        found = [
            (target, f"{item.kind} {item.of}: {says}")
            for item in self.work.items
            if item.boxes
            for target, says in problems_of(item.boxes)
        ]
        if self.answered.same:
            found += [(problem.target, problem.sentence) for problem in problems(self.same)]
        # Of what is found again another day the page speaks where it stands.
        is_sent = not (self.kept and self.kept.saved_at)
        return found + ([(f"lost-{self.work.reader.trust.slug}", NOT_YOURS)] if self.lost and is_sent else [])


def answers_address(work: Work) -> str:
    """Where the trust's answers are sent to; empty where it has no year."""
    return reverse("reports:answers", args=[work.reader.trust.slug, work.year.slug]) if work.year else ""


def desk_of(work: Work, kept: Kept | None, answered: Answered | None = None, *, open_all: bool = False) -> Desk:
    """The work with boxes: with what is kept of what was typed, or with what stood in the way of saving it."""
    answered = answered or Answered()
    typed = kept.typed if kept and says_anything(kept.typed) else QueryDict()
    more = give_boxes(work, typed, answered, open_all=open_all)
    same = answered.same or SameForm(
        initial={SENTENCE: typed.get(SENTENCE, "")}, auto_id=f"id_{work.reader.trust.slug}_%s"
    )
    return Desk(work, kept if typed else None, answered, same, more, homeless(work, typed), open_all)


def page_of(desks: Sequence[Desk]) -> dict[str, Any]:
    """What the page shows of each trust."""
    trusts = [
        {
            "desk": desk,
            "work": desk.work,
            "told": told_for(desk.work.reader, desk.work.quarter),
            "objected": objections_for(desk.work.reader, desk.work.quarter),
            "rooms": rooms(desk.work),
            "signposts": signposts(desk.work),
        }
        for desk in desks
    ]
    return {"trusts": trusts, "problems": [problem for desk in desks for problem in desk.problems]}
