"""What a log line may say: one line for each event, with the request it came of, and no value that anybody typed.

A log is read by more people than a register, and kept in more places. So in production a line bears no query, no
address of a page (it may name a risk of section 2, or hold the mark of a new password), no words of an error and no
values of SQL.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from django.http import HttpRequest

from probation_planning.organisation.security import request_at_work

# Loggers whose messages are written by us: no secret, no word of a register.
OURS = ("probation_planning", "objectives", "risks", "scorecard")
# Django's, whose messages are addresses of pages.
OF_REQUESTS = ("django.request", "django.security", "django.server")
LONGEST = 2000
# What would begin another line, or steer a terminal.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
FRAMES = 20


def plain(text: str) -> str:
    """Text on one line, with what nobody sees written out."""
    return UNSEEN.sub(lambda found: f"\\x{ord(found[0]):02x}", text)[:LONGEST]


class JsonFormatter(logging.Formatter):
    """One line of JSON for each event."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: when, how grave, from where, what, of which request; of an error where it was, not what it said."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": plain(record.name),
            "says": plain(_message(record)),
            **_of_the_request(record),
        }
        event = getattr(record, "event", None)
        if isinstance(event, dict):
            said["event"] = {key: value for key, value in event.items() if _is_plain(value)}
        if record.exc_info and record.exc_info[1]:
            said["error"] = _error(record.exc_info[1])
        return json.dumps(said, default=str)


class LineFormatter(logging.Formatter):
    """One line of text, for a demonstration; a traceback below it, as ever."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line without anything that would begin another."""
        record.message = plain(record.getMessage())
        return super().formatMessage(record)


def _message(record: logging.LogRecord) -> str:
    """What it says: ours in full, Django's of a request without its address, of all others what stands in the code."""
    if record.name.startswith(OF_REQUESTS):
        request = getattr(record, "request", None)
        status = getattr(record, "status_code", "")
        method = request.method if isinstance(request, HttpRequest) else ""
        return " ".join(map(str, filter(None, [record.name, status, method])))
    if record.name.split(".")[0] in OURS or not record.args or _are_numbers(record.args):
        return record.getMessage()
    return str(record.msg)


def _are_numbers(args: Any) -> bool:
    return isinstance(args, tuple) and all(isinstance(one, int | float) for one in args)


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | bool | list)


def _of_the_request(record: logging.LogRecord) -> dict[str, Any]:
    """Its id, the trust, the person by key, and the page by its pattern: `<trust>/<year>/risks/<reference>/`."""
    given = getattr(record, "request", None)
    request = given if isinstance(given, HttpRequest) else request_at_work()
    if request is None:
        return {}
    match = request.resolver_match
    reader = getattr(request, "reader", None)
    user = reader.user if reader else getattr(request, "_cached_user", None)
    found = {
        "request": getattr(request, "id", ""),
        "trust": reader.trust.slug if reader else "",
        "user": getattr(user, "pk", None),
        "route": match.route if match else "",
    }
    return {key: value for key, value in found.items() if value}


def _error(error: BaseException) -> list[dict[str, Any]]:
    """Each error of the chain by its class and where it was raised: neither its words nor the values of its frames."""
    chain: list[dict[str, Any]] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        chain.append({"class": f"{type(one).__module__}.{type(one).__qualname__}", "at": _frames(one.__traceback__)})
        code = getattr(one, "pgcode", None)
        if code:
            chain[-1]["code"] = code
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return chain


def _frames(trace: TracebackType | None) -> list[str]:
    """The last frames: file, line and function."""
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{one.filename}:{one.lineno} {one.name}" for one in frames]
