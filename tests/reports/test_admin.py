"""Links, findings and packs in the administration."""

from collections.abc import Callable

import pytest
from django.test import Client

from probation_planning.reports.models import Link, Pack

OFFICER = "officer@derbyshire.example"


@pytest.mark.parametrize("name", ["link", "finding", "pack"])
def test_the_officer_finds_them_and_the_administrator_does_not(sign_in: Callable[[str], Client], name: str) -> None:
    address = f"/admin/reports/{name}/"

    assert sign_in(OFFICER).get(address).status_code == 200
    assert sign_in(OFFICER).get(f"{address}?q=a").status_code == 200
    assert sign_in("admin@probation.example").get(address).status_code == 403


def test_a_pack_is_shown_with_its_file_and_risks_and_can_not_be_changed(
    sign_in: Callable[[str], Client], committee_pack: Pack
) -> None:
    client = sign_in(OFFICER)
    address = f"/admin/reports/pack/{committee_pack.pk}/change/"
    page = client.get(address)

    assert page.status_code == 200
    assert committee_pack.file.sha256 in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert client.post(address, {"number": "7"}).status_code == 403
    assert client.get("/admin/reports/pack/add/").status_code == 403
    assert client.post(f"/admin/reports/pack/{committee_pack.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_link_opens(sign_in: Callable[[str], Client], committee_pack: Pack) -> None:
    link = Link.objects.all()[0]

    assert sign_in(OFFICER).get(f"/admin/reports/link/{link.pk}/change/").status_code == 200
