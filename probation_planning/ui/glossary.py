"""What the words mean, in one sentence each: the page "How to read this" and the tag `term` say the same.

A word is known by its name in addresses (`/help/#band`). No sentence tells of a part of a register that only some may
read: every reader is shown every word.
"""

from typing import NamedTuple


class Word(NamedTuple):
    """A word as a heading has it, and its sentence."""

    word: str
    says: str


class Group(NamedTuple):
    """Words that belong together."""

    name: str
    heading: str
    words: dict[str, Word]


PEOPLE = {
    "trust": Word("Trust", "The public body. Everything shown belongs to one trust and is seen by nobody outside it."),
    "delivery-unit": Word("Delivery unit", "A part of a trust to which objectives and targets are shared out."),
    "post": Word(
        "Post", "A job that owns things. People hold it between dates; when somebody leaves, the post keeps its work."
    ),
    "group": Word("Group", "A standing team made of posts, which owns things together."),
    "owner": Word(
        "Owner", "The post or group that answers for something. One of several leads; one answer serves all."
    ),
    "holder": Word("Holder", "Whoever has a post today, an acting holder or deputy too, and may answer for it."),
    "body": Word("Body", "A committee that is given papers and meets on them."),
    "year": Word("Year", "The financial year from 1 April to 31 March, written 2011/12."),
    "quarter": Word("Quarter", "Three months of the year; Q1 is April to June. Owners answer while it is open."),
    "not-recorded": Word("Not recorded", "The document leaves it blank, and nothing was made up in its place."),
    "reading": Word(
        "Reading", "Something that a document does not say outright; it is marked until a person has confirmed it."
    ),
    "my-work": Word("My work", "Everything that the posts you hold and the groups you sit in answer for, on one page."),
}
PLAN = {
    "theme": Word("Theme", "The first level of the plan; it holds aims, or objectives of its own."),
    "aim": Word("Aim", "The second level of the plan, known by its number, such as 1.2."),
    "objective": Word("Objective", "What the trust sets out to do in one year, with an owner and, mostly, a deadline."),
    "outcome": Word("Outcome", "What an objective is to bring about; each is shown to be reached when it is complete."),
    "strategic-plan-reference": Word(
        "Strategic plan reference",
        "The number of an aim as another document prints it. Which aim is meant is a reading until confirmed.",
    ),
    "status-update": Word(
        "Status update", "What an owner says of an objective for a quarter. It is dated and never written over."
    ),
    "status": Word("Status", "How an objective stands in its owner's word; where there is none, why there is none."),
    "deadline": Word(
        "Deadline", "The month by the end of which an objective is to be done, as printed or moved since."
    ),
    "version": Word(
        "Version", "The year's plan whole, as it was printed or approved; later changes are marked against the latest."
    ),
    "link": Word(
        "Link", "What ties a risk or a measure to a part of the plan: printed, suggested, confirmed or rejected."
    ),
}
REGISTER = {
    "risk": Word("Risk", "Something uncertain that would hurt the trust's objectives if it happened."),
    "review": Word("Review", "One pass over the whole register, about once a quarter, named after its month: Mar-11."),
    "assessment": Word(
        "Assessment", "A risk's rating at one review, or between two with a reason. A later one never writes over it."
    ),
    "likelihood": Word("Likelihood", "How probable it is that the risk happens, on a scale from 1 to 5."),
    "impact": Word("Impact", "How badly it would hurt if it did, on a scale from 1 to 5."),
    "score": Word("Score", "Likelihood times impact, from 1 to 25."),
    "band": Word("Band", "What a score means, as a word and a colour: Green, Amber, Red or, the worst, Black."),
    "previous-score": Word("Previous score", "The score at the last review before at which the risk was assessed."),
    "change": Word("Change", "How the score stands against the last review at which the risk was assessed."),
    "worked-out": Word(
        "Worked out", "Likelihood and impact that only one pair of levels can give: 16 is 4 times 4. Not recorded."
    ),
    "inherent-score": Word("Inherent score", "What the risk would score if nothing at all were done about it."),
    "proximity": Word("Proximity", "How soon the risk could happen."),
    "category": Word("Category", "The kind of harm that a risk does, such as financial or to reputation."),
    "appetite": Word("Appetite", "How much risk the trust takes in a category: the highest score it tolerates."),
    "response": Word(
        "Response", "What is decided about the risk: treat it, tolerate it, transfer it to somebody else, or terminate."
    ),
    "action": Word("Action", "Something that will be done about a risk, by which owner and by when."),
    "control": Word("Control", "Something in place already that holds a risk down."),
    "acceptance": Word(
        "Acceptance", "That somebody takes a Red or Black risk as it is: who, why, until when, and what is watched."
    ),
    "target-score": Word("Target score", "What a risk is to come down to, and by when."),
    "question": Word("Question", "What a body asks of a risk; a deep dive is its call for all that is known of one."),
    "papers": Word("Papers issued", "The register went to a body; what it was given can no longer change."),
    "gate": Word("Gate", "What papers wait for: a rating, an owner, a response, and a plan for the worst risks."),
    "exception": Word("Exception", "What was missing when papers went out all the same, why, and who accepted that."),
    "pack": Word("Pack", "What a body was given, kept exactly as it was."),
}
SCORECARD = {
    "perspective": Word("Perspective", "One of the sides from which the scorecard looks at the trust."),
    "measure": Word("Measure", "Something that is counted or judged, every quarter or once a year."),
    "frequency": Word("Frequency", "How often, or by which quarter, a measure is reported."),
    "target": Word("Target", "What a measure must reach, kept exactly as it is written: 90%, <8, Q2."),
    "result": Word("Result", "What a measure came to in a period; provisional until it is final."),
    "rating": Word("Rating", "How the result stands against the target; never guessed where there is no target."),
    "tolerance": Word("Tolerance", "How far off the target still counts as close; without one nothing is close."),
    "direction-of-travel": Word(
        "Direction of travel", "Whether performance got better, worse or stayed level: rising sickness is worse."
    ),
}

GROUPS = (
    Group("plan", "The plan", PLAN),
    Group("register", "The risk register", REGISTER),
    Group("scorecard", "The scorecard", SCORECARD),
    Group("people", "People and the year", PEOPLE),
)
GLOSSARY = {name: word for group in GROUPS for name, word in group.words.items()}
