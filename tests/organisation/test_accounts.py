"""Sign-in tells nobody who has an account, leads nowhere else, and takes any good password."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from probation_planning.organisation.models import Session, Trust, User

SignIn = Callable[[str], Client]
OFFICER, NOBODY = "officer@derbyshire.example", "nobody@derbyshire.example"
RIGHT = "derbyshire-2011"
LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"
ELSEWHERE = [
    "//evil.example", "///evil.example", "////evil.example", "https://evil.example", "http://evil.example/",
    "https:evil.example", "https:/evil.example", "https:///evil.example", "\\\\evil.example", "\\/evil.example",
    "/\\evil.example", "/\\/evil.example", "//evil.example@testserver", "//testserver@evil.example",
    "http://testserver@evil.example", "http://testserver.evil.example", "//evil.example/%2f..", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://evil.example", "%2f%2fevil.example", "/%0d%0aLocation:evil",
    "/\r\nLocation: https://evil.example", "\t//evil.example", " //evil.example", "/\t/evil.example",
    "/\n/evil.example", "//evil%E3%80%82example", "//evil。example", "https://evil.example:80", "http:///evil.example",
    "..//evil.example",
]  # fmt: skip


def sign_in_with(client: Client, **more: str) -> Any:
    """What the right address and password are answered."""
    return client.post(LOGIN, {"login": OFFICER, "password": RIGHT, **more})


def without_marks(page: bytes) -> str:
    """A page without what is new each time."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|nonce="[^"]+"|[0-9a-f]{32}', "", page.decode())


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_led_to_another_site(client: Client, db: None, address: str) -> None:
    by_form = sign_in_with(client, next=address)

    location = by_form["Location"]
    assert location == "/" or location.startswith("/%0d%0a"), location
    assert "evil.example" not in Client().get(LOGIN, {"next": address}, follow=True).request["PATH_INFO"]


def test_a_page_of_ours_is_led_to(client: Client, db: None) -> None:
    assert sign_in_with(client, next="/derbyshire/?a=b")["Location"] == "/derbyshire/?a=b"


def test_a_wrong_password_and_an_unknown_address_look_the_same(client: Client, db: None) -> None:
    known = client.post(LOGIN, {"login": OFFICER, "password": "wrong-2011-wrong"})
    unknown = client.post(LOGIN, {"login": NOBODY, "password": "wrong-2011-wrong"})

    assert known.status_code == unknown.status_code == 200
    assert without_marks(known.content).replace(OFFICER, "") == without_marks(unknown.content).replace(NOBODY, "")


@pytest.mark.parametrize("address", [OFFICER, NOBODY])
def test_a_password_is_hashed_whether_or_not_there_is_an_account(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    hashed = []
    right = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *words: hashed.append(words[0]) or right(self, *words)
    )

    client.post(LOGIN, {"login": address, "password": "wrong-2011-wrong"})

    assert hashed == ["wrong-2011-wrong"]


def test_asking_for_a_reset_looks_the_same_and_mails_both(client: Client, db: None) -> None:
    known, unknown = (client.post(RESET, {"email": one}, follow=True) for one in (OFFICER, NOBODY))

    assert without_marks(known.content) == without_marks(unknown.content)
    assert [one.to for one in mail.outbox] == [[OFFICER], [NOBODY]]


def reset_link(client: Client, **headers: str) -> str:
    """The path that the mail leads to."""
    client.post(RESET, {"email": OFFICER}, **headers)
    found = re.search(r"(https?://[^/\s]+)(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert found
    assert found[1] == "http://localhost:8000"
    return found[2]


def test_a_reset_leads_to_our_own_site_whatever_the_request_says(client: Client, db: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    assert reset_link(client, HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")
    assert "evil" not in mail.outbox[-1].subject + str(mail.outbox[-1].body)


def test_a_reset_works_once_ends_every_session_and_shows_no_token(client: Client, sign_in: SignIn) -> None:
    theirs = sign_in(OFFICER)
    link = reset_link(client)
    hidden = client.get(link)["Location"]
    assert hidden.endswith("-set-password/")
    new = {"password1": "seven quiet herons wade", "password2": "seven quiet herons wade"}

    assert client.post(hidden, new).status_code == 302

    assert User.objects.get(email=OFFICER).check_password(new["password1"])
    assert theirs.get("/").status_code == 302
    assert "This link no longer works" in Client().get(link, follow=True).content.decode()
    assert mail.outbox[-1].subject == "Your password was changed at Probation Planning"


def test_a_reset_is_over_when_the_address_changes(client: Client, db: None) -> None:
    link = reset_link(client)
    User.objects.filter(email=OFFICER).update(email="moved@derbyshire.example")

    assert "This link no longer works" in client.get(link, follow=True).content.decode()


def test_a_changed_password_renews_the_session_and_ends_the_others(sign_in: SignIn) -> None:
    client, other = sign_in(OFFICER), sign_in(OFFICER)
    client.get("/")
    before = client.session.session_key

    new = {"oldpassword": RIGHT, "password1": "seven quiet herons wade", "password2": "seven quiet herons wade"}
    assert client.post("/accounts/password/change/", new).status_code == 302

    assert client.get("/").status_code == 200
    assert client.session.session_key != before
    assert list(Session.objects.values_list("pk", flat=True)) == [client.session.session_key]
    assert other.get("/").status_code == 302


def test_sign_in_renews_the_session(client: Client, db: None) -> None:
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = session.session_key
    planted = session.session_key

    sign_in_with(client)

    assert client.session.session_key != planted
    assert not Session.objects.filter(pk=planted).exists()


@pytest.mark.parametrize(
    "password",
    [
        "short-one",
        "passwordpassword",
        "Password1234",
        "P@ssw0rd2011",
        "123456789012",
        "qwertyuiop12",
        "aaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "probationplanning",
        "Derbyshire-2012",
        "Probation Trust 2011!",
        "derbyshire probation trust",
    ],
)
def test_a_password_that_is_tried_first_is_refused(password: str, derbyshire: Trust) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User.objects.get(email=OFFICER))


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet herons wade",
        "twelve small",
        "żółw płynie śpiewnie",
        "正しい馬の電池ホチキスです",
        "  spaces at both ends  ",
        "🦉🦉 owls over Derbyshire hills",
        "x9" + "long passphrase with many words " * 8,
    ],
)
def test_any_other_password_is_taken_as_it_is(client: Client, sign_in: SignIn, password: str) -> None:
    changing = sign_in(OFFICER)
    new = {"oldpassword": RIGHT, "password1": password, "password2": password}

    assert changing.post("/accounts/password/change/", new).status_code == 302

    assert client.post(LOGIN, {"login": OFFICER, "password": password}).status_code == 302


def test_two_ways_to_write_a_letter_are_one_password(client: Client, person: Callable[[str], User]) -> None:
    user = person(OFFICER)
    user.set_password("sept hérons à gué")
    user.save()

    assert client.post(LOGIN, {"login": OFFICER, "password": "sept he\u0301rons a\u0300 gue\u0301"}).status_code == 302


def test_the_sessions_are_listed_with_device_and_place_and_one_is_ended(db: None) -> None:
    firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    here, there = Client(), Client(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT=firefox)
    sign_in_with(here)
    sign_in_with(there)

    page = here.get("/accounts/sessions/").content.decode()
    assert "Firefox on Windows" in page
    assert "192.0.2.7" in page
    assert "(this one)" in page
    end = re.search(r'action="(/accounts/sessions/[0-9a-f]+/end/)"', page)
    assert end
    assert Client().post(end[1]).status_code == 302
    stranger = Client()
    stranger.force_login(User.objects.get(email="smt@derbyshire.example"))
    assert stranger.post(end[1]).status_code == 404

    assert here.post(end[1]).status_code == 302

    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_one_signs_out_everywhere_else(sign_in: SignIn) -> None:
    here, *others = (sign_in(OFFICER) for _ in range(3))

    here.post("/accounts/sessions/end-others/")

    assert [one.get("/").status_code for one in (here, *others)] == [200, 302, 302]


def test_a_forwarded_address_counts_only_from_our_own_proxy(db: None, settings: Any) -> None:
    sign_in_with(Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.9"))
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    sign_in_with(Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.9"))

    assert set(Session.objects.values_list("place", flat=True)) == {"10.0.0.1", "192.0.2.9"}


def test_without_a_mail_server_that_answers_a_reset_says_the_same(
    client: Client, db: None, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "localhost",
        1,
    )

    answers = {without_marks(client.post(RESET, {"email": one}, follow=True).content) for one in (OFFICER, NOBODY)}

    assert len(answers) == 1
    assert OFFICER not in caplog.text
