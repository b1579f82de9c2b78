"""The register in the administration."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from probation_planning.organisation.models import Year
from risks.models import Assessment, BandKey, Entry, ScaleLevel, Standing
from tests.factories import RegisterFactory, ReviewFactory, RiskFactory, YearFactory
from tests.pressing import press
from tests.risks.conftest import OFFICER, SMT

SignIn = Callable[[str], Client]
LISTS = ["register", "review", "category", "entry", "risk", "assessment", "standing"]


@pytest.mark.parametrize("name", LISTS)
def test_the_officer_opens_every_list(sign_in: SignIn, name: str) -> None:
    assert sign_in(OFFICER).get(f"/admin/risks/{name}/").status_code == 200


@pytest.mark.parametrize("name", ["register", "review", "category", "entry", "assessment", "standing"])
def test_and_searches_it(sign_in: SignIn, name: str) -> None:
    assert sign_in(OFFICER).get(f"/admin/risks/{name}/?q=a").status_code == 200


@pytest.mark.parametrize(("name", "model"), [("assessment", Assessment), ("standing", Standing)])
def test_dated_rows_are_shown_and_never_changed(
    sign_in: SignIn, entry: Entry, name: str, model: type[Assessment] | type[Standing]
) -> None:
    row = model.objects.filter(entry=entry).first()
    assert row is not None
    client = sign_in(OFFICER)
    page = f"/admin/risks/{name}/{row.pk}/change/"

    assert client.get(page).status_code == 200
    assert 'name="_save"' not in client.get(page).content.decode()
    assert client.post(page, {"likelihood": "1", "impact": "1"}).status_code == 403
    assert client.post(f"/admin/risks/{name}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"/admin/risks/{name}/add/").status_code == 403


def test_a_reference_that_fits_no_address_is_explained(sign_in: SignIn, entry: Entry) -> None:
    client = sign_in(OFFICER)
    address = "/admin/risks/entry/add/"
    fields: dict[str, Any] = {"register": entry.register_id, "risk": RiskFactory().pk, "section": 1, "order": 300}
    fields |= {"title": "The new phones fail", "starts_at": entry.register.reviews.get(slug="jun-11").pk}
    inlines = {f"{prefix}-{count}_FORMS": 0 for prefix in ("owners", "categories") for count in ("TOTAL", "INITIAL")}

    response = press(client, address, fields | inlines | {"responses": "transfer", "reference": "One point one"})

    assert response.status_code == 200
    assert "Write the reference as figures, like 1.10 or 2a." in response.content.decode()


@pytest.mark.parametrize("email", [SMT, "admin@probation.example", "smt@merseyside.example"])
def test_nobody_without_the_role_opens_it(sign_in: SignIn, email: str) -> None:
    assert sign_in(email).get("/admin/risks/entry/").status_code in {302, 403, 404}


def test_a_risk_stays_in_its_register_whatever_is_sent(sign_in: SignIn, entry: Entry) -> None:
    other = RegisterFactory(year=YearFactory(start=date(2012, 4, 1)))
    form = {"reference": entry.reference, "section": entry.section, "order": entry.order, "title": "Renamed"}
    form |= {f"{name}-{which}_FORMS": 0 for name in ("owners", "categories") for which in ("TOTAL", "INITIAL")}

    response = press(sign_in(OFFICER), f"/admin/risks/entry/{entry.pk}/change/", form | {"register": other.pk})

    moved = Entry.objects.get(pk=entry.pk)
    assert response.status_code == 302
    assert (moved.title, moved.register_id) == ("Renamed", entry.register_id)


@pytest.mark.parametrize("model", [Entry, BandKey, ScaleLevel])
def test_what_starts_at_a_review_starts_at_one_of_its_own_register(
    year: Year, model: type[Entry] | type[BandKey] | type[ScaleLevel]
) -> None:
    row = model.objects.first()
    assert row is not None
    row.starts_at = ReviewFactory(register=RegisterFactory(year=YearFactory(start=date(2012, 4, 1))))

    with pytest.raises(ValidationError, match="Choose a review of the same register"):
        row.clean()


@pytest.mark.parametrize("name", ["register", "review", "entry"])
def test_rows_of_a_closed_years_register_are_read_and_never_changed(
    sign_in: SignIn, entry: Entry, year: Year, name: str
) -> None:
    rows = {"register": entry.register, "review": entry.register.reviews.get(slug="sep-11"), "entry": entry}
    client, page = sign_in(OFFICER), f"/admin/risks/{name}/{rows[name].pk}/change/"
    assert 'name="_save"' in client.get(page).content.decode()
    offered = f"{entry.register}</option>"
    assert offered in client.get("/admin/risks/entry/add/").content.decode()

    Year.objects.filter(pk=year.pk).update(closed_on=date(2011, 6, 20))

    assert client.get(page).status_code == 200
    assert 'name="_save"' not in client.get(page).content.decode()
    assert client.post(page, {"title": "Canary"}).status_code == 403
    assert client.post(page.replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert offered not in client.get("/admin/risks/entry/add/").content.decode()
