"""The officer creates a scorecard, says what it is, and writes its perspectives and its notes."""

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from probation_planning.organisation.hands import fingerprint
from probation_planning.organisation.models import Trust, Year
from probation_planning.organisation.roles import Reader
from scorecard.models import Footnote, Perspective, Scorecard
from scorecard.services.headings import create_scorecard, delete_perspective, said_of
from tests.factories import PerspectiveFactory, ScorecardFactory, YearFactory
from tests.objectives.building import seen_in, shown, text_of
from tests.scorecard.conftest import CARD, OFFICER, OTHER

SignIn = Callable[[str], Client]
Readers = Callable[[str], Reader]
NEXT = "/derbyshire/2012-13/scorecard/"
SET_UP = f"{CARD}set-up/"


@pytest.fixture
def next_year(derbyshire: Trust) -> Year:
    """2012/13, opened and without a scorecard."""
    return YearFactory(start=datetime.date(2012, 4, 1))


@pytest.fixture
def card(year: Year) -> Scorecard:
    """Derbyshire's scorecard of 2011/12."""
    return Scorecard.objects.get(year=year)


# Creating


def test_the_page_of_a_year_without_a_scorecard_offers_the_officer_to_create_it(
    sign_in: SignIn, next_year: Year
) -> None:
    client = sign_in(OFFICER)
    assert "Create the scorecard" in text_of(client.get(NEXT))
    assert "Create the scorecard" not in text_of(sign_in(OTHER).get(NEXT))

    there = f"{NEXT}new/"
    response = client.post(there, shown(client, there, vision="Safer streets", note="Since Q1"), follow=True)

    assert "The scorecard of 2012/13 is created." in text_of(response)
    made = Scorecard.objects.get(year=next_year)
    assert (made.title, made.vision, made.note) == ("Balanced scorecard 2012/13", "Safer streets", "Since Q1")
    assert "The scorecard has no measures yet." in text_of(client.get(NEXT))


def test_creating_offers_the_earlier_scorecard(sign_in: SignIn, next_year: Year) -> None:
    assert "bring forward the scorecard of 2011/12" in text_of(sign_in(OFFICER).get(f"{NEXT}new/"))


def test_a_double_click_creates_one(sign_in: SignIn, next_year: Year) -> None:
    client = sign_in(OFFICER)
    form = shown(client, f"{NEXT}new/", title="Once")

    assert [client.post(f"{NEXT}new/", form).status_code for _ in range(2)] == [302, 302]
    assert Scorecard.objects.filter(title="Once").count() == 1
    other = client.post(f"{NEXT}new/", form | {"title": "Another"})
    assert "The year has a scorecard already. Somebody created it in the meantime." in text_of(other)
    assert 'value="Another"' in other.content.decode()


def test_a_scorecard_without_a_title_is_explained_and_nothing_typed_is_lost(sign_in: SignIn, next_year: Year) -> None:
    client = sign_in(OFFICER)

    response = client.post(f"{NEXT}new/", {"title": " ", "mission": "Kept words"})

    assert "Enter the title." in text_of(response)
    assert "Kept words" in response.content.decode()
    assert not Scorecard.objects.filter(year=next_year).exists()


def test_a_year_with_a_scorecard_is_given_no_other(sign_in: SignIn, year: Year) -> None:
    response = sign_in(OFFICER).get(f"{CARD}new/")

    assert response.status_code == 403
    assert "2011/12 has a scorecard already." in text_of(response)


def test_what_the_scorecard_says_is_changed_and_a_stale_form_meets_both(sign_in: SignIn, card: Scorecard) -> None:
    client = sign_in(OFFICER)
    there = f"{CARD}edit/"
    form = shown(client, there, mission="Mine")
    Scorecard.objects.filter(pk=card.pk).update(mission="Theirs")

    stale = client.post(there, form)

    assert stale.status_code == 409
    assert "Theirs" in text_of(stale)
    assert client.post(there, form | {"seen": seen_in(stale)}).status_code == 302
    card.refresh_from_db()
    assert card.mission == "Mine"
    assert client.post(there, form).status_code == 302


# A closed year


@pytest.mark.parametrize(
    "page",
    [
        *("edit/", "set-up/", "perspectives/new/", "perspectives/2/edit/", "perspectives/2/order/", "notes/new/"),
        *("measures/new/", "measures/2-1/edit/", "measures/2-1/withdraw/", "measures/2-1/delete/"),
    ],
)
def test_a_closed_years_scorecard_stays_as_it_is(sign_in: SignIn, year: Year, page: str) -> None:
    Year.objects.filter(pk=year.pk).update(closed_on=datetime.date(2012, 4, 2))

    response = sign_in(OFFICER).get(CARD + page)

    assert response.status_code == 403
    assert "2011/12 is closed" in text_of(response)


def test_what_was_typed_while_the_year_was_closed_comes_back(sign_in: SignIn, year: Year, card: Scorecard) -> None:
    client = sign_in(OFFICER)
    form = shown(client, f"{CARD}edit/", mission="Typed before")
    Year.objects.filter(pk=year.pk).update(closed_on=datetime.date(2012, 4, 2))

    response = client.post(f"{CARD}edit/", form)

    assert response.status_code == 403
    assert "Typed before" in response.content.decode()
    assert "2011/12 is closed" in text_of(response)
    assert "Set up the scorecard" not in text_of(client.get(CARD))


def test_a_closed_year_is_given_no_scorecard(next_year: Year, reader: Readers) -> None:
    Year.objects.filter(pk=next_year.pk).update(closed_on=datetime.date(2013, 4, 2))

    with pytest.raises(PermissionDenied, match="2012/13 is closed"):
        create_scorecard(year=next_year, reader=reader(OFFICER), values={"title": "Late"})


# Perspectives


def test_a_perspective_is_added_with_the_next_number_and_once(sign_in: SignIn, card: Scorecard) -> None:
    client = sign_in(OFFICER)
    there = f"{CARD}perspectives/new/"
    numbers = list(card.perspectives.values_list("number", flat=True))
    form = shown(client, there, title="  Learning   and growth ")

    assert [client.post(there, form).status_code for _ in range(2)] == [302, 302]

    added = Perspective.objects.get(scorecard=card, title="Learning and growth")
    assert added.number == max(numbers) + 1
    again = client.post(there, form | {"title": "Another"})
    assert again.status_code == 409
    assert "saved already as “Learning and growth”" in text_of(again)
    assert client.post(there, form | {"title": "Another", "once": again.context["form"]["once"].value()}).status_code
    assert "Learning and growth" in text_of(client.get(SET_UP))


def test_the_number_of_a_deleted_perspective_is_not_given_again(sign_in: SignIn, card: Scorecard) -> None:
    client = sign_in(OFFICER)
    for title in ("First", "Second"):
        client.post(f"{CARD}perspectives/new/", shown(client, f"{CARD}perspectives/new/", title=title))
        row = Perspective.objects.get(scorecard=card, title=title)
        client.post(
            f"{CARD}perspectives/{row.number}/delete/", shown(client, f"{CARD}perspectives/{row.number}/delete/")
        )
        assert not Perspective.objects.filter(pk=row.pk).exists()
        if title == "First":
            first = row.number

    assert row.number == first + 1


def test_two_perspectives_do_not_bear_one_title(sign_in: SignIn, card: Scorecard) -> None:
    client = sign_in(OFFICER)
    there = f"{CARD}perspectives/new/"
    title = card.perspectives.first().title

    response = client.post(there, shown(client, there, title=title))

    assert "The scorecard has a perspective of this title already." in text_of(response)


def test_a_perspectives_title_is_changed_and_a_stale_form_meets_both(sign_in: SignIn, card: Scorecard) -> None:
    client = sign_in(OFFICER)
    there = f"{CARD}perspectives/2/edit/"
    form = shown(client, there, title="Mine")
    Perspective.objects.filter(scorecard=card, number=2).update(title="Theirs")

    stale = client.post(there, form)

    assert stale.status_code == 409
    assert client.post(there, form | {"seen": seen_in(stale)}).status_code == 302
    assert Perspective.objects.get(scorecard=card, number=2).title == "Mine"


def test_a_perspective_is_moved_and_a_stale_button_moves_nothing(sign_in: SignIn, card: Scorecard) -> None:
    client = sign_in(OFFICER)
    seen = seen_in(client.get(SET_UP))
    before = [row.number for row in client.get(SET_UP).context["perspectives"]]

    response = client.post(f"{CARD}perspectives/2/move/", {"direction": "up", "seen": seen}, follow=True)
    stale = client.post(f"{CARD}perspectives/2/move/", {"direction": "down", "seen": seen}, follow=True)

    after = [row.number for row in stale.context["perspectives"]]
    assert "is moved up." in text_of(response)
    assert before[:2] == [1, 2]
    assert after[:2] == [2, 1]
    assert "The order has changed since you opened the page." in text_of(stale)
    assert 'value="down" class="govuk-button govuk-button--secondary" autofocus' in response.content.decode()


def test_a_perspective_with_measures_is_not_deleted(sign_in: SignIn, card: Scorecard, reader: Readers) -> None:
    page = text_of(sign_in(OFFICER).get(f"{CARD}perspectives/2/delete/"))
    perspective = Perspective.objects.select_related("scorecard").get(scorecard=card, number=2)

    assert "It cannot be deleted:" in page
    assert "measures stand in it" in page
    with pytest.raises(ValidationError, match="measures stand in it"):
        delete_perspective(perspective=perspective, reader=reader(OFFICER), seen=fingerprint(said_of(perspective)))


def test_a_perspective_that_was_renamed_meanwhile_is_not_deleted_unseen(sign_in: SignIn, card: Scorecard) -> None:
    row = PerspectiveFactory(scorecard=card, number=50, title="Empty")
    client = sign_in(OFFICER)
    form = shown(client, f"{CARD}perspectives/50/delete/")
    Perspective.objects.filter(pk=row.pk).update(title="Wanted")

    stale = client.post(f"{CARD}perspectives/50/delete/", form)

    assert stale.status_code == 409
    assert "Wanted" in text_of(stale)


# Notes


def test_a_note_is_added_once_and_its_marker_leads_to_it(sign_in: SignIn, card: Scorecard) -> None:
    client = sign_in(OFFICER)
    there = f"{CARD}notes/new/"
    form = shown(client, there, marker="9", text="Counted anew.")

    assert [client.post(there, form).status_code for _ in range(2)] == [302, 302]

    note = Footnote.objects.get(scorecard=card, marker="9")
    assert note.order == max(card.footnotes.values_list("order", flat=True))
    assert client.post(there, form | {"text": "Other words"}).status_code == 409
    assert "Counted anew." in text_of(client.get(CARD))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"marker": ""}, "Enter the marker."),
        ({"text": ""}, "Write the note."),
        ({"marker": "(1)"}, "Another note bears this marker already. Choose another."),
        ({"marker": "12345678901"}, "Say it in at most 10 letters; these are 11."),
    ],
)
def test_a_bad_note_is_explained(sign_in: SignIn, card: Scorecard, typed: dict[str, str], sentence: str) -> None:
    Footnote.objects.create(scorecard=card, marker="1.", text="There", order=90)
    client = sign_in(OFFICER)
    there = f"{CARD}notes/new/"
    before = Footnote.objects.count()

    response = client.post(there, shown(client, there, **({"marker": "8", "text": "Kept"} | typed)))

    assert sentence in text_of(response)
    assert Footnote.objects.count() == before


def test_a_note_under_another_marker_answers_none_by_a_reading(sign_in: SignIn, card: Scorecard) -> None:
    note = Footnote.objects.create(
        scorecard=card, marker="7", text="Words", order=91, answers_marker="(6)", ground="Likeness"
    )
    client = sign_in(OFFICER)
    there = f"{CARD}notes/{note.number}/edit/"

    client.post(there, shown(client, there, text="Other words"))
    note.refresh_from_db()
    assert (note.text, note.answers_marker) == ("Other words", "(6)")

    client.post(there, shown(client, there, marker="6"))
    note.refresh_from_db()
    assert (note.marker, note.answers_marker, note.ground) == ("6", "", "")


def test_a_note_is_deleted_unless_it_changed_meanwhile(sign_in: SignIn, card: Scorecard) -> None:
    note = Footnote.objects.create(scorecard=card, marker="7", text="Words", order=91)
    client = sign_in(OFFICER)
    there = f"{CARD}notes/{note.number}/delete/"
    form = shown(client, there)
    Footnote.objects.filter(pk=note.pk).update(text="Theirs")

    stale = client.post(there, form)

    assert stale.status_code == 409
    assert "Theirs" in text_of(stale)
    sent = {"seen": seen_in(stale)}
    assert client.post(there, sent).status_code == 302
    assert "The note is deleted already." in text_of(client.post(there, sent, follow=True))
    assert client.post(there.replace(f"/{note.number}/", "/98/"), sent).status_code == 404
    assert not Footnote.objects.filter(pk=note.pk).exists()


def test_a_note_of_another_scorecard_is_unknown(sign_in: SignIn, next_year: Year) -> None:
    following = ScorecardFactory(year=next_year)
    notes = [Footnote.objects.create(scorecard=following, text="Next year's", order=place) for place in range(3)]
    client = sign_in(OFFICER)

    assert [note.number for note in notes] == [1, 2, 3]
    assert [client.get(f"{CARD}notes/{number}/edit/").status_code for number in (1, 3, 10**12)] == [200, 404, 404]


def test_the_number_of_a_deleted_note_is_never_given_again(card: Scorecard) -> None:
    first = Footnote.objects.create(scorecard=card, marker="7", text="Words", order=91)
    first.delete()

    second = Footnote.objects.create(scorecard=card, marker="8", text="Words", order=91)

    assert second.number == first.number + 1
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Footnote.objects.filter(pk=second.pk).update(number=99)
