"""The officer sets a register up: what it is, its scales, bands, categories and appetite, and its reviews."""

import datetime
import re
import uuid
from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from probation_planning.history.models import Event
from probation_planning.organisation.conflict import Conflict
from probation_planning.organisation.models import Draft, Owner, Trust, Year
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.security import Happened
from probation_planning.ui.forms import MonthField
from risks.frames import LevelWords, frame_of
from risks.models import Appetite, BandKey, Category, EntryCategory, Register, Review, ScaleLevel, Standing
from risks.scoring import LEVELS, PRODUCTS, Band, Thresholds, band, faults_of
from risks.services.scales import Approval, key_seen, save_key, save_scale
from risks.services.setup import open_review
from tests.risks import cycle
from tests.risks.conftest import AUDIT, OFFICER, OWNER, RISKS, SMT, Readers

SignIn = Callable[[str], Client]
AUDITOR = "auditor@derbyshire.example"
MERSEYSIDE = "officer@merseyside.example"
EMPTY = "/merseyside/2010-11/risks/"
SETUP = RISKS + "setup/"
PAGES = ["", "register/", "scales/likelihood/", "scales/impact/", "bands/", "categories/", "appetite/"]
BANDS = {"amber_from": "5", "red_from": "12", "black_from": "20"}
APPROVED = {"approved_by": "The Board", "approved_on": "1 6 2011"}


def text_of(response: Any) -> str:
    """The page as words, one space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def shown(client: Client, address: str) -> dict[str, Any]:
    """What the boxes of a form hold, as a browser would send it back."""
    sent: dict[str, Any] = {}
    for bound in client.get(address).context["form"]:
        value = bound.value()
        if isinstance(value, datetime.date) and bound.name == "month":
            value = f"{value:%B %Y}"
        elif isinstance(value, datetime.date):
            value = f"{value.day} {value.month} {value.year}"
        sent[bound.html_name] = "" if value is None else value
    return sent


@pytest.fixture
def officer(sign_in: SignIn, derbyshire: Trust) -> Client:
    """The performance officer of Derbyshire."""
    return sign_in(OFFICER)


@pytest.fixture
def beginner(sign_in: SignIn, merseyside: Trust) -> Client:
    """The performance officer of Merseyside, which has no register."""
    return sign_in(MERSEYSIDE)


@pytest.fixture
def begun(beginner: Client) -> Client:
    """The same, with a register that holds nothing yet."""
    beginner.post(EMPTY + "setup/register/", shown(beginner, EMPTY + "setup/register/"))
    return beginner


def scale_form(**changed: str) -> dict[str, str]:
    """Five levels."""
    form = {}
    for level in LEVELS:
        form |= {f"name_{level}": f"Level {level}", f"code_{level}": f"L{level}", f"criteria_{level}": f"When {level}"}
    return form | changed


# A register where there was none


def test_a_trust_without_a_register_opens_one_and_is_led_through_the_rest(beginner: Client) -> None:
    assert "Set up a register" in text_of(beginner.get(EMPTY))
    assert "Set up a register for 2010/11" in text_of(beginner.get(EMPTY + "setup/"))
    form = shown(beginner, EMPTY + "setup/register/")

    page = beginner.post(EMPTY + "setup/register/", form | {"title": "Our risks"}, follow=True)

    words = text_of(page)
    assert page.redirect_chain == [(EMPTY + "setup/", 302)]
    assert "The register is saved." in words
    assert "Before a review can be opened, set up the likelihood scale, the impact scale, the bands." in words
    register = Register.objects.get(year__start="2010-04-01")
    assert (register.title, register.period_from, register.period_to) == (
        "Our risks",
        datetime.date(2010, 4, 1),
        datetime.date(2011, 3, 31),
    )
    assert sorted(register.section_two_roles) == ["audit", "auditor", "officer"]
    assert "No review of the register for 2010/11 is open yet." in text_of(beginner.get(EMPTY))


def test_a_whole_register_is_set_up_and_a_first_risk_stands_in_it(begun: Client) -> None:
    for kind in ("likelihood", "impact"):
        seen = shown(begun, f"{EMPTY}setup/scales/{kind}/")["seen"]
        begun.post(f"{EMPTY}setup/scales/{kind}/", scale_form(seen=str(seen)))
    begun.post(EMPTY + "setup/bands/", BANDS | {"seen": shown(begun, EMPTY + "setup/bands/")["seen"]})
    begun.post(EMPTY + "reviews/new/", {"label": "Opening", "month": "March 2010", "seen": 0})

    page = begun.post(EMPTY + "reviews/opening/open/", follow=True)
    added = begun.post(
        EMPTY + "new/",
        {"section": "1", "title": "Lists move", "once": uuid.uuid4()},
        follow=True,
    )

    assert "Opening is open. Owners can rate their risks for it." in text_of(page)
    assert "Risk 1.1 is added." in text_of(added)
    register = Register.objects.get(year__start="2010-04-01")
    assert Standing.objects.get(entry__register=register).review.slug == "opening"
    assert "Level 4" in text_of(begun.get(EMPTY))


def test_a_double_click_opens_one_register_and_other_words_are_refused(beginner: Client) -> None:
    page = EMPTY + "setup/register/"
    form = shown(beginner, page) | {"title": "Our risks"}
    first = beginner.post(page, form)
    second = beginner.post(page, form)

    other = beginner.post(page, form | {"title": "Another"})

    assert (first.status_code, second.status_code, other.status_code) == (302, 302, 409)
    assert Register.objects.filter(year__start="2010-04-01").count() == 1
    assert "Another" in other.content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Enter title."),
        ({"period_to": "1 4 2010"}, "The period ends before it starts."),
        ({"period_from": "31 2 2010"}, "There is no 31 February 2010."),
        ({"section_two_roles": ["administrator"]}, "Choose from the list."),
        ({"told_post": "999999"}, "Choose a post from the list."),
    ],
)
def test_what_a_register_cannot_be(beginner: Client, changed: dict[str, Any], sentence: str) -> None:
    form = shown(beginner, EMPTY + "setup/register/") | {"section_two_note": "Kept here"}

    page = beginner.post(EMPTY + "setup/register/", form | changed)

    assert sentence in text_of(page)
    assert "Kept here" in page.content.decode()
    assert not Register.objects.exists()


# Who may


@pytest.mark.parametrize("email", [SMT, OWNER, AUDIT, AUDITOR])
@pytest.mark.parametrize("page", [*(f"setup/{one}" for one in PAGES), "reviews/new/", "reviews/sep-11/edit/"])
def test_nobody_but_the_officer_sets_up(sign_in: SignIn, derbyshire: Trust, email: str, page: str) -> None:
    client = sign_in(email)
    answer = client.get(RISKS + page)

    # A committee has not been given the later review, and so does not know it.
    unknown = email in {AUDIT, AUDITOR} and "sep-11" in page
    assert answer.status_code == (404 if unknown else 403)
    if not unknown:
        assert "Only the performance officer changes the register." in text_of(answer)
        assert client.post(RISKS + page, {}).status_code in {403, 405}
    assert "Set up" not in client.get(RISKS).content.decode()


@pytest.mark.parametrize(
    "page", [*(f"setup/{one}" for one in PAGES), "reviews/", "reviews/new/", "reviews/sep-11/edit/"]
)
def test_another_trust_finds_no_such_page(sign_in: SignIn, page: str) -> None:
    assert sign_in(MERSEYSIDE).get(RISKS + page).status_code == 404


@pytest.mark.parametrize("page", ["setup/bands/", "setup/scales/impact/", "setup/appetite/", "reviews/", "new/"])
def test_before_there_is_a_register_its_pages_are_unknown(beginner: Client, page: str) -> None:
    assert beginner.get(EMPTY + page).status_code == 404


def test_there_are_two_scales(officer: Client) -> None:
    assert officer.get(SETUP + "scales/luck/").status_code == 404


# Who reads section 2


def test_who_reads_section_2_is_changed_by_who_reads_it_and_is_noted(officer: Client, register: Register) -> None:
    page = SETUP + "register/"
    form = shown(officer, page)

    officer.post(page, form | {"section_two_roles": ["audit", "smt", "officer"]})

    register.refresh_from_db()
    assert register.section_two_roles == ["audit", "officer", "smt"]
    event = Event.objects.filter(kind=Happened.OPENED).get()
    assert (event.user_id, event.row, event.says) == (cycle.officer().pk, register.pk, "to audit, officer, smt")


def test_an_officer_who_does_not_read_it_is_not_asked_and_opens_nothing(officer: Client, register: Register) -> None:
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit"])
    page = SETUP + "register/"
    form = shown(officer, page)

    assert "section_two_roles" not in form
    officer.post(page, form | {"title": "Renamed", "section_two_roles": ["audit", "officer"]})

    register.refresh_from_db()
    assert (register.title, register.section_two_roles) == ("Renamed", ["audit"])
    assert officer.get("/admin/risks/register/").status_code == 200
    field = f"/admin/risks/register/{register.pk}/change/"
    assert 'name="section_two_roles"' not in officer.get(field).content.decode()


def test_the_register_sent_back_as_it_was_changes_nothing(officer: Client, register: Register) -> None:
    before = Register.objects.filter(pk=register.pk).values().get()

    assert officer.post(SETUP + "register/", shown(officer, SETUP + "register/")).status_code == 302

    assert Register.objects.filter(pk=register.pk).values().get() == before


def test_of_two_who_change_the_register_the_later_sees_both(officer: Client, register: Register) -> None:
    page = SETUP + "register/"
    form = shown(officer, page)
    told = Owner.objects.get(name="SMT")
    officer.post(page, form | {"title": "Theirs"})

    later = officer.post(page, form | {"title": "Mine"})

    assert later.status_code == 409
    assert [tuple(line) for line in later.context["lines"]] == [("Title", "Theirs", "Mine")]
    again = form | {"title": "Mine", "seen": later.context["form"]["seen"].value()}
    assert officer.post(page, again).status_code == 302
    register.refresh_from_db()
    assert register.title == "Mine"
    assert register.told_post != told


# Bands


def test_a_key_is_faultless_just_when_each_band_has_a_score_that_can_be(derbyshire: Trust) -> None:
    for amber, red, black in product(range(28), repeat=3):
        floors = [1, amber, red, black, 26]
        painted = [any(low <= score < high for score in PRODUCTS) for low, high in pairwise(floors)]
        assert (not faults_of(Thresholds(amber, red, black))) is all(painted), (amber, red, black)


@pytest.mark.parametrize(
    ("bands", "box", "sentence"),
    [
        ((1, 15, 21), "amber_from", "Green starts at 1: let Amber start at 2 or higher."),
        ((6, 6, 21), "red_from", "Red would start at 6 and Amber at 6: each band starts above the one below it."),
        ((6, 15, 14), "black_from", "Black would start at 14 and Red at 15: each band starts above the one below it."),
        ((6, 15, 26), "black_from", "No score is above 25: let Black start at 25 or lower."),
        (
            (6, 21, 25),
            "red_from",
            "Red would paint no cell of the grid: no likelihood × impact falls between 21 and 24.",
        ),
        ((7, 8, 21), "amber_from", "Amber would paint no cell of the grid: no likelihood × impact is 7."),
    ],
)
def test_bands_that_cannot_be_are_refused_beside_their_box(
    officer: Client, bands: tuple[int, int, int], box: str, sentence: str
) -> None:
    asked = dict(zip(BANDS, map(str, bands), strict=True))

    page = officer.post(SETUP + "bands/", shown(officer, SETUP + "bands/") | asked | APPROVED | {"starts_at": "sep-11"})
    picture = officer.get(SETUP + "bands/", asked)

    assert page.context["form"].errors == {box: [sentence]}
    assert "The Board" in page.content.decode()
    assert sentence in text_of(picture)
    assert picture.context["picture"] is None
    assert BandKey.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "six", "6.5", "0", "100", "9" * 40])
def test_a_threshold_is_a_whole_number(officer: Client, typed: str) -> None:
    page = officer.post(SETUP + "bands/", shown(officer, SETUP + "bands/") | APPROVED | {"red_from": typed})

    assert "lowest score of Red" in text_of(page)
    assert officer.get(SETUP + "bands/", {"red_from": typed}).status_code == 200


def test_the_picture_paints_all_25_cells_as_the_thresholds_say(officer: Client) -> None:
    page = officer.get(SETUP + "bands/", BANDS | {"starts_at": "sep-11", "approved_by": "The Board"})
    html = page.content.decode()
    thresholds = Thresholds(5, 12, 20)

    painted = re.findall(r'grid__cell band--(\w+)" data-score="(\d+)"', html)
    assert painted == [
        (band(likelihood * impact, thresholds).value, str(likelihood * impact))
        for likelihood in reversed(LEVELS)
        for impact in LEVELS
    ]
    assert page.context["form"]["approved_by"].value() == "The Board"
    assert page.context["form"]["starts_at"].value() == "sep-11"
    assert BandKey.objects.count() == 1


def test_the_picture_is_of_the_bands_that_hold_until_others_are_asked_for(officer: Client) -> None:
    spans = officer.get(SETUP + "bands/").context["picture"]["spans"]

    assert spans == [(Band.GREEN, 1, 5), (Band.AMBER, 6, 14), (Band.RED, 15, 20), (Band.BLACK, 21, 25)]


def test_no_token_stands_in_the_address_of_a_picture(officer: Client) -> None:
    html = officer.get(SETUP + "bands/").content.decode()
    form = html[html.index("<main") : html.index("</main>")]

    assert 'type="hidden" name="csrfmiddlewaretoken"' not in form
    assert 'formmethod="get"' in form
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token is not None
    sent = shown(officer, SETUP + "bands/")
    assert strict.post(SETUP + "bands/", sent).status_code == 403
    assert strict.post(SETUP + "bands/", sent | {"csrfmiddlewaretoken": token[1]}).status_code == 200


def test_a_change_of_locked_bands_names_its_review_and_who_approved_it(officer: Client, register: Register) -> None:
    page = SETUP + "bands/"
    asked = officer.post(page, shown(officer, page) | BANDS)
    done = officer.post(page, shown(officer, page) | BANDS | APPROVED | {"starts_at": "sep-11"}, follow=True)

    words = text_of(asked)
    for sentence in [
        "locked since papers were first issued on 5 April 2011",
        "Choose from which review the change holds.",
        "Say who approved the change.",
        "Enter the day on which it was approved.",
    ]:
        assert sentence in words
    assert "Amber from 5, Red from 12, Black from 20, from Sep-11 on" in text_of(done)
    key = register.band_keys.get(starts_at__isnull=False)
    assert (key.starts_at.slug, key.approved_by, key.approved_on) == ("sep-11", "The Board", datetime.date(2011, 6, 1))
    keys = frame_of(Register.objects.get(pk=register.pk))
    assert keys.thresholds(register.reviews.get(slug="jun-11")) == Thresholds(6, 15, 21)
    assert keys.thresholds(register.reviews.get(slug="mar-12")) == Thresholds(5, 12, 20)


def test_a_change_that_is_changed_again_is_one_row(officer: Client, register: Register) -> None:
    page = SETUP + "bands/"
    for amber in ("5", "4"):
        more = BANDS | APPROVED | {"starts_at": "sep-11", "amber_from": amber}
        assert officer.post(page, shown(officer, page) | more).status_code == 302

    assert register.band_keys.count() == 2
    assert "Sep-11" in text_of(officer.get(page))


def test_a_change_starts_at_no_review_that_a_committee_had_and_at_none_before_another_change(
    officer: Client, register: Register, june: Review
) -> None:
    def offered() -> list[str]:
        return [slug for slug, _ in officer.get(SETUP + "bands/").context["form"].fields["starts_at"].choices if slug]

    assert offered() == ["jun-11", "sep-11", "nov-11", "mar-12"]
    cycle.skip(june, cycle.BOARD)
    assert offered() == ["sep-11", "nov-11", "mar-12"]
    officer.post(SETUP + "bands/", shown(officer, SETUP + "bands/") | BANDS | APPROVED | {"starts_at": "nov-11"})
    assert offered() == ["nov-11", "mar-12"]


@pytest.mark.parametrize(
    ("approval", "box"),
    [
        ({}, "starts_at"),
        ({"starts_at": "mar-11"}, "starts_at"),
        ({"approved_by": ""}, "approved_by"),
        ({"approved_on": None}, "approved_on"),
        ({"approved_on": datetime.date(2011, 6, 21)}, "approved_on"),
    ],
)
def test_the_act_itself_asks_for_the_approval(
    register: Register, reader: Readers, approval: dict[str, Any], box: str
) -> None:
    september = register.reviews.get(slug="sep-11")
    given = {"starts_at": september if approval else None, "approved_by": "The Board", "approved_on": cycle.day()}
    given |= approval
    if isinstance(given["starts_at"], str):
        given["starts_at"] = register.reviews.get(slug=given["starts_at"])

    with pytest.raises(ValidationError) as refused:
        save_key(
            register=register,
            reader=reader(OFFICER),
            thresholds=Thresholds(5, 12, 20),
            approval=Approval(**given),
            seen=key_seen(register.band_keys.get()),
        )

    assert list(refused.value.message_dict) == [box]


def test_of_two_who_change_the_bands_the_later_sees_both(officer: Client) -> None:
    page = SETUP + "bands/"
    form = shown(officer, page) | BANDS | APPROVED | {"starts_at": "sep-11"}
    officer.post(page, form | {"amber_from": "4"})

    later = officer.post(page, form)

    assert later.status_code == 409
    assert [tuple(line) for line in later.context["lines"]] == [("Amber from", 4, 5)]
    assert officer.post(page, form | {"seen": later.context["form"]["seen"].value()}).status_code == 302


# Scales


def test_a_level_is_changed_from_a_review_on_and_the_others_are_left(officer: Client, register: Register) -> None:
    page = SETUP + "scales/likelihood/"
    form = shown(officer, page)

    done = officer.post(page, form | APPROVED | {"starts_at": "sep-11", "name_5": "Almost certain"}, follow=True)

    assert "5 Almost certain" in text_of(done)
    row = register.levels.get(starts_at__isnull=False)
    assert (row.kind, row.score, row.name, row.approved_by) == ("likelihood", 5, "Almost certain", "The Board")
    frame = frame_of(Register.objects.get(pk=register.pk))
    scale = ScaleLevel.Kind.LIKELIHOOD
    assert frame.scale(scale, register.reviews.get(slug="jun-11"))[5].name == "Very High"
    assert frame.scale(scale, register.reviews.get(slug="sep-11"))[5].name == "Almost certain"
    assert frame.scale(scale, register.reviews.get(slug="sep-11"))[4].name == "High"


def test_a_scale_sent_back_as_it_was_changes_nothing(officer: Client, register: Register) -> None:
    for kind in ("likelihood", "impact"):
        page = f"{SETUP}scales/{kind}/"
        assert officer.post(page, shown(officer, page) | APPROVED | {"starts_at": "sep-11"}).status_code == 302
    assert not register.levels.filter(starts_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name_3": ""}, "Level 3: say what it is called."),
        ({"code_2": ""}, "Level 2: say its code."),
        ({"criteria_1": ""}, "Level 1: say when it applies."),
        ({"name_4": "level 2"}, "Level 4: level 2 has this name already."),
        ({"code_5": "L1"}, "Level 5: level 1 has this code already."),
        ({"code_5": "12345"}, "at most 4 characters"),
    ],
)
def test_what_a_scale_cannot_be(begun: Client, changed: dict[str, str], sentence: str) -> None:
    page = EMPTY + "setup/scales/impact/"

    answer = begun.post(page, scale_form(seen=str(shown(begun, page)["seen"]), **changed))

    assert sentence in text_of(answer)
    assert "When 5" in answer.content.decode()
    assert not ScaleLevel.objects.exists()


def test_until_papers_are_issued_a_scale_is_changed_in_place(begun: Client) -> None:
    page = EMPTY + "setup/scales/impact/"
    begun.post(page, scale_form(seen=str(shown(begun, page)["seen"])))
    begun.post(page, scale_form(seen=str(shown(begun, page)["seen"]), name_1="Slight"))

    assert next(iter(ScaleLevel.objects.filter(kind="impact").values_list("name", flat=True))) == "Slight"
    assert ScaleLevel.objects.count() == 5


def test_of_two_who_change_a_scale_the_later_sees_both(officer: Client) -> None:
    page = SETUP + "scales/impact/"
    form = shown(officer, page) | APPROVED | {"starts_at": "sep-11"}
    officer.post(page, form | {"name_5": "Theirs"})

    later = officer.post(page, form | {"name_5": "Mine"})

    assert later.status_code == 409
    assert [tuple(line) for line in later.context["lines"]] == [("Level 5: name", "Theirs", "Mine")]
    again = officer.post(page, form | {"name_5": "Mine", "seen": later.context["form"]["seen"].value()})
    assert again.status_code == 302


# Categories and appetite


def test_a_category_is_renamed_wherever_words_are_not_frozen_and_others_are_added(
    officer: Client, register: Register, june: Review, march: Review
) -> None:
    page = SETUP + "categories/"
    financial = Category.objects.get(name="Financial")

    officer.post(page, shown(officer, page) | {f"name_{financial.pk}": "Money", "more": "Estate\n\n People \nestate"})

    assert {"Money", "People"} <= set(Category.objects.values_list("name", flat=True))
    assert Category.objects.filter(name__iexact="estate").count() == 1
    shared = register.entries.get(reference="1.14")
    assert "Money" in Standing.objects.get(entry=shared, review=june).categories
    assert "Financial" in Standing.objects.get(entry=shared, review=march).categories


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("financial", "The trust has a category “financial” already."),
        ("x" * 61, "a category has at most 60 letters."),
        ("\u202eevil", "holds an invisible character"),
    ],
)
def test_what_a_category_cannot_be(officer: Client, more: str, sentence: str) -> None:
    before = Category.objects.count()

    page = officer.post(SETUP + "categories/", shown(officer, SETUP + "categories/") | {"more": more})

    assert sentence in text_of(page)
    assert Category.objects.count() == before


def test_two_categories_do_not_share_a_name(officer: Client) -> None:
    operations = Category.objects.get(name="Operations")

    page = officer.post(
        SETUP + "categories/", shown(officer, SETUP + "categories/") | {f"name_{operations.pk}": "Financial"}
    )

    assert "The trust has a category “Financial” already." in text_of(page)


@pytest.fixture
def secret(register: Register) -> Category:
    """A category that a risk of section 2 alone has, with its appetite, in a register whose officer reads section 1."""
    category = Category.objects.create(name="Fraud")
    EntryCategory.objects.create(entry=register.entries.get(reference="2.1"), category=category, order=1)
    said = {"level": "averse", "tolerated": 4, "approved_by": "The Board", "approved_on": "2011-06-01"}
    Appetite.objects.create(register=register, category=category, **said)
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit"])
    return category


PAGES_OF_CATEGORIES = [SETUP + "categories/", SETUP + "appetite/", RISKS + "new/", RISKS + "1.1/edit/"]


def test_to_an_officer_who_does_not_read_section_2_its_categories_leave_no_trace(
    officer: Client, register: Register, secret: Category
) -> None:
    pages = [text_of(officer.get(address)) for address in PAGES_OF_CATEGORIES]

    assert ["Fraud" in page for page in pages] == [False] * 4
    assert ["Financial" in page for page in pages] == [True] * 4
    assert officer.get(SETUP).context["appetite"] == 0
    assert secret.pk not in officer.get(SETUP + "appetite/").context["form"].categories

    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit", "officer"])
    assert ["Fraud" in text_of(officer.get(address)) for address in PAGES_OF_CATEGORIES] == [True] * 4


def test_and_they_are_changed_by_no_form_of_theirs(officer: Client, register: Register, secret: Category) -> None:
    for page, typed in [
        (SETUP + "categories/", {f"name_{secret.pk}": "Theft"}),
        (SETUP + "appetite/", {f"level_{secret.pk}": "", f"tolerated_{secret.pk}": ""} | APPROVED),
        (RISKS + "1.1/edit/", {"categories": [str(secret.pk)]}),
    ]:
        officer.post(page, shown(officer, page) | typed)

    secret.refresh_from_db()
    assert secret.name == "Fraud"
    assert Appetite.objects.filter(category=secret).exists()
    assert not EntryCategory.objects.filter(category=secret, entry__reference="1.1").exists()


def test_a_category_that_they_added_they_can_give_to_a_risk(officer: Client, secret: Category) -> None:
    officer.post(SETUP + "categories/", shown(officer, SETUP + "categories/") | {"more": "Estate"})

    assert ["Estate" in text_of(officer.get(address)) for address in PAGES_OF_CATEGORIES] == [True] * 4


@pytest.mark.parametrize("box", ["more", "name"])
def test_a_name_that_is_taken_out_of_sight_is_refused_in_words(officer: Client, secret: Category, box: str) -> None:
    page = SETUP + "categories/"
    name = box if box == "more" else f"name_{Category.objects.get(name='Financial').pk}"

    answer = officer.post(page, shown(officer, page) | {name: "Fraud"})

    assert answer.status_code == 200
    assert "The trust has a category “Fraud” already." in text_of(answer)
    assert answer.context["form"][name].value() == "Fraud"


def test_appetite_is_set_changed_and_taken_back_and_risks_follow(
    officer: Client, register: Register, june: Review
) -> None:
    page = SETUP + "appetite/"
    financial = Category.objects.get(name="Financial").pk
    shared = register.entries.get(reference="1.14")

    def tolerated() -> int | None:
        return Standing.objects.get(entry=shared, review=june).tolerated

    asked = officer.post(page, shown(officer, page) | {f"level_{financial}": "averse", f"tolerated_{financial}": "4"})
    officer.post(
        page, shown(officer, page) | APPROVED | {f"level_{financial}": "averse", f"tolerated_{financial}": "4"}
    )
    first = tolerated()
    officer.post(page, shown(officer, page) | APPROVED | {f"level_{financial}": "open", f"tolerated_{financial}": "12"})
    second = tolerated()
    row = Appetite.objects.get(register=register)
    officer.post(page, shown(officer, page) | APPROVED | {f"level_{financial}": "", f"tolerated_{financial}": ""})

    assert "Say who approved the appetite." in text_of(asked)
    assert "Say when it was approved." in text_of(asked)
    assert (first, second, tolerated()) == (4, 12, None)
    assert (row.level, row.approved_by, row.approved_on) == ("open", "The Board", datetime.date(2011, 6, 1))


@pytest.mark.parametrize(
    ("level", "score", "sentence"),
    [
        ("averse", "", "Financial: enter the highest score that is tolerated."),
        ("", "5", "Financial: choose how willing the trust is to take risks."),
        ("averse", "26", "Enter a score from 1 to 25."),
        ("brave", "5", "Choose from the list."),
    ],
)
def test_a_level_and_a_score_go_together(officer: Client, level: str, score: str, sentence: str) -> None:
    page = SETUP + "appetite/"
    pk = Category.objects.get(name="Financial").pk

    answer = officer.post(page, shown(officer, page) | APPROVED | {f"level_{pk}": level, f"tolerated_{pk}": score})

    assert sentence in text_of(answer)
    assert "The Board" in answer.content.decode()
    assert not Appetite.objects.exists()


def test_of_two_who_set_appetite_or_categories_the_later_sees_both(officer: Client) -> None:
    financial = Category.objects.get(name="Financial").pk
    for page, mine, theirs in [
        (
            SETUP + "appetite/",
            {f"level_{financial}": "open", f"tolerated_{financial}": "9"},
            {f"tolerated_{financial}": "8"},
        ),
        (SETUP + "categories/", {f"name_{financial}": "Money"}, {f"name_{financial}": "Finance"}),
    ]:
        form = shown(officer, page) | APPROVED | mine
        officer.post(page, form | theirs)

        later = officer.post(page, form)

        assert later.status_code == 409
        assert len(later.context["lines"]) == 1
        assert officer.post(page, form | {"seen": later.context["form"]["seen"].value()}).status_code == 302


# Reviews


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("June 2011", datetime.date(2011, 6, 1)),
        ("jun 2011", datetime.date(2011, 6, 1)),
        ("6 2011", datetime.date(2011, 6, 1)),
        ("6/2011", datetime.date(2011, 6, 1)),
        ("2011-06", datetime.date(2011, 6, 1)),
    ],
)
def test_a_month_as_people_write_it(typed: str, month: datetime.date) -> None:
    assert MonthField().clean(typed) == month


@pytest.mark.parametrize("typed", ["13 2011", "June", "2011", "31 6 2011", "Juno 2011", "June 20111"])
def test_what_is_no_month(typed: str) -> None:
    with pytest.raises(ValidationError, match="Enter a month and a year"):
        MonthField().clean(typed)


def test_a_review_of_any_month_and_label_is_added_before_the_year_too(officer: Client, register: Register) -> None:
    form = {"label": "Opening position", "month": "December 2010", "seen": "0"}

    first = officer.post(RISKS + "reviews/new/", form, follow=True)
    second = officer.post(RISKS + "reviews/new/", form)

    assert second.status_code == 302
    assert register.reviews.get(slug="opening-position").month == datetime.date(2010, 12, 1)
    words = text_of(first)
    assert "The review is added." in words
    assert words.index("Opening position") < words.index("Mar-11")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (
            {"label": "Jun-11", "month": "May 2011"},
            "The register has a review of this name already: Jun-11, of June 2011.",
        ),
        ({"label": "Midsummer", "month": "June 2011"}, "The register has a review in this month already: Jun-11."),
        ({"label": "", "month": "May 2011"}, "Say what the review is called."),
        ({"label": "May-11", "month": "soon"}, "Enter a month and a year, like June 2011 or 6 2011."),
        ({"label": "x" * 21, "month": "May 2011"}, "at most 20 characters"),
    ],
)
def test_what_a_review_cannot_be(officer: Client, register: Register, form: dict[str, str], sentence: str) -> None:
    page = officer.post(RISKS + "reviews/new/", form | {"seen": "0"})

    assert sentence in text_of(page)
    assert form["month"] in page.content.decode()
    assert register.reviews.count() == 5


@pytest.mark.parametrize(
    ("label", "slug"), [("new", "2011-05"), ("…", "2011-05"), ("Мај 11", "11"), ("Spring!", "spring")]
)
def test_a_review_has_a_name_in_addresses(officer: Client, register: Register, label: str, slug: str) -> None:
    officer.post(RISKS + "reviews/new/", {"label": label, "month": "May 2011", "seen": "0"})

    assert register.reviews.get(month="2011-05-01").slug == slug


def test_a_review_that_holds_nothing_is_moved_and_renamed(officer: Client, register: Register) -> None:
    page = RISKS + "reviews/nov-11/edit/"

    officer.post(page, shown(officer, page) | {"label": "Dec-11", "month": "December 2011"})

    moved = register.reviews.get(slug="dec-11")
    assert (moved.label, moved.month) == ("Dec-11", datetime.date(2011, 12, 1))


def test_one_that_holds_ratings_stays_in_its_month(officer: Client, entry: Any, june: Review) -> None:
    cycle.propose(entry, june)
    page = RISKS + "reviews/jun-11/edit/"

    refused = officer.post(page, shown(officer, page) | {"label": "Midsummer", "month": "July 2011"})
    renamed = officer.post(page, shown(officer, page) | {"label": "Midsummer"})

    assert "Jun-11 holds ratings; its month and label stay." in text_of(refused)
    assert "Midsummer" in refused.content.decode()
    assert renamed.status_code == 302
    june.refresh_from_db()
    assert (june.label, june.slug) == ("Midsummer", "jun-11")


def test_of_two_who_change_a_review_the_later_sees_both(officer: Client) -> None:
    page = RISKS + "reviews/mar-12/edit/"
    form = shown(officer, page)
    officer.post(page, form | {"month": "April 2012"})

    later = officer.post(RISKS + "reviews/mar-12/edit/", form | {"month": "May 2012"})

    assert later.status_code == 409
    assert officer.get(page).status_code == 200


def test_a_review_is_opened_once_and_its_day_is_kept(officer: Client, register: Register, sign_in: SignIn) -> None:
    page = RISKS + "reviews/sep-11/open/"

    first, second = officer.post(page, follow=True), officer.post(page)

    assert "Sep-11 is open. Owners can rate their risks for it." in text_of(first)
    assert second.status_code == 302
    assert register.reviews.get(slug="sep-11").opened_on == cycle.day()
    assert sign_in(OWNER).get(RISKS + "1.1/assess/?review=sep-11").status_code == 200


def test_a_get_opens_nothing(officer: Client, register: Register) -> None:
    assert officer.get(RISKS + "reviews/sep-11/open/").status_code == 405
    assert register.reviews.get(slug="sep-11").opened_on is None


def test_one_recorded_from_paper_is_not_opened_again(officer: Client, march: Review) -> None:
    page = officer.post(RISKS + "reviews/mar-11/open/")

    assert page.status_code == 403
    assert "Mar-11 was recorded from paper. It holds what was printed and is not opened again." in text_of(page)


def test_a_register_without_scales_opens_no_review(begun: Client) -> None:
    begun.post(EMPTY + "reviews/new/", {"label": "Jun-10", "month": "June 2010", "seen": "0"})

    page = begun.post(EMPTY + "reviews/jun-10/open/")

    assert page.status_code == 403
    assert "Set up the likelihood scale and the impact scale and the bands before you open a review" in text_of(page)


@pytest.mark.parametrize("email", [SMT, OWNER])
def test_nobody_else_opens_one(sign_in: SignIn, register: Register, email: str, reader: Readers) -> None:
    review = register.reviews.get(slug="sep-11")

    assert sign_in(email).post(RISKS + "reviews/sep-11/open/").status_code == 403
    with pytest.raises(PermissionDenied):
        open_review(review=review, reader=reader(email))


@pytest.mark.parametrize(
    ("email", "labels", "changes"),
    [
        (OFFICER, ["Mar-11", "Jun-11", "Sep-11", "Nov-11", "Mar-12"], True),
        (SMT, ["Mar-11", "Jun-11", "Sep-11", "Nov-11", "Mar-12"], False),
        (AUDIT, ["Mar-11"], False),
        (AUDITOR, ["Mar-11"], False),
    ],
)
def test_each_reads_the_reviews_open_to_them(sign_in: SignIn, email: str, labels: list[str], changes: bool) -> None:
    page = sign_in(email).get(RISKS + "reviews/")

    assert [str(one.review) for one in page.context["states"]] == labels
    assert ("Add a review" in text_of(page)) is changes
    assert ("Open Sep-11" in text_of(page)) is changes
    assert "ection 2" not in page.content.decode()


def test_an_unknown_review_is_an_unknown_page(officer: Client) -> None:
    assert officer.get(RISKS + "reviews/jul-11/edit/").status_code == 404
    assert officer.post(RISKS + "reviews/jul-11/open/").status_code == 404


# All of them


@pytest.mark.parametrize("page", PAGES[1:])
def test_what_was_typed_and_not_saved_comes_back(officer: Client, page: str) -> None:
    address = SETUP + page
    name = next(name for name, value in shown(officer, address).items() if name not in {"seen", "section_two_roles"})
    officer.post("/derbyshire/draft/", {"address": address, name: "12"})

    form = officer.get(address)
    token = re.search(r'id="forget".*?name="csrfmiddlewaretoken" value="([^"]+)"', form.content.decode(), re.DOTALL)
    assert token is not None
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    strict.post(address, {"discard": "yes", "csrfmiddlewaretoken": token[1]})

    assert "These are the words you typed before and have not saved." in text_of(form)
    assert form.context["form"][name].value() == "12"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("page", [*(f"setup/{one}" for one in PAGES), "reviews/"])
def test_the_pages_ask_little_however_many_risks_there_are(
    officer: Client, grow_register: Callable[[int], None], count_queries: Any, page: str
) -> None:
    counts = []
    for wanted in (20, 120):
        grow_register(wanted)
        officer.get(RISKS + page)
        with count_queries() as asked:
            assert officer.get(RISKS + page).status_code == 200
        counts.append(len(asked()))

    assert counts[0] == counts[1] <= 12, asked()


def test_the_checklist_names_risks_that_no_list_shows_yet(officer: Client, register: Register, june: Review) -> None:
    cycle.issue(june)
    officer.post(RISKS + "new/", {"section": "1", "title": "Lists move", "once": uuid.uuid4()})

    assert "Risk 1.16: Lists move , from Sep-11" in text_of(officer.get(SETUP))


def test_the_acts_refuse_everybody_else(register: Register, reader: Readers, year: Year) -> None:
    stranger: Reader = reader(SMT)
    with pytest.raises(PermissionDenied):
        save_scale(
            register=register,
            reader=stranger,
            kind="impact",
            levels=[LevelWords("A", "A", "", "A")] * 5,
            approval=Approval(),
            seen=0,
        )
    with pytest.raises(PermissionDenied):
        save_key(register=register, reader=stranger, thresholds=Thresholds(5, 12, 20), approval=Approval(), seen=0)
    with pytest.raises(Conflict):
        save_key(
            register=register, reader=reader(OFFICER), thresholds=Thresholds(5, 12, 20), approval=Approval(), seen=0
        )
