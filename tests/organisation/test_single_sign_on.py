"""Single sign-on, against a real provider that runs in the test."""

import datetime
import http.client
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from probation_planning.organisation.models import Invitation, Membership, Trust, User
from tests.organisation.provider import CLIENT, SECRET, Provider, new_key, running

OFFICER, NEW = "officer@derbyshire.example", "new@derbyshire.example"
LOGIN, CALLBACK = "/accounts/oidc/oidc/login/", "/accounts/oidc/oidc/login/callback/"
REFUSED = "You could not be signed in with Work account"


@pytest.fixture
def provider(db: None, settings: Any) -> Iterator[Provider]:
    """A provider, with the settings that name it."""
    with running() as one:
        settings.OIDC_ISSUER, settings.OIDC_NAME, settings.SITE_ADDRESS = (
            one.issuer,
            "Work account",
            "http://testserver",
        )
        app = {
            "provider_id": "oidc",
            "name": "Work account",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": one.issuer},
        }
        ours = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": ours | {"APPS": [app]}}
        yield one


def at_the_provider(address: str) -> str:
    """Where the provider sends a browser that comes to the address."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    found = answer.getheader("Location")
    connection.close()
    assert found
    return found.removeprefix("http://testserver")


def come_in(client: Client, **more: str) -> HttpResponse:
    """The whole way: to the provider, and back."""
    to_provider = client.post(LOGIN, more)
    assert to_provider.status_code == 302, to_provider.content.decode()
    return client.get(at_the_provider(to_provider["Location"]))


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return client.get("/").status_code == 200


def was_refused(response: HttpResponse, client: Client) -> bool:
    """Whether it was, in words, and nobody is signed in."""
    return response.status_code == 403 and REFUSED in response.content.decode() and not is_in(client)


def test_whoever_has_an_account_comes_in_by_the_button_and_lands_where_they_were_going(
    provider: Provider, client: Client
) -> None:
    page = client.get("/accounts/login/?next=/derbyshire/2011-12/plan/").content.decode()
    assert "Continue with Work account" in page

    response = come_in(client, next="/derbyshire/2011-12/plan/")

    assert response["Location"] == "/derbyshire/2011-12/plan/"
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(User.objects.get(email=OFFICER).pk)


def test_what_is_asked_has_state_nonce_and_proof_and_takes_nothing_from_the_address(
    provider: Provider, client: Client
) -> None:
    smuggled = "auth_params=prompt%3Dnone%26redirect_uri%3Dhttps%3A%2F%2Fevil.example&scope=admin"

    response = client.post(f"{LOGIN}?{smuggled}")

    asked = parse_qs(urlsplit(response["Location"]).query)
    assert asked["redirect_uri"] == [f"http://testserver{CALLBACK}"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["nonce"] != asked["state"]
    assert "prompt" not in asked


def test_by_a_link_nobody_is_sent_to_the_provider(provider: Provider, client: Client) -> None:
    page = client.get(LOGIN)

    assert page.status_code == 200
    assert "You sign in there and come back here." in page.content.decode()


def test_who_comes_again_is_known_by_the_provider_and_signs_in_anew(provider: Provider) -> None:
    come_in(Client())
    again = Client()

    assert come_in(again).status_code == 302
    assert is_in(again)


def an_hour_ago() -> int:
    """In seconds since 1970."""
    return int((timezone.now() - datetime.timedelta(hours=1)).timestamp())


@pytest.mark.parametrize(
    "says",
    [
        {"nonce": "of another browser"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"azp": "another-client"},
        {"iss": "https://evil.example"},
        {"exp": an_hour_ago()},
        {"exp": None},
        {"sub": None},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": None},
        {"email": "nobody@derbyshire.example"},
        {"email": ["officer@derbyshire.example"]},
    ],
)
def test_a_token_that_does_not_hold_lets_nobody_in(provider: Provider, client: Client, says: dict[str, Any]) -> None:
    provider.says = says

    response = come_in(client)

    assert was_refused(response, client)
    assert not User.objects.filter(email="nobody@derbyshire.example").exists()


def test_a_token_signed_by_somebody_else_lets_nobody_in(provider: Provider, client: Client) -> None:
    provider.sign_with = new_key("somebody else")

    assert was_refused(come_in(client), client)


@pytest.mark.parametrize(("algorithm", "key"), [("none", None), ("HS256", "x" * 64)])
def test_a_token_signed_in_no_way_that_counts_lets_nobody_in(
    provider: Provider, client: Client, algorithm: str, key: Any
) -> None:
    provider.algorithm, provider.sign_with = algorithm, key

    assert was_refused(come_in(client), client)


@pytest.mark.parametrize("query", ["code=code-0&state=made-up", "code=code-0", "error=access_denied", ""])
def test_without_the_state_of_this_browser_nobody_comes_in(provider: Provider, client: Client, query: str) -> None:
    client.post(LOGIN)

    assert was_refused(client.get(f"{CALLBACK}?{query}"), client)


def test_the_way_back_of_one_browser_is_no_good_in_another_nor_twice(provider: Provider, client: Client) -> None:
    back = at_the_provider(client.post(LOGIN)["Location"])
    other = Client()
    other.post(LOGIN)

    assert was_refused(other.get(back), other)
    assert client.get(back).status_code == 302
    client.post("/accounts/logout/")
    assert was_refused(client.get(back), client)


def test_a_provider_that_gives_no_answer_is_said_so(provider: Provider, client: Client, settings: Any) -> None:
    [app] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"]["server_url"] = "http://localhost:1"

    assert was_refused(client.post(LOGIN), client)


def test_a_closed_account_stays_closed(provider: Provider, client: Client) -> None:
    come_in(Client())
    User.objects.filter(email=OFFICER).update(is_active=False)

    assert was_refused(come_in(client), client)


def test_an_address_that_went_to_somebody_else_does_not_open_the_former_owners_account(
    provider: Provider, client: Client
) -> None:
    come_in(Client())
    provider.says = {"email": "smt@derbyshire.example"}

    assert was_refused(come_in(client), client)


def test_who_is_invited_comes_in_with_an_account_made_for_the_address(
    provider: Provider, client: Client, derbyshire: Trust, person: Callable[[str], User]
) -> None:
    provider.says = {"email": "New@Derbyshire.example", "sub": "person-2"}
    Invitation.objects.create(
        email=NEW,
        roles=["smt"],
        invited_by=person(OFFICER),
        expires_at=timezone.now() + datetime.timedelta(days=7),
        token="0" * 64,
    )

    assert come_in(client).status_code == 302

    user = User.objects.get(email=NEW)
    assert (user.name, user.has_usable_password()) == ("A Person", False)
    assert list(Membership.objects.filter(user=user).values_list("role", flat=True)) == ["smt"]
    assert Invitation.objects.get().accepted_by == user


@pytest.mark.parametrize(("amr", "lets_in"), [(["pwd", "mfa"], True), (["pwd"], False), (None, False), ("mfa", False)])
def test_a_second_factor_of_the_provider_counts_only_where_it_is_named(
    provider: Provider, client: Client, settings: Any, amr: Any, lets_in: bool
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.OIDC_SECOND_FACTOR = ["mfa"]
    provider.says = {"amr": amr}

    come_in(client)

    assert is_in(client) == lets_in


def test_not_configured_the_providers_second_factor_counts_for_nothing(
    provider: Provider, client: Client, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    provider.says = {"amr": ["mfa"]}

    come_in(client)

    assert client.get("/")["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize("address", [LOGIN, CALLBACK, "/accounts/oidc/another/login/", "/accounts/3rdparty/signup/"])
def test_where_it_is_off_its_routes_are_not_there(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == client.post(address).status_code == 404
    assert "Continue with" not in client.get("/accounts/login/").content.decode()
