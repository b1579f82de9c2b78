"""A pack's file: the stored bytes, to whoever may read the pack, each time anew."""

import hashlib
from collections.abc import Callable

import pytest
from django.test import Client

from probation_planning.organisation.models import Membership, Role, Trust, User
from probation_planning.reports.models import Pack


def address(pack: Pack) -> str:
    """Where its file is."""
    return f"{pack.get_absolute_url()}{pack.file.name}.pdf"


@pytest.mark.parametrize("name", ["audit", "auditor", "officer"])
def test_the_bytes_served_are_the_bytes_stored(
    sign_in: Callable[[str], Client], committee_pack: Pack, name: str
) -> None:
    answer = sign_in(f"{name}@derbyshire.example").get(address(committee_pack))

    assert answer.status_code == 200
    assert answer.content == bytes(committee_pack.file.content)
    assert hashlib.sha256(answer.content).hexdigest() == committee_pack.file.sha256


def test_the_file_is_a_download_that_nobody_keeps_or_guesses_about(
    sign_in: Callable[[str], Client], smt_pack: Pack
) -> None:
    answer = sign_in("smt@derbyshire.example").get(address(smt_pack))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == ('attachment; filename="derbyshire-2011-12-risk-register-mar-11-smt.pdf"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_file_has_one_name(sign_in: Callable[[str], Client], smt_pack: Pack) -> None:
    client = sign_in("smt@derbyshire.example")

    assert client.get(f"{smt_pack.get_absolute_url()}another.pdf").status_code == 404


def test_whoever_loses_the_role_loses_the_file(
    sign_in: Callable[[str], Client], derbyshire: Trust, committee_pack: Pack
) -> None:
    client = sign_in("audit@derbyshire.example")
    before = client.get(address(committee_pack)).status_code
    member = User.objects.get(email="audit@derbyshire.example")
    Membership.objects.create(trust=derbyshire, user=member, role=Role.SMT)
    Membership.objects.filter(trust=derbyshire, user=member, role=Role.AUDIT).delete()

    assert (before, client.get(address(committee_pack)).status_code) == (200, 404)


def test_a_stranger_is_asked_to_sign_in(client: Client, smt_pack: Pack) -> None:
    answer = client.get(address(smt_pack))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_file_is_only_ever_read(sign_in: Callable[[str], Client], smt_pack: Pack, method: str) -> None:
    assert getattr(sign_in("officer@derbyshire.example"), method)(address(smt_pack)).status_code == 405
