"""Deciding on links where they are shown: on the pages of an aim, an objective and a measure; and moving them."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from objectives.models import Aim
from probation_planning.organisation.models import Trust, User, Year
from probation_planning.reports.models import Link
from risks.models import Entry, Register
from scorecard.models import Measure
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT
from tests.risks.test_section_two import bare

SignIn = Callable[[str], Client]
YEAR = "/derbyshire/2011-12/"
MEASURES = YEAR + "scorecard/measures/"
LINKS = MEASURES + "1-4/aims/"
MOVE = LINKS + "aim-5.4/move/"
CONFIRM = {"decision": "confirm", "key": "aim-5.4", "seen": "suggested"}
TO = {"part": "aim-5.3", "says": "Serious offences & MAPPA", "seen": "suggested"}


@pytest.fixture
def link(derbyshire: Trust) -> Link:
    """Measure 1-4, Serious Further Offences, prints 5.4."""
    return Link.objects.get(measure__name="Serious Further Offences", aim__number="5.4")


def to(number: str) -> Link:
    """The link of the measure to the aim."""
    return Link.objects.get(measure__name="Serious Further Offences", aim__number=number)


def page(client: Client, address: str) -> str:
    """A page in one line."""
    return re.sub(r"\s+", " ", client.get(address).content.decode())


@pytest.mark.parametrize(
    ("shown", "back"),
    [
        ("plan/aims/5.4/", "aim-5.4"),
        ("plan/objectives/5.4-1/", "objective-5.4-1"),
        ("scorecard/measures/1-4/", "measure"),
    ],
)
def test_the_officer_confirms_where_the_link_is_shown_and_comes_back_there(
    sign_in: SignIn, link: Link, shown: str, back: str
) -> None:
    client = sign_in(OFFICER)
    before = page(client, YEAR + shown)
    assert f'action="{LINKS}"' in before
    assert f'name="back" value="{back}"' in before

    answer = client.post(LINKS, CONFIRM | {"back": back})

    assert (answer.status_code, answer["Location"]) == (302, YEAR + shown)
    assert "Confirmed by Performance officer on 20 June 2011" in page(client, YEAR + shown)


@pytest.mark.parametrize(("address", "heading"), [(LINKS, "Aims it measures"), (MOVE, "Move the link to Aim 5.4")])
def test_the_pages_of_a_measure_say_what_they_are_about(
    sign_in: SignIn, link: Link, address: str, heading: str
) -> None:
    html = page(sign_in(OFFICER), address)

    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in html
    assert "Measure 1-4: Serious Further Offences" in html
    assert '<a class="govuk-breadcrumbs__link" href="/derbyshire/2011-12/scorecard/">Scorecard</a>' in html
    assert f'href="{MEASURES}1-4/">Measure 1-4</a>' in html


@pytest.mark.parametrize("back", ["aim-../../admin", "elsewhere-1", "https://evil.example/", "aim-", "gap"])
def test_a_forged_way_back_leads_to_the_links_themselves(sign_in: SignIn, link: Link, back: str) -> None:
    assert sign_in(OFFICER).post(LINKS, CONFIRM | {"back": back})["Location"] == LINKS


@pytest.mark.parametrize("shown", ["plan/aims/5.4/", "plan/objectives/5.4-1/", "scorecard/measures/1-4/"])
@pytest.mark.parametrize("email", [OWNER, SMT, AUDIT, "auditor@derbyshire.example"])
def test_nobody_else_is_offered_a_decision(sign_in: SignIn, link: Link, email: str, shown: str) -> None:
    html = page(sign_in(email), YEAR + shown)

    assert "Number matches, unconfirmed" in html
    assert "/aims/" not in html.split("Number matches, unconfirmed")[1].replace("/plan/aims/", "")
    assert 'name="decision"' not in html


@pytest.mark.parametrize("email", [OWNER, SMT, AUDIT, "auditor@derbyshire.example"])
@pytest.mark.parametrize("address", [LINKS, MOVE])
def test_nobody_else_links_a_measure(sign_in: SignIn, link: Link, email: str, address: str) -> None:
    client = sign_in(email)

    assert client.get(address).status_code == 403
    answer = client.post(address, CONFIRM | TO)
    assert answer.status_code == 403
    assert "The performance officer links measures to the plan." in answer.content.decode()
    link.refresh_from_db()
    assert link.state == Link.State.SUGGESTED


def test_the_owner_of_a_risk_suggests_but_does_not_move(sign_in: SignIn, link: Link) -> None:
    answer = sign_in(OWNER).post(RISKS + "1.1/aims/objective-3.4-1/move/", TO)

    assert answer.status_code == 403
    assert "The performance officer confirms, moves and rejects links to the plan." in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/merseyside/2010-11/scorecard/measures/1-4/aims/",
        MEASURES + "9-9/aims/",
        LINKS + "aim-1.1/move/",
        LINKS + "x/move/",
    ],
)
def test_another_trust_an_unknown_measure_and_an_unknown_link_are_not_found(
    sign_in: SignIn, link: Link, address: str
) -> None:
    client = sign_in(OFFICER)

    assert client.get(address).status_code == 404
    assert client.post(address, CONFIRM | TO).status_code == 404


def test_a_link_is_moved_in_one_act(sign_in: SignIn, link: Link) -> None:
    client = sign_in(OFFICER)

    answer = client.post(MOVE, TO | {"back": "aim-5.4"})

    assert answer["Location"] == YEAR + "plan/aims/5.4/"
    link.refresh_from_db()
    there = to("5.3")
    assert (link.state, there.state, there.moved_from) == ("rejected", "confirmed", link)
    assert (there.ground, there.says, there.reference) == ("person", TO["says"], link.reference)
    assert "moved here from Aim 5.4" in page(client, YEAR + "plan/aims/5.3/")
    assert "Rejected: 1" in page(client, YEAR + "plan/aims/5.4/")


def test_a_link_that_stands_at_the_new_place_is_the_one_confirmed(sign_in: SignIn, link: Link) -> None:
    measure = Measure.objects.get(name="Serious Further Offences")
    there = Link.objects.create(
        measure=measure, aim=Aim.objects.get(number="5.3"), ground=Link.Ground.SUBJECT, says="Both are SFOs."
    )

    sign_in(OFFICER).post(MOVE, TO)

    there.refresh_from_db()
    assert (there.state, there.says, there.moved_from) == ("confirmed", "Both are SFOs.", link)
    assert Link.objects.filter(measure=measure).count() == 2


def test_who_confirmed_the_link_at_the_new_place_stays_named(sign_in: SignIn, link: Link) -> None:
    by = User.objects.get(email=SMT)
    there = Link.objects.create(
        measure=link.measure,
        aim=Aim.objects.get(number="5.3"),
        ground=Link.Ground.PERSON,
        state=Link.State.CONFIRMED,
        decided_by=by,
        decided_on=date(2011, 5, 1),
    )

    sign_in(OFFICER).post(MOVE, TO)

    there.refresh_from_db()
    assert (there.decided_by, there.decided_on, there.moved_from) == (by, date(2011, 5, 1), link)


def test_moving_back_works(sign_in: SignIn, link: Link) -> None:
    client = sign_in(OFFICER)
    client.post(MOVE, TO)

    client.post(LINKS + "aim-5.3/move/", {"part": "aim-5.4", "says": "", "seen": "confirmed"})

    link.refresh_from_db()
    assert (link.state, to("5.3").state, link.moved_from) == ("confirmed", "rejected", to("5.3"))
    assert client.get(YEAR + "plan/aims/5.4/").status_code == 200


def test_a_double_click_moves_once(sign_in: SignIn, link: Link) -> None:
    client = sign_in(OFFICER)

    assert [client.post(MOVE, TO).status_code for _ in range(2)] == [302, 302]
    assert Link.objects.filter(measure=link.measure).count() == 2


def test_a_risk_is_moved_to_a_theme(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    form = {"part": "theme-3", "says": "", "seen": "suggested"}

    assert client.post(RISKS + "1.1/aims/objective-3.4-1/move/", form).status_code == 302
    assert Link.objects.get(entry__reference="1.1", theme__number="3").state == "confirmed"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"part": ""}, "Choose the part of the plan that it measures."),
        ({"part": "aim-9.9"}, "Choose a part of this year’s plan from the list."),
        ({"part": "aim-5.4"}, "The link stands there already. Choose another part of the plan."),
        ({"says": "x" * 201}, "at most 200"),
    ],
)
def test_a_bad_move_is_explained_and_what_was_typed_comes_back(
    sign_in: SignIn, link: Link, wrong: dict[str, Any], sentence: str
) -> None:
    answer = sign_in(OFFICER).post(MOVE, TO | wrong)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert answer.context["form"]["says"].value() == (TO | wrong)["says"]
    link.refresh_from_db()
    assert link.state == Link.State.SUGGESTED


def test_a_decision_that_came_between_is_told_before_a_move(sign_in: SignIn, link: Link) -> None:
    client = sign_in(OFFICER)
    client.post(LINKS, CONFIRM)

    answer = client.post(MOVE, TO)

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "decided on this link in the meantime. It is confirmed." in html
    assert "Serious offences &amp; MAPPA" in html
    assert client.post(MOVE, TO | {"seen": answer.context["form"]["seen"].value()}).status_code == 302
    assert to("5.3").state == "confirmed"


def test_a_rejected_link_is_taken_up_again(sign_in: SignIn, link: Link) -> None:
    client = sign_in(OFFICER)
    client.post(LINKS, CONFIRM | {"decision": "reject"})
    assert "Take up again" in page(client, YEAR + "plan/aims/5.4/")
    again = {"decision": "again", "key": "aim-5.4", "seen": "rejected"}

    assert [client.post(LINKS, again).status_code for _ in range(2)] == [302, 302]

    link.refresh_from_db()
    assert (link.state, link.decided_by, link.decided_on) == ("suggested", None, None)


def test_a_rejected_link_is_not_moved(sign_in: SignIn, link: Link) -> None:
    client = sign_in(OFFICER)
    client.post(LINKS, CONFIRM | {"decision": "reject"})

    html = client.post(MOVE, TO | {"seen": "rejected"}).content.decode()

    assert "The link is rejected. Take it up again before you move it." in html
    assert not Link.objects.filter(measure=link.measure, aim__number="5.3").exists()


def test_what_was_rejected_is_shown_to_nobody_else(sign_in: SignIn, link: Link) -> None:
    sign_in(OFFICER).post(LINKS, CONFIRM | {"decision": "reject"})

    html = page(sign_in(SMT), YEAR + "plan/aims/5.4/")

    assert "Rejected" not in html
    assert "Serious Further Offences" not in html


def test_a_measure_is_linked_by_hand_in_the_place_of_a_reference_that_no_aim_has(
    sign_in: SignIn, derbyshire: Trust
) -> None:
    client = sign_in(OFFICER)
    address = MEASURES + "3-3/aims/"
    order = next(
        row.order
        for row in Measure.objects.get(name="Forecast as % of Budget").references.all()
        if row.printed == "4.6"
    )
    form = {"part": "aim-4.5", "says": "Costs", "reference": str(order)}

    assert [client.post(address, form).status_code for _ in range(2)] == [302, 302]

    made = Link.objects.get(measure__name="Forecast as % of Budget", aim__number="4.5")
    assert (made.state, made.ground, made.reference and made.reference.printed) == ("confirmed", "person", "4.6")


def test_a_withdrawn_aim_is_not_offered(sign_in: SignIn, link: Link) -> None:
    Aim.objects.filter(number="5.3").update(withdrawn_on="2011-06-01", withdrawn_reason="Merged.")
    Aim.objects.filter(number="5.2").update(withdrawn_on="2012-04-01", withdrawn_reason="Next year.")

    offered = sign_in(OFFICER).get(MOVE).context["form"].by_key

    assert "aim-5.3" not in offered
    assert "aim-5.2" in offered


def test_links_of_section_2_are_nobodys_who_may_not_see_the_risk(sign_in: SignIn, year: Year) -> None:
    Register.objects.update(section_two_roles=["audit"])
    entry = Entry.objects.get(reference="2.1")
    Link.objects.create(entry=entry, aim=Aim.objects.get(number="5.4"), ground=Link.Ground.SUBJECT, says="Hidden.")
    client = sign_in(OFFICER)
    gone = RISKS + "2.1/aims/aim-5.4/move/"

    assert "Hidden." not in page(client, YEAR + "plan/aims/5.4/")
    assert bare(client.get(gone)) == bare(client.get(RISKS + "9.1/aims/aim-5.4/move/")).replace("9.1", "2.1")
    assert client.post(RISKS + "2.1/aims/", CONFIRM).status_code == 404
    assert client.post(gone, TO).status_code == 404


def test_the_aims_page_says_who_owns_what(sign_in: SignIn, derbyshire: Trust) -> None:
    risks, measures = sign_in(OFFICER).get(YEAR + "plan/aims/1.2/").context["threads"]

    assert risks.strands[0].ties[0].owners == "Director of Business Services"
    assert {tie.owners for strand in measures.strands for tie in strand.ties} == {"Owner not recorded"}


def test_the_officers_pages_ask_the_same_however_many_links(sign_in: SignIn, count_queries: Any, link: Link) -> None:
    client = sign_in(OFFICER)
    # One that is measured by a scale: its steps are one question more.
    by_scale = Measure.objects.get(name__startswith="Gain 4")
    Link.objects.create(measure=by_scale, aim=link.aim, ground=Link.Ground.SUBJECT, says="A scale.")
    counts = []
    for _ in range(2):
        asked = []
        for address in (YEAR + "plan/aims/5.4/", MEASURES + "1-4/", LINKS, MOVE):
            with count_queries() as counted:
                client.get(address)
            asked.append(len(counted()))
        counts.append(asked)
        for aim in Aim.objects.exclude(links__measure=link.measure):
            Link.objects.create(measure=link.measure, aim=aim, ground=Link.Ground.SUBJECT, says="All.")
        for measure in Measure.objects.exclude(links__aim__number="5.4"):
            Link.objects.create(measure=measure, aim=link.aim, ground=Link.Ground.SUBJECT, says="All.")

    assert counts[0] == counts[1]
