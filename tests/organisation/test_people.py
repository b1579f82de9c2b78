"""Settings: who belongs to the trust, in which roles, and whose sessions the officer may end."""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Holding, Membership, Session, Trust, User
from tests.pressing import press

SignIn = Callable[[str], Client]
OFFICER, SMT, ADMINISTRATOR = "officer@derbyshire.example", "smt@derbyshire.example", "admin@probation.example"
PEOPLE = "/derbyshire/settings/people/"


def address_of(client: Client, email: str, act: str) -> str:
    """Where an act about the person of an address leads from the list."""
    page = client.get(PEOPLE).content.decode()
    row = next(row for row in page.split("<tr>") if email in row)
    found = re.search(rf'href="({PEOPLE}[0-9a-f]{{16}}/{act}/)"', row)
    assert found, row
    return found[1]


def seen(client: Client, address: str) -> str:
    """The fingerprint of the roles that the form shows."""
    found = re.search(r'name="seen" value="(\d+)"', client.get(address).content.decode())
    assert found
    return found[1]


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """The officer's browser."""
    return sign_in(OFFICER)


@pytest.fixture
def smt(person: Callable[[str], User]) -> User:
    """The SMT member."""
    return person(SMT)


@pytest.fixture
def roles(derbyshire: Trust) -> Callable[[User], list[str]]:
    """The roles of a person in Derbyshire."""

    def of(user: User) -> list[str]:
        return sorted(Membership.objects.filter(user=user, trust=derbyshire).values_list("role", flat=True))

    return of


def test_the_list_names_everybody_with_roles_and_posts(officer: Client) -> None:
    page = officer.get(PEOPLE).content.decode()

    assert SMT in page
    assert "SMT member" in page
    assert "officer@merseyside.example" not in page


@pytest.mark.parametrize("who", [SMT, "audit@derbyshire.example"])
def test_others_are_refused_in_words(sign_in: SignIn, who: str) -> None:
    response = sign_in(who).get(PEOPLE)

    assert response.status_code == 403
    assert "Only the performance officer or an administrator" in response.content.decode()


def test_another_trusts_officer_finds_nothing(sign_in: SignIn, officer: Client, smt: User) -> None:
    elsewhere = sign_in("officer@merseyside.example")

    assert elsewhere.get(PEOPLE).status_code == 404
    mine = address_of(officer, SMT, "roles")
    assert elsewhere.get(mine.replace("derbyshire", "merseyside")).status_code == 404


def test_the_officer_changes_roles_and_they_count_on_the_next_request(
    officer: Client, sign_in: SignIn, smt: User, roles: Any
) -> None:
    theirs = sign_in(SMT)
    assert theirs.get("/derbyshire/2011-12/data-quality/").status_code == 200
    address = address_of(officer, SMT, "roles")

    response = officer.post(address, {"roles": ["audit"], "seen": seen(officer, address)})

    assert response.status_code == 302
    assert roles(smt) == ["audit"]
    assert theirs.get("/derbyshire/2011-12/data-quality/").status_code == 403


def test_the_officer_cannot_give_the_administrators_role(officer: Client, smt: User, roles: Any) -> None:
    address = address_of(officer, SMT, "roles")
    assert "Administrator" not in officer.get(address).content.decode().split("<form")[-1]

    page = officer.post(address, {"roles": ["administrator"], "seen": seen(officer, address)}).content.decode()

    assert "Choose from the list." in page
    assert "administrator" not in roles(smt)


def test_a_role_that_is_not_the_officers_to_take_stays_and_is_enough(
    officer: Client, person: Callable[[str], User], roles: Any
) -> None:
    administrator = person("admin@probation.example")
    address = address_of(officer, administrator.email, "roles")

    unchanged = officer.post(address, {"seen": seen(officer, address)})
    more = officer.post(address, {"roles": ["auditor"], "seen": seen(officer, address)})

    assert unchanged.status_code == more.status_code == 302
    assert roles(administrator) == ["administrator", "auditor"]


def test_somebody_without_any_role_is_to_leave_instead(officer: Client, smt: User, roles: Any) -> None:
    address = address_of(officer, SMT, "roles")

    page = officer.post(address, {"seen": seen(officer, address)}).content.decode()

    assert "Choose at least one role." in page
    assert roles(smt)


def test_nobody_changes_their_own_roles(officer: Client, person: Callable[[str], User], roles: Any) -> None:
    from probation_planning.organisation.readers import readers_of
    from probation_planning.organisation.views.people import handle_of

    with tenancy.kept_context():
        reader = readers_of(person(OFFICER), "derbyshire")[0]
    address = f"{PEOPLE}{handle_of(reader, 'person', reader.user.pk)}/roles/"

    response = officer.post(address, {"roles": ["officer", "audit"], "seen": seen(officer, address)})

    assert response.status_code == 403
    assert "Nobody changes their own roles" in response.content.decode()
    assert "audit" not in roles(reader.user)


def test_a_stale_form_shows_what_was_saved_meanwhile(officer: Client, smt: User, roles: Any) -> None:
    address = address_of(officer, SMT, "roles")
    before = seen(officer, address)
    officer.post(address, {"roles": ["auditor"], "seen": before})

    response = officer.post(address, {"roles": ["audit"], "seen": before})

    assert "Auditor" in response.content.decode()
    assert roles(smt) == ["auditor"]


def test_ending_a_membership_takes_roles_posts_and_sessions(
    officer: Client, sign_in: SignIn, smt: User, roles: Any
) -> None:
    theirs = sign_in(SMT)
    theirs.get("/")

    assert press(officer, address_of(officer, SMT, "leave")).status_code == 302

    assert roles(smt) == []
    assert not Session.objects.filter(user=smt).exists()
    assert theirs.get("/").status_code == 302
    assert not Holding.objects.filter(user=smt, until=None).exists()


def test_the_officer_signs_somebody_out_everywhere(officer: Client, sign_in: SignIn, smt: User) -> None:
    theirs, other = sign_in(SMT), sign_in(SMT)

    assert press(officer, address_of(officer, SMT, "sign-out")).status_code == 302

    assert theirs.get("/").status_code == other.get("/").status_code == 302


def test_a_person_of_another_trust_too_is_not_signed_out_by_one(
    officer: Client, sign_in: SignIn, smt: User, merseyside: Trust
) -> None:
    smt.memberships.create(role="smt")
    theirs = sign_in(SMT)

    response = press(officer, address_of(officer, SMT, "sign-out"))

    assert response.status_code == 403
    assert "belongs to another trust besides" in response.content.decode()
    assert theirs.get("/").status_code == 200


@pytest.fixture
def phone(smt: User) -> Authenticator:
    """The SMT member's authenticator app."""
    return TOTP.activate(smt, "A" * 32).instance


def test_a_lost_second_factor_is_removed_and_its_owner_told(
    officer: Client, sign_in: SignIn, smt: User, phone: Authenticator, django_capture_on_commit_callbacks: Any
) -> None:
    theirs = sign_in(SMT)
    theirs.get("/")

    with django_capture_on_commit_callbacks(execute=True):
        assert press(officer, address_of(officer, SMT, "second-factor")).status_code == 302

    assert not Authenticator.objects.filter(user=smt).exists()
    assert theirs.get("/").status_code == 302
    assert [(one.to, one.subject) for one in mail.outbox] == [([SMT], "Your second factor was removed")]
    assert "Performance officer removed the second factor" in mail.outbox[0].body


def test_a_second_factor_of_somebody_of_two_trusts_is_not_one_trusts_to_remove(
    officer: Client, smt: User, phone: Authenticator, merseyside: Trust
) -> None:
    smt.memberships.create(role="smt")

    response = press(officer, address_of(officer, SMT, "second-factor"))

    assert response.status_code == 403
    assert "manage.py remove_second_factor" in response.content.decode()
    assert Authenticator.objects.filter(user=smt).exists()


def test_whoever_runs_the_server_removes_it_for_anybody(smt: User, phone: Authenticator) -> None:
    said = StringIO()

    call_command("remove_second_factor", SMT.upper(), stdout=said)

    assert said.getvalue() == "SMT member can sign in with their password.\n"
    with pytest.raises(CommandError, match=r"^SMT member has no second factor\.$"):
        call_command("remove_second_factor", SMT)
    with pytest.raises(CommandError, match="Nobody has the address"):
        call_command("remove_second_factor", "nobody@nowhere.example")


def test_only_somebody_who_has_one_is_offered_it(officer: Client, smt: User) -> None:
    assert "second-factor" not in officer.get(PEOPLE).content.decode()


def test_the_list_asks_no_more_for_more_people(officer: Client, derbyshire: Trust, count_queries: Any) -> None:
    officer.get(PEOPLE)
    with count_queries() as before:
        officer.get(PEOPLE)
    for number in range(5):
        User.objects.create_user(f"p{number}@derbyshire.example", name=f"P{number}").memberships.create(role="smt")

    with count_queries() as after:
        officer.get(PEOPLE)

    assert len(after()) == len(before())
