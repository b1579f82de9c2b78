"""April 2010 to July 2010: the officer sets the register up, and owners say what holds their risks."""

from datetime import date
from typing import Any

from probation_planning.organisation.models import Owner
from probation_planning.reports.story.desk import Desk, Story
from probation_planning.reports.story.quarters import answer_quarter
from risks.frames import LevelWords
from risks.models import ScaleLevel
from risks.scoring import Thresholds
from risks.services import scales, setup
from risks.services.hands import fingerprint

# Entered later, when they were first seen.
LATER = frozenset({"1.12"})


def play(story: Story, register: dict[str, Any]) -> None:
    """The register stands, and every risk with its controls and first actions."""
    with story.at_work("officer", date(2010, 4, 12)) as officer:
        _open_register(officer, register)
        _set_scales(officer, register)
        for review in register["review"]:
            setup.add_review(register=officer.opened.register, reader=officer.reader, **review)
    with story.at_work("officer", date(2010, 4, 26)) as officer:
        for risk in register["risk"]:
            if risk["reference"] not in LATER:
                officer.add_risk(risk)
        officer.link("1.1", "1.1-1", "Without supervisors nobody is seen on the day")
        officer.link("1.2", "2.1-1", "What is overspent cannot be saved")
        officer.link("1.3", "1.1-2", "The objective is the record itself")
    with story.at_work("learning", date(2010, 4, 28)) as owner:
        owner.link("1.6", "2.2-1", "Two places of three are the partner's")
    _name_controls(story)
    with story.at_work("officer", date(2010, 5, 26)) as officer:
        _set_appetite(officer, register)
    _begin_actions(story)
    answer_quarter(story, 1, date(2010, 7, 12))


def _open_register(officer: Desk, words: dict[str, Any]) -> None:
    about = words["register"]
    setup.open_register(
        year=officer.year,
        reader=officer.reader,
        values=about
        | {
            "told_post": Owner.objects.get(name=about["told_post"]),
            "section_two_roles": ["audit", "auditor", "officer"],
        },
    )


def _set_scales(officer: Desk, words: dict[str, Any]) -> None:
    register, reader = officer.opened.register, officer.reader
    for kind in ScaleLevel.Kind:
        scales.save_scale(
            register=register,
            reader=reader,
            kind=kind,
            levels=[LevelWords(**level) for level in words[kind]],
            approval=scales.Approval(),
            seen=fingerprint(scales.words_of_levels({})),
        )
    scales.save_key(
        register=register,
        reader=reader,
        thresholds=Thresholds(**words["bands"]),
        approval=scales.Approval(),
        seen=scales.key_seen(None),
    )
    setup.save_categories(
        register=register,
        reader=reader,
        names={},
        more=[one["name"] for one in words["category"]],
        seen=fingerprint({}),
    )


def _set_appetite(officer: Desk, words: dict[str, Any]) -> None:
    register, reader = officer.opened.register, officer.reader
    keys = {name: pk for pk, name in setup.names_of_categories(reader).items()}
    setup.save_appetite(
        register=register,
        reader=reader,
        wanted={keys[one["name"]]: setup.Tolerance(one["level"], one["tolerated"]) for one in words["category"]},
        approved_by="Board",
        approved_on=date(2010, 5, 24),
        seen=fingerprint({}),
    )


def _name_controls(story: Story) -> None:
    with story.at_work("information", date(2010, 5, 10)) as owner:
        owner.add_control(
            "1.7",
            "Locked bags for every paper that is carried",
            "preventive",
            "partly",
            1,
            "Heads of the three offices",
            date(2010, 4, 30),
        )
        owner.add_control("1.7", "A check of desks and bags each quarter", "detective", "effective", 2)
        owner.add_control("1.3", "A copy of the old record is made each night", "corrective", "effective", 1)
    with story.at_work("sampleford", date(2010, 5, 11)) as owner:
        owner.add_control("1.1", "Cover is arranged each Friday for the week to come", "corrective", "partly", 1)
    with story.at_work("resources", date(2010, 5, 12)) as owner:
        owner.add_control("1.2", "Spending is compared with its profile each month", "detective", "effective", 2)
        owner.add_control(
            "1.2",
            "Accounts are audited each year",
            "detective",
            "effective",
            3,
            "Auditor",
            date(2010, 5, 4),
        )
        owner.add_control("2.2", "Claims are taken by computer alone", "preventive", "effective", 1)
    with story.at_work("testbury", date(2010, 5, 13)) as owner:
        owner.add_control("1.5", "An alarm in every room of the hostel", "detective", "effective", 1)


def _begin_actions(story: Story) -> None:
    with story.at_work("sampleford", date(2010, 6, 7)) as owner:
        text = "Advertise the two empty posts again, and in two more places"
        owner.add_action("1.1", text, "Director of Services, Sampleford", date(2010, 9, 30))
        owner.aim_for("1.1", (2, 3), date(2011, 1, 31))
    with story.at_work("resources", date(2010, 6, 8)) as owner:
        text = "Hold every purchase above £500 for the director's signature"
        owner.add_action("1.2", text, "Director of Resources", date(2010, 12, 31))
        owner.add_action("1.2", "Sell the second van", "Director of Resources", date(2010, 10, 29))
        owner.aim_for("1.2", (2, 3), date(2011, 5, 31))
        text = "Have the roof mended before the winter"
        owner.add_action("1.4", text, "Director of Resources", date(2010, 11, 30))
        owner.aim_for("1.4", (1, 4), date(2010, 11, 30))
    with story.at_work("information", date(2010, 6, 9)) as owner:
        owner.aim_for("1.3", (2, 4), date(2010, 12, 31))
        owner.aim_for("1.7", (1, 5), date(2011, 1, 31))
    with story.at_work("testbury", date(2010, 6, 10)) as owner:
        text = "Put a second person on duty every night"
        owner.add_action("1.5", text, "Director of Services, Testbury", date(2010, 9, 30))
    with story.at_work("chief.executive", date(2010, 6, 11)) as owner:
        text = "Offer both who complained a talk with somebody from outside"
        owner.add_action("2.1", text, "Chief Executive", date(2010, 10, 29))
