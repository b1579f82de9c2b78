"""What every request passes: sign-in, strangers, nonsense, headers."""

from collections.abc import Callable

import pytest
from django.test import Client

YEAR = "/derbyshire/2011-12/"


@pytest.mark.parametrize("address", ["/", "/derbyshire/", YEAR, YEAR + "plan/", YEAR + "risks/", YEAR + "scorecard/"])
def test_a_stranger_is_sent_to_sign_in(client: Client, db: None, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    "address",
    [
        "/nottinghamshire/2011-12/",
        "/derbyshire/2031-32/",
        "/derbyshire/2011-13/",
        "/merseyside/2010-11/",
        "/merseyside/",
    ],
)
def test_an_unknown_trust_or_year_and_a_foreign_trust_answer_404(
    sign_in: Callable[[str], Client], address: str
) -> None:
    assert sign_in("smt@derbyshire.example").get(address).status_code == 404


def test_a_foreign_trust_answers_exactly_like_an_unknown_one(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("officer@derbyshire.example")

    foreign, unknown = client.get("/merseyside/2010-11/plan/"), client.get("/nowhere/2010-11/plan/")

    assert foreign.status_code == unknown.status_code == 404
    assert without_request_id(foreign.content) == without_request_id(unknown.content)


def without_request_id(page: bytes) -> str:
    import re

    return re.sub(r"[0-9a-f]{32}|merseyside|nowhere|[A-Za-z0-9]{64}|nonce=\"[^\"]*\"", "", page.decode())


@pytest.mark.parametrize(
    "query",
    ["?q=%00", "?band=%ff", "?page=%c0%ae", "?%00=1"],
)
def test_bytes_no_page_could_send_are_turned_away_in_words(sign_in: Callable[[str], Client], query: str) -> None:
    response = sign_in("smt@derbyshire.example").get(YEAR + "risks/" + query)

    assert response.status_code == 400
    assert "query" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_a_nul_byte_in_the_path_is_turned_away(sign_in: Callable[[str], Client]) -> None:
    assert sign_in("smt@derbyshire.example").get("/derbyshire/2011-12/risks/%00/").status_code == 400


@pytest.mark.parametrize("value", ["\\000", "%00", '"\\000"'])
def test_a_nul_byte_in_a_cookie_is_turned_away(db: None, value: str) -> None:
    client = Client(headers={"cookie": f"sessionid={value}"})

    assert client.get("/").status_code == 400


def test_a_session_cookie_nobody_gave_out_is_a_stranger(client: Client, db: None) -> None:
    client.cookies["sessionid"] = "x" * 4000

    assert client.get("/").status_code == 302


def test_every_answer_carries_the_policy_and_an_id(sign_in: Callable[[str], Client]) -> None:
    response = sign_in("smt@derbyshire.example").get("/nowhere/")

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Request-Id"] in response.content.decode()
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("address", "status"), [("/livez", 200), ("/readyz", 200), ("/.well-known/security.txt", 200)])
def test_health_is_open_to_everybody(client: Client, db: None, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_a_form_from_elsewhere_is_refused_in_words(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@b.example", "password": "x"})

    assert response.status_code == 403
    assert "reload the page" in response.content.decode()


def test_signing_in_works_and_a_wrong_password_is_explained(client: Client, db: None) -> None:
    wrong = client.post("/accounts/login/", {"login": "officer@derbyshire.example", "password": "no"})
    right = client.post("/accounts/login/", {"login": "Officer@Derbyshire.example", "password": "derbyshire-2011"})

    assert wrong.status_code == 200
    assert "password" in wrong.content.decode()
    assert right.status_code == 302
    assert right["Location"] == "/"


def test_nobody_signs_up_by_themselves(client: Client, db: None) -> None:
    client.post("/accounts/signup/", {"email": "new@derbyshire.example", "password1": "a long enough passphrase"})

    assert (
        client.post(
            "/accounts/login/", {"login": "new@derbyshire.example", "password": "a long enough passphrase"}
        ).status_code
        == 200
    )
