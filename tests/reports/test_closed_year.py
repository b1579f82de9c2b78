"""A year that is closed is read and never changed, and is closed only once its reviews are through."""

import datetime
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from probation_planning.organisation.models import Body, Quarter, Year
from probation_planning.organisation.roles import Reader
from probation_planning.reports.closing import close_year
from probation_planning.reports.models import Link
from risks.models import Assessment, Entry, Register, Review
from risks.services.locking import lock
from scorecard.models import Measure
from tests.factories import RegisterFactory, ReviewFactory, YearFactory
from tests.links import FILE
from tests.pressing import press
from tests.risks import cycle

SignIn = Callable[[str], Client]
OFFICER = "officer@derbyshire.example"
DIRECTOR = "business.services@derbyshire.example"
HOME = "/derbyshire/2011-12/"
RISKS, PLAN = HOME + "risks/", HOME + "plan/"
CLOSE = "/derbyshire/settings/years/2011-12/close/"
SENTENCE = "2011/12 is closed and takes no more changes. The performance officer can reopen it in the settings."


def text_of(response: Any) -> str:
    """The page as words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def register(year: Year) -> Register:
    """Derbyshire's register."""
    return Register.objects.get(year=year)


@pytest.fixture
def june(register: Register) -> Review:
    """The review that is open."""
    return register.reviews.get(slug="jun-11")


@pytest.fixture
def through(june: Review, year: Year) -> Review:
    """The same, through with every body, risk 1.1 rated at it; no quarter is open."""
    cycle.propose(june.register.entries.get(reference="1.1"), june)
    for body in Body.objects.order_by("pk"):
        cycle.skip(june, body.slug)
    Quarter.objects.filter(year=year).update(closed_on=cycle.day())
    return june


@pytest.fixture
def closed(through: Review, year: Year) -> Year:
    """The year, closed."""
    Year.objects.filter(pk=year.pk).update(closed_on=cycle.day())
    year.refresh_from_db()
    return year


# Closing


def test_a_year_is_not_closed_while_a_review_is_in_its_cycle_and_the_page_leads_there(
    sign_in: SignIn, june: Review, year: Year
) -> None:
    Quarter.objects.filter(year=year).update(closed_on=cycle.day())
    cycle.skip(june)
    client = sign_in(OFFICER)
    page, refused = client.get(CLOSE), press(client, CLOSE)

    bodies = " and ".join(str(body) for body in Body.objects.exclude(slug=cycle.SMT))
    says = f"Jun-11 is not through with the {bodies}."
    assert says in text_of(page)
    assert f'href="{RISKS}reviews/jun-11/"' in page.content.decode()
    assert f"{says} Close it with its minutes, or skip the body, first." in text_of(refused)
    year.refresh_from_db()
    assert year.closed_on is None


def test_once_they_are_through_it_is_closed_and_opened_again(sign_in: SignIn, through: Review, year: Year) -> None:
    client = sign_in(OFFICER)
    assert "still under way" not in text_of(client.get(CLOSE))

    assert press(client, CLOSE).status_code == 302
    year.refresh_from_db()
    assert year.closed_on == cycle.day()
    assert press(client, CLOSE).status_code == 302

    press(client, CLOSE.replace("close", "reopen"))
    assert client.get(RISKS + "new/").status_code == 200


def test_a_review_with_papers_out_or_a_meeting_not_minuted_is_in_its_cycle(
    june: Review, year: Year, reader: Callable[[str], Reader]
) -> None:
    Quarter.objects.filter(year=year).update(closed_on=cycle.day())
    for body in Body.objects.exclude(slug=cycle.SMT):
        cycle.skip(june, body.slug)
    cycle.issue(june)
    said = r"Jun-11 is not through with the Senior Management Team"
    with pytest.raises(Exception, match=said):
        close_year(year=year, reader=reader(OFFICER))
    cycle.agree_rest(june)
    cycle.hold(june)
    with pytest.raises(Exception, match=said):
        close_year(year=year, reader=reader(OFFICER))
    cycle.end(june)

    assert close_year(year=year, reader=reader(OFFICER)).closed_on == cycle.day()


def test_when_its_answers_are_due_is_changed_no_more(sign_in: SignIn, through: Review, year: Year) -> None:
    client, address = sign_in(OFFICER), "/derbyshire/settings/years/2011-12/"
    form = client.get(address).context["form"]
    typed = {"answer_days": "30", "answers": form["answers"].value(), "seen": form["seen"].value()}
    Year.objects.filter(pk=year.pk).update(closed_on=cycle.day())

    refused = client.post(address, typed)

    assert "2011/12 was closed on 20 June 2011. Reopen the year first." in text_of(refused)
    year.refresh_from_db()
    assert year.answer_days == 15
    assert SENTENCE in text_of(client.get(address))
    assert f'href="{address}"' not in client.get("/derbyshire/settings/years/").content.decode()


# Reading

PAGES = [
    *(HOME, PLAN, PLAN + "objectives/1.2-3/", PLAN + "aims/1.2/", HOME + "gaps/"),
    *(RISKS, RISKS + "1.1/", RISKS + "2.1/", RISKS + "1.1/deep-dive/", RISKS + "reviews/"),
    *(RISKS + "reviews/jun-11/", RISKS + "reviews/mar-11/", RISKS + "actions/", RISKS + "messages/"),
    *(RISKS + "questions/", HOME + "data-quality/", HOME + "reports/", HOME + "scorecard/"),
]


@pytest.mark.parametrize("email", [OFFICER, DIRECTOR, "smt@derbyshire.example", "audit@derbyshire.example"])
def test_its_pages_are_read_say_that_it_is_closed_and_lead_to_nothing_that_refuses(
    sign_in: SignIn, closed: Year, email: str
) -> None:
    client, links, wrong = sign_in(email), set(), []
    for page in [*PAGES, f"{HOME}scorecard/measures/{Measure.objects.order_by('pk')[0].reference}/"]:
        answer = client.get(page)
        if answer.status_code in {403, 404} and email != OFFICER:
            continue
        assert answer.status_code == 200, page
        html = answer.content.decode()
        main = html.split("<main")[1].split("</main>")[0]
        wrong += [page] if "2011/12 was closed on 20 June 2011" not in main else []
        wrong += [f"{page} has a form"] if re.search(r'<form[^>]*method="post"', main) else []
        links |= {(page, link) for link in re.findall(r'href="(/derbyshire/2011-12/[^"#]*)', main)}
    led = {link: client.get(unescape(link)).status_code for _, link in links if not FILE.search(link)}
    wrong += [f"{page} offers {link}" for page, link in sorted(links) if led.get(link) == 403]

    assert wrong == []
    assert len(led) > 20


def test_my_work_offers_nothing_of_it(sign_in: SignIn, closed: Year) -> None:
    page = sign_in(DIRECTOR).get("/")

    assert page.status_code == 200
    [one] = page.context["trusts"]
    assert not [item for item in one["work"].items if item.waits]
    assert not [item for item in one["work"].items if item.answer and item.kind in {"Risk", "Objective", "Measure"}]


# Writing


@pytest.mark.parametrize(
    "page",
    [
        *("risks/new/", "risks/1.1/edit/", "risks/1.1/close/", "risks/1.1/move/", "risks/1.1/renumber/"),
        *("risks/1.1/interim/", "risks/1.1/assess/", "risks/1.1/note/", "risks/1.1/actions/new/"),
        *("risks/1.1/controls/new/", "risks/1.1/acceptances/new/", "risks/1.1/target/", "risks/setup/"),
        *("risks/setup/register/", "risks/setup/appetite/", "risks/reviews/new/", "risks/reviews/jun-11/chase/"),
        *("plan/objectives/new/", "plan/edit/", "plan/order/"),
    ],
)
def test_its_forms_are_refused_in_words(sign_in: SignIn, closed: Year, page: str) -> None:
    answer = sign_in(OFFICER).get(HOME + page)

    assert answer.status_code == 403
    assert SENTENCE in text_of(answer)


def test_what_was_typed_before_it_was_closed_comes_back_with_why_it_is_not_saved(
    sign_in: SignIn, through: Review, year: Year
) -> None:
    client, page = sign_in(OFFICER), RISKS + "1.1/edit/"
    form = client.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    Year.objects.filter(pk=year.pk).update(closed_on=cycle.day())

    answer = client.post(page, typed | {"title": "Canary in the register"})

    assert answer.status_code == 403
    assert SENTENCE in text_of(answer)
    assert "Canary in the register" in answer.content.decode()
    assert not Entry.objects.filter(title="Canary in the register").exists()


def test_every_act_on_its_register_waits_for_the_lock_that_refuses(closed: Year, register: Register) -> None:
    with pytest.raises(PermissionDenied, match="closed and takes no more changes"):
        lock(register.pk)


def test_a_rating_that_was_wrong_is_corrected_with_a_reason(sign_in: SignIn, closed: Year, through: Review) -> None:
    client, page = sign_in(OFFICER), RISKS + "1.1/correct/?review=jun-11"
    asked = client.get(page)
    seen = asked.context["form"]["seen"].value()
    typed = {"review": "jun-11", "likelihood": "2", "impact": "3", "comments": "", "proposed_actions": ""}

    client.post(page, typed | {"reason": "Misread in the minutes.", "seen": seen})

    assert asked.status_code == 200
    assert Assessment.objects.get(kind="correction").score == 6


def test_links_and_owners_of_measures_stay(sign_in: SignIn, closed: Year) -> None:
    client = sign_in(OFFICER)
    before = Link.objects.count()
    part = "objective-1.2-3"

    answer = client.post(RISKS + "1.1/aims/", {"part": part, "says": "It delays the move."})

    assert answer.status_code in {200, 403}
    assert SENTENCE in text_of(answer)
    assert Link.objects.count() == before


def test_its_risks_are_taken_over_into_the_next_year(
    sign_in: SignIn, closed: Year, register: Register, reader: Callable[[str], Reader]
) -> None:
    following = RegisterFactory(year=YearFactory(start=datetime.date(2012, 4, 1)), title="Risks of 2012/13")
    month = datetime.date(2012, 6, 1)
    ReviewFactory(register=following, month=month, label="Jun-12", slug="jun-12", opened_on=month)
    client, page = sign_in(OFFICER), "/derbyshire/2012-13/risks/setup/carry/"
    form = client.get(page).context["form"]

    client.post(page, {"setup": "on", "references": form["references"].value()})

    assert following.entries.count() == register.entries.count()
    assert following.entries.exists()
