"""The first quarter, told at Aug-10: an ordinary review from its opening to the Audit Committee's first questions."""

from datetime import date
from typing import Any

from probation_planning.reports.story.desk import Story
from probation_planning.reports.story.quarters import answer_quarter, rate_all

REVIEW = "aug-10"


def play(story: Story, register: dict[str, Any]) -> None:
    """Opened on 2 August, with SMT on the 25th and with the Audit Committee on 15 September."""
    with story.at_work("officer", date(2010, 8, 2)) as officer:
        officer.open_review(REVIEW)
    rate_all(story, register, REVIEW)
    with story.at_work("officer", date(2010, 8, 12)) as officer:
        officer.accept(
            "1.10",
            "Chief Executive",
            why="The contract is national: nothing that we could pay for makes it less likely.",
            until=date(2011, 9, 30),
            watched="The supplier's accounts, each half year, and a day on paper in each office.",
        )
        officer.accept(
            "1.11",
            "Chief Executive",
            why="A second post for the letters is not paid for before April.",
            until=date(2011, 3, 31),
            watched="How many in ten are told within three working days.",
        )
    _with_smt(story)
    _with_audit_committee(story)
    _afterwards(story)


def _with_smt(story: Story) -> None:
    with story.at_work("officer", date(2010, 8, 16)) as officer:
        officer.issue(REVIEW, "smt", date(2010, 8, 25))
    with story.at_work("officer", date(2010, 8, 25)) as officer:
        officer.decide("1.2", REVIEW, minute="Agreed. The signature stays until the end of the year.")
        officer.agree_the_rest(REVIEW)
        officer.hold_meeting(REVIEW)
        officer.skip(REVIEW, "board", "The Board takes the register twice a year, in December and in July.")
    with story.at_work("officer", date(2010, 9, 1)) as officer:
        officer.close(REVIEW, "smt", "SMT 2010/08 item 4")


def _with_audit_committee(story: Story) -> None:
    with story.at_work("officer", date(2010, 9, 1)) as officer:
        officer.issue(REVIEW, "audit-committee", date(2010, 9, 15))
    with story.at_work("audit", date(2010, 9, 13)) as member:
        member.ask("1.3", "audit-committee", "What would we work with if the supplier gave up?")
    with story.at_work("officer", date(2010, 9, 15)) as officer:
        officer.hold(REVIEW, "audit-committee")
        officer.assign("1.3", 1, "Head of Information", date(2010, 10, 8))


def _afterwards(story: Story) -> None:
    with story.at_work("sampleford", date(2010, 9, 20)) as owner:
        owner.slip("1.1", 1, date(2010, 11, 30), "Nobody suitable came forward; the posts are advertised a third time.")
    with story.at_work("officer", date(2010, 9, 27)) as officer:
        officer.close_risk("1.8", "98 in 100 reports were on time for six months.", "SMT")
    with story.at_work("testbury", date(2010, 9, 28)) as owner:
        owner.finish("1.5", 1, "Two are on duty every night from 1 October.")
        text = "Have somebody from outside look at the rota"
        owner.add_action("1.5", text, "Director of Services, Testbury", date(2011, 3, 31))
    with story.at_work("officer", date(2010, 9, 29)) as officer:
        officer.close(REVIEW, "audit-committee", "AC 2010/09 item 6")
    with story.at_work("information", date(2010, 10, 5)) as owner:
        owner.answer(
            "1.3", 1, "The old record, for as long as its machine lasts: about a year. A second machine costs £9,000."
        )
        owner.add_action("1.3", "Have the new date in writing", "Head of Information", date(2010, 12, 15))
    answer_quarter(story, 2, date(2010, 10, 11))
    with story.at_work("chief.executive", date(2010, 10, 27)) as owner:
        owner.finish("2.1", 1, "Both were offered it; one accepted.")
        text = "Agree with our lawyers how far an offer may go"
        owner.add_action("2.1", text, "Chief Executive", date(2011, 3, 31))
    with story.at_work("resources", date(2010, 10, 28)) as owner:
        owner.drop("1.2", 2, "The van turned out to be leased, not owned.")
