"""The register in the administration."""

from collections.abc import Callable

import pytest
from django.test import Client

from risks.models import Assessment, Entry, Standing
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
    address = f"/admin/risks/entry/{entry.pk}/change/"
    form = client.get(address).context["adminform"].form
    fields = {name: value for name in form.fields if (value := form.initial.get(name))}
    inlines = {f"{prefix}-{count}_FORMS": 0 for prefix in ("owners", "categories") for count in ("TOTAL", "INITIAL")}

    response = client.post(address, fields | inlines | {"responses": "transfer", "reference": "One point one"})

    assert response.status_code == 200
    assert "Write the reference as figures, like 1.10 or 2a." in response.content.decode()


@pytest.mark.parametrize("email", [SMT, "admin@probation.example", "smt@merseyside.example"])
def test_nobody_without_the_role_opens_it(sign_in: SignIn, email: str) -> None:
    assert sign_in(email).get("/admin/risks/entry/").status_code in {302, 403, 404}
