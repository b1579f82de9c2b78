"""A pack on screen: what its PDF says, to those who may read it."""

from collections.abc import Callable

import pytest
from django.test import Client

from probation_planning.reports.models import Pack
from risks.models import Entry


def test_a_packs_page_shows_what_its_pdf_shows(sign_in: Callable[[str], Client], committee_pack: Pack) -> None:
    page = sign_in("audit@derbyshire.example").get(committee_pack.get_absolute_url()).content.decode()

    assert "re-created from the printed register and is not the file the committee received" in page
    for mark in (committee_pack.fingerprint, committee_pack.file.sha256, f"{committee_pack.file.name}.pdf"):
        assert mark in page
    for entry in Entry.objects.all():
        assert entry.reference in page
    assert page.count("worked out</span>") == 26


@pytest.mark.parametrize("name", ["chief.executive", "business.services", "board.secretary", "operations.city", "smt"])
def test_a_pack_with_section_2_is_an_unknown_page_even_to_owners_of_its_risks(
    sign_in: Callable[[str], Client], committee_pack: Pack, name: str
) -> None:
    client = sign_in(f"{name}@derbyshire.example")
    address = committee_pack.get_absolute_url()

    assert client.get(address).status_code == 404
    assert client.get(f"{address}{committee_pack.file.name}.pdf").status_code == 404


def test_another_trusts_people_find_nothing(sign_in: Callable[[str], Client], smt_pack: Pack) -> None:
    client = sign_in("officer@merseyside.example")
    address = smt_pack.get_absolute_url()

    assert client.get("/derbyshire/2011-12/reports/").status_code == 404
    assert client.get(address).status_code == 404
    assert client.get(address.replace("/derbyshire/2011-12/", "/merseyside/2010-11/")).status_code == 404
    assert client.get(f"{address}{smt_pack.file.name}.pdf").status_code == 404
