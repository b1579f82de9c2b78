"""Turns away a form whose bytes are not text, before anything reads it: Django would put U+FFFD in their place."""

import codecs
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, UnreadablePostError

from probation_planning.organisation import errors

UTF_8 = codecs.lookup("utf-8")
STRICT = "utf_8_or_nothing"

NOT_UTF_8 = "The text of the form is not valid UTF-8, so nothing was saved. Go back, reload the page and send it again."
NUL = "The text of the form holds a NUL byte, so nothing was saved. Go back, take it out and send the form again."
BROKEN_OFF = "The form broke off before all of it had come, so nothing was saved. Go back and send it again."


def _decode(data: Any, errors: str = "strict") -> tuple[str, int]:
    """UTF-8 that is never patched up, whatever the caller asks for: Django asks for `replace` in a multipart form."""
    return UTF_8.decode(data, "strict")


codecs.register(lambda name: codecs.CodecInfo(UTF_8.encode, _decode, name=STRICT) if name == STRICT else None)


class FormBytesMiddleware:
    """Answers 400 to a form with bytes that are not UTF-8, or with a NUL."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wrong = _nonsense(request) if request.method == "POST" else ""
        return errors.bad_request(request, BadRequest(wrong)) if wrong else self.get_response(request)


def _nonsense(request: HttpRequest) -> str:
    """What is wrong with the bytes of the form; empty when nothing is."""
    try:
        if request.content_type == "application/x-www-form-urlencoded":
            request.body.decode()
            unquote_to_bytes(request.body.replace(b"+", b" ")).decode()
        elif request.content_type == "multipart/form-data":
            request.encoding = STRICT
        return NUL if any("\0" in text for text in _texts(request)) else ""
    except UnicodeDecodeError:
        return NOT_UTF_8
    except UnreadablePostError:
        return BROKEN_OFF


def _texts(request: HttpRequest) -> Iterator[str]:
    """Every name and every value of the form."""
    for name, values in request.POST.lists():
        yield name
        yield from (str(value) for value in values)
