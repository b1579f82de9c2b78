"""Turns away a form that is too large, or whose bytes are not text, before anything reads it.

Django would take files of any size, and put U+FFFD in the place of bytes that are not text.
"""

import codecs
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, UnreadablePostError

from probation_planning.organisation import errors

UTF_8 = codecs.lookup("utf-8")
STRICT = "utf_8_or_nothing"

NOT_UTF_8 = "The text of the form is not valid UTF-8, so nothing was saved. Go back, reload the page and send it again."
NUL = "The text of the form holds a NUL byte, so nothing was saved. Go back, take it out and send the form again."
TOO_LARGE = (
    "What you sent is larger than 12 MB, so nothing was saved. A file may have 10 MB at most: go back, and send one "
    "large file at a time, or a link to it."
)
# So much of a form that is too large is read, to no purpose but that a browser hears the answer: it listens at the end.
PATIENCE = 64 * 1024 * 1024
BROKEN_OFF = "The form broke off before all of it had come, so nothing was saved. Go back and send it again."


def _decode(data: Any, errors: str = "strict") -> tuple[str, int]:
    """UTF-8 that is never patched up, whatever the caller asks for: Django asks for `replace` in a multipart form."""
    return UTF_8.decode(data, "strict")


codecs.register(lambda name: codecs.CodecInfo(UTF_8.encode, _decode, name=STRICT) if name == STRICT else None)


class FormBytesMiddleware:
    """Answers 413 to a form that is too large, and 400 to one that has bytes that are not UTF-8, or a NUL."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wrong = _nonsense(request) if request.method == "POST" else ""
        if wrong == TOO_LARGE:
            return errors.too_large(request, wrong)
        return errors.bad_request(request, BadRequest(wrong)) if wrong else self.get_response(request)


def _nonsense(request: HttpRequest) -> str:
    """What is wrong with the bytes of the form; empty when nothing is."""
    try:
        if _size(request) > settings.LARGEST_FORM:
            return TOO_LARGE
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


def _size(request: HttpRequest) -> int:
    """How large it says it is, in octets; no more than that is ever read. What is too large is let run past."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isascii() and length.isdigit() else 0
    if settings.LARGEST_FORM < size <= PATIENCE:
        while request.read(2**16):
            pass
    return size


def _texts(request: HttpRequest) -> Iterator[str]:
    """Every name and every value of the form."""
    for name, values in request.POST.lists():
        yield name
        yield from (str(value) for value in values)
