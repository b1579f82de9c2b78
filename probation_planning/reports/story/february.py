"""The third quarter, told at Feb-11: a risk turns Black between reviews, one leaves section 1, one comes back."""

from datetime import date
from typing import Any

from probation_planning.reports.story.desk import Story
from probation_planning.reports.story.quarters import rate_all

REVIEW = "feb-11"


def play(story: Story, register: dict[str, Any]) -> None:
    """Opened on 1 February, with SMT on the 23rd and with the Audit Committee on 16 March."""
    _in_january(story)
    with story.at_work("officer", date(2011, 2, 1)) as officer:
        officer.open_review(REVIEW)
        officer.move_risk(
            "1.5",
            "2.3",
            "What is left of it is the building, which the owner of the house answers for.",
            "SMT, 26 January 2011",
        )
    rate_all(story, register, REVIEW, {"1.5": "2.3"})
    _before_the_papers(story)
    _with_smt(story)
    _with_audit_committee(story)
    _afterwards(story)


def _in_january(story: Story) -> None:
    with story.at_work("officer", date(2011, 1, 12)) as officer:
        reason = "The college is in Testbury, and the talks with it need the director."
        officer.change_risk(
            "1.6",
            reason,
            owners=["Director of Services, Testbury", "Head of Learning"],
            responses=("treat",),
        )
    with story.at_work("officer", date(2011, 1, 17)) as officer:
        reason = "89 in 100 reports were on time in the first half of January, while the record was down."
        officer.reopen_risk("1.8", reason, "SMT")
    with story.at_work("information", date(2011, 1, 21)) as owner:
        owner.rate_between(
            "1.3",
            (5, 4),
            reason="The old record was down for two days, and the copy of the night could not be read.",
            comments="All three offices worked from memory on 19 and 20 January.",
            actions="Lists on paper from Monday on.",
        )
        owner.change_control(
            "1.3",
            1,
            effectiveness="ineffective",
            reason="The copy of 18 January could not be read.",
        )
    with story.at_work("sampleford", date(2011, 1, 28)) as owner:
        owner.finish("1.1", 1, "One post was filled on 24 January.")


def _before_the_papers(story: Story) -> None:
    with story.at_work("testbury", date(2011, 2, 11)) as owner:
        text = "Take every request at one desk, in all three offices"
        owner.add_action("1.8", text, "Director of Services, Testbury", date(2011, 6, 30))
        owner.answer("1.11", 1, "Eleven, between April and December. Nine were found and told; two have moved away.")
    with story.at_work("resources", date(2011, 2, 14)) as owner:
        text = "Ask the landlord for three more months in the old house"
        owner.add_action("1.12", text, "Director of Resources", date(2011, 3, 31))
    with story.at_work("chief.executive", date(2011, 2, 14)) as owner:
        text = "Bring a higher starting point of pay to the Board"
        owner.add_action("1.1", text, "Chief Executive", date(2011, 5, 27))
        owner.aim_for("1.9", (2, 3), date(2011, 8, 31))


def _with_smt(story: Story) -> None:
    with story.at_work("officer", date(2011, 2, 16)) as officer:
        officer.issue(REVIEW, "smt", date(2011, 2, 23))
    with story.at_work("officer", date(2011, 2, 23)) as officer:
        officer.decide("1.3", REVIEW, minute="Agreed. Reported to SMT each week until Exampleton has moved.")
        officer.decide("1.1", REVIEW, minute="Agreed. The Chief Executive takes it to the Board in May.")
        minute = "The college wrote this morning that it stays until July at least."
        officer.decide("1.6", REVIEW, "changed", minute, (2, 3))
        officer.agree_the_rest(REVIEW)
        officer.hold_meeting(REVIEW)
        officer.skip(REVIEW, "board", "The Board takes the register twice a year, in December and in July.")
    with story.at_work("sampleford", date(2011, 2, 24)) as owner:
        owner.answer(
            "1.1",
            1,
            "Three rounds of advertising brought nine answers and two supervisors. Loans from Testbury keep late "
            "appointments to one in nine. What is left is pay, which the Board decides.",
        )
    with story.at_work("resources", date(2011, 2, 25)) as owner:
        owner.finish("1.4", 1, "The roof is tight since 24 February.")
        owner.finish("1.2", 3, "Both leases ended on 31 December.")
    with story.at_work("officer", date(2011, 3, 2)) as officer:
        officer.close(REVIEW, "smt", "SMT 2011/02 item 3")


def _with_audit_committee(story: Story) -> None:
    with story.at_work("officer", date(2011, 3, 2)) as officer:
        officer.issue(REVIEW, "audit-committee", date(2011, 3, 16))
    with story.at_work("audit", date(2011, 3, 15)) as member:
        member.settle("1.1", 1, "The deep dive was read; the Board is asked to decide by July.")
        member.ask("1.10", "audit-committee", "When will Sampleford and Exampleton try three days on paper?")
        member.ask("2.2", "audit-committee", "Who signed the claims that were paid twice?")
    with story.at_work("officer", date(2011, 3, 16)) as officer:
        officer.hold(REVIEW, "audit-committee")
        officer.assign("1.10", 1, "Director of Resources", date(2011, 5, 31))
        officer.assign("2.2", 1, "Director of Resources", date(2011, 7, 8))


def _afterwards(story: Story) -> None:
    with story.at_work("testbury", date(2011, 3, 25)) as owner:
        owner.finish("1.1", 2, "Two came on 6 December and stay until 31 July.")
        owner.finish("2.3", 1, "Somebody from another trust spent three nights here; nothing is to be changed.")
    with story.at_work("chief.executive", date(2011, 3, 28)) as owner:
        owner.finish("2.1", 2, "Agreed on 21 March, up to what a hearing would cost.")
    with story.at_work("officer", date(2011, 3, 28)) as officer:
        officer.close_risk("1.4", "The roof is mended, and no room was shut since 20 January.", "SMT")
    with story.at_work("resources", date(2011, 3, 29)) as owner:
        owner.slip("1.12", 1, date(2011, 6, 30), "The landlord answers only once the court has decided.")
    with story.at_work("officer", date(2011, 4, 4)) as officer:
        officer.close(REVIEW, "audit-committee", "AC 2011/03 item 5")
    with story.at_work("officer", date(2011, 4, 5)) as officer:
        reason = "The count of January took in one week twice: 10.3 days, not 11.2."
        officer.correct("1.9", REVIEW, (3, 3), reason=reason)
        officer.renumber_risk("1.11", "1.13", "Risks that people outside ask us about come last.", "SMT")
