"""A form whose bytes are no text is turned away in words, and nothing of it is saved."""

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from objectives.models import StatusUpdate
from probation_planning.organisation import tenancy
from probation_planning.organisation.form_bytes import FormBytesMiddleware
from probation_planning.organisation.models import Draft, Owner, Trust, User

URLENCODED = "application/x-www-form-urlencoded"
OBJECTIVE = "/derbyshire/2011-12/plan/objectives/1.2-3/"
OWNER = "business.services@derbyshire.example"
ANSWER = {"status": b"on_track", "quarter": b"1", "seen": b"0"}

Send = Callable[[Client, str, dict[str, bytes]], HttpResponse]


def urlencoded(client: Client, address: str, form: dict[str, bytes]) -> HttpResponse:
    """As a browser sends a plain form."""
    body = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in form.items())
    return client.post(address, body, content_type=URLENCODED)


def raw(client: Client, address: str, form: dict[str, bytes]) -> HttpResponse:
    """With the bytes as they are."""
    return client.post(address, b"&".join(b"%s=%s" % (n.encode(), v) for n, v in form.items()), content_type=URLENCODED)


def multipart(client: Client, address: str, form: dict[str, bytes], more: bytes = b"", charset: str = "") -> Any:
    """As a browser sends a form that may hold files."""
    parts = [
        b'--edge\r\nContent-Disposition: form-data; name="%s"\r\n%s\r\n%s\r\n' % (name.encode(), more, value)
        for name, value in form.items()
    ]
    body = b"".join([*parts, b"--edge--\r\n"])
    return client.generic("POST", address, body, content_type=f"multipart/form-data; boundary=edge{charset}")


every_way = pytest.mark.parametrize("send", [urlencoded, raw, multipart])


@every_way
@pytest.mark.parametrize("bad", [b"caf\xe9", b"\xc0\xae", b"half a letter \xe2\x82"])
def test_an_answer_that_is_not_utf_8_is_refused_and_not_saved(
    sign_in: Callable[[str], Client], derbyshire: Trust, send: Send, bad: bytes
) -> None:
    response = send(sign_in(OWNER), OBJECTIVE, ANSWER | {"comment": bad})

    assert response.status_code == 400
    assert "not valid UTF-8" in response.content.decode()
    assert not StatusUpdate.objects.exists()


@every_way
def test_an_answer_with_a_nul_is_refused_and_not_saved(
    sign_in: Callable[[str], Client], derbyshire: Trust, send: Send
) -> None:
    response = send(sign_in(OWNER), OBJECTIVE, ANSWER | {"comment": b"before\0after"})

    assert response.status_code == 400
    assert "NUL byte" in response.content.decode()
    assert response["X-Request-Id"] in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not StatusUpdate.objects.exists()


@every_way
@pytest.mark.parametrize("text", ["café ✓ m² – 12 €", "A letter lost before it was pasted: \ufffd.", "👩🏽‍⚖️"])
def test_text_of_every_script_is_saved_as_typed(
    sign_in: Callable[[str], Client], derbyshire: Trust, send: Send, text: str
) -> None:
    response = send(sign_in(OWNER), OBJECTIVE, ANSWER | {"comment": text.encode()})

    assert response.status_code == 302
    assert StatusUpdate.objects.get().comment == text


@pytest.mark.parametrize("name", ["comment%ff", "comm%00ent"])
def test_the_names_of_boxes_are_text_too(sign_in: Callable[[str], Client], name: str) -> None:
    assert sign_in(OWNER).post(OBJECTIVE, f"{name}=x", content_type=URLENCODED).status_code == 400


def test_no_other_way_of_writing_bytes_goes_round_it(sign_in: Callable[[str], Client], derbyshire: Trust) -> None:
    client = sign_in(OWNER)
    bad = ANSWER | {"comment": b"caf\xe9"}

    assert multipart(client, OBJECTIVE, bad, charset="; charset=utf-16").status_code == 400
    assert (
        multipart(client, OBJECTIVE, {"comment": b"Y2Fm6Q=="}, b"Content-Transfer-Encoding: base64\r\n").status_code
        == 400
    )
    assert not StatusUpdate.objects.exists()


@every_way
@pytest.mark.parametrize("bad", [b"caf\xe9", b"a\0b"])
def test_every_door_has_the_guard(sign_in: Callable[[str], Client], derbyshire: Trust, send: Send, bad: bytes) -> None:
    owners = Owner.objects.count()
    writer = User.objects.get(email=OWNER)
    post = {"name": bad, "order": b"20", "holdings-TOTAL_FORMS": b"0", "holdings-INITIAL_FORMS": b"0"}

    assert send(sign_in("admin@probation.example"), "/admin/organisation/post/add/", post).status_code == 400
    assert (
        send(sign_in(OWNER), "/derbyshire/draft/", {"address": OBJECTIVE.encode(), "comment": bad}).status_code == 400
    )
    assert send(Client(), "/accounts/login/", {"login": bad, "password": bad}).status_code == 400
    assert Owner.objects.count() == owners
    with tenancy.trust(derbyshire, user=writer.pk):
        assert not Draft.objects.exists()


def test_a_form_that_breaks_off_on_the_way_is_answered_in_words() -> None:
    class BrokenOff(io.BytesIO):
        def read(self, *args: Any) -> bytes:
            raise OSError("connection reset")

    request = RequestFactory().post(OBJECTIVE, b"comment=x", content_type=URLENCODED)
    request.environ["wsgi.input"] = request._stream = BrokenOff()  # type: ignore[attr-defined]

    response = FormBytesMiddleware(lambda _: HttpResponse("saved"))(request)

    assert response.status_code == 400
    assert "broke off" in response.content.decode()


def test_a_form_with_more_boxes_than_any_page_has_is_still_refused(sign_in: Callable[[str], Client]) -> None:
    assert sign_in(OWNER).post(OBJECTIVE, "a=1&" * 1100, content_type=URLENCODED).status_code == 413
