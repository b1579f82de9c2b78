"""What comes round every quarter: owners say how their objectives stand, give results, and rate their risks."""

import datetime
from collections.abc import Mapping
from typing import Any

from probation_planning.organisation import calendar, tenancy
from probation_planning.organisation.models import Holding, Quarter
from probation_planning.reports.story.desk import Story
from probation_planning.reports.story.founding import read


def answer_quarter(story: Story, number: int, day: datetime.date) -> None:
    """Owners answer for the quarter on the day, so far as they do; then it is closed and the next one opened.

    The last stays open: whoever has not answered for it still can.
    """
    words = read("trust")
    for theme in words["theme"]:
        for aim in theme["aim"]:
            for objective in aim["objective"]:
                if number <= len(objective["answers"]):
                    with story.at_work(_holder(story, objective["owners"][0]), day) as owner:
                        owner.give_status(objective["reference"], number, *objective["answers"][number - 1])
    for perspective in words["perspective"]:
        for place, measure in enumerate(perspective["measure"], start=1):
            if number <= len(measure["results"]):
                with story.at_work(_holder(story, measure["owners"][0]), day) as owner:
                    owner.give_result(perspective["number"], place, number, measure["results"][number - 1])
    if number < len(calendar.QUARTERS):
        with tenancy.trust(story.trust):
            Quarter.objects.filter(number=number).update(closed_on=day)
            following = Quarter.objects.select_related("year").get(number=number + 1)
            following.opened_on = following.first_day
            following.save(update_fields=["opened_on"])


def rate_all(story: Story, register: dict[str, Any], review: str, called: Mapping[str, str] | None = None) -> None:
    """Every rating that the words hold for the review, by whoever leads on the risk then, in the order of days.

    `called` says what a risk is called by now that began under another reference.
    """
    given = [
        (rating["on"], (called or {}).get(risk["reference"], risk["reference"]), rating)
        for risk in register["risk"]
        for rating in risk["rating"]
        if rating["review"] == review
    ]
    for day, reference, rating in sorted(given, key=lambda one: one[0]):
        with story.at_work(story.holder(reference), day) as owner:
            owner.rate(
                reference,
                review,
                rating["levels"],
                **{name: text for name, text in rating.items() if name not in {"review", "on", "levels"}},
            )


def _holder(story: Story, post: str) -> str:
    with tenancy.trust(story.trust):
        return Holding.objects.get(post__name=post).user.email.split("@")[0]
