"""The fourth quarter, told at May-11: SMT's meeting is half way through, and everybody has something to do."""

from datetime import date
from typing import Any

from probation_planning.reports.story.desk import Story
from probation_planning.reports.story.quarters import answer_quarter, rate_all

REVIEW = "may-11"


def play(story: Story, register: dict[str, Any]) -> None:
    """Opened on 3 May; SMT meets on 20 June. Section 2 is still being rated, and the Audit Committee waits."""
    answer_quarter(story, 4, date(2011, 4, 11))
    _in_april(story)
    with story.at_work("testbury", date(2011, 4, 27)) as owner:
        owner.give_result(1, 2, 4, "91.9", "Eleven reports of March were found in another court's list.")
    with story.at_work("officer", date(2011, 5, 3)) as officer:
        officer.open_review(REVIEW)
    rate_all(story, register, REVIEW, {"1.11": "1.13"})
    _before_the_papers(story)
    with story.at_work("officer", date(2011, 6, 13)) as officer:
        officer.issue(REVIEW, "smt", date(2011, 6, 20))
    with story.at_work("officer", date(2011, 6, 20)) as officer:
        officer.decide("1.1", REVIEW, minute="Agreed. Nothing more until the Board has met on 29 July.")
        officer.decide("1.3", REVIEW, minute="Agreed. The test of the copies comes to SMT on 18 July.")
        minute = "Told late is not yet almost certain to do harm: the worst cases are telephoned."
        officer.decide("1.13", REVIEW, "changed", minute, (4, 3))


def _in_april(story: Story) -> None:
    with story.at_work("information", date(2011, 4, 19)) as owner:
        owner.finish("1.3", 2, "Exampleton moved on 18 April; Sampleford keeps its lists under the next action.")
        text = "Move Sampleford to the new record, after a test of the copies in July"
        owner.add_action("1.3", text, "Head of Information", date(2011, 8, 31))
        owner.change_control(
            "1.3",
            1,
            text="A copy of the record is made each night, and read back each month",
            effectiveness="partly",
            assured_by="Auditor",
            assured_on=date(2011, 4, 12),
            reason="It is read back since February.",
        )
        owner.change_control("1.7", 1, state="ended", reason="Nothing is carried any more.")


def _before_the_papers(story: Story) -> None:
    with story.at_work("sampleford", date(2011, 5, 20)) as owner:
        text = "Hold an open day for those who might apply"
        owner.add_action("1.1", text, "Director of Services, Sampleford", date(2011, 6, 10))
        owner.aim_for("1.1", (3, 3), date(2011, 12, 31), "Four posts cannot be filled before the Board has decided.")
    with story.at_work("testbury", date(2011, 5, 20)) as owner:
        text = "Ask two other colleges what they would charge"
        owner.add_action("1.6", text, "Head of Learning", date(2011, 7, 15))
        text = "Share the letters between two offices"
        owner.add_action("1.13", text, "Director of Services, Testbury", date(2011, 9, 30))
        owner.report("1.8", 1, said="Testbury and Exampleton take requests at one desk; Sampleford joins in June.")
    with story.at_work("chief.executive", date(2011, 5, 24)) as owner:
        owner.slip("1.1", 3, date(2011, 7, 29), "The Board's meeting of 27 May was cancelled.")
    with story.at_work("officer", date(2011, 5, 25)) as officer:
        officer.remind(REVIEW, ["Director of Resources"])
