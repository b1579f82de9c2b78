"""The second quarter, told at Nov-10: papers taken back, an exception, a meeting of more than one mind."""

from datetime import date
from typing import Any

from probation_planning.reports.issue import Accepted
from probation_planning.reports.story.desk import Story
from probation_planning.reports.story.quarters import answer_quarter, rate_all
from risks.models import Question

REVIEW = "nov-10"


def play(story: Story, register: dict[str, Any]) -> None:
    """Opened on 1 November, with SMT on the 24th, with the Board on 13 and the Audit Committee on 15 December."""
    with story.at_work("officer", date(2010, 11, 1)) as officer:
        officer.open_review(REVIEW)
        officer.add_risk(next(risk for risk in register["risk"] if risk["reference"] == "1.12"))
    with story.at_work("officer", date(2010, 11, 3)) as officer:
        officer.remind(REVIEW, ["Director of Services, Sampleford", "Head of Learning"])
    rate_all(story, register, REVIEW)
    _before_the_papers(story)
    _papers_twice(story)
    _with_smt(story)
    _in_december(story)
    _in_january(story)


def _before_the_papers(story: Story) -> None:
    with story.at_work("resources", date(2010, 11, 12)) as owner:
        owner.slip("1.4", 1, date(2011, 2, 28), "The roofer has put us off until January.")
    with story.at_work("sampleford", date(2010, 11, 12)) as owner:
        owner.slip("1.1", 1, date(2011, 1, 31), "One of the two who were chosen has withdrawn.")
        text = "Lend two supervisors from Testbury until the posts are filled"
        owner.add_action("1.1", text, "Director of Services, Testbury", date(2011, 3, 31))
        owner.note("1.1", "Ask neighbours quietly what they mean to pay from April.")


def _papers_twice(story: Story) -> None:
    """The officer issues knowing that nobody owns the new risk yet, and takes the papers back for another reason."""
    accepted = Accepted("Its owner is named at the meeting itself.", "Chief Executive")
    with story.at_work("officer", date(2010, 11, 15)) as officer:
        officer.issue(REVIEW, "smt", date(2010, 11, 24), accepted)
    with story.at_work("officer", date(2010, 11, 17)) as officer:
        officer.withdraw(REVIEW, "smt", "Risk 1.2 went out with the spending of the quarter before.")
    with story.at_work("resources", date(2010, 11, 17)) as owner:
        owner.rate(
            "1.2",
            REVIEW,
            (4, 3),
            comments="£88,000 over the profile at the end of October; the figure given before was that of July.",
            actions="Go on signing every purchase.",
        )
    with story.at_work("officer", date(2010, 11, 18)) as officer:
        officer.issue(REVIEW, "smt", date(2010, 11, 24), accepted)


def _with_smt(story: Story) -> None:
    with story.at_work("officer", date(2010, 11, 24)) as officer:
        officer.decide("1.1", REVIEW, minute="Agreed. Testbury lends two supervisors from December.")
        officer.decide(
            "1.9",
            REVIEW,
            "changed",
            "Sampleford alone lost fourteen days for each member of staff; the whole is likely, not possible.",
            (4, 3),
        )
        officer.decide("1.6", REVIEW, "deferred", "The Head of Learning was away. Taken again in February.")
    with story.at_work("smt", date(2010, 11, 24)) as member:
        member.decide("1.12", REVIEW, minute="Agreed. The Director of Resources takes it on.")
    with story.at_work("officer", date(2010, 11, 24)) as officer:
        officer.agree_the_rest(REVIEW)
        officer.hold_meeting(REVIEW)
    with story.at_work("officer", date(2010, 11, 26)) as officer:
        officer.change_risk("1.12", "Named at SMT's meeting of 24 November.", owners=["Director of Resources"])
    with story.at_work("officer", date(2010, 12, 1)) as officer:
        officer.close(REVIEW, "smt", "SMT 2010/11 item 3")
    with story.at_work("chief.executive", date(2010, 12, 1)) as owner:
        text = "Speak to everybody who was away three times"
        owner.add_action("1.9", text, "Chief Executive", date(2011, 5, 31))


def _in_december(story: Story) -> None:
    """Board and Audit Committee are given what SMT agreed; owners go on with what was said."""
    with story.at_work("officer", date(2010, 12, 2)) as officer:
        officer.issue(REVIEW, "board", date(2010, 12, 13))
        officer.issue(REVIEW, "audit-committee", date(2010, 12, 15))
    with story.at_work("information", date(2010, 12, 10)) as owner:
        owner.finish("1.3", 1, "The supplier has signed for 28 February.")
        text = "Keep lists on paper in Sampleford and Exampleton until they have moved"
        owner.add_action("1.3", text, "Head of Information", date(2011, 4, 29))
        reason = "The supplier's new date is 28 February, and two offices follow one after the other."
        owner.aim_for("1.3", (2, 4), date(2011, 8, 31), reason)
    with story.at_work("officer", date(2010, 12, 13)) as officer:
        officer.hold(REVIEW, "board")
    with story.at_work("audit", date(2010, 12, 14)) as member:
        member.settle("1.3", 1, "The answer was taken; a second machine is bought if the date slips again.")
        member.ask("1.11", "audit-committee", "How many waited longer than a month, and do we know who they are?")
        text = "What has been tried, what worked, and what only the Board can decide."
        member.ask("1.1", "audit-committee", text, Question.Kind.DEEP_DIVE)
    with story.at_work("officer", date(2010, 12, 15)) as officer:
        officer.hold(REVIEW, "audit-committee")
        officer.assign("1.11", 1, "Director of Services, Testbury", date(2011, 2, 11))
        officer.assign("1.1", 1, "Director of Services, Sampleford", date(2011, 2, 25))
    with story.at_work("resources", date(2010, 12, 20)) as owner:
        owner.finish("1.2", 1, "Held for six months; £61,000 was not spent.")
        text = "Give up the leases of both stores"
        owner.add_action("1.2", text, "Director of Resources", date(2011, 3, 31))


def _in_january(story: Story) -> None:
    answer_quarter(story, 3, date(2011, 1, 11))
    with story.at_work("officer", date(2011, 1, 12)) as officer:
        officer.close(REVIEW, "board", "Board 2010/12 item 9")
        officer.close(REVIEW, "audit-committee", "AC 2010/12 item 5")
